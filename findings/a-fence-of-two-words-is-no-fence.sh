#!/usr/bin/env bash
# Expected: a code block whose fence names its language and one word more ("```console screen", an info string as CommonMark
#           has it, of which the first word is the language) is a code block; a strict build says so if it can't be.
# Happens:  Zensical takes it for a paragraph: the lines run together, a line with "#" within becomes a heading of the page
#           and of its table of contents, and "build --strict" ends with exit 0 and no warning. With one word it is a block.
# Packages: zensical 0.0.73 (PyPI), with pymdown-extensions 13.1.2 and markdown 3.10.
# Matters:  pages that GitHub and others draw as they were meant publish a screen as a sentence, and a comment in a shell
#           example as a chapter. Write one word, or an attribute list.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env zensical==0.0.73 pymdown-extensions==13.1.2 || exit 75
export PYTHONPATH=$dir/env
mkdir docs
printf '[project]\nsite_name = "Notes"\n' >zensical.toml
for words in "console" "console screen"; do
  # shellcheck disable=SC2016
  printf 'Before.\n\n```%s\n$ am\n# one account\nAcme 72k\n```\n\nAfter.\n' "$words" >docs/index.md
  rm -rf site
  python3 -m zensical build --strict >said 2>&1 || { cat said; exit 1; }
  python3 - "$words" <<'PY'
import re
import sys
from importlib.metadata import version
from pathlib import Path

page = Path("site/index.html").read_text(encoding="utf-8")
article = page[page.index("<article") : page.index("</article>")]
is_block = "<pre" in article
heading = re.search(r"<h1[^>]*>\s*one account", article) is not None
print("zensical", version("zensical"), repr(sys.argv[1]), "block:", is_block, "heading:", heading)
assert (is_block, heading) == ((True, False) if sys.argv[1] == "console" else (False, True))
PY
done
grep -ci "warning" said && exit 1
echo "the strict build had nothing to say"
