"""How a change came, who wrote last in a touch of several messages, and what an assistant asks to run.

Both tables that get columns have rules in their own SQL, so they are made again.
"""

from pathlib import Path

from alembic import op

from amcli.storage.migrations.rebuild import rebuild_table

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

AGAIN = "CREATE TABLE txn (", "CREATE TABLE interaction ("


def upgrade() -> None:
    """Make both tables and their indexes again, and the new table, empty."""
    script = Path(__file__).with_name("v0015_origin_and_replies.sql").read_text(encoding="utf-8")
    for statement in (each.rstrip(";\n") for each in script.split(";\n\n")):
        if statement.startswith(AGAIN):
            rebuild_table(op.get_bind(), statement.split()[2], statement)
        else:
            op.execute(statement)
