#!/usr/bin/env bash
# Expected: pytodotxt writes a line that it has read as it was, "x 2026-03-02 Call Anna" included: done on 2 March.
# Happens:  it reads the day as that of completion, and writes "x Call Anna". With a second day, that of creation,
#           both stay. todotxt (npm) keeps the day.
# Packages: pytodotxt 3.1.0 (PyPI), todotxt 1.1.1 (npm).
# Matters:  tasks typed by hand have no day of creation; once the file is saved nobody knows when a promise was kept.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env pytodotxt==3.1.0 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts todotxt@1.1.1 || exit 75
printf '%s\n' 'x 2026-03-02 Call Anna' 'x 2026-03-02 2026-03-01 Call Ben' >todo.txt
cp todo.txt copy.txt
python3 - <<'PY'
from importlib.metadata import version

import pytodotxt

file = pytodotxt.TodoTxt("todo.txt")
tasks = file.parse()
days = [str(task.completion_date) for task in tasks]
file.save()
print("pytodotxt", version("pytodotxt"), "read", days, "wrote", open("todo.txt").read().splitlines())
assert days == ["2026-03-02", "2026-03-02"]
assert open("todo.txt").read() == "x Call Anna\nx 2026-03-02 2026-03-01 Call Ben\n"
PY
cat >read.cjs <<'JS'
const todo = require("todotxt");
const lines = todo.stringify(todo.parse(require("fs").readFileSync("copy.txt", "utf8").trim())).trim().split("\n");
console.log("todotxt", require("./node_modules/todotxt/package.json").version, lines);
if (`${lines}` !== "x 2026-03-02 Call Anna,x 2026-03-02 2026-03-01 Call Ben") process.exit(1);
JS
node read.cjs
