"""The back-test as Markdown, for a pipe, a mail or a file: words, losses, numbers, signals, months."""

from typing import Any

from amcli.documents.portfolio import number, table
from amcli.documents.risk import text
from amcli.rules import backtest_words as wording
from amcli.rules.formatting import long_money, percent
from amcli.rules.metrics.wording import span
from amcli.rules.signals import signal_label
from amcli.vocabulary import words

Data = dict[str, Any]


def markdown(found: Any, data: Data) -> list[str]:
    """The page of `am backtest`."""
    lines = ["# Back-test", ""]
    if not found.result.days:
        lines.append(wording.nothing_yet(found.span.recorded, found.span.first, found.question.horizon))
        return [*lines, "", f"{wording.LATER}: `am backtest --backdated`"] if may_backdate(found) else lines
    lines += [f"{replayed(found)}, in {found.base}.", ""]
    said = wording.sentences(found.result, lambda amount: long_money(amount, found.base))
    said += [wording.BACKDATED] if found.question.backdated else []
    lines += [f"- {each}" for each in said]
    if data["losses"]:
        lines += ["", "## Losses", "", *losses(data)]
    lines += ["", "## Numbers", "", *figures(data), "", "## Signals", "", *signals(data)]
    return [*lines, "", "## Months", "", *months(data)]


def may_backdate(found: Any) -> bool:
    """Whether older days might be judged by what was typed in later."""
    return found.span.recorded is not None and not found.question.backdated


def replayed(found: Any) -> str:
    days = found.result.judged_days
    months = f"The first day of {wording.plural(len(days), 'month')}, {span(days[0].on, days[-1].on)}"
    return f"{months}, {wording.length(found.question.horizon)} ahead"


def losses(data: Data) -> list[str]:
    rows = [
        [
            row["day"], text(row["name"]), row["kind"], flagged(row),
            number(row["amount"]), "-" if row["days_ahead"] is None else row["days_ahead"],
        ]
        for row in data["losses"]
    ]  # fmt: skip
    return table(["lost on", "account", "kind", "flagged on", "ARR lost", "days ahead"], rows, lefts=4)


def flagged(row: Data) -> str:
    """When an account was flagged before a loss, or why it was not."""
    if row["flagged"] is None:
        return "could not be"
    if row["flagged"]:
        return str(row["first_flagged_on"])
    return "no score" if row["score"] is None else f"not: {words(row['band'])} {row['score']}"


def figures(data: Data) -> list[str]:
    """How well the score tells losses from the rest."""
    rows = [
        ["precision", percent(data["precision"]), "of the flagged accounts, lost something"],
        ["recall", percent(data["recall"]), "of the accounts that lost something, were flagged"],
        ["share lost", percent(data["lost_share"]), "of all"],
        ["AUC", wording.hundredths(data["auc"]), f"standard error {wording.hundredths(data['auc_error'])}"],
        ["cases", f"{data['cases']:,}", f"{data['cases_unknown']:,} without a score"],
    ]
    return table(["number", "value", ""], rows, lefts=3)


def signals(data: Data) -> list[str]:
    rows = [
        [
            signal_label(row["signal"]), row["cases"], row["lost"], percent(row["share"]),
            wording.hundredths(row["lift"]),
        ]
        for row in data["signals"]
    ]  # fmt: skip
    return table(["signal", "cases", "lost", "share", "lift"], rows)


def months(data: Data) -> list[str]:
    """What became of the accounts of each month."""
    rows = [
        [
            row["day"], row["accounts"], row["unknown"], row["flagged"], row["lost"], row["lost_flagged"],
            number(row["arr_lost"]),
        ]
        for row in data["months"]
    ]  # fmt: skip
    return table(["day", "accounts", "unknown", "flagged", "lost", "flagged before", "ARR lost"], rows)
