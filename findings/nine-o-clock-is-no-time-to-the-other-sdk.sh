#!/usr/bin/env bash
# Expected: what a tool of the Python SDK answers by the schema it announced itself, the TypeScript SDK's client accepts.
# Happens:  a meeting at nine without a zone (datetime, time) is announced as format "date-time" or "time", which JSON Schema
#           takes with an offset only. The Python client doesn't look at formats; the TypeScript client does, and throws the
#           whole answer away, its text included. With an offset, both take it.
# Packages: mcp 2.3.0, pydantic 2.14.4 (PyPI), @modelcontextprotocol/sdk 1.32.2 and its successor
#           @modelcontextprotocol/client 2.3.1 (npm).
# Matters:  the server's own tests are green, and clients in the other language show an error. Announce times as plain
#           strings, or give each its offset; try a server with the other language's client.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env mcp==2.3.0 pydantic==2.14.4 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts @modelcontextprotocol/sdk@1.32.2 \
  @modelcontextprotocol/client@2.3.1 || exit 75
cat >server.py <<'PY'
import datetime as dt

from mcp.server import MCPServer
from pydantic import BaseModel


class Meeting(BaseModel):
    at: dt.datetime


class Hours(BaseModel):
    opens: dt.time


app = MCPServer("book")


@app.tool()
def meeting() -> Meeting:
    return Meeting(at=dt.datetime(2026, 3, 2, 9))


@app.tool()
def meeting_utc() -> Meeting:
    return Meeting(at=dt.datetime(2026, 3, 2, 9, tzinfo=dt.timezone.utc))


@app.tool()
def hours() -> Hours:
    return Hours(opens=dt.time(9))


if __name__ == "__main__":
    app.run()
PY
python3 - <<'PY'
import asyncio
from importlib.metadata import version

import server
from mcp import Client


async def main() -> None:
    async with Client(server.app) as client:
        for name in ("meeting", "hours", "meeting_utc"):
            answer = await client.call_tool(name, {})
            print("mcp", version("mcp"), name, answer.structured_content)
            assert not answer.is_error


asyncio.run(main())
PY
cat >client.mjs <<'JS'
import fs from "node:fs";
const [name, place, wire] = process.argv.slice(2);
const { Client } = await import(place);
const { StdioClientTransport } = await import(wire);
const { version } = JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`));
const client = new Client({ name: "reader", version: "1" });
const env = { PATH: process.env.PATH, PYTHONPATH: process.env.PYTHONPATH };
await client.connect(new StdioClientTransport({ command: "python3", args: ["server.py"], env, stderr: "ignore" }));
await client.listTools();
const found = [];
for (const tool of ["meeting", "hours", "meeting_utc"]) {
  const call = client.callTool({ name: tool, arguments: {} });
  const said = await call.then((answer) => JSON.stringify(answer.structuredContent), (error) => error.message);
  console.log(name, version, tool, said);
  found.push(/must match format/.test(said));
}
await client.close();
if (`${found}` !== "true,true,false") process.exit(1);
JS
sdk=@modelcontextprotocol/sdk client=@modelcontextprotocol/client
node client.mjs "$sdk" "$sdk/client/index.js" "$sdk/client/stdio.js"
node client.mjs "$client" "$client" "$client/stdio"
