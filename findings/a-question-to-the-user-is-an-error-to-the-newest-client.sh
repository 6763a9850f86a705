#!/usr/bin/env bash
# Expected: a tool of the Python SDK that asks the user back with ctx.elicit asks every client that can ask, and the newest
#           protocol first of all.
# Happens:  with a client of 2025-11-25 the question is asked and answered. The same SDK's own client chooses 2026-07-28 by
#           itself, and there the call ends in an error, "no back-channel": in that protocol a server can't ask in the middle of
#           a call; the tool is to name its question beforehand (Resolve) and is then called again with the answer.
# Packages: mcp 2.3.0 (PyPI).
# Matters:  "Really cancel the contract?" is asked in the tests, which pin the old protocol, and is an error on the day the
#           client is updated. Test a tool that asks against both protocols.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env mcp==2.3.0 || exit 75
export PYTHONPATH=$dir/env
cat >server.py <<'PY'
from typing import Annotated

from mcp.server import MCPServer
from mcp.server.mcpserver import Context, Elicit, Resolve
from pydantic import BaseModel


class Sure(BaseModel):
    sure: bool


def question() -> Elicit[Sure]:
    return Elicit("Really cancel the contract?", Sure)


app = MCPServer("book")


@app.tool()
async def in_the_middle(context: Context) -> str:
    answer = await context.elicit("Really cancel the contract?", Sure)
    return f"{answer.action} {answer.data.sure}"


@app.tool()
async def beforehand(answer: Annotated[Sure, Resolve(question)]) -> str:
    return f"accept {answer.sure}"


if __name__ == "__main__":
    app.run()
PY
python3 - <<'PY'
import asyncio
import os
import sys
from importlib.metadata import version

import mcp_types as types
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client


async def yes(context, params) -> types.ElicitResult:
    return types.ElicitResult(action="accept", content={"sure": True})


async def main() -> None:
    server = StdioServerParameters(command=sys.executable, args=["server.py"], env=dict(os.environ))
    found = {}
    for mode in ("legacy", "auto"):
        async with Client(stdio_client(server), elicitation_callback=yes, mode=mode) as client:
            for tool in ("in_the_middle", "beforehand"):
                try:
                    said = (await client.call_tool(tool, {})).content[0].text
                except MCPError as error:
                    said = str(error)
                found[client.protocol_version, tool] = said
                print("mcp", version("mcp"), client.protocol_version, tool, "->", said)
    middle = found.pop(("2026-07-28", "in_the_middle"))
    assert "no back-channel" in middle and len(found) == 3 and set(found.values()) == {"accept True"}


asyncio.run(main())
PY
