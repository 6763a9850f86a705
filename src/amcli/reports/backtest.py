"""What `am backtest` tells of the replayed days (`backtest_data`): its object, and its page, in words first,
then every loss, and whole the numbers, the signals and the months. Its fields are in backtest_fields.py.
"""

import datetime as dt
from collections.abc import Sequence

from amcli.fields import Row
from amcli.page import READABLE, Cell, Column, Footer, Items, Line, Page, Part, Section, Sentence, Table, dash
from amcli.reports.backtest_data import Found, Question
from amcli.reports.fit import fit_row, fit_section
from amcli.rules import backtest_words as wording
from amcli.rules.backtest import HELPS, NO_HELP, Backtest, Case, Ten, Told
from amcli.rules.dates import MONTHS, Duration
from amcli.rules.evidence import KINDS
from amcli.rules.fit import Fit
from amcli.rules.formatting import long_money, major, percent
from amcli.rules.isodays import iso, sure
from amcli.rules.metrics.texts import on_day, span
from amcli.rules.numbers import BASIS_POINTS
from amcli.rules.signals import SIGNAL_NAMES, signal_label
from amcli.vocabulary import words


def data(found: Found, learned: Fit | None = None, *, applied: bool = False) -> Row:
    """The object of `-o json`; `learned` are points, which may have been `applied`."""
    result, major = found.result, found.world.totals.major
    judged = result.judged_days
    return {
        "from": iso(result.days[0].on) if result.days else None,
        "to": iso(judged[-1].on) if judged else None,
        "as_of": result.today.isoformat(),
        "horizon": length(found.question.horizon),
        "backdated": found.question.backdated,
        "on_record_since": iso(found.span.recorded),
        "currency": found.base,
        "verdict": result.verdict,
        **of_losses(found),
        "stayed": len(result.stayed),
        "arr_stayed": major(sum(case.arr for case in result.stayed)),
        **of_cases(result),
        "losses": [loss_row(found, told) for told in result.told],
        "months": [month_row(found, day.on) for day in judged],
        "signals": signal_rows(result),
        "least": found.question.least / BASIS_POINTS if found.question.least else None,
        "baselines": [each._asdict() for each in result.baselines],
        "tens": [ten_row(each) for each in result.tens],
        "fit": None if learned is None else fit_row(learned, applied=applied),
        "unknown_missing": {kind.name: 0 for kind in KINDS} | {kind.name: many for kind, many in result.dark},
    }


def ten_row(each: Ten) -> Row:
    """The cases of ten scores."""
    return {
        "from": each.first, "to": each.last, "cases": each.cases, "lost": each.lost, "share": each.share,
    }  # fmt: skip


def of_losses(found: Found) -> Row:
    result, major = found.result, found.world.totals.major
    return {
        "loss_count": len(result.judged),
        "loss_flagged": len(result.flagged),
        "loss_unknown": len(result.unknown),
        "loss_unseen": len(result.told) - len(result.judged),
        "days_ahead": result.days_ahead,
        "arr_lost": major(amount(result.judged)),
        "arr_lost_flagged": major(amount(result.flagged)),
    }


def of_cases(result: Backtest) -> Row:
    """The cases, and how well the score tells them apart."""
    return {
        "cases": len(result.cases),
        "cases_unknown": len(result.cases) - len(result.scored),
        "precision": result.precision,
        "recall": result.recall,
        "lost_share": result.base,
        "auc": result.auc,
        "auc_error": result.error,
        "auc_losses": result.losses_scored,
    }


def amount(told: Sequence[Told]) -> int:
    return sum(each.loss.amount for each in told)


def length(horizon: Duration) -> str:
    """A duration as it is typed."""
    return f"{horizon.months}m" if horizon.months else f"{horizon.days}d"


def loss_row(found: Found, told: Told) -> Row:
    code, name = found.accounts[told.loss.account]
    last = told.cases[-1].seen if told.cases else None
    return {
        "account": code,
        "name": name,
        "day": told.loss.on.isoformat(),
        "amount": found.world.totals.major(told.loss.amount),
        "currency": found.base,
        "kind": told.loss.kind,
        "flagged": told.first_flagged is not None if told.cases else None,
        "first_flagged_on": iso(told.first_flagged),
        "days_ahead": told.days_ahead,
        "score": last.score if last else None,
        "health": last.health if last else None,
    }


def month_row(found: Found, on: dt.date) -> Row:
    cases: list[Case] = found.result.by_day[on]
    lost = [case for case in cases if case.losses]
    major = found.world.totals.major
    return {
        "day": on.isoformat(),
        "accounts": len(cases),
        "unknown": sum(1 for case in cases if case.seen.score is None),
        "flagged": sum(1 for case in cases if case.flagged),
        "lost": len(lost),
        "lost_flagged": sum(1 for case in lost if case.flagged),
        "arr": major(sum(case.arr for case in cases)),
        "arr_lost": major(sum(case.lost for case in lost)),
        "arr_lost_flagged": major(sum(case.lost for case in lost if case.flagged)),
    }


def signal_rows(result: Backtest) -> list[Row]:
    """Each signal's lift, the highest first."""
    base, rows = result.base, []
    for each in result.lifts(SIGNAL_NAMES):
        share = each.lost / each.cases if each.cases else None
        lift = share / base if share is not None and base else None
        rows.append(
            {"signal": each.signal, "cases": each.cases, "lost": each.lost, "share": share, "lift": lift}
        )
    return sorted(rows, key=lambda row: (row["lift"] is None, -(row["lift"] or 0)))


MOST = 15
DAY = 11  # columns of `31 Dec 2025`
ROLES = {HELPS: "healthy", NO_HELP: "due"}
VERDICT_AT = 2  # the sentence that says whether the score helps
LOSSES = (
    Column("Lost on"),
    Column("Account", rest=True),
    Column("Kind"),
    Column("ARR", right=True),
    Column("Flagged on"),
    Column("Days ahead", right=True),
)


def counted(title: str, *titles: str) -> tuple[Column, ...]:
    """A column of names, which takes what the counts leave."""
    return (Column(title, rest=True), *(Column(each, right=True) for each in titles))


SIGNALS = counted("Signal", "Had points", "Lost", "Share", "Lift")
BY_SCORE = counted("Score", "Cases", "Lost", "Share lost")
BY_MONTH = counted("Month", "Accounts", "Unknown", "Flagged", "Lost", "Warned", "ARR lost")


def backtest_page(
    found: Found, data: Row, learned: Fit | None = None, *, applied: bool = False, everything: bool
) -> Page:
    """What a person sees of a back-test and of its object; of learned points before anything else."""
    result, question = found.result, found.question
    if not result.days:
        return nothing(found)
    days = result.judged_days
    parts: list[Part] = [
        Sentence(Cell(sentence, role_of(data, at)), whole=True)
        for at, sentence in enumerate(
            wording.sentences(result, lambda amount: long_money(amount, found.base))
        )
    ]
    counted = wording.fall_words(question.least)
    parts += [Sentence(Cell(each, "due"), whole=True) for each in (counted, backdated(question)) if each]
    if learned is not None:
        parts += fit_section(learned, applied=applied, everything=everything)
    if learned is None or everything:
        parts += losses(data, everything=everything)
    if everything:
        parts += [
            *numbers(data),
            *scores(data),
            Section("Months", [Table(BY_MONTH, months(data))], plain=True),
        ]
    ahead = f"{wording.length(question.horizon)} ahead"
    return Page("Back-test", span(days[0].on, days[-1].on), [ahead, found.base], parts, (), READABLE)


def backdated(question: Question) -> str:
    """That later entries count from their own date, where they do."""
    return wording.BACKDATED if question.backdated else ""


def nothing(found: Found) -> Page:
    """The page of a book of which no day can be replayed, unless later entries count from their own date."""
    said = wording.nothing_yet(found.span.recorded, found.span.first, found.question.horizon)
    may_backdate = found.span.recorded is not None and not found.question.backdated
    footer = [Footer(wording.LATER, "am backtest --backdated")] if may_backdate else []
    return Page(parts=[Sentence(said, whole=True)], footer=footer, most=READABLE)


def role_of(data: Row, at: int) -> str:
    """The colour of a sentence: what it comes to stands out, what could not be judged stays quiet."""
    if at == 0:
        return "heading"
    if at == VERDICT_AT:
        return ROLES.get(data["verdict"], "")
    if at == VERDICT_AT + 1 and data["baselines"] and data["auc"] <= data["baselines"][0]["auc"]:
        return "due"
    return "muted" if at > VERDICT_AT else ""


def losses(data: Row, *, everything: bool) -> list[Part]:
    """Every loss, the newest first, and how many more."""
    rows = data["losses"]
    shown = rows if everything else rows[:MOST]
    more = f"{len(rows) - len(shown):,} more losses. " if len(rows) > len(shown) else ""
    footer = Footer(f"{more}Precision, recall, signals, months", "am backtest --all")
    if not shown:
        return [] if everything else [footer]
    table = Table(LOSSES, [loss_line(row) for row in shown])
    return [Section("Losses", [table] if everything else [table, footer], plain=True)]


def loss_line(row: Row) -> Line:
    role = "healthy" if row["flagged"] else "late" if row["flagged"] is False else "muted"
    return [
        on_day(sure(row["day"])).rjust(DAY),
        dash(row["name"]),
        row["kind"],
        major(row["amount"], row["currency"]),
        Cell(flagged(row), role),
        "-" if row["days_ahead"] is None else f"{row['days_ahead']:,}d",
    ]


def flagged(row: Row) -> str:
    """When an account was flagged before a loss, or why it was not."""
    if row["flagged"] is None:
        return "could not be"
    if row["flagged"]:
        return on_day(sure(row["first_flagged_on"])).rjust(DAY)
    return "no score" if row["score"] is None else f"not: {words(row['health'])} {row['score']}"


def numbers(data: Row) -> list[Part]:
    """How well the score tells losses from the rest, and each signal."""
    error = wording.hundredths(data["auc_error"])
    figures = Items(
        [
            [Cell(f"{label:<11}"), Cell(f"{value:>7}", "heading"), Cell(f"   {meaning}", "muted")]
            for label, value, meaning in (
                ("Precision", percent(data["precision"]), "of the flagged accounts, lost something"),
                ("Recall", percent(data["recall"]), "of the accounts that lost something, were flagged"),
                ("Share lost", percent(data["lost_share"]), f"of {data['cases']:,} monthly scores"),
                (
                    "AUC",
                    wording.hundredths(data["auc"]),
                    f"standard error {error}, of {data['auc_losses']:,} losses",
                ),
                (
                    "Unknown",
                    f"{data['cases_unknown']:,}",
                    "without a score: not flagged, not in the AUC",
                ),
            )
        ]
    )
    lines = [signal_line(row) for row in data["signals"] if row["cases"]]
    silent = [signal_label(row["signal"]) for row in data["signals"] if not row["cases"]]
    said = f"No points on any of these dates: {', '.join(silent)}"
    quiet = [Sentence(Cell(said, "muted"), whole=True)] if silent else []
    if not lines:
        return [Section("Numbers", [figures, *quiet], plain=True)]
    signals = Section("Signals", [Table(SIGNALS, lines), *quiet], plain=True)
    return [Section("Numbers", [figures], plain=True), signals]


def scores(data: Row) -> list[Part]:
    """What low and high scores have meant, by tens; those that nobody had are left out."""
    lines: list[Line] = [
        [f"{row['from']} to {row['to']}", f"{row['cases']:,}", f"{row['lost']:,}", percent(row["share"])]
        for row in data["tens"]
        if row["cases"]
    ]
    return [Section("By score", [Table(BY_SCORE, lines)], plain=True)] if lines else []


def signal_line(row: Row) -> Line:
    counts = [f"{row['cases']:,}", f"{row['lost']:,}", percent(row["share"]), wording.hundredths(row["lift"])]
    return [signal_label(row["signal"]), *counts]


def months(data: Row) -> list[Line]:
    """What became of the accounts of each month."""
    names = ("accounts", "unknown", "flagged", "lost", "lost_flagged")
    return [
        [
            month(row["day"]),
            *(f"{row[name]:,}" for name in names),
            major(row["arr_lost"], data["currency"]),
        ]
        for row in data["months"]
    ]


def month(text: str) -> str:
    """`Apr 2025`."""
    day = sure(text)
    return f"{MONTHS[day.month - 1][:3]} {day.year}"
