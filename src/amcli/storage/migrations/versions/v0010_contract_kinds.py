"""What doesn't recur beside what does: the kind of a contract, and the total of a one-off or of usage.

Every contract of an older book is a recurring one. What each kind may have are rules of the table's own SQL,
so the table is made again.
"""

from pathlib import Path

from alembic import op

from amcli.storage.migrations.rebuild import rebuild_table

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and its indexes again."""
    script = Path(__file__).with_name("v0010_contract_kinds.sql").read_text(encoding="utf-8")
    table, *indexes = (each.rstrip(";\n") for each in script.split(";\n\n"))
    rebuild_table(op.get_bind(), "contract", table)
    for index in indexes:
        op.execute(index)
