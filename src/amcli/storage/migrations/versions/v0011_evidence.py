"""Which kinds of evidence are known of an account, kept with where it stands today (facts/day_state.py).

The table is worked out, no record: it is made again, empty.
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

DAY_STATE = """CREATE TABLE day_state (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  score INTEGER,
  band TEXT NOT NULL,
  coverage REAL NOT NULL,
  kinds TEXT NOT NULL,
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


def upgrade() -> None:
    """Make the table again; what was kept has no kinds."""
    op.execute("DROP TABLE day_state")
    op.execute(DAY_STATE)
    op.execute("DELETE FROM setting WHERE key = 'day'")
