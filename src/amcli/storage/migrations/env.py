"""Alembic's entry: the migration runs inside the transaction that `storage.schema` has opened."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], target_metadata=None, transactional_ddl=False
)
context.run_migrations()
