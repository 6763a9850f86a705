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
  FOREIGN KEY(undoes) REFERENCES txn (id),
  CONSTRAINT "txn at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "at", '+0 days') IS "at"),
  CONSTRAINT "txn command: text without NUL, at most a million characters" CHECK (instr("command", char(0)) = 0 AND length("command") <= 1000000),
  CONSTRAINT "txn undoing: yes or no" CHECK ("undoing" IN (0, 1)),
  CONSTRAINT "txn automatic: yes or no" CHECK ("automatic" IN (0, 1)),
  CONSTRAINT "txn via: one of mcp, ui" CHECK ("via" IS NULL OR ("via" IN ('mcp', 'ui'))),
  CONSTRAINT "txn client: text without NUL, at most a million characters" CHECK ("client" IS NULL OR (instr("client", char(0)) = 0 AND length("client") <= 1000000))
)
 STRICT;

CREATE TABLE proposal (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  client TEXT,
  arguments TEXT DEFAULT '[]' NOT NULL,
  account TEXT,
  why TEXT,
  changes TEXT DEFAULT '[]' NOT NULL,
  state TEXT DEFAULT 'open' NOT NULL,
  decided_at TEXT,
  change INTEGER,
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

