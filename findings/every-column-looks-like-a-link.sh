#!/usr/bin/env bash
# Expected: `foreign_key` of a SQLModel field without one is None or empty, so `if field.foreign_key:` finds the links
#           between tables; likewise `primary_key`, `index`, `nullable`.
# Happens:  what was left out is pydantic's `PydanticUndefined`, which is true: every column is a link, a key and
#           an index. Asked of a field with `foreign_key=None`, the answer is None.
# Packages: sqlmodel 0.0.50, pydantic 2.14.4 (PyPI).
# Matters:  an importer that follows the links of tables by this question follows all columns; ask whether the
#           value is a str, or look at the table's own columns.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env sqlmodel==0.0.50 pydantic==2.14.4 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

from sqlmodel import Field, SQLModel


class Contact(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=200)
    account_id: int = Field(foreign_key="account.id")
    notes: str = Field(default="", foreign_key=None)


print("sqlmodel", version("sqlmodel"), "pydantic", version("pydantic"))
found = {name: getattr(field, "foreign_key", None) for name, field in Contact.model_fields.items()}
print(found)
links = [name for name, link in found.items() if link]
print("taken for links:", links)
assert "name" in links and "account_id" in links and "notes" not in links
assert repr(found["name"]) == "PydanticUndefined"
assert [key.parent.name for key in Contact.__table__.foreign_keys] == ["account_id"]
PY
