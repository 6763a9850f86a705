#!/usr/bin/env bash
# Expected: an argument's own metavar, `[FILTER...]`, stands in the usage line as it is written.
# Happens:  typer 0.28 leaves it alone; 0.29 puts another pair of brackets and dots around it, `[[FILTER...]]...`, and
#           names the Python type beside it: `<list[str]>`.
# Packages: typer 0.28.0, 0.29.2 (PyPI).
# Matters:  help texts that are kept, documented or compared change with a minor release; a metavar that is right for
#           the one reads wrong in the other.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > listing.py <<'PY'
from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def main(words: Annotated[list[str] | None, typer.Argument(metavar="[FILTER...]", help="What to list.")] = None) -> None:
    """List things."""


app()
PY
export NO_COLOR=1 TERM=dumb COLUMNS=100
for version in 0.28.0 0.29.2; do
  python3 -m pip install -qq --no-compile --target "env-$version" "typer==$version" || exit 75
  PYTHONPATH=$dir/env-$version python3 listing.py --help > "help-$version.txt"
  echo "typer $version: $(grep Usage "help-$version.txt" | xargs)"
  grep -A1 Arguments "help-$version.txt" | tail -1
done
grep -q 'Usage: listing.py \[OPTIONS\] \[FILTER...\]$' help-0.28.0.txt
grep -qF '[[FILTER...]]...' help-0.29.2.txt
