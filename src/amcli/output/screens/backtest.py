"""`am backtest`: in words first, then every loss; with --all the numbers, the signals and the months."""

from collections.abc import Sequence
from typing import Any

from amcli.documents.backtest import flagged, may_backdate
from amcli.output.result import Page
from amcli.output.screen import PAGE, Cell, Column, Part, Screen, safe
from amcli.rules import backtest_words as wording
from amcli.rules.backtest import HELPS, NO_HELP
from amcli.rules.dates import MONTHS
from amcli.rules.formatting import long_money, major, percent
from amcli.rules.isodays import sure
from amcli.rules.metrics.wording import on_day, span
from amcli.rules.signals import signal_label

MOST = 15
DAY = 11  # columns of `31 Dec 2025`
ROLES = {HELPS: "healthy", NO_HELP: "due"}
VERDICT_AT = 2  # the sentence that says whether the score helps


def draw(screen: Screen, page: Page) -> None:
    found, data = page.about["found"], page.data
    if not found.result.days:
        nothing(screen, found)
        return
    heading(screen, found)
    screen.line()
    said = wording.sentences(found.result, lambda amount: long_money(amount, found.base))
    for at, sentence in enumerate(said):
        screen.paragraph(Part(sentence, role_of(data, at)))
    if found.question.backdated:
        screen.paragraph(Part(wording.BACKDATED, "due"))
    losses(screen, data, everything=page.about["everything"])
    if page.about["everything"]:
        figures(screen, data)
        signals(screen, data)
        months(screen, data)


def role_of(data: Any, at: int) -> str:
    """The colour of a sentence: what it comes to stands out, what could not be judged stays quiet."""
    if at == 0:
        return "heading"
    if at == VERDICT_AT:
        return ROLES.get(data["verdict"], "")
    return "muted" if at > VERDICT_AT else ""


def nothing(screen: Screen, found: Any) -> None:
    """A book that no day of can be replayed."""
    screen.paragraph(wording.nothing_yet(found.span.recorded, found.span.first, found.question.horizon))
    if may_backdate(found):
        screen.line()
        screen.footer([(wording.LATER, "am backtest --backdated")], width(screen))


def width(screen: Screen) -> int:
    return min(screen.width, PAGE)


def heading(screen: Screen, found: Any) -> None:
    """The days, the horizon and the currency."""
    days = found.result.judged_days
    ahead = f"{wording.length(found.question.horizon)} ahead"
    rights = [[Part(ahead)], [Part(found.base)]]
    screen.heading("Back-test", span(days[0].on, days[-1].on), rights, width(screen))


def fitted(screen: Screen, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], flexible: int) -> None:
    """A table below an empty line, within the page."""
    sizes = screen.widths(columns, rows, flexible=flexible)
    sizes[flexible] = max(4, sizes[flexible] - max(0, screen.width - width(screen)))
    screen.line()
    screen.table(columns, rows, sizes)


def losses(screen: Screen, data: Any, *, everything: bool) -> None:
    """Every loss, the newest first."""
    rows = data["losses"]
    shown = rows if everything else rows[:MOST]
    if shown:
        columns = [
            Column("Lost on"), Column("Account"), Column("Kind"), Column("ARR", True), Column("Flagged on"),
            Column("Days ahead", True),
        ]  # fmt: skip
        fitted(screen, columns, [loss_row(row) for row in shown], 1)
    more = f"{len(rows) - len(shown):,} more losses. " if len(rows) > len(shown) else ""
    if not everything:
        screen.footer([(f"{more}Precision, recall, signals, months", "am backtest --all")], width(screen))


def loss_row(row: Any) -> list[Cell]:
    when = on_day(sure(row["first_flagged_on"])).rjust(DAY) if row["flagged"] else flagged(row)
    ahead = "-" if row["days_ahead"] is None else f"{row['days_ahead']:,}d"
    role = "healthy" if row["flagged"] else "late" if row["flagged"] is False else "muted"
    lost = major(row["amount"], row["currency"])
    return [
        on_day(sure(row["day"])).rjust(DAY),
        safe(row["name"]),
        row["kind"],
        lost,
        Part(when, role),
        ahead,
    ]


def figures(screen: Screen, data: Any) -> None:
    """How well the score tells losses from the rest."""
    screen.line()
    error = wording.hundredths(data["auc_error"])
    for label, value, meaning in (
        ("Precision", percent(data["precision"]), "of the flagged accounts, lost something"),
        ("Recall", percent(data["recall"]), "of the accounts that lost something, were flagged"),
        ("Share lost", percent(data["lost_share"]), f"of {data['cases']:,} monthly scores"),
        ("AUC", wording.hundredths(data["auc"]), f"standard error {error}, of {data['auc_losses']:,} losses"),
        ("Unknown", f"{data['cases_unknown']:,}", "without a score: not flagged, not in the AUC"),
    ):
        screen.line([Part(f"{label:<11}"), Part(f"{value:>7}", "heading"), Part(f"   {meaning}", "muted")])


def signals(screen: Screen, data: Any) -> None:
    titles = ("Had points", "Lost", "Share", "Lift")
    columns = [Column("Signal"), *(Column(title, True) for title in titles)]
    rows: list[list[Cell]] = [
        [
            signal_label(row["signal"]), f"{row['cases']:,}", f"{row['lost']:,}", percent(row["share"]),
            wording.hundredths(row["lift"]),
        ]
        for row in data["signals"]
        if row["cases"]
    ]  # fmt: skip
    if rows:
        fitted(screen, columns, rows, 0)
    if silent := [signal_label(row["signal"]) for row in data["signals"] if not row["cases"]]:
        screen.paragraph(Part(f"No points on any of these dates: {', '.join(silent)}", "muted"))


def months(screen: Screen, data: Any) -> None:
    """What became of the accounts of each month."""
    titles = ("Accounts", "Unknown", "Flagged", "Lost", "Warned", "ARR lost")
    columns = [Column("Month"), *(Column(title, True) for title in titles)]
    rows: list[list[Cell]] = [
        [
            month(row["day"]), *(f"{row[name]:,}" for name in ("accounts", "unknown", "flagged", "lost")),
            f"{row['lost_flagged']:,}", major(row["arr_lost"], data["currency"]),
        ]
        for row in data["months"]
    ]  # fmt: skip
    fitted(screen, columns, rows, 0)


def month(text: str) -> str:
    """`Apr 2025`."""
    day = sure(text)
    return f"{MONTHS[day.month - 1][:3]} {day.year}"
