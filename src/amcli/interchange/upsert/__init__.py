"""Rows as records of the book: found or new, written, with what they refer to."""
