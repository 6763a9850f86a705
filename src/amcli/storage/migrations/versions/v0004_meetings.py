"""Meetings that are booked, held or cancelled: a column, a rule and an index more.

The rule stands in the table's own SQL, so the table is made again. What is dated ahead is booked.
"""

from pathlib import Path

from alembic import op

from amcli.storage.migrations.rebuild import rebuild_table

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Until now it was the day alone that told what is ahead. A note and an attempt are no meetings.
AHEAD = """UPDATE interaction SET planned = 1
WHERE planned = 0 AND kind <> 'note' AND tried = 0 AND "on" > date('now', 'localtime')"""


def upgrade() -> None:
    """Make the table and its indexes again, then tell what is ahead."""
    script = Path(__file__).with_name("v0004_meetings.sql").read_text(encoding="utf-8")
    table, *indexes = (each.rstrip(";\n") for each in script.split(";\n\n"))
    rebuild_table(op.get_bind(), "interaction", table)
    for index in indexes:
        op.execute(index)
    op.execute(AHEAD)
