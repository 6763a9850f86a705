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
  tried INTEGER DEFAULT 0 NOT NULL,
  planned INTEGER DEFAULT 0 NOT NULL,
  cancelled INTEGER DEFAULT 0 NOT NULL,
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
  CONSTRAINT "interaction tried: yes or no" CHECK ("tried" IN (0, 1)),
  CONSTRAINT "interaction planned: yes or no" CHECK ("planned" IN (0, 1)),
  CONSTRAINT "interaction cancelled: yes or no" CHECK ("cancelled" IN (0, 1)),
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
