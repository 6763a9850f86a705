"""What came in from mailboxes, calendars and phone logs, so that it comes in once and follows its source."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = "text without NUL, at most a million characters"
ARRIVAL = f"""CREATE TABLE arrival (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  "key" TEXT NOT NULL,
  said TEXT,
  interaction INTEGER,
  UNIQUE (source, "key"),
  CONSTRAINT "arrival source: {TEXT}" CHECK (instr("source", char(0)) = 0 AND length("source") <= 1000000),
  CONSTRAINT "arrival key: {TEXT}" CHECK (instr("key", char(0)) = 0 AND length("key") <= 1000000),
  CONSTRAINT "arrival said: {TEXT}"
    CHECK ("said" IS NULL OR (instr("said", char(0)) = 0 AND length("said") <= 1000000))
)
 STRICT"""


def upgrade() -> None:
    op.execute(ARRIVAL)
