"""`am activity`: calls, mails, meetings, notes. `add` is `am log`."""

from collections.abc import Mapping

from amcli.commands.declared import Group
from amcli.commands.log import log
from amcli.commands.records import add_common, kind_of, plain_values
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import Any
from amcli.storage import records


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns. What took place and is moved ahead is booked; what is booked and nobody was reached
    in is an attempt."""
    found = plain_values(run, given, row)
    if row is None:
        return found
    after = records.list_records(run.book, "interaction", row=row)[0] | found
    ahead = str(after["on"]) > run.today.isoformat() and after["kind"] != "note"
    if found.get("tried") and ahead:
        raise BadValue(f"--no-answer: {after['on']} is still ahead. Nothing was changed.")
    if found.get("tried"):
        found["planned"] = False
    elif "on" in found and ahead and not after["tried"]:
        found["planned"] = True
    return found


KIND = kind_of("interaction", values)
app = Group("Calls, emails, meetings and notes.")
app.command("add", writes=True)(log)
add_common(
    app,
    KIND,
    {
        "list": "am activity list acme\nam activity list --limit 20 -o json",
        "show": "am activity show n213\nam activity show n213 -o json",
        "edit": 'am activity edit n213 --summary "Wants SSO first"\nam activity edit n213 -e',
        "rm": "am activity rm n213\nam activity rm n213 --yes",
    },
)
