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
  notice_months INTEGER,
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
  CONSTRAINT "a notice period has 1 to 120 months" CHECK (notice_months BETWEEN 1 AND 120),
  CONSTRAINT "a notice period is in days or in months" CHECK (notice_days IS NULL OR notice_months IS NULL),
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
  CONSTRAINT "contract notice_months: not negative" CHECK ("notice_months" IS NULL OR ("notice_months" >= 0)),
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
