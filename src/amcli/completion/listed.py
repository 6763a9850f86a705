"""The fields of each list for completion: what may follow `--fields` and `--sort`.

They are declared beside the queries that fill them, which would take too long to load while somebody
types. `listed.tsv` is written from there by `tools/make_completions.py`: a command with `.` for the
blank in it, a field, what it means.
"""

import os


def listed(command: str, word: str) -> list[tuple[str, str]]:
    """What a comma list may become: its last part completed, by any part of a field's name. The fields
    that stand in it already are left out; a `-` before the last part stays. Raises OSError."""
    before, comma, last = word.rpartition(",")
    minus = "-" if last.startswith("-") else ""
    key = last.removeprefix("-").casefold()
    used = {each.strip().removeprefix("-") for each in before.split(",")}
    found = [each for each in declared(command) if key in each[0] and each[0] not in used]
    found.sort(key=lambda each: not each[0].startswith(key))
    return [(f"{before}{comma}{minus}{name}", text) for name, text in found]


def declared(command: str) -> list[tuple[str, str]]:
    """The fields of a list with their meanings; none for another command."""
    with open(os.path.join(os.path.dirname(__file__), "listed.tsv"), "rb") as file:
        lines = file.read().decode().splitlines()
    rows = (line.split("\t") for line in lines)
    return [(name, text) for where, name, text in rows if where == command]


def of_files(option: str, word: str) -> list[tuple[str, str]]:
    """What a value of an option of import may become: `FIELD=` of `map` and `set`, `FIELD:` of `values`, by
    any part of the field's name; behind the `=` what a field of a closed list may say. Raises OSError."""
    fields = declared("import")
    sign = ":" if option == "values" else "="
    field, begun, _ = word.partition(sign)
    if not begun:
        return [
            (f"{name}{sign}", values.replace(" ", ", "))
            for name, values in fields
            if field.casefold() in name and (option != "values" or values)
        ]
    before, equals, last = word.rpartition("=")
    known = dict(fields).get(field, "").split()
    if not equals or option == "map":
        return []
    return [(f"{before}={value}", "") for value in known if value.startswith(last.casefold())]
