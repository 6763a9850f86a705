"""The book: the only room that knows SQLite."""
