"""Who a value is from, so that no source takes away what another one, or a person, put there.

What an older book holds has no source: the next import that brings the same takes it on.
"""

from alembic import op

from amcli.storage.migrations.rebuild import rebuild_table

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = "text without NUL, at most a million characters"
VALUE_SOURCE = f"""CREATE TABLE value_source (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  "row" INTEGER NOT NULL,
  field TEXT NOT NULL,
  value TEXT,
  source TEXT NOT NULL,
  UNIQUE (kind, "row", field, value, source),
  CONSTRAINT "value_source kind: {TEXT}" CHECK (instr("kind", char(0)) = 0 AND length("kind") <= 1000000),
  CONSTRAINT "value_source field: {TEXT}" CHECK (instr("field", char(0)) = 0 AND length("field") <= 1000000),
  CONSTRAINT "value_source value: {TEXT}"
    CHECK ("value" IS NULL OR (instr("value", char(0)) = 0 AND length("value") <= 1000000)),
  CONSTRAINT "value_source source: {TEXT}"
    CHECK (instr("source", char(0)) = 0 AND length("source") <= 1000000)
)
 STRICT"""
SESSION = """CREATE TABLE session (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  txn INTEGER,
  bulk INTEGER DEFAULT 0 NOT NULL,
  mechanical INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT "the session has one row" CHECK (id = 1),
  CONSTRAINT "session bulk: yes or no" CHECK ("bulk" IN (0, 1)),
  CONSTRAINT "session mechanical: yes or no" CHECK ("mechanical" IN (0, 1))
)
 STRICT"""


def upgrade() -> None:
    """Add the table, and to the session whether what is written is an edit."""
    op.execute(VALUE_SOURCE)
    rebuild_table(op.get_bind(), "session", SESSION)
