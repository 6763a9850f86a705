#!/usr/bin/env bash
# Expected: a text argument of a tool arrives as the text that was sent.
# Happens:  where the text may also be left out (str | None), mcp first reads it as JSON and keeps whatever is no plain text
#           or number: "null" arrives as nothing, "[]" and '["Anna"]' are refused as no string though they are strings. A
#           text that must be given (str) arrives whole. fastmcp passes all of them on.
# Packages: mcp 2.3.0, fastmcp 4.2.3 (PyPI).
# Matters:  a note field is just such an argument, and what is put there is often a piece of JSON; a customer or a field called
#           "null" is left out of the call, which then means all.
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

TEXTS = ("null", "[]", '["Anna"]', "12")


def may(text: str | None = None) -> str:
    return repr(text)


def must(text: str) -> str:
    return repr(text)


async def answers(client, name: str) -> list[str]:
    async with client:
        found = [await client.call_tool(name, {"text": text}) for text in TEXTS]
    return ["refused" if answer.is_error else answer.content[0].text for answer in found]


async def main() -> None:
    plain, fast = MCPServer("book"), fastmcp.FastMCP("book")
    for tool in (may, must):
        plain.tool()(tool)
        fast.tool(tool)
    whole = [repr(text) for text in TEXTS]
    found = [await answers(mcp.Client(plain), name) for name in ("may", "must")]
    found.append(await answers(fastmcp.Client(fast), "may"))
    print("mcp", version("mcp"), "str | None:", found[0], "| str:", found[1])
    print("fastmcp", version("fastmcp"), "str | None:", found[2])
    assert found == [["None", "refused", "refused", "'12'"], whole, whole]


asyncio.run(main())
PY
