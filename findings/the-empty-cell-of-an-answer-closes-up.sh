#!/usr/bin/env bash
# Expected: the text of a tool's answer, for clients that don't know structured answers, says the same as the structured one.
# Happens:  mcp takes a list of rows apart into one text a cell and leaves empty cells out: ["Alpha", None, 10] and
#           ["Beta", 20, None] are "Alpha", "10", "Beta", "20", so who has the 10 as price and who as seats is gone. An empty
#           list has no text at all. fastmcp, built on it, writes the rows as JSON, but is silent about the empty list too.
# Packages: mcp 2.3.0, fastmcp 4.2.3 (PyPI).
# Matters:  many clients show a model the text alone; it then quotes one customer's price as the other's seats. Write the text
#           of an answer yourself, with a heading and one line a row.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env mcp==2.3.0 fastmcp==4.2.3 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
import asyncio
from importlib.metadata import version

import fastmcp
import mcp
from mcp.server import MCPServer

ROWS = [["Alpha", None, 10], ["Beta", 20, None]]  # name, price, seats


def prices() -> list[list[str | int | None]]:
    return ROWS


def overdue() -> list[str]:
    return []


async def texts(client, name: str) -> list[str]:
    async with client:
        answer = await client.call_tool(name, {})
    assert answer.structured_content == {"result": ROWS if name == "prices" else []}
    return [part.text for part in answer.content]


async def main() -> None:
    plain, fast = MCPServer("book"), fastmcp.FastMCP("book")
    for tool in (prices, overdue):
        plain.tool()(tool)
        fast.tool(tool)
    expected = {"prices": (["Alpha", "10", "Beta", "20"], ['[["Alpha",null,10],["Beta",20,null]]']), "overdue": ([], [])}
    for name, pair in expected.items():
        found = (await texts(mcp.Client(plain), name), await texts(fastmcp.Client(fast), name))
        print("mcp", version("mcp"), name, found[0], "| fastmcp", version("fastmcp"), found[1])
        assert found == pair


asyncio.run(main())
PY
