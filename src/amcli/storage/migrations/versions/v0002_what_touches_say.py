"""Indexes for the score: that of touches also holds what is asked of the last six, so that the whole book
is read without its rows; attempts, open issues and the usage of some days have one of their own."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index again with three columns more, and the others."""
    op.execute("DROP INDEX interaction_touch")
    op.execute(
        'CREATE INDEX interaction_touch ON interaction (account_id, "on", id, purpose, feel, direction) '
        "WHERE kind <> 'note' AND tried = 0 AND planned = 0"
    )
    op.execute('CREATE INDEX interaction_tried ON interaction (account_id, "on") WHERE tried = 1')
    op.execute("CREATE INDEX issue_state ON issue (account_id, resolved_on)")
    op.execute('CREATE INDEX usage_day ON usage ("on")')
