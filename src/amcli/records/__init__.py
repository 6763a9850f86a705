"""The kinds of records and their fields, as data. No SQL and no drawing."""
