"""All rows of the table, in its order."""

from tests.torture import crowd, drill, ended, hands, killed, undone

ROWS = (*killed.ROWS, *ended.ROWS, *crowd.ROWS, *hands.ROWS, *undone.ROWS, *drill.ROWS)
