"""Whose a target is: a book may have one of each owner beside mine, of the same period and metric.

The old key was in the table's own SQL, so it is made again. Targets stay mine.
"""

from pathlib import Path

from alembic import op

from amcli.storage.migrations.rebuild import rebuild_table

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table again with its owner and the new key."""
    table, index = (
        Path(__file__).with_name("v0016_target_owner.sql").read_text(encoding="utf-8").split(";\n\n")
    )
    rebuild_table(op.get_bind(), "target", table)
    op.execute(index.rstrip(";\n"))
