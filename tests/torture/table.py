"""All rows of the table, in its order."""

from tests.torture import crowd, drill, ended, fuzz, hands, killed, modes, names, undone

ROWS = (
    *killed.ROWS, *ended.ROWS, *crowd.ROWS, *hands.ROWS, *undone.ROWS, *fuzz.ROWS, *names.ROWS, *modes.ROWS,
    *drill.ROWS,
)  # fmt: skip
