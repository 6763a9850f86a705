#!/usr/bin/env bash
# Expected: the inspector's command line hands a tool the argument that was typed, in the type that the tool's schema names.
# Happens:  it reads each value as JSON first, whatever the schema says: the text argument 12 is the number 12 and is refused, a
#           customer called true is no text either, a note in quotation marks loses them, and the last three
#           of twenty digits of a whole number are zeros, which the tool takes without a word. 007 is text for a text and 7 for a number.
# Packages: @modelcontextprotocol/inspector 2.12.0 (npm), mcp 2.3.0 (PyPI).
# Matters:  it is the tool by which servers are tried: faults of the try look like faults of the server, and a wrong order
#           number like a right one. Try with a client of your own; give long numbers as text.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env mcp==2.3.0 || exit 75
npm install --silent --no-audit --no-fund --ignore-scripts @modelcontextprotocol/inspector@2.12.0 || exit 75
export PYTHONPATH=$dir/env HOME=$dir
cat >server.py <<'PY'
from mcp.server import MCPServer

app = MCPServer("book")


@app.tool()
def note(text: str) -> str:
    return text


@app.tool()
def order(number: int) -> str:
    return str(number)


app.run()
PY
inspect() { node node_modules/.bin/mcp-inspector --cli "$@" 2>/dev/null; }
call() {
  inspect python3 -e "PYTHONPATH=$PYTHONPATH" server.py --method tools/call --tool-name "$1" --tool-arg "$2" |
    python3 -c 'import json, sys; said = json.load(sys.stdin); print("refused" if said["isError"] else said["content"][0]["text"])'
}
echo "inspector $(inspect --version)"
try() {
  local found
  found=$(call "$1" "$2") || true
  printf '%s %s -> %s\n' "$1" "$2" "$found"
  [ "$found" = "$3" ]
}
try note 'text=Alpha' Alpha
try note 'text=12' refused
try note 'text=true' refused
try note 'text="Alpha"' Alpha
try note 'text=007' 007
try order 'number=007' 7
try order 'number=12345678901234567890' 12345678901234567000
