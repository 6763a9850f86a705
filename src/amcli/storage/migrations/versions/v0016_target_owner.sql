CREATE TABLE target (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  period TEXT NOT NULL,
  metric TEXT NOT NULL,
  value INTEGER NOT NULL,
  currency TEXT,
  owner TEXT,
  CONSTRAINT "an amount has a sensible size" CHECK (abs(value) <= 1000000000000000),
  CONSTRAINT "target created_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "created_at", '+0 days') IS "created_at"),
  CONSTRAINT "target updated_at: an instant" CHECK (strftime('%Y-%m-%dT%H:%M:%fZ', "updated_at", '+0 days') IS "updated_at"),
  CONSTRAINT "target period: 1 to 200 characters on one line" CHECK (length("period") BETWEEN 1 AND 200 AND instr("period", char(0)) = 0 AND instr("period", char(10)) = 0 AND instr("period", char(13)) = 0),
  CONSTRAINT "target metric: one of renewals, expansion, nrr, grr" CHECK ("metric" IN ('renewals', 'expansion', 'nrr', 'grr')),
  CONSTRAINT "target currency: three capital letters" CHECK ("currency" IS NULL OR ("currency" GLOB '[A-Z][A-Z][A-Z]')),
  CONSTRAINT "target owner: text without NUL, at most a million characters" CHECK ("owner" IS NULL OR (instr("owner", char(0)) = 0 AND length("owner") <= 1000000))
)
 STRICT;

CREATE UNIQUE INDEX target_of_whom ON target (period, metric, coalesce(owner, ''));
