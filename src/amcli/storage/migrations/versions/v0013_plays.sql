CREATE TABLE play (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  contract_id INTEGER,
  "on" TEXT NOT NULL,
  started_on TEXT NOT NULL,
  stopped_on TEXT,
  UNIQUE (account_id, name, contract_id, "on"),
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  FOREIGN KEY(contract_id) REFERENCES contract (id) ON DELETE CASCADE,
  CONSTRAINT "play created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "play updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "play name: 1 to 200 characters on one line" CHECK (length("name") BETWEEN 1 AND 200 AND instr("name", char(0)) = 0 AND instr("name", char(10)) = 0 AND instr("name", char(13)) = 0),
  CONSTRAINT "play on: a day" CHECK (date("on", '+0 days') IS "on"),
  CONSTRAINT "play started_on: a day" CHECK (date("started_on", '+0 days') IS "started_on"),
  CONSTRAINT "play stopped_on: a day" CHECK ("stopped_on" IS NULL OR (date("stopped_on", '+0 days') IS "stopped_on"))
)
 STRICT;

CREATE INDEX ix_play_contract_id ON play (contract_id);

CREATE TABLE task (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  contact_id INTEGER,
  title TEXT NOT NULL,
  due_on TEXT,
  first_due_on TEXT,
  done_on TEXT,
  promised INTEGER DEFAULT 0 NOT NULL,
  promised_by TEXT,
  assignee TEXT,
  waiting_on TEXT,
  interaction_id INTEGER,
  repeat TEXT,
  goal_id INTEGER,
  play_id INTEGER,
  CONSTRAINT "only a promise is promised by someone" CHECK (promised_by IS NULL OR promised = 1),
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL,
  FOREIGN KEY(interaction_id) REFERENCES interaction (id) ON DELETE SET NULL,
  FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL,
  FOREIGN KEY(play_id) REFERENCES play (id) ON DELETE SET NULL,
  CONSTRAINT "task created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "task updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "task title: 1 to 200 characters on one line" CHECK (length("title") BETWEEN 1 AND 200 AND instr("title", char(0)) = 0 AND instr("title", char(10)) = 0 AND instr("title", char(13)) = 0),
  CONSTRAINT "task due_on: a day" CHECK ("due_on" IS NULL OR (date("due_on", '+0 days') IS "due_on")),
  CONSTRAINT "task first_due_on: a day" CHECK ("first_due_on" IS NULL OR (date("first_due_on", '+0 days') IS "first_due_on")),
  CONSTRAINT "task done_on: a day" CHECK ("done_on" IS NULL OR (date("done_on", '+0 days') IS "done_on")),
  CONSTRAINT "task promised: yes or no" CHECK ("promised" IN (0, 1)),
  CONSTRAINT "task promised_by: one of me, them" CHECK ("promised_by" IS NULL OR ("promised_by" IN ('me', 'them'))),
  CONSTRAINT "task assignee: text without NUL, at most a million characters" CHECK ("assignee" IS NULL OR (instr("assignee", char(0)) = 0 AND length("assignee") <= 1000000)),
  CONSTRAINT "task waiting_on: text without NUL, at most a million characters" CHECK ("waiting_on" IS NULL OR (instr("waiting_on", char(0)) = 0 AND length("waiting_on") <= 1000000)),
  CONSTRAINT "task repeat: text without NUL, at most a million characters" CHECK ("repeat" IS NULL OR (instr("repeat", char(0)) = 0 AND length("repeat") <= 1000000))
)
 STRICT;

CREATE INDEX ix_task_account_id ON task (account_id);

CREATE INDEX ix_task_contact_id ON task (contact_id);

CREATE INDEX ix_task_goal_id ON task (goal_id);

CREATE INDEX ix_task_interaction_id ON task (interaction_id);

CREATE INDEX ix_task_play_id ON task (play_id);

CREATE INDEX task_open ON task (due_on) WHERE done_on IS NULL;

