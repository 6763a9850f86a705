#!/usr/bin/env bash
# Expected: a resource template book://account/{name} gives the server the name, whichever SDK it is written with.
# Happens:  the Python SDK takes the percent signs off; the TypeScript SDK hands them over: "M%C3%BCller%20%26%20Co". A plain
#           "Müller" in the address gets them on the way, since the SDK normalises the address before it looks for the name.
# Packages: @modelcontextprotocol/sdk 1.32.2 and its successors @modelcontextprotocol/server and client 2.3.1 (npm),
#           mcp 2.3.0 (PyPI).
# Matters:  a server that looks the name up finds Alpha and misses every customer with an umlaut, a space or an ampersand. Put
#           codes into addresses, never names, or decode by yourself.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env mcp==2.3.0 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts @modelcontextprotocol/sdk@1.32.2 \
  @modelcontextprotocol/server@2.3.1 @modelcontextprotocol/client@2.3.1 || exit 75
python3 - <<'PY'
import asyncio
from importlib.metadata import version

from mcp import Client
from mcp.server import MCPServer

app = MCPServer("book")


@app.resource("book://account/{name}")
def account(name: str) -> str:
    return name


async def main() -> None:
    async with Client(app) as client:
        ends = ("Alpha", "M%C3%BCller%20%26%20Co", "Müller")
        found = [(await client.read_resource(f"book://account/{end}")).contents[0].text for end in ends]
    print("mcp", version("mcp"), found)
    assert found == ["Alpha", "Müller & Co", "Müller"]


asyncio.run(main())
PY
cat >server.mjs <<'JS'
import fs from "node:fs";
const [name, ...places] = process.argv.slice(2);
const parts = Object.assign({}, ...(await Promise.all(places.map((place) => import(place)))));
const { version } = JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`));
const server = new parts.McpServer({ name: "book", version: "1" });
const template = new parts.ResourceTemplate("book://account/{name}", { list: undefined });
server.registerResource("account", template, {}, async (uri, { name }) => ({ contents: [{ uri: uri.href, text: name }] }));
const [one, two] = parts.InMemoryTransport.createLinkedPair();
const client = new parts.Client({ name: "reader", version: "1" });
await server.connect(one);
await client.connect(two);
const found = [];
for (const end of ["Alpha", "M%C3%BCller%20%26%20Co", "Müller"])
  found.push((await client.readResource({ uri: `book://account/${end}` })).contents[0].text);
console.log(name, version, found);
if (found.join() !== "Alpha,M%C3%BCller%20%26%20Co,M%C3%BCller") process.exit(1);
JS
sdk=@modelcontextprotocol/sdk
node server.mjs "$sdk" "$sdk/server/mcp.js" "$sdk/client/index.js" "$sdk/inMemory.js"
node server.mjs @modelcontextprotocol/server @modelcontextprotocol/server @modelcontextprotocol/client
