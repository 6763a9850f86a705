#!/usr/bin/env bash
# Expected: a column of a Rich table whose width is 0 takes no room, so the columns beside it keep theirs.
# Happens:  Rich reckons one cell for it, takes that from the last column, and draws none: the table is one cell
#           narrower than it was told to be, and a title as wide as the last column loses its end.
# Packages: rich 15.0.0 (PyPI).
# Matters:  widths that are worked out, such as those of a column of marks in which nothing is marked, may well be
#           0; leave such a column out instead.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env rich==15.0.0 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
import io
from importlib.metadata import version

from rich.console import Console
from rich.table import Table


def drawn(marks: int | None) -> str:
    """The title line of a table with a column of marks so wide, or without one."""
    table = Table(box=None, padding=0, pad_edge=False, show_edge=False, width=17 + (marks or 0))
    if marks is not None:
        table.add_column("", width=marks)
    table.add_column("Stage", width=12)
    table.add_column("Score", width=5, justify="right", no_wrap=True, overflow="ellipsis")
    table.add_row(*([] if marks is None else [""]), "verbal", "88")
    console = Console(file=io.StringIO(), width=40)
    console.print(table)
    return console.file.getvalue().splitlines()[0]


print("rich", version("rich"))
for marks in (None, 1, 0):
    print(marks, repr(drawn(marks)))
assert drawn(None) == "Stage       Score" and drawn(1) == " Stage       Score"
assert drawn(0) == "Stage       Sco…"
PY
