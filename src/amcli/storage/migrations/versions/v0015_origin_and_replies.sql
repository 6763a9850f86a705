CREATE TABLE txn (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  command TEXT NOT NULL,
  undoes INTEGER,
  undoing INTEGER DEFAULT 0 NOT NULL,
  automatic INTEGER DEFAULT 0 NOT NULL,
  via TEXT,
  client TEXT,
  UNIQUE (undoes),
  CONSTRAINT "an undo undoes something" CHECK (undoing = 0 OR undoes IS NOT NULL),
  CONSTRAINT "a client has a name of at most 60 characters" CHECK (length(client) <= 60),
  FOREIGN KEY(undoes) REFERENCES txn (id),
  CONSTRAINT "txn at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "at", '+0 days') IS "at"),
  CONSTRAINT "txn command: text without NUL, at most a million characters" CHECK (instr("command", char(0)) = 0 AND length("command") <= 1000000),
  CONSTRAINT "txn undoing: yes or no" CHECK ("undoing" IN (0, 1)),
  CONSTRAINT "txn automatic: yes or no" CHECK ("automatic" IN (0, 1)),
  CONSTRAINT "txn via: one of mcp, ui" CHECK ("via" IS NULL OR ("via" IN ('mcp', 'ui'))),
  CONSTRAINT "txn client: text without NUL, at most a million characters" CHECK ("client" IS NULL OR (instr("client", char(0)) = 0 AND length("client") <= 1000000))
)
 STRICT;

CREATE TABLE interaction (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  kind TEXT DEFAULT 'call' NOT NULL,
  "on" TEXT NOT NULL,
  at TEXT,
  minutes INTEGER,
  direction TEXT,
  last_direction TEXT,
  tried INTEGER DEFAULT 0 NOT NULL,
  planned INTEGER DEFAULT 0 NOT NULL,
  cancelled INTEGER DEFAULT 0 NOT NULL,
  settled_on TEXT,
  summary TEXT,
  body TEXT,
  feel TEXT,
  purpose TEXT,
  CONSTRAINT "an interaction takes at most a week" CHECK (minutes <= 10080),
  CONSTRAINT "only a meeting that was not held is cancelled" CHECK (cancelled = 0 OR (planned = 1 AND tried = 0)),
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  CONSTRAINT "interaction created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "interaction updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "interaction kind: one of call, email, meeting, qbr, visit, chat, note" CHECK ("kind" IN ('call', 'email', 'meeting', 'qbr', 'visit', 'chat', 'note')),
  CONSTRAINT "interaction on: a day" CHECK (date("on", '+0 days') IS "on"),
  CONSTRAINT "interaction at: a time" CHECK ("at" IS NULL OR (strftime('%H:%M', "at", '+0 days') IS "at")),
  CONSTRAINT "interaction minutes: not negative" CHECK ("minutes" IS NULL OR ("minutes" >= 0)),
  CONSTRAINT "interaction direction: one of in, out, both" CHECK ("direction" IS NULL OR ("direction" IN ('in', 'out', 'both'))),
  CONSTRAINT "interaction last_direction: one of in, out" CHECK ("last_direction" IS NULL OR ("last_direction" IN ('in', 'out'))),
  CONSTRAINT "interaction tried: yes or no" CHECK ("tried" IN (0, 1)),
  CONSTRAINT "interaction planned: yes or no" CHECK ("planned" IN (0, 1)),
  CONSTRAINT "interaction cancelled: yes or no" CHECK ("cancelled" IN (0, 1)),
  CONSTRAINT "interaction settled_on: a day" CHECK ("settled_on" IS NULL OR (date("settled_on", '+0 days') IS "settled_on")),
  CONSTRAINT "interaction summary: text without NUL, at most a million characters" CHECK ("summary" IS NULL OR (instr("summary", char(0)) = 0 AND length("summary") <= 1000000)),
  CONSTRAINT "interaction body: text without NUL, at most a million characters" CHECK ("body" IS NULL OR (instr("body", char(0)) = 0 AND length("body") <= 1000000)),
  CONSTRAINT "interaction feel: one of good, ok, bad" CHECK ("feel" IS NULL OR ("feel" IN ('good', 'ok', 'bad'))),
  CONSTRAINT "interaction purpose: one of value, commercial, support, relationship" CHECK ("purpose" IS NULL OR ("purpose" IN ('value', 'commercial', 'support', 'relationship')))
)
 STRICT;

CREATE INDEX interaction_account ON interaction (account_id, "on", id);

CREATE INDEX interaction_booked ON interaction (account_id, "on", id) WHERE planned = 1 AND cancelled = 0;

CREATE INDEX interaction_feel ON interaction (account_id, "on", id) WHERE feel IS NOT NULL;

CREATE INDEX interaction_qbr ON interaction (account_id, "on") WHERE kind = 'qbr';

CREATE INDEX interaction_touch ON interaction (account_id, "on", id, purpose, feel, direction) WHERE kind <> 'note' AND tried = 0 AND planned = 0;

CREATE INDEX interaction_tried ON interaction (account_id, "on") WHERE tried = 1;

CREATE TABLE proposal (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  client TEXT,
  arguments TEXT NOT NULL,
  account TEXT,
  why TEXT,
  changes TEXT DEFAULT '[]' NOT NULL,
  state TEXT DEFAULT 'open' NOT NULL,
  decided_at TEXT,
  change INTEGER,
  CONSTRAINT "a client has a name of at most 60 characters" CHECK (length(client) <= 60),
  CONSTRAINT "what is decided has the time of that" CHECK ((state = 'open') = (decided_at IS NULL)),
  CONSTRAINT "proposal at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "at", '+0 days') IS "at"),
  CONSTRAINT "proposal client: text without NUL, at most a million characters" CHECK ("client" IS NULL OR (instr("client", char(0)) = 0 AND length("client") <= 1000000)),
  CONSTRAINT "proposal arguments: a JSON array" CHECK (json_valid("arguments") AND json_type("arguments") = 'array'),
  CONSTRAINT "proposal account: text without NUL, at most a million characters" CHECK ("account" IS NULL OR (instr("account", char(0)) = 0 AND length("account") <= 1000000)),
  CONSTRAINT "proposal why: text without NUL, at most a million characters" CHECK ("why" IS NULL OR (instr("why", char(0)) = 0 AND length("why") <= 1000000)),
  CONSTRAINT "proposal changes: a JSON array" CHECK (json_valid("changes") AND json_type("changes") = 'array'),
  CONSTRAINT "proposal state: one of open, accepted, refused, expired, failed" CHECK ("state" IN ('open', 'accepted', 'refused', 'expired', 'failed')),
  CONSTRAINT "proposal decided_at: an instant" CHECK ("decided_at" IS NULL OR (strftime('%Y-%m-%dT%H:%M:%fZ', "decided_at", '+0 days') IS "decided_at"))
)
 STRICT;

CREATE UNIQUE INDEX proposal_open ON proposal (arguments) WHERE state = 'open';
