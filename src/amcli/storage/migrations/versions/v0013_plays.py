"""Plays that were started, and the play that a task is a step of."""

from pathlib import Path

from alembic import op

from amcli.storage.migrations.rebuild import rebuild_table

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new table, and that of tasks with its indexes again."""
    script = Path(__file__).with_name("v0013_plays.sql").read_text(encoding="utf-8")
    for statement in (each.rstrip(";\n") for each in script.split(";\n\n")):
        if statement.startswith("CREATE TABLE task"):
            rebuild_table(op.get_bind(), "task", statement)
        else:
            op.execute(statement)
