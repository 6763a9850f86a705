"""Foreign formats to records and back: files in, files out. Knows the book only as a Store."""
