#!/usr/bin/env bash
# Expected: a file that pyrage's decrypt_file can't decrypt leaves the file that was to be written as it was, and raises
#           pyrage.DecryptError.
# Happens:  with the wrong key it raises that, and the old file is empty. Where the age file is cut off the old one holds the
#           first 64 KiB of the new, and the error is an OSError, as from decrypt_io; decrypt() raises DecryptError there too.
# Packages: pyrage 1.4.0 (PyPI).
# Matters:  yesterday's list was whole and is gone, by a wrong key alone; one that arrived cut off becomes a list with thousands
#           of rows, which `except DecryptError` lets pass as some trouble with the disk. Decrypt beside it, then rename.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env pyrage==1.4.0 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
import io
from importlib.metadata import version
from pathlib import Path

import pyrage

print("pyrage", version("pyrage"))
key, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
rows = "".join(f"customer {number},{number}\n" for number in range(10_000)).encode()
sealed = pyrage.encrypt(rows, [key.to_public()])
cut = sealed[: len(sealed) // 2]
Path("cut.age").write_bytes(cut)
target = Path("list.csv")


def raised(call):
    """What it raised, and what the list holds then."""
    target.write_bytes(b"yesterday's list\n")
    try:
        call()
    except (pyrage.DecryptError, OSError) as error:
        return type(error), target.read_bytes()
    raise SystemExit("it raised nothing")


seen = {
    "decrypt": raised(lambda: pyrage.decrypt(cut, [key])),
    "decrypt_io": raised(lambda: pyrage.decrypt_io(io.BytesIO(cut), io.BytesIO(), [key])),
    "decrypt_file": raised(lambda: pyrage.decrypt_file("cut.age", "list.csv", [key])),
    "decrypt_file, wrong key": raised(lambda: pyrage.decrypt_file("cut.age", "list.csv", [other])),
}
for name, (kind, held) in seen.items():
    print(f"{name}: {kind.__name__}, the list begins with {held[:12]} and has {len(held)} bytes of {len(rows)}")
kinds = [kind for kind, _ in seen.values()]
assert kinds == [pyrage.DecryptError, OSError, OSError, pyrage.DecryptError]
assert not issubclass(pyrage.DecryptError, OSError)
assert seen["decrypt_file"][1] == rows[:65536]
assert seen["decrypt_file, wrong key"][1] == b""
PY
