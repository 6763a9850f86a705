"""The first schema: every record and the bookkeeping."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table. The SQL is frozen: later changes are migrations of their own."""
    script = Path(__file__).with_name("v0001_the_book.sql").read_text(encoding="utf-8")
    for statement in script.split(";\n\n"):
        if statement.strip():
            op.execute(statement)
