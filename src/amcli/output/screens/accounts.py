"""`am accounts`: account, tier, ARR, score, last touch, next step, renewal.

Where the next step has no room, the tier is given up, then the day of the renewal, then the last touch.
"""

import datetime as dt
from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import BAND_ROLE, Cell, Column, Part, Screen, safe
from amcli.output.words import column_day, count, money, of
from amcli.rules.money import from_major
from amcli.rules.names import in_shell
from amcli.vocabulary import words

# Columns by their places.
TIER, TOUCH, STEP, RENEWS = 2, 5, 6, 7
GIVEN_UP = (TIER, RENEWS, TOUCH)
LEAST_STEP = 18
MARKS = {"critical": Part("!", "alarm"), "unknown": Part("?", "muted")}


def draw(screen: Screen, listing: Listing) -> None:
    about, whole = listing.about, listing.about["whole"]
    if not listing.rows:
        screen.line([Part("No accounts here. Add one: "), Part("am account add NAME", "command")])
        footers(screen, listing)
        return
    heading(screen, about["world"], listing.rows, whole)
    screen.line()
    columns, rows, step = fitted(screen, about["world"], listing.rows)
    screen.table(columns, rows, screen.widths(columns, rows, step))
    screen.line()
    footers(screen, listing)


def heading(screen: Screen, world: Any, rows: list[Any], whole: list[Any]) -> None:
    """How many, how many of them are at risk, and their revenue; `--limit` takes nothing from it."""
    risky = sum(row["band"] in ("critical", "at_risk") for row in whole)
    counts = [of(len(rows), len(whole)), f"{risky} at risk" if risky else ""]
    base = world.totals.base
    total = sum(from_major(row["arr"] or 0, base) for row in whole)
    right = [Part(f"{base} {money(total, base)} ARR")]
    screen.heading("Accounts", " · ".join(filter(None, counts)), [right])


def fitted(screen: Screen, world: Any, rows: list[Any]) -> tuple[list[Column], list[list[Cell]], int]:
    """The columns for which there is room, their cells, and which of them is the next step."""
    columns = [
        Column("", gap=1),
        Column("Account", most=24 if screen.wide else 17),
        Column("Tier"),
        Column("ARR", True),
        Column("Health") if screen.wide else Column("Score", True),
        Column("Last touch" if screen.wide else "Touch"),
        Column("Next step"),
        Column("Renews", True),
    ]
    cells = [line(screen, world, row) for row in rows]
    natural = max(screen.length(row[STEP]) for row in cells)
    kept = list(range(len(columns)))
    for given_up in (*GIVEN_UP, None):
        some, lines = [columns[at] for at in kept], [[row[at] for at in kept] for row in cells]
        step = kept.index(STEP)
        if given_up is None or screen.widths(some, lines, step)[step] >= min(natural, LEAST_STEP):
            break
        kept.remove(given_up)
    return some, lines, step


def line(screen: Screen, world: Any, row: Any) -> list[Cell]:
    return [
        MARKS.get(row["band"], ""),
        safe(row["name"]),
        row["tier"],
        revenue(world, row),
        health(row, screen.wide),
        touch(row, world.today, screen.wide),
        safe(row["next_step"]) if row["band"] else words(row["status"]),
        renewal(row["renews_on"], world.today),
    ]


def renewal(on: str | None, today: dt.date) -> Cell:
    """The day of the next end; it stands out once it has passed."""
    day = column_day(on, today)
    return Part(day, "late") if on is not None and on < today.isoformat() else day


def revenue(world: Any, row: Any) -> str:
    """ARR: `~46k` where some of it was converted."""
    if row["arr"] is None:
        return "-"
    converted = "~" if row["id"] in world.totals.converted_accounts else ""
    return converted + money(from_major(row["arr"], world.totals.base), world.totals.base)


def health(row: Any, wide: bool) -> Cell:
    """The score, `?` where too little is known, with its band where there is room."""
    if row["band"] is None:
        return "-"
    number = "?" if row["score"] is None else str(row["score"])
    return Part(f"{number:>3} {words(row['band'])}" if wide else number, BAND_ROLE[row["band"]])


def touch(row: Any, today: Any, wide: bool) -> str:
    """The day of the last touch, with its kind where there is room."""
    if row["last_touch_on"] is None:
        return "never"
    day = column_day(row["last_touch_on"], today)
    return f"{day}  {words(row['last_touch_kind'])}" if wide else day


def footers(screen: Screen, listing: Listing) -> None:
    """What is not shown, and what the marks say."""
    hidden, rows = listing.about["hidden"], listing.rows
    left = len(listing.about["whole"]) - len(rows)
    marks = [
        "!: critical" if any(row["band"] == "critical" for row in rows) else "",
        "?: not enough on record" if any(row["band"] == "unknown" for row in rows) else "",
        "~: converted" if any(revenue(listing.about["world"], row)[0] == "~" for row in rows) else "",
    ]
    said = [f"{left:,} more" if left else "", *marks]
    show = f"am show {in_shell(safe(listing.reference(rows[0])))}" if rows else ""
    pairs = [(" · ".join(filter(None, said)), show)] if rows else []
    if hidden:
        pairs.append(
            (f"{count(hidden, 'archived account')} not shown", f"am {' '.join(screen.run.verbs)} --all")
        )
    screen.footer(pairs)
