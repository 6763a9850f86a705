CREATE TABLE account (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  code TEXT NOT NULL,
  code_folded TEXT NOT NULL,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  added_on TEXT NOT NULL,
  status TEXT DEFAULT 'active' NOT NULL,
  tier TEXT DEFAULT 'standard' NOT NULL,
  owner TEXT,
  owner_since TEXT,
  team TEXT,
  industry TEXT,
  segment TEXT,
  region TEXT,
  domain TEXT,
  website TEXT,
  phone TEXT,
  address TEXT,
  parent_id INTEGER,
  customer_since TEXT,
  cadence_days INTEGER,
  qbr_days INTEGER,
  snoozed_until TEXT,
  pulse TEXT,
  pulse_on TEXT,
  pulse_note TEXT,
  objectives TEXT,
  notes TEXT,
  tags TEXT DEFAULT '[]' NOT NULL,
  extra TEXT DEFAULT '{}' NOT NULL,
  UNIQUE (code_folded),
  UNIQUE (name_folded),
  CONSTRAINT "a code has 1 to 40 characters" CHECK (length(code) BETWEEN 1 AND 40),
  CONSTRAINT "a code has no spaces" CHECK (instr(code, ' ') = 0 AND instr(code, char(9)) = 0),
  CONSTRAINT "an account is not its own parent" CHECK (parent_id IS NULL OR parent_id <> id),
  CONSTRAINT "a pulse has a day" CHECK (pulse IS NULL OR pulse_on IS NOT NULL),
  FOREIGN KEY(parent_id) REFERENCES account (id) ON DELETE SET NULL,
  CONSTRAINT "account created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "account updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "account code: 1 to 200 characters on one line" CHECK (length("code") BETWEEN 1 AND 200 AND instr("code", char(0)) = 0 AND instr("code", char(10)) = 0 AND instr("code", char(13)) = 0),
  CONSTRAINT "account code_folded: folded" CHECK ("code_folded" = lower(code) OR code GLOB '*[^ -~]*'),
  CONSTRAINT "account name: 1 to 200 characters on one line" CHECK (length("name") BETWEEN 1 AND 200 AND instr("name", char(0)) = 0 AND instr("name", char(10)) = 0 AND instr("name", char(13)) = 0),
  CONSTRAINT "account name_folded: folded" CHECK ("name_folded" = lower(name) OR name GLOB '*[^ -~]*'),
  CONSTRAINT "account added_on: a day" CHECK (date("added_on", '+0 days') IS "added_on"),
  CONSTRAINT "account status: one of onboarding, active, churned, archived" CHECK ("status" IN ('onboarding', 'active', 'churned', 'archived')),
  CONSTRAINT "account tier: one of key, standard, light" CHECK ("tier" IN ('key', 'standard', 'light')),
  CONSTRAINT "account owner: text without NUL, at most a million characters" CHECK ("owner" IS NULL OR (instr("owner", char(0)) = 0 AND length("owner") <= 1000000)),
  CONSTRAINT "account owner_since: a day" CHECK ("owner_since" IS NULL OR (date("owner_since", '+0 days') IS "owner_since")),
  CONSTRAINT "account team: text without NUL, at most a million characters" CHECK ("team" IS NULL OR (instr("team", char(0)) = 0 AND length("team") <= 1000000)),
  CONSTRAINT "account industry: text without NUL, at most a million characters" CHECK ("industry" IS NULL OR (instr("industry", char(0)) = 0 AND length("industry") <= 1000000)),
  CONSTRAINT "account segment: text without NUL, at most a million characters" CHECK ("segment" IS NULL OR (instr("segment", char(0)) = 0 AND length("segment") <= 1000000)),
  CONSTRAINT "account region: text without NUL, at most a million characters" CHECK ("region" IS NULL OR (instr("region", char(0)) = 0 AND length("region") <= 1000000)),
  CONSTRAINT "account domain: text without NUL, at most a million characters" CHECK ("domain" IS NULL OR (instr("domain", char(0)) = 0 AND length("domain") <= 1000000)),
  CONSTRAINT "account website: text without NUL, at most a million characters" CHECK ("website" IS NULL OR (instr("website", char(0)) = 0 AND length("website") <= 1000000)),
  CONSTRAINT "account phone: text without NUL, at most a million characters" CHECK ("phone" IS NULL OR (instr("phone", char(0)) = 0 AND length("phone") <= 1000000)),
  CONSTRAINT "account address: text without NUL, at most a million characters" CHECK ("address" IS NULL OR (instr("address", char(0)) = 0 AND length("address") <= 1000000)),
  CONSTRAINT "account customer_since: a day" CHECK ("customer_since" IS NULL OR (date("customer_since", '+0 days') IS "customer_since")),
  CONSTRAINT "account cadence_days: 1 to 3660 days" CHECK ("cadence_days" IS NULL OR ("cadence_days" BETWEEN 1 AND 3660)),
  CONSTRAINT "account qbr_days: 1 to 3660 days" CHECK ("qbr_days" IS NULL OR ("qbr_days" BETWEEN 1 AND 3660)),
  CONSTRAINT "account snoozed_until: a day" CHECK ("snoozed_until" IS NULL OR (date("snoozed_until", '+0 days') IS "snoozed_until")),
  CONSTRAINT "account pulse: one of good, ok, bad" CHECK ("pulse" IS NULL OR ("pulse" IN ('good', 'ok', 'bad'))),
  CONSTRAINT "account pulse_on: a day" CHECK ("pulse_on" IS NULL OR (date("pulse_on", '+0 days') IS "pulse_on")),
  CONSTRAINT "account pulse_note: text without NUL, at most a million characters" CHECK ("pulse_note" IS NULL OR (instr("pulse_note", char(0)) = 0 AND length("pulse_note") <= 1000000)),
  CONSTRAINT "account objectives: text without NUL, at most a million characters" CHECK ("objectives" IS NULL OR (instr("objectives", char(0)) = 0 AND length("objectives") <= 1000000)),
  CONSTRAINT "account notes: text without NUL, at most a million characters" CHECK ("notes" IS NULL OR (instr("notes", char(0)) = 0 AND length("notes") <= 1000000)),
  CONSTRAINT "account tags: a JSON array" CHECK (json_valid("tags") AND json_type("tags") = 'array'),
  CONSTRAINT "account extra: a JSON object" CHECK (json_valid("extra") AND json_type("extra") = 'object')
)
 STRICT;

CREATE INDEX ix_account_domain ON account (domain);

CREATE INDEX ix_account_parent_id ON account (parent_id);

CREATE TABLE digest (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  "on" TEXT NOT NULL,
  period TEXT NOT NULL,
  state TEXT DEFAULT '{}' NOT NULL,
  CONSTRAINT "digest at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "at", '+0 days') IS "at"),
  CONSTRAINT "digest on: a day" CHECK (date("on", '+0 days') IS "on"),
  CONSTRAINT "digest period: text without NUL, at most a million characters" CHECK (instr("period", char(0)) = 0 AND length("period") <= 1000000),
  CONSTRAINT "digest state: a JSON object" CHECK (json_valid("state") AND json_type("state") = 'object')
)
 STRICT;

CREATE TABLE product (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  list_price INTEGER,
  currency TEXT,
  UNIQUE (name_folded),
  CONSTRAINT "an amount needs a currency" CHECK (list_price IS NULL OR currency IS NOT NULL),
  CONSTRAINT "a price has a sensible size" CHECK (list_price BETWEEN 0 AND 1000000000000000),
  CONSTRAINT "product created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "product updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "product name: 1 to 200 characters on one line" CHECK (length("name") BETWEEN 1 AND 200 AND instr("name", char(0)) = 0 AND instr("name", char(10)) = 0 AND instr("name", char(13)) = 0),
  CONSTRAINT "product name_folded: folded" CHECK ("name_folded" = lower(name) OR name GLOB '*[^ -~]*'),
  CONSTRAINT "product currency: three capital letters" CHECK ("currency" IS NULL OR ("currency" GLOB '[A-Z][A-Z][A-Z]'))
)
 STRICT;

CREATE TABLE session (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  txn INTEGER,
  bulk INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT "the session has one row" CHECK (id = 1),
  CONSTRAINT "session bulk: yes or no" CHECK ("bulk" IN (0, 1))
)
 STRICT;

CREATE TABLE setting (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "key" TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE ("key"),
  CONSTRAINT "setting key: text without NUL, at most a million characters" CHECK (instr("key", char(0)) = 0 AND length("key") <= 1000000),
  CONSTRAINT "setting value: text without NUL, at most a million characters" CHECK (instr("value", char(0)) = 0 AND length("value") <= 1000000)
)
 STRICT;

CREATE TABLE snooze (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  "row" INTEGER NOT NULL,
  until TEXT NOT NULL,
  reason TEXT,
  UNIQUE (kind, "row"),
  CONSTRAINT "snooze kind: text without NUL, at most a million characters" CHECK (instr("kind", char(0)) = 0 AND length("kind") <= 1000000),
  CONSTRAINT "snooze until: a day" CHECK (date("until", '+0 days') IS "until"),
  CONSTRAINT "snooze reason: text without NUL, at most a million characters" CHECK ("reason" IS NULL OR (instr("reason", char(0)) = 0 AND length("reason") <= 1000000))
)
 STRICT;

CREATE TABLE source_ref (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  "row" INTEGER NOT NULL,
  source TEXT NOT NULL,
  source_id TEXT NOT NULL,
  UNIQUE (source, kind, source_id),
  CONSTRAINT "source_ref kind: text without NUL, at most a million characters" CHECK (instr("kind", char(0)) = 0 AND length("kind") <= 1000000),
  CONSTRAINT "source_ref source: text without NUL, at most a million characters" CHECK (instr("source", char(0)) = 0 AND length("source") <= 1000000),
  CONSTRAINT "source_ref source_id: text without NUL, at most a million characters" CHECK (instr("source_id", char(0)) = 0 AND length("source_id") <= 1000000)
)
 STRICT;

CREATE INDEX source_ref_row ON source_ref (kind, "row");

CREATE TABLE target (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  period TEXT NOT NULL,
  metric TEXT NOT NULL,
  value INTEGER NOT NULL,
  currency TEXT,
  CONSTRAINT "an amount has a sensible size" CHECK (abs(value) <= 1000000000000000),
  UNIQUE (period, metric),
  CONSTRAINT "target created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "target updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "target period: 1 to 200 characters on one line" CHECK (length("period") BETWEEN 1 AND 200 AND instr("period", char(0)) = 0 AND instr("period", char(10)) = 0 AND instr("period", char(13)) = 0),
  CONSTRAINT "target metric: one of renewals, expansion, nrr, grr" CHECK ("metric" IN ('renewals', 'expansion', 'nrr', 'grr')),
  CONSTRAINT "target currency: three capital letters" CHECK ("currency" IS NULL OR ("currency" GLOB '[A-Z][A-Z][A-Z]'))
)
 STRICT;

CREATE TABLE txn (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  command TEXT NOT NULL,
  undoes INTEGER,
  undoing INTEGER DEFAULT 0 NOT NULL,
  automatic INTEGER DEFAULT 0 NOT NULL,
  UNIQUE (undoes),
  CONSTRAINT "an undo undoes something" CHECK (undoing = 0 OR undoes IS NOT NULL),
  FOREIGN KEY(undoes) REFERENCES txn (id),
  CONSTRAINT "txn at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "at", '+0 days') IS "at"),
  CONSTRAINT "txn command: text without NUL, at most a million characters" CHECK (instr("command", char(0)) = 0 AND length("command") <= 1000000),
  CONSTRAINT "txn undoing: yes or no" CHECK ("undoing" IN (0, 1)),
  CONSTRAINT "txn automatic: yes or no" CHECK ("automatic" IN (0, 1))
)
 STRICT;

CREATE TABLE contact (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  title TEXT,
  emails TEXT DEFAULT '[]' NOT NULL,
  phones TEXT DEFAULT '[]' NOT NULL,
  role TEXT,
  stance TEXT,
  "primary" INTEGER DEFAULT 0 NOT NULL,
  left_on TEXT,
  successor_id INTEGER,
  language TEXT,
  timezone TEXT,
  do_not_mail INTEGER DEFAULT 0 NOT NULL,
  prefers TEXT,
  notes TEXT,
  tags TEXT DEFAULT '[]' NOT NULL,
  extra TEXT DEFAULT '{}' NOT NULL,
  CONSTRAINT "a contact is not their own successor" CHECK (successor_id IS NULL OR successor_id <> id),
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  FOREIGN KEY(successor_id) REFERENCES contact (id) ON DELETE SET NULL,
  CONSTRAINT "contact created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "contact updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "contact name: 1 to 200 characters on one line" CHECK (length("name") BETWEEN 1 AND 200 AND instr("name", char(0)) = 0 AND instr("name", char(10)) = 0 AND instr("name", char(13)) = 0),
  CONSTRAINT "contact title: text without NUL, at most a million characters" CHECK ("title" IS NULL OR (instr("title", char(0)) = 0 AND length("title") <= 1000000)),
  CONSTRAINT "contact emails: a JSON array" CHECK (json_valid("emails") AND json_type("emails") = 'array'),
  CONSTRAINT "contact phones: a JSON array" CHECK (json_valid("phones") AND json_type("phones") = 'array'),
  CONSTRAINT "contact role: one of champion, economic_buyer, decision_maker, executive_sponsor, influencer, user, blocker, other" CHECK ("role" IS NULL OR ("role" IN ('champion', 'economic_buyer', 'decision_maker', 'executive_sponsor', 'influencer', 'user', 'blocker', 'other'))),
  CONSTRAINT "contact stance: one of supporter, neutral, critic" CHECK ("stance" IS NULL OR ("stance" IN ('supporter', 'neutral', 'critic'))),
  CONSTRAINT "contact primary: yes or no" CHECK ("primary" IN (0, 1)),
  CONSTRAINT "contact left_on: a day" CHECK ("left_on" IS NULL OR (date("left_on", '+0 days') IS "left_on")),
  CONSTRAINT "contact language: text without NUL, at most a million characters" CHECK ("language" IS NULL OR (instr("language", char(0)) = 0 AND length("language") <= 1000000)),
  CONSTRAINT "contact timezone: text without NUL, at most a million characters" CHECK ("timezone" IS NULL OR (instr("timezone", char(0)) = 0 AND length("timezone") <= 1000000)),
  CONSTRAINT "contact do_not_mail: yes or no" CHECK ("do_not_mail" IN (0, 1)),
  CONSTRAINT "contact prefers: text without NUL, at most a million characters" CHECK ("prefers" IS NULL OR (instr("prefers", char(0)) = 0 AND length("prefers") <= 1000000)),
  CONSTRAINT "contact notes: text without NUL, at most a million characters" CHECK ("notes" IS NULL OR (instr("notes", char(0)) = 0 AND length("notes") <= 1000000)),
  CONSTRAINT "contact tags: a JSON array" CHECK (json_valid("tags") AND json_type("tags") = 'array'),
  CONSTRAINT "contact extra: a JSON object" CHECK (json_valid("extra") AND json_type("extra") = 'object')
)
 STRICT;

CREATE INDEX ix_contact_account_id ON contact (account_id);

CREATE INDEX ix_contact_successor_id ON contact (successor_id);

CREATE TABLE contract (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  product_id INTEGER,
  quantity INTEGER,
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  annual_value INTEGER,
  currency TEXT,
  signed_on TEXT,
  auto_renew INTEGER DEFAULT 0 NOT NULL,
  notice_days INTEGER,
  stage TEXT DEFAULT 'not_started' NOT NULL,
  forecast TEXT,
  outcome TEXT,
  outcome_on TEXT,
  reason TEXT,
  renewed_by_id INTEGER,
  amends_id INTEGER,
  terminated_on TEXT,
  uplift_pct REAL,
  concessions TEXT,
  reference TEXT,
  notes TEXT,
  extra TEXT DEFAULT '{}' NOT NULL,
  CONSTRAINT "a contract ends on or after its start" CHECK (ends_on IS NULL OR ends_on >= starts_on),
  CONSTRAINT "a contract stops after its start" CHECK (terminated_on IS NULL OR terminated_on >= starts_on),
  CONSTRAINT "an amount needs a currency" CHECK (annual_value IS NULL OR currency IS NOT NULL),
  CONSTRAINT "only an amendment may be negative" CHECK (annual_value >= 0 OR amends_id IS NOT NULL),
  CONSTRAINT "an amount has a sensible size" CHECK (abs(annual_value) <= 1000000000000000),
  CONSTRAINT "an outcome's day needs an outcome" CHECK (outcome_on IS NULL OR outcome IS NOT NULL),
  CONSTRAINT "a churned contract has no successor" CHECK (renewed_by_id IS NULL OR outcome IS NOT 'churned'),
  CONSTRAINT "a contract does not amend itself" CHECK (amends_id IS NULL OR amends_id <> id),
  CONSTRAINT "a contract does not renew itself" CHECK (renewed_by_id IS NULL OR renewed_by_id <> id),
  CONSTRAINT "a notice period has at most 3660 days" CHECK (notice_days IS NULL OR notice_days <= 3660),
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT,
  FOREIGN KEY(renewed_by_id) REFERENCES contract (id) ON DELETE SET NULL,
  FOREIGN KEY(amends_id) REFERENCES contract (id) ON DELETE CASCADE,
  CONSTRAINT "contract created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "contract updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "contract quantity: not negative" CHECK ("quantity" IS NULL OR ("quantity" >= 0)),
  CONSTRAINT "contract starts_on: a day" CHECK (date("starts_on", '+0 days') IS "starts_on"),
  CONSTRAINT "contract ends_on: a day" CHECK ("ends_on" IS NULL OR (date("ends_on", '+0 days') IS "ends_on")),
  CONSTRAINT "contract currency: three capital letters" CHECK ("currency" IS NULL OR ("currency" GLOB '[A-Z][A-Z][A-Z]')),
  CONSTRAINT "contract signed_on: a day" CHECK ("signed_on" IS NULL OR (date("signed_on", '+0 days') IS "signed_on")),
  CONSTRAINT "contract auto_renew: yes or no" CHECK ("auto_renew" IN (0, 1)),
  CONSTRAINT "contract notice_days: not negative" CHECK ("notice_days" IS NULL OR ("notice_days" >= 0)),
  CONSTRAINT "contract stage: one of not_started, contacted, proposed, verbal, signed" CHECK ("stage" IN ('not_started', 'contacted', 'proposed', 'verbal', 'signed')),
  CONSTRAINT "contract forecast: one of commit, likely, doubtful, lost" CHECK ("forecast" IS NULL OR ("forecast" IN ('commit', 'likely', 'doubtful', 'lost'))),
  CONSTRAINT "contract outcome: one of renewed, churned" CHECK ("outcome" IS NULL OR ("outcome" IN ('renewed', 'churned'))),
  CONSTRAINT "contract outcome_on: a day" CHECK ("outcome_on" IS NULL OR (date("outcome_on", '+0 days') IS "outcome_on")),
  CONSTRAINT "contract reason: text without NUL, at most a million characters" CHECK ("reason" IS NULL OR (instr("reason", char(0)) = 0 AND length("reason") <= 1000000)),
  CONSTRAINT "contract terminated_on: a day" CHECK ("terminated_on" IS NULL OR (date("terminated_on", '+0 days') IS "terminated_on")),
  CONSTRAINT "contract concessions: text without NUL, at most a million characters" CHECK ("concessions" IS NULL OR (instr("concessions", char(0)) = 0 AND length("concessions") <= 1000000)),
  CONSTRAINT "contract reference: text without NUL, at most a million characters" CHECK ("reference" IS NULL OR (instr("reference", char(0)) = 0 AND length("reference") <= 1000000)),
  CONSTRAINT "contract notes: text without NUL, at most a million characters" CHECK ("notes" IS NULL OR (instr("notes", char(0)) = 0 AND length("notes") <= 1000000)),
  CONSTRAINT "contract extra: a JSON object" CHECK (json_valid("extra") AND json_type("extra") = 'object')
)
 STRICT;

CREATE INDEX ix_contract_account_id ON contract (account_id);

CREATE INDEX ix_contract_amends_id ON contract (amends_id);

CREATE INDEX ix_contract_ends_on ON contract (ends_on);

CREATE INDEX ix_contract_product_id ON contract (product_id);

CREATE INDEX ix_contract_reference ON contract (reference);

CREATE INDEX ix_contract_renewed_by_id ON contract (renewed_by_id);

CREATE TABLE event (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  "on" TEXT NOT NULL,
  kind TEXT NOT NULL,
  good INTEGER DEFAULT 0 NOT NULL,
  note TEXT,
  until TEXT,
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  CONSTRAINT "event created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "event updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "event on: a day" CHECK (date("on", '+0 days') IS "on"),
  CONSTRAINT "event kind: one of takeover, reorganisation, new_boss, budget_cut, hiring_freeze, competitor, funding, growth, other" CHECK ("kind" IN ('takeover', 'reorganisation', 'new_boss', 'budget_cut', 'hiring_freeze', 'competitor', 'funding', 'growth', 'other')),
  CONSTRAINT "event good: yes or no" CHECK ("good" IN (0, 1)),
  CONSTRAINT "event note: text without NUL, at most a million characters" CHECK ("note" IS NULL OR (instr("note", char(0)) = 0 AND length("note") <= 1000000)),
  CONSTRAINT "event until: a day" CHECK ("until" IS NULL OR (date("until", '+0 days') IS "until"))
)
 STRICT;

CREATE INDEX ix_event_account_id ON event (account_id);

CREATE TABLE goal (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  title TEXT NOT NULL,
  measure TEXT,
  target TEXT,
  actual TEXT,
  progress_on TEXT,
  due_on TEXT,
  met_on TEXT,
  status TEXT DEFAULT 'open' NOT NULL,
  agreed_with TEXT,
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  CONSTRAINT "goal created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "goal updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "goal title: 1 to 200 characters on one line" CHECK (length("title") BETWEEN 1 AND 200 AND instr("title", char(0)) = 0 AND instr("title", char(10)) = 0 AND instr("title", char(13)) = 0),
  CONSTRAINT "goal measure: text without NUL, at most a million characters" CHECK ("measure" IS NULL OR (instr("measure", char(0)) = 0 AND length("measure") <= 1000000)),
  CONSTRAINT "goal target: text without NUL, at most a million characters" CHECK ("target" IS NULL OR (instr("target", char(0)) = 0 AND length("target") <= 1000000)),
  CONSTRAINT "goal actual: text without NUL, at most a million characters" CHECK ("actual" IS NULL OR (instr("actual", char(0)) = 0 AND length("actual") <= 1000000)),
  CONSTRAINT "goal progress_on: a day" CHECK ("progress_on" IS NULL OR (date("progress_on", '+0 days') IS "progress_on")),
  CONSTRAINT "goal due_on: a day" CHECK ("due_on" IS NULL OR (date("due_on", '+0 days') IS "due_on")),
  CONSTRAINT "goal met_on: a day" CHECK ("met_on" IS NULL OR (date("met_on", '+0 days') IS "met_on")),
  CONSTRAINT "goal status: one of open, met, missed, dropped" CHECK ("status" IN ('open', 'met', 'missed', 'dropped')),
  CONSTRAINT "goal agreed_with: text without NUL, at most a million characters" CHECK ("agreed_with" IS NULL OR (instr("agreed_with", char(0)) = 0 AND length("agreed_with") <= 1000000))
)
 STRICT;

CREATE INDEX ix_goal_account_id ON goal (account_id);

CREATE TABLE handoff (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  from_owner TEXT,
  to_owner TEXT,
  "on" TEXT NOT NULL,
  why_bought TEXT,
  expectations TEXT,
  promises TEXT,
  risks TEXT,
  note TEXT,
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  CONSTRAINT "handoff created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "handoff updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "handoff from_owner: text without NUL, at most a million characters" CHECK ("from_owner" IS NULL OR (instr("from_owner", char(0)) = 0 AND length("from_owner") <= 1000000)),
  CONSTRAINT "handoff to_owner: text without NUL, at most a million characters" CHECK ("to_owner" IS NULL OR (instr("to_owner", char(0)) = 0 AND length("to_owner") <= 1000000)),
  CONSTRAINT "handoff on: a day" CHECK (date("on", '+0 days') IS "on"),
  CONSTRAINT "handoff why_bought: text without NUL, at most a million characters" CHECK ("why_bought" IS NULL OR (instr("why_bought", char(0)) = 0 AND length("why_bought") <= 1000000)),
  CONSTRAINT "handoff expectations: text without NUL, at most a million characters" CHECK ("expectations" IS NULL OR (instr("expectations", char(0)) = 0 AND length("expectations") <= 1000000)),
  CONSTRAINT "handoff promises: text without NUL, at most a million characters" CHECK ("promises" IS NULL OR (instr("promises", char(0)) = 0 AND length("promises") <= 1000000)),
  CONSTRAINT "handoff risks: text without NUL, at most a million characters" CHECK ("risks" IS NULL OR (instr("risks", char(0)) = 0 AND length("risks") <= 1000000)),
  CONSTRAINT "handoff note: text without NUL, at most a million characters" CHECK ("note" IS NULL OR (instr("note", char(0)) = 0 AND length("note") <= 1000000))
)
 STRICT;

CREATE INDEX ix_handoff_account_id ON handoff (account_id);

CREATE TABLE health (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL,
  "on" TEXT NOT NULL,
  score INTEGER,
  band TEXT NOT NULL,
  coverage REAL,
  model TEXT NOT NULL,
  reasons TEXT DEFAULT '[]' NOT NULL,
  UNIQUE (account_id, "on"),
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  CONSTRAINT "health on: a day" CHECK (date("on", '+0 days') IS "on"),
  CONSTRAINT "health score: not negative" CHECK ("score" IS NULL OR ("score" >= 0)),
  CONSTRAINT "health band: one of critical, at_risk, watch, healthy, unknown" CHECK ("band" IN ('critical', 'at_risk', 'watch', 'healthy', 'unknown')),
  CONSTRAINT "health model: text without NUL, at most a million characters" CHECK (instr("model", char(0)) = 0 AND length("model") <= 1000000),
  CONSTRAINT "health reasons: a JSON array" CHECK (json_valid("reasons") AND json_type("reasons") = 'array')
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
  tried INTEGER DEFAULT 0 NOT NULL,
  planned INTEGER DEFAULT 0 NOT NULL,
  summary TEXT,
  body TEXT,
  feel TEXT,
  purpose TEXT,
  CONSTRAINT "an interaction takes at most a week" CHECK (minutes <= 10080),
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
  CONSTRAINT "interaction summary: text without NUL, at most a million characters" CHECK ("summary" IS NULL OR (instr("summary", char(0)) = 0 AND length("summary") <= 1000000)),
  CONSTRAINT "interaction body: text without NUL, at most a million characters" CHECK ("body" IS NULL OR (instr("body", char(0)) = 0 AND length("body") <= 1000000)),
  CONSTRAINT "interaction feel: one of good, ok, bad" CHECK ("feel" IS NULL OR ("feel" IN ('good', 'ok', 'bad'))),
  CONSTRAINT "interaction purpose: one of value, commercial, support, relationship" CHECK ("purpose" IS NULL OR ("purpose" IN ('value', 'commercial', 'support', 'relationship')))
)
 STRICT;

CREATE INDEX interaction_account ON interaction (account_id, "on", id);

CREATE INDEX interaction_feel ON interaction (account_id, "on", id) WHERE feel IS NOT NULL;

CREATE INDEX interaction_qbr ON interaction (account_id, "on") WHERE kind = 'qbr';

CREATE INDEX interaction_touch ON interaction (account_id, "on", id) WHERE kind <> 'note' AND tried = 0 AND planned = 0;

CREATE TABLE journal (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  txn INTEGER NOT NULL,
  tbl TEXT NOT NULL,
  "row" INTEGER NOT NULL,
  "before" TEXT,
  "after" TEXT,
  FOREIGN KEY(txn) REFERENCES txn (id),
  CONSTRAINT "journal tbl: text without NUL, at most a million characters" CHECK (instr("tbl", char(0)) = 0 AND length("tbl") <= 1000000)
)
 STRICT;

CREATE INDEX journal_row ON journal (tbl, "row");

CREATE INDEX journal_txn ON journal (txn);

CREATE TABLE usage (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  metric TEXT NOT NULL,
  "on" TEXT NOT NULL,
  value REAL NOT NULL,
  entitlement REAL,
  UNIQUE (account_id, metric, "on"),
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  CONSTRAINT "usage created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "usage updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "usage metric: 1 to 200 characters on one line" CHECK (length("metric") BETWEEN 1 AND 200 AND instr("metric", char(0)) = 0 AND instr("metric", char(10)) = 0 AND instr("metric", char(13)) = 0),
  CONSTRAINT "usage on: a day" CHECK (date("on", '+0 days') IS "on")
)
 STRICT;

CREATE TABLE feedback (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  contact_id INTEGER,
  "on" TEXT NOT NULL,
  text TEXT NOT NULL,
  theme TEXT,
  audience TEXT,
  relayed_on TEXT,
  closed_on TEXT,
  outcome TEXT,
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL,
  CONSTRAINT "feedback created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "feedback updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "feedback on: a day" CHECK (date("on", '+0 days') IS "on"),
  CONSTRAINT "feedback text: text without NUL, at most a million characters" CHECK (instr("text", char(0)) = 0 AND length("text") <= 1000000),
  CONSTRAINT "feedback theme: text without NUL, at most a million characters" CHECK ("theme" IS NULL OR (instr("theme", char(0)) = 0 AND length("theme") <= 1000000)),
  CONSTRAINT "feedback audience: one of product, marketing, support, leadership" CHECK ("audience" IS NULL OR ("audience" IN ('product', 'marketing', 'support', 'leadership'))),
  CONSTRAINT "feedback relayed_on: a day" CHECK ("relayed_on" IS NULL OR (date("relayed_on", '+0 days') IS "relayed_on")),
  CONSTRAINT "feedback closed_on: a day" CHECK ("closed_on" IS NULL OR (date("closed_on", '+0 days') IS "closed_on")),
  CONSTRAINT "feedback outcome: text without NUL, at most a million characters" CHECK ("outcome" IS NULL OR (instr("outcome", char(0)) = 0 AND length("outcome") <= 1000000))
)
 STRICT;

CREATE INDEX ix_feedback_account_id ON feedback (account_id);

CREATE INDEX ix_feedback_contact_id ON feedback (contact_id);

CREATE TABLE interaction_contact (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  interaction_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  UNIQUE (interaction_id, contact_id),
  FOREIGN KEY(interaction_id) REFERENCES interaction (id) ON DELETE CASCADE,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT;

CREATE INDEX ix_interaction_contact_contact_id ON interaction_contact (contact_id);

CREATE TABLE issue (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  contact_id INTEGER,
  title TEXT NOT NULL,
  category TEXT DEFAULT 'other' NOT NULL,
  severity TEXT DEFAULT 'medium' NOT NULL,
  owner TEXT,
  opened_on TEXT NOT NULL,
  escalated_on TEXT,
  escalated_to TEXT,
  first_response_on TEXT,
  resolved_on TEXT,
  resolved_first_contact INTEGER DEFAULT 0 NOT NULL,
  resolution TEXT,
  CONSTRAINT "an issue is resolved after it opened" CHECK (resolved_on IS NULL OR resolved_on >= opened_on),
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL,
  CONSTRAINT "issue created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "issue updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "issue title: 1 to 200 characters on one line" CHECK (length("title") BETWEEN 1 AND 200 AND instr("title", char(0)) = 0 AND instr("title", char(10)) = 0 AND instr("title", char(13)) = 0),
  CONSTRAINT "issue category: one of product, support, billing, delivery, other" CHECK ("category" IN ('product', 'support', 'billing', 'delivery', 'other')),
  CONSTRAINT "issue severity: one of low, medium, high, critical" CHECK ("severity" IN ('low', 'medium', 'high', 'critical')),
  CONSTRAINT "issue owner: text without NUL, at most a million characters" CHECK ("owner" IS NULL OR (instr("owner", char(0)) = 0 AND length("owner") <= 1000000)),
  CONSTRAINT "issue opened_on: a day" CHECK (date("opened_on", '+0 days') IS "opened_on"),
  CONSTRAINT "issue escalated_on: a day" CHECK ("escalated_on" IS NULL OR (date("escalated_on", '+0 days') IS "escalated_on")),
  CONSTRAINT "issue escalated_to: text without NUL, at most a million characters" CHECK ("escalated_to" IS NULL OR (instr("escalated_to", char(0)) = 0 AND length("escalated_to") <= 1000000)),
  CONSTRAINT "issue first_response_on: a day" CHECK ("first_response_on" IS NULL OR (date("first_response_on", '+0 days') IS "first_response_on")),
  CONSTRAINT "issue resolved_on: a day" CHECK ("resolved_on" IS NULL OR (date("resolved_on", '+0 days') IS "resolved_on")),
  CONSTRAINT "issue resolved_first_contact: yes or no" CHECK ("resolved_first_contact" IN (0, 1)),
  CONSTRAINT "issue resolution: text without NUL, at most a million characters" CHECK ("resolution" IS NULL OR (instr("resolution", char(0)) = 0 AND length("resolution") <= 1000000))
)
 STRICT;

CREATE INDEX ix_issue_account_id ON issue (account_id);

CREATE INDEX ix_issue_contact_id ON issue (contact_id);

CREATE TABLE opportunity (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  contract_id INTEGER,
  contact_id INTEGER,
  product_id INTEGER,
  kind TEXT DEFAULT 'upsell' NOT NULL,
  name TEXT NOT NULL,
  value INTEGER,
  currency TEXT,
  stage TEXT DEFAULT 'identified' NOT NULL,
  probability REAL,
  expected_on TEXT,
  closed_on TEXT,
  fit TEXT,
  reason TEXT,
  CONSTRAINT "an amount needs a currency" CHECK (value IS NULL OR currency IS NOT NULL),
  CONSTRAINT "an amount has a sensible size" CHECK (abs(value) <= 1000000000000000),
  CONSTRAINT "a probability is between 0 and 1" CHECK (probability BETWEEN 0 AND 1),
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  FOREIGN KEY(contract_id) REFERENCES contract (id) ON DELETE SET NULL,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL,
  FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT,
  CONSTRAINT "opportunity created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "opportunity updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "opportunity kind: one of upsell, cross_sell, referral" CHECK ("kind" IN ('upsell', 'cross_sell', 'referral')),
  CONSTRAINT "opportunity name: 1 to 200 characters on one line" CHECK (length("name") BETWEEN 1 AND 200 AND instr("name", char(0)) = 0 AND instr("name", char(10)) = 0 AND instr("name", char(13)) = 0),
  CONSTRAINT "opportunity value: not negative" CHECK ("value" IS NULL OR ("value" >= 0)),
  CONSTRAINT "opportunity currency: three capital letters" CHECK ("currency" IS NULL OR ("currency" GLOB '[A-Z][A-Z][A-Z]')),
  CONSTRAINT "opportunity stage: one of identified, qualified, proposed, won, lost" CHECK ("stage" IN ('identified', 'qualified', 'proposed', 'won', 'lost')),
  CONSTRAINT "opportunity expected_on: a day" CHECK ("expected_on" IS NULL OR (date("expected_on", '+0 days') IS "expected_on")),
  CONSTRAINT "opportunity closed_on: a day" CHECK ("closed_on" IS NULL OR (date("closed_on", '+0 days') IS "closed_on")),
  CONSTRAINT "opportunity fit: text without NUL, at most a million characters" CHECK ("fit" IS NULL OR (instr("fit", char(0)) = 0 AND length("fit") <= 1000000)),
  CONSTRAINT "opportunity reason: text without NUL, at most a million characters" CHECK ("reason" IS NULL OR (instr("reason", char(0)) = 0 AND length("reason") <= 1000000))
)
 STRICT;

CREATE INDEX ix_opportunity_account_id ON opportunity (account_id);

CREATE INDEX ix_opportunity_contact_id ON opportunity (contact_id);

CREATE INDEX ix_opportunity_contract_id ON opportunity (contract_id);

CREATE INDEX ix_opportunity_product_id ON opportunity (product_id);

CREATE TABLE survey (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  contact_id INTEGER,
  kind TEXT NOT NULL,
  "on" TEXT NOT NULL,
  score REAL NOT NULL,
  scale_max REAL NOT NULL,
  comment TEXT,
  CONSTRAINT "a score lies on its scale" CHECK (scale_max > 0 AND score BETWEEN 0 AND scale_max),
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL,
  CONSTRAINT "survey created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "survey updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "survey kind: one of nps, csat, ces" CHECK ("kind" IN ('nps', 'csat', 'ces')),
  CONSTRAINT "survey on: a day" CHECK (date("on", '+0 days') IS "on"),
  CONSTRAINT "survey comment: text without NUL, at most a million characters" CHECK ("comment" IS NULL OR (instr("comment", char(0)) = 0 AND length("comment") <= 1000000))
)
 STRICT;

CREATE INDEX ix_survey_account_id ON survey (account_id);

CREATE INDEX ix_survey_contact_id ON survey (contact_id);

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
  CONSTRAINT "only a promise is promised by someone" CHECK (promised_by IS NULL OR promised = 1),
  FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL,
  FOREIGN KEY(interaction_id) REFERENCES interaction (id) ON DELETE SET NULL,
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

CREATE INDEX ix_task_interaction_id ON task (interaction_id);

CREATE INDEX task_open ON task (due_on) WHERE done_on IS NULL;

CREATE TABLE unmatched (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  address TEXT NOT NULL,
  name TEXT,
  seen INTEGER NOT NULL,
  first_on TEXT,
  last_on TEXT,
  ignored INTEGER DEFAULT 0 NOT NULL,
  contact_id INTEGER,
  UNIQUE (kind, address),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL,
  CONSTRAINT "unmatched kind: text without NUL, at most a million characters" CHECK (instr("kind", char(0)) = 0 AND length("kind") <= 1000000),
  CONSTRAINT "unmatched address: text without NUL, at most a million characters" CHECK (instr("address", char(0)) = 0 AND length("address") <= 1000000),
  CONSTRAINT "unmatched name: text without NUL, at most a million characters" CHECK ("name" IS NULL OR (instr("name", char(0)) = 0 AND length("name") <= 1000000)),
  CONSTRAINT "unmatched seen: not negative" CHECK ("seen" >= 0),
  CONSTRAINT "unmatched first_on: a day" CHECK ("first_on" IS NULL OR (date("first_on", '+0 days') IS "first_on")),
  CONSTRAINT "unmatched last_on: a day" CHECK ("last_on" IS NULL OR (date("last_on", '+0 days') IS "last_on")),
  CONSTRAINT "unmatched ignored: yes or no" CHECK ("ignored" IN (0, 1))
)
 STRICT;

CREATE INDEX ix_unmatched_contact_id ON unmatched (contact_id);
