"""Who was forgotten, as keyed hashes, and the changes that can't be undone since."""

from pathlib import Path

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables, empty."""
    script = Path(__file__).with_name("v0014_forgotten.sql").read_text(encoding="utf-8")
    for statement in script.split(";\n\n"):
        op.execute(statement.rstrip(";\n"))
