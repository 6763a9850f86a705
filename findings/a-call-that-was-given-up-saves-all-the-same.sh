#!/usr/bin/env bash
# Expected: a tool call that the client gave up, after its time or by cancelling, changes nothing, or changes it in every case.
# Happens:  it depends on one word in the server. A tool written with "async def" stops where it waits and saves nothing; one
#           written with "def" runs in a thread to its end and saves, after the client was told that the call timed out, and
#           nobody hears of it.
# Packages: mcp 2.3.0 (PyPI).
# Matters:  who gets an error tries again, and the note, the meeting or the payment is there twice. Give a write a key of its
#           own that makes the second one harmless, and let the client look before it repeats.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env mcp==2.3.0 || exit 75
export PYTHONPATH=$dir/env
cat >server.py <<'PY'
import time
from pathlib import Path

import anyio
from mcp.server import MCPServer

app = MCPServer("book")


@app.tool()
def thread(place: str) -> str:
    time.sleep(2)
    Path(place).write_text("saved")
    return "saved"


@app.tool()
async def task(place: str) -> str:
    await anyio.sleep(2)
    Path(place).write_text("saved")
    return "saved"


if __name__ == "__main__":
    app.run()
PY
python3 - <<'PY'
import asyncio
import os
import sys
from importlib.metadata import version
from pathlib import Path

import anyio
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client


async def given_up(client: Client, tool: str, how: str) -> bool:
    place = Path(f"{tool}-{how}")
    if how == "timeout":
        try:
            await client.call_tool(tool, {"place": str(place)}, read_timeout_seconds=0.5)
        except MCPError:
            pass
        else:
            raise SystemExit("it came in time")
    else:
        with anyio.move_on_after(0.5) as scope:
            await client.call_tool(tool, {"place": str(place)})
        assert scope.cancelled_caught
    assert not place.exists()
    await asyncio.sleep(4)
    return place.exists()


async def main() -> None:
    server = StdioServerParameters(command=sys.executable, args=["server.py"], env=dict(os.environ))
    found = {}
    async with Client(stdio_client(server)) as client:
        for tool in ("thread", "task"):
            for how in ("timeout", "cancelled"):
                found[tool, how] = await given_up(client, tool, how)
                print("mcp", version("mcp"), tool, how, "saved:", found[tool, how])
    assert found == {(tool, how): tool == "thread" for tool in ("thread", "task") for how in ("timeout", "cancelled")}


asyncio.run(main())
PY
