"""`am renewals`: account, act by, left, ends, value, stage, score; wide: health, forecast, next step."""

from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import BAND_ROLE, Column, Part, Screen, safe
from amcli.output.words import column_day, money
from amcli.rules import renewals
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.deadlines import past_kind, past_on
from amcli.rules.isodays import after
from amcli.rules.money import compact
from amcli.vocabulary import words


def draw(screen: Screen, listing: Listing) -> None:
    about = listing.about
    if not listing.rows:
        nothing(screen, about)
        return
    heading(screen, about, about["whole"])
    screen.line()
    wide = screen.wide
    columns = [
        Column("", gap=1),
        Column("Account", most=24 if wide else 17),
        Column("Deadline"),
        Column("Left", True),
    ]
    columns += [Column("Ends"), Column("Value", True), Column("Stage")]
    columns += [Column("Score"), Column("Forecast"), Column("Next step")] if wide else [Column("Score", True)]
    rows = [line(screen, about, row) for row in listing.rows]
    # At 80 columns the score stands at the right edge: the stage takes what is left.
    screen.table(columns, rows, None if wide else screen.widths(columns, rows, flexible=-2))
    screen.line()
    screen.footer(footers(screen, about, listing))


def heading(screen: Screen, about: Any, rows: list[Any]) -> None:
    """How many, how much, how much of it is committed, and how much is past its end."""
    world = about["world"]
    base = world.totals.base
    total = sum(row["base_value"] or 0 for row in rows)
    committed = sum(row["base_value"] or 0 for row in rows if renewals.secured(row["facts"]))
    past = 0 if about["past"] else sum(row["base_value"] or 0 for row in rows if row["days_left"] < 0)
    rights = [[Part(f"{base} {money(total, base)}")]]
    rights.append([Part(f"{money(committed, base)} agreed")] if committed else [])
    rights.append([Part(f"{money(past, base)} past its end")] if past else [])
    screen.heading("Renewals", f"{len(rows)} {stretch_of(about)}", rights)


def stretch_of(about: Any) -> str:
    """Which contracts are listed: `within 90 days`."""
    if about["past"]:
        return "not recorded"
    if about["everything"]:
        return "open"
    return f"within {(about['until'] - about['world'].today).days} days"


def line(screen: Screen, about: Any, row: Any) -> list[Any]:
    world, contract = about["world"], row["facts"]
    day = past_on(contract, world.today) if about["past"] else renewals.act_by(contract, world.today)
    passed = past_day(contract, world.today) if about["past"] else None
    cells: list[Any] = [
        mark(contract, world.today),
        safe(row["name"]),
        passed or act_by(contract, world.today),
    ]
    cells.append(f"{(day - world.today).days}d")
    cells.append(f"{column_day(row['ends_on'], world.today)}{' auto' if contract.auto_renew else ''}")
    cells.append(value(row, world))
    cells.append(Part(words(row["stage"]), "healthy" if renewals.secured(contract) else ""))
    number = "?" if row["score"] is None else str(row["score"])
    role = BAND_ROLE[row["band"] or "unknown"]
    if not screen.wide:
        return [*cells, Part(number, role)]
    health = Part(f"{number:<2} {words(row['band'])}" if row["band"] else "-", role)
    return [*cells, health, row["forecast"] or "-", safe(row["next_step"])]


def mark(contract: Any, today: Any) -> Part | str:
    """`!` past its end; `•` a deadline within 14 days that nothing secures."""
    if contract.ends_on < today:
        return Part("!", "alarm")
    left = (renewals.act_by(contract, today) - today).days
    loose = not renewals.secured(contract) and not renewals.rolls_over(contract, today)
    return Part("•", "due") if left <= 14 and loose else ""


def past_day(contract: Any, today: Any) -> Part:
    """What has passed, and when: `ended 20 Feb`, `renewed 12 Apr`, `notice 5 Mar`."""
    what = past_kind(contract, today)
    day = past_on(contract, today)
    return Part(f"{what} {short_day(after(day, 1) if what == 'renewed' else day, today)}", "late")


def act_by(contract: Any, today: Any) -> Part:
    """The name of the date that counts, and the date."""
    deadline = renewals.act_by(contract, today)
    if contract.ends_on < today:
        return Part(f"ended {short_day(deadline, today)}", "late")
    what = "notice" if renewals.acts_on_notice(contract, today) else "end"
    urgent = mark(contract, today) != ""
    return Part(f"{what} {short_day(deadline, today)}", "due" if urgent else "")


def value(row: Any, world: Any) -> str:
    """In the base currency; `~` where it was converted."""
    if row["base_value"] is None:
        return "-" if row["annual_value"] is None else f"{row['currency']} ?"
    converted = "~" if row["currency"] != world.totals.base else ""
    return converted + compact(row["base_value"], world.totals.base)


def nothing(screen: Screen, about: Any) -> None:
    """No row: say what comes next."""
    from amcli.facts.account_facts import read_contracts

    world = about["world"]
    if about["past"]:
        screen.line("Nothing has passed without being recorded.")
        return
    ahead = [(renewals.act_by(c, world.today), c.account, c) for c in read_contracts(world)]
    if not ahead:
        screen.line(f"No renewals {stretch_of(about)}.")
        return
    deadline, _, contract = min(ahead)
    what = "notice" if renewals.acts_on_notice(contract, world.today) else "end"
    following = f"{safe(contract.name)}, {what} {weekday_day(deadline, world.today)}"
    screen.line(f"No renewals {stretch_of(about)}. Next: {following}.")


def footers(screen: Screen, about: Any, listing: Listing) -> list[tuple[Any, str]]:
    """How to read the marks, and the rates that were used."""
    world, contracts = about["world"], [row["facts"] for row in listing.rows]
    notes = []
    if any(renewals.acts_on_notice(contract, world.today) for contract in contracts):
        notes.append("notice: last day they can cancel")
    if any(contract.auto_renew for contract in contracts):
        notes.append("auto: auto-renews")
    further = "" if about["everything"] or about["within"] or about["past"] else "am renewals --in 120d"
    found: list[tuple[Any, str]] = [(" · ".join(notes), further)]
    used: dict[str, int] = {}
    for row in listing.rows:
        if row["base_value"] is not None and row["currency"] != world.totals.base:
            used[row["currency"]] = used.get(row["currency"], 0) + (row["facts"].value or 0)
    for currency, amount in sorted(used.items()):
        rate = world.totals.rates[currency]
        found.append((f"~ {currency} {compact(amount, currency)} at {rate}, the rate in your settings", ""))
    return found
