#!/usr/bin/env bash
# Expected: `ancestors = ["house.room.**"]` in a contract against circles means the room and all that is below it.
# Happens:  it means the packages below the room: a circle between two modules of the room itself is KEPT. Only
#           `house.room`, written beside it, has them looked at.
# Packages: import-linter 2.17, grimp 3.20 (PyPI).
# Matters:  the contract that seems to say most checks nothing in a flat package, and says so with a green word.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env import-linter==2.17 grimp==3.20 || exit 75
export PYTHONPATH=$dir/env:$dir
mkdir -p house/room
touch house/__init__.py house/room/__init__.py
echo 'import house.room.beds' > house/room/asters.py
echo 'import house.room.asters' > house/room/beds.py
contract() {
  printf '[importlinter]\nroot_package = house\n\n[importlinter:contract:circles]\nname = No circles\ntype = acyclic_siblings\nancestors =\n' > contracts.ini
  printf '    %s\n' "$@" >> contracts.ini
  python3 -c 'from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports("contracts.ini", no_cache=True))' \
    > said.txt && echo kept || echo broken
}
python3 -c 'from importlib.metadata import version as v; print("import-linter", v("import-linter"), "grimp", v("grimp"))'
below=$(contract 'house.room.**') room=$(contract 'house.room') both=$(contract 'house.room' 'house.room.**')
echo "house.room.**: $below · house.room: $room · both: $both"
[ "$below $room $both" = "kept broken broken" ]
