"""No contract is worth less than nothing with its amendments: a rule for other programs, too, as triggers,
which every upgrade makes anew. A contract of an older book that is stays as it is."""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None: ...
