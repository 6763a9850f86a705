"""Where every account stands today, kept for the day: worked out, no record (facts/day_state.py).

The mark of the scores that were kept in its place goes. The history of an account is found by the account
that an entry of the journal names.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

DAY_STATE = """CREATE TABLE day_state (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  score INTEGER,
  band TEXT NOT NULL,
  coverage REAL NOT NULL,
  points TEXT NOT NULL,
  arr INTEGER,
  lacking TEXT NOT NULL,
  missing TEXT NOT NULL,
  booked_on TEXT,
  renews_on TEXT,
  notice_on TEXT,
  checkins INTEGER NOT NULL,
  qbrs INTEGER NOT NULL,
  tasks INTEGER NOT NULL,
  renewals INTEGER NOT NULL,
  renewing INTEGER NOT NULL,
  unrated INTEGER NOT NULL,
  long_ago INTEGER NOT NULL,
  snoozed INTEGER NOT NULL,
  moment TEXT NOT NULL,
  items TEXT NOT NULL,
  told TEXT
)
 STRICT"""
NAMED_ACCOUNT = (
    "CREATE INDEX journal_account ON journal (json_extract(coalesce(after, before), '$.account_id'))"
    " WHERE before IS NOT NULL"
)


def upgrade() -> None:
    """Make the table and the index; what was kept by an older version serves nobody."""
    op.execute(DAY_STATE)
    op.execute(NAMED_ACCOUNT)
    op.execute("DELETE FROM setting WHERE key = 'scores'")
