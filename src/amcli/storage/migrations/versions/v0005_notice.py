"""A notice period in months beside the one in days: it is kept as it was said.

At most one of the two is a rule of the table's own SQL, so the table is made again.
"""

from pathlib import Path

from alembic import op

from amcli.storage.migrations.rebuild import rebuild_table

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and its indexes again."""
    script = Path(__file__).with_name("v0005_notice.sql").read_text(encoding="utf-8")
    table, *indexes = (each.rstrip(";\n") for each in script.split(";\n\n"))
    rebuild_table(op.get_bind(), "contract", table)
    for index in indexes:
        op.execute(index)
