"""Steps of a goal: a task knows the goal that it is a step of.

Its foreign key is a part of the table's SQL, so the table is made again: with what it had, the column after
its last one and the key after its last one.
"""

from alembic import op

from amcli.storage.migrations.rebuild import rebuild_table

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLE = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'task'"
INDEXES = "SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'task' AND sql IS NOT NULL"
COLUMN, FIRST_RULE = "  goal_id INTEGER,\n", "  CONSTRAINT "
KEY = "  FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL,\n"
AFTER_KEYS = '  CONSTRAINT "task created_at: an instant"'


def upgrade() -> None:
    """Make the table and its indexes again, with one more of each."""
    bind = op.get_bind()
    table = bind.exec_driver_sql(TABLE).scalar_one()
    indexes = [sql for (sql,) in bind.exec_driver_sql(INDEXES).all()]
    table = table.replace(AFTER_KEYS, f"{KEY}{AFTER_KEYS}", 1)
    rebuild_table(bind, "task", table.replace(FIRST_RULE, f"{COLUMN}{FIRST_RULE}", 1))
    for index in [*indexes, "CREATE INDEX ix_task_goal_id ON task (goal_id)"]:
        op.execute(index)
