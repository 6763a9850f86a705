#!/usr/bin/env bash
# Expected: a library that asks "did you mean?" for a mistyped mail address stays silent about one that is right.
# Happens:  mailcheck knows some thirty domains of mail providers and proposes the nearest one to anything else: acme.com is to be
#           me.com, proton.me proton.de, hey.com sky.com, libero.it live.it. For birch.co it changes the ending: birch.com.
# Packages: mailcheck 1.1.1 (npm).
# Matters:  a form or an import that takes the proposal writes to a stranger; a customer's own domain is never a typing error.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund mailcheck@1.1.1 >/dev/null || exit 75
node - <<'JS'
const assert = require("node:assert");
const { run } = require("mailcheck");
const domains = ["acme.com", "proton.me", "hey.com", "libero.it", "birch.co", "gmx.de"];
const found = domains.map((domain) => (run({ email: `dana@${domain}` }) || { domain: null }).domain);
console.log("mailcheck", require("mailcheck/package.json").version, domains.map((each, at) => `${each} -> ${found[at]}`));
assert.deepEqual(found, ["me.com", "proton.de", "sky.com", "live.it", "birch.com", null]);
JS
