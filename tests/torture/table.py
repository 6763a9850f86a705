"""All rows of the table, in its order."""

from tests.torture import ended, killed

ROWS = (*killed.ROWS, *ended.ROWS)
