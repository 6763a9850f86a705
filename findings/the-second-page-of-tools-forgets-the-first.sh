#!/usr/bin/env bash
# Expected: a client that checks answers against the schemas of the tools checks those of all tools it has listed.
# Happens:  the TypeScript client keeps the schemas of the last page only: once the second page of tools is listed, an answer of
#           a tool on the first page that breaks its schema passes without a word. Before, it was an error. The client's
#           successor keeps them all.
# Packages: @modelcontextprotocol/sdk 1.32.2, its successor @modelcontextprotocol/client 2.3.1 (npm).
# Matters:  the check goes away when the server grows past one page, and which tools are checked depends on the order of the
#           list. Let a server check its own answers; in a client keep the schemas of every page.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @modelcontextprotocol/sdk@1.32.2 \
  @modelcontextprotocol/client@2.3.1 || exit 75
cat >pages.mjs <<'JS'
import fs from "node:fs";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
const [name, place, expected] = process.argv.slice(2);
const { Client } = await import(place);
const { version } = JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`));
const outputSchema = { type: "object", properties: { amount: { type: "number" } }, required: ["amount"] };
const tool = (name) => ({ name, inputSchema: { type: "object" }, outputSchema });
const server = new Server({ name: "book", version: "1" }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, ({ params }) =>
  params?.cursor ? { tools: [tool("renewals")] } : { tools: [tool("payments")], nextCursor: "2" },
);
server.setRequestHandler(CallToolRequestSchema, () => ({ content: [], structuredContent: { amount: "ten" } }));
const [one, two] = InMemoryTransport.createLinkedPair();
const client = new Client({ name: "reader", version: "1" });
await server.connect(one);
await client.connect(two);
const call = (name) => client.callTool({ name, arguments: {} }).then(() => `${name} taken`, () => `${name} refused`);
await client.listTools();
const found = [await call("payments")];
await client.listTools({ cursor: "2" });
found.push(await call("payments"), await call("renewals"));
console.log(name, version, found);
if (found.join() !== `payments refused,payments ${expected},renewals refused`) process.exit(1);
JS
node pages.mjs @modelcontextprotocol/sdk @modelcontextprotocol/sdk/client/index.js taken
node pages.mjs @modelcontextprotocol/client @modelcontextprotocol/client refused
