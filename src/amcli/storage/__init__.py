"""Storage: the only room that knows SQLite."""
