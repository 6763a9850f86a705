CREATE TABLE forgotten (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  change INTEGER NOT NULL,
  "on" TEXT NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE (change, hash),
  CONSTRAINT "forgotten on: a day" CHECK (date("on", '+0 days') IS "on"),
  CONSTRAINT "forgotten hash: text without NUL, at most a million characters" CHECK (instr("hash", char(0)) = 0 AND length("hash") <= 1000000)
)
 STRICT;

CREATE TABLE cut (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "on" TEXT NOT NULL,
  CONSTRAINT "cut on: a day" CHECK (date("on", '+0 days') IS "on")
)
 STRICT;
