"""`am doctor --duplicates`: each pair in three lines: how sure and who, the reasons, the command."""

from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import Cell, Column, Part, Screen, safe
from amcli.rules.formatting import count, of
from amcli.rules.names import in_shell

SURE = 90
# "88 %", "merge" and the gaps between four columns.
BEFORE = (5, 5)
GAPS = 6


def draw(screen: Screen, listing: Listing) -> None:
    rows, whole = listing.rows, listing.about["whole"]
    if not rows:
        screen.line("No likely duplicates.")
        return
    accounts = sum(1 for row in whole if row["kind"] == "account")
    counts = [(accounts, "account", "accounts"), (len(whole) - accounts, "person", "people")]
    said = " · ".join(count(number, one, many) for number, one, many in counts if number)
    screen.heading("Likely duplicates", said, [])
    lines = [lines_of(row) for row in rows]
    widths = widths_of(screen, [each for two in lines for each in two])
    for row, two in zip(rows, lines, strict=True):
        screen.line()
        screen.table([Column("")] * 4, two, widths, header=False)
        below(screen, row)
    screen.line()
    apart = " ".join(in_shell(safe(rows[0][name])) for name in ("keep", "other"))
    left = f"{of(len(rows), len(whole))} pairs" if len(rows) < len(whole) else "Not duplicates?"
    screen.footer([(left, f"am doctor --apart {apart}")])


def lines_of(row: Any) -> list[list[Cell]]:
    """What stays and what becomes a part of it."""
    sure = Part(f"{row['certainty']:>3}%", "alarm" if row["certainty"] >= SURE else "due")
    name = Part(safe(row["name"]), "heading")
    return [
        [sure, "keep", name, belonging(row, "keep", "records", "account")],
        ["", "merge", safe(row["other_name"]), belonging(row, "other", "other_records", "other_account")],
    ]


def belonging(row: Any, who: str, number: str, account: str) -> str:
    """A record's reference, where a person is, and how much belongs to it."""
    where = f" at {safe(row[account])}" if row["across"] else ""
    return f"{safe(row[who])}{where}, {count(row[number], 'record')}"


def widths_of(screen: Screen, lines: list[list[Cell]]) -> list[int]:
    """The widths of the columns over all pairs: names and references share what there is."""
    room = screen.width - sum(BEFORE) - GAPS
    names, references = (max(screen.length(line[at]) for line in lines) for at in (2, 3))
    references = min(references, max(room - names, room // 2))
    return [*BEFORE, min(names, room - references), references]


def below(screen: Screen, row: Any) -> None:
    """The reasons, and the command; it is there to be copied, so it is never cut."""
    blank = Part(" " * (BEFORE[0] + 2))
    for line in screen.wrapped(" · ".join(map(safe, row["reasons"])), screen.width - len(blank.text)):
        screen.put([blank, Part(line, "muted")])
    screen.put([blank, Part(safe(row["command"]), "command")])
