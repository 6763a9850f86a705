"""Where changes come from, and what assistants propose."""

from pathlib import Path

from alembic import op

from amcli.storage.migrations.rebuild import rebuild_table

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both."""
    script = Path(__file__).with_name("v0015_origin.sql").read_text(encoding="utf-8")
    for statement in (each.rstrip(";\n") for each in script.split(";\n\n")):
        if statement.startswith("CREATE TABLE txn"):
            rebuild_table(op.get_bind(), "txn", statement)
        else:
            op.execute(statement)
