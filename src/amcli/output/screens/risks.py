"""`am risks`: score and trend, account, next step, ARR, the three strongest reasons; by band."""

from typing import Any

from amcli.facts.assessments import arr_at_risk_before
from amcli.output.result import Listing
from amcli.output.screen import BAND_ROLE, Column, Part, Screen, safe
from amcli.output.words import arr_of, column_day, count, money
from amcli.rules.dates import short_day
from amcli.rules.score import ARITHMETIC
from amcli.vocabulary import words

BANDS = ("critical", "at_risk", "watch", "healthy")
REASONS = 3


def draw(screen: Screen, listing: Listing) -> None:
    about, world = listing.about, listing.about["world"]
    known = in_order(listing.rows)
    unknown = [row for row in listing.rows if row["score"] is None]
    if not known and not about["everything"]:
        nothing(screen, unknown)
        return
    heading(screen, about, known)
    screen.line()
    columns = columns_of(screen)
    bands = [(band, [row for row in known if row["band"] == band]) for band in BANDS]
    drawn = [row for _, rows in bands for row in rows]
    lines = [each for row in drawn for each in lines_of(screen, world, row)]
    widths = screen.widths(columns, lines)
    first = True
    for band, rows in bands:
        if rows:
            band_table(screen, world, band, rows, columns, widths, header=first)
            first = False
    if unknown:
        unknown_line(screen, world, unknown)
    trend = any(row["trend"] is not None for row in known)
    example = (known or unknown)[0]["account"] if listing.rows else "acme"
    left = "↓28: points lost in 30 days" if trend else ""
    screen.footer([(left, f"full breakdown: am risks {safe(example)}")])


def in_order(rows: list[Any]) -> list[Any]:
    """The rows that have a line, in the order in which they are drawn: by band."""
    known = [row for row in rows if row["score"] is not None]
    return sorted(known, key=lambda row: BANDS.index(row["band"]))


def heading(screen: Screen, about: Any, known: list[Any]) -> None:
    """How many of how many, and the money behind them."""
    book, base = about["book"], about["world"].totals.base
    right = [
        Part(f"{base} {money(book.arr_at_risk, base)}", "risk" if book.arr_at_risk else ""),
        Part(f" of {money(book.arr, base)} ARR"),
    ]
    title = "Health" if about["everything"] else "At risk"
    if about["everything"]:
        counts = f"{book.accounts} accounts · {book.at_risk} at risk"
    else:
        counts = f"{book.at_risk} of {count(book.accounts, 'account')}"
    earlier = arr_at_risk_before(about["world"])
    then = (
        [Part(f"{money(earlier[0], base)} on {short_day(earlier[1], about['world'].today)}")]
        if earlier
        else []
    )
    screen.heading(title, counts, [right, then])


def limits(world: Any, band: str) -> str:
    """`40 to 59`: the scores of a band, as configured."""
    below = dict(world.model.bands)
    if band == "critical":
        return f"under {below[band]}"
    least = below[BANDS[BANDS.index(band) - 1]]
    return f"{least} and more" if band == "healthy" else f"{least} to {below[band] - 1}"


def columns_of(screen: Screen) -> list[Column]:
    """The columns for the width there is."""
    score = Column("Score")
    if not screen.wide:
        return [score, Column("Account, next step", most=24), Column("ARR", True, most=6), Column("Why")]
    return [
        score,
        Column("Account", most=24),
        Column("ARR", True),
        Column("Renews"),
        Column("Pts", True),
        Column("Why", most=44),
        Column("Next step"),
    ]


def band_table(
    screen: Screen,
    world: Any,
    band: str,
    rows: list[Any],
    columns: list[Column],
    widths: list[int],
    header: bool,
) -> None:
    """One band: the header of the first one stands above its name."""
    if header:
        screen.table(columns, [], widths)
    screen.line([Part(words(band).capitalize(), "heading"), Part(f"  {limits(world, band)}", "muted")])
    for row in rows:
        screen.table(columns, lines_of(screen, world, row), widths, header=False)
        screen.line()


def lines_of(screen: Screen, world: Any, row: Any) -> list[list[Any]]:
    """The lines of one account: its strongest reason first, the others muted."""
    telling = [r for r in row["assessed"].reasons if r.points > 0 and r.signal not in ARITHMETIC]
    reasons = telling[:REASONS]
    whys = [Part(safe(reason.text), "" if at == 0 else "muted") for at, reason in enumerate(reasons)]
    more = len(telling) - len(reasons)
    if more > 0:
        whys[-1] = Part(f"{whys[-1].text} +{more}", "muted")
    steps = [Part(safe(row["next_step"])), Part(safe(row["command"]), "command")] if reasons else []
    arr = arr_of(world, row["assessed"].facts)
    head = [Part(f"{row['score']}", BAND_ROLE[row["band"]]), Part(trend(row), "muted")]
    if screen.wide:
        return wide_lines(world, row, head, arr, reasons, whys, steps)
    names = [Part(safe(row["name"])), *steps]
    height = max(len(names), len(whys), 1)
    return [
        [
            head if at == 0 else "",
            names[at] if at < len(names) else "",
            arr if at == 0 else "",
            whys[at] if at < len(whys) else "",
        ]
        for at in range(height)
    ]


def wide_lines(
    world: Any, row: Any, head: Any, arr: str, reasons: Any, whys: Any, steps: Any
) -> list[list[Any]]:
    """The same in columns, with points and the renewal."""
    renews = "-"
    if row["renews_on"]:
        renews = (
            "ended"
            if row["renews_on"] < world.today.isoformat()
            else column_day(row["renews_on"], world.today).strip()
        )
    height = max(len(whys), len(steps), 1)
    return [
        [
            head if at == 0 else "",
            safe(row["name"]) if at == 0 else "",
            arr if at == 0 else "",
            renews if at == 0 else "",
            str(reasons[at].points) if at < len(reasons) else "",
            whys[at] if at < len(whys) else "",
            steps[at] if at < len(steps) else "",
        ]
        for at in range(height)
    ]


def trend(row: Any) -> str:
    """` ↓28`, ` ↑6`, or nothing."""
    if not row["trend"]:
        return ""
    return f" {'↓' if row['trend'] < 0 else '↑'}{abs(row['trend'])}"


def unknown_line(screen: Screen, world: Any, rows: list[Any]) -> None:
    """Accounts with too little on record, on one line."""
    screen.line(
        [Part("Unknown", "heading"), Part("  not enough on record to score; not counted as healthy", "muted")]
    )
    named = [f"{safe(row['name'])} {money(row['assessed'].facts.arr, world.totals.base)}" for row in rows]
    fitting = named[:]
    while len(fitting) > 1 and screen.length(", ".join(fitting)) + 8 + 12 > screen.width:
        fitting.pop()
    more = len(named) - len(fitting)
    screen.line([Part("?       "), Part(", ".join(fitting) + (f" and {more} more" if more else ""))])
    screen.line()


def nothing(screen: Screen, unknown: list[Any]) -> None:
    if not unknown:
        screen.line("No accounts are at risk.")
        return
    are = f"{len(unknown)} is" if len(unknown) == 1 else f"{len(unknown)} are"
    screen.ends(f"No accounts are at risk. {are} unknown.", Part("am risks --all", "command"))
