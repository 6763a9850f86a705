"""Alembic's revisions of the book, and what they need."""
