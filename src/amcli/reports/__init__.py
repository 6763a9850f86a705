"""One file a report: its fields, and the rows that fill them."""
