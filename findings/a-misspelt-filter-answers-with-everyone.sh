#!/usr/bin/env bash
# Expected: a tool that is called with an argument it doesn't have says so.
# Happens:  the Python SDK and the TypeScript SDK drop it without a word, and the schemas they announce don't forbid it: a
#           call with "stages" where the filter is "stage" lists every customer as the answer. fastmcp forbids it in the
#           schema and refuses the call.
# Packages: mcp 2.3.0, fastmcp 4.2.3 (PyPI), @modelcontextprotocol/sdk 1.32.2, zod 4.1.12 (npm).
# Matters:  the caller is a model that spells arguments by guess, and passes the list on as "those who are leaving". Forbid
#           further arguments in the schema, and check it: the SDKs don't.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env mcp==2.3.0 fastmcp==4.2.3 || exit 75
export PYTHONPATH=$dir/env
npm install --silent --no-audit --no-fund --ignore-scripts @modelcontextprotocol/sdk@1.32.2 zod@4.1.12 || exit 75
python3 - <<'PY'
import asyncio
from importlib.metadata import version

import fastmcp
import mcp
from mcp.server import MCPServer


def customers(stage: str | None = None) -> str:
    return "Alpha, Beta" if stage is None else "Beta"


async def main() -> None:
    plain, fast = MCPServer("book"), fastmcp.FastMCP("book")
    plain.tool()(customers)
    fast.tool(customers)
    async with mcp.Client(plain) as client:
        schema = (await client.list_tools()).tools[0].input_schema
        right, wrong = [await client.call_tool("customers", {name: "leaving"}) for name in ("stage", "stages")]
        print("mcp", version("mcp"), "stage:", right.content[0].text, "| stages:", wrong.content[0].text)
        assert right.content[0].text == "Beta" and wrong.content[0].text == "Alpha, Beta" and not wrong.is_error
        assert "additionalProperties" not in schema
    async with fastmcp.Client(fast) as client:
        try:
            await client.call_tool("customers", {"stages": "leaving"})
        except fastmcp.exceptions.ToolError as error:
            print("fastmcp", version("fastmcp"), "stages:", str(error).splitlines()[2].strip())
        else:
            raise SystemExit("fastmcp took it")


asyncio.run(main())
PY
cat >server.mjs <<'JS'
import fs from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { z } from "zod";
const { version } = JSON.parse(fs.readFileSync("node_modules/@modelcontextprotocol/sdk/package.json"));
const server = new McpServer({ name: "book", version: "1" });
server.registerTool("customers", { inputSchema: { stage: z.string().optional() } }, async ({ stage }) => ({
  content: [{ type: "text", text: stage === undefined ? "Alpha, Beta" : "Beta" }],
}));
const [one, two] = InMemoryTransport.createLinkedPair();
const client = new Client({ name: "reader", version: "1" });
await server.connect(one);
await client.connect(two);
const call = async (args) => (await client.callTool({ name: "customers", arguments: args })).content[0].text;
const found = [await call({ stage: "leaving" }), await call({ stages: "leaving" })];
const schema = (await client.listTools()).tools[0].inputSchema;
console.log("@modelcontextprotocol/sdk", version, "stage:", found[0], "| stages:", found[1]);
if (`${found}` !== "Beta,Alpha, Beta" || "additionalProperties" in schema) process.exit(1);
JS
node server.mjs
