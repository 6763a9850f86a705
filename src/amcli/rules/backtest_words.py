"""What a back-test comes to, in sentences: shared by the screen and the page. Amounts come written."""

import datetime as dt
from collections.abc import Callable

from amcli.rules.backtest import HELPS, LEAST_LOSSES, NO_HELP, NOTHING, SURE, TOO_FEW, Backtest, Told
from amcli.rules.dates import Duration
from amcli.rules.metrics.wording import on_day, tenth

Write = Callable[[int], str]
UNITS = ((12, "year"), (1, "month"))
BACKDATED = "Records count from the day they carry, also those that were typed in later: this may look ahead."
LATER = "What was typed in later, from its own day"


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 loss`, `2 losses`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def length(horizon: Duration) -> str:
    """`90 days`, `6 months`, `1 year`."""
    for size, unit in UNITS:
        if horizon.months and horizon.months % size == 0:
            return plural(horizon.months // size, unit)
    return plural(horizon.days, "day")


def sentences(result: Backtest, write: Write) -> list[str]:
    """What it comes to: the losses, the money, whether the score helps, and what could not be judged."""
    found = [headline(result)]
    if result.judged or result.stayed:
        found.append(money(result, write))
    found.append(VERDICT[result.verdict](result))
    return [*found, *asides(result)]


def headline(result: Backtest) -> str:
    """`3 of 4 losses were flagged, 45 days ahead on average; 2 flagged accounts stayed.`"""
    stayed = len(result.stayed)
    tail = f"{plural(stayed, 'flagged account')} stayed." if stayed else "no flagged account stayed."
    losses, flagged = len(result.judged), len(result.flagged)
    if not losses:
        return f"Nothing was lost; {tail}"
    were = "was" if flagged == 1 or losses == 1 else "were"
    ahead = (
        f", {tenth(result.days_ahead).removesuffix('.0')} days ahead on average" if result.days_ahead else ""
    )
    return f"{flagged:,} of {plural(losses, 'loss', 'losses')} {were} flagged{ahead}; {tail}"


def money(result: Backtest, write: Write) -> str:
    """The same by ARR."""
    lost, flagged = total(result.judged), total(result.flagged)
    stayed = sum(case.arr for case in result.stayed)
    share = f" ({tenth(100 * flagged / lost)}%)" if lost else ""
    return (
        f"By ARR: {write(flagged)} of the {write(lost)} lost was flagged{share};"
        f" {write(stayed)} that was flagged stayed."
    )


def total(told: list[Told]) -> int:
    """What losses come to."""
    return sum(each.loss.amount for each in told)


def too_few(result: Backtest) -> str:
    """Why it cannot be told whether the score helps."""
    number = result.losses_scored
    of_whom = " of accounts with a score" if number < len(result.judged) else ""
    if number >= LEAST_LOSSES:
        return "On no day was one that lost something beside one that did not: no two can be compared."
    are = "is" if number == 1 else "are"
    return (
        f"{plural(number, 'loss', 'losses') if number else 'No loss'}{of_whom} {are if number else 'is'} too"
        f" few to tell whether the score helps: it takes {LEAST_LOSSES} at least."
    )


def helps(result: Backtest) -> str:
    """That the score helps, and how sure that is."""
    return f"The score helps here: {area(result)}; 0.50 would be chance."


def no_help(result: Backtest) -> str:
    """That it doesn't."""
    return (
        f"As far as can be told, the score does not help here: {area(result)}, which is not clearly better"
        " than chance, 0.50."
        " What each signal is worth in this book stands under --all; the figures are settings."
    )


def area(result: Backtest) -> str:
    """The AUC with what it may be off by."""
    return f"AUC {hundredths(result.auc)}, give or take {hundredths(SURE * (result.error or 0))}"


def hundredths(number: float | None) -> str:
    """A number with two decimals, half up; `-` where there is none."""
    if number is None:
        return "-"
    cents = int(number * 100 + 0.5 + 1e-9)
    return f"{cents // 100}.{cents % 100:02d}"


VERDICT: dict[str, Callable[[Backtest], str]] = {
    HELPS: helps,
    NO_HELP: no_help,
    TOO_FEW: too_few,
    NOTHING: lambda _: "No account with revenue was on record on any of these days.",
}


def asides(result: Backtest) -> list[str]:
    """What the score could not warn of."""
    found = []
    if unknown := len(result.unknown):
        whose = "an account that was" if unknown == 1 else "accounts that were"
        found.append(
            f"{plural(unknown, 'loss', 'losses')} not flagged: of {whose} unknown, with too little on record"
            " for a score."
        )
    if unseen := len(result.told) - len(result.judged):
        were = "was" if unseen == 1 else "were"
        found.append(
            f"{plural(unseen, 'more loss', 'more losses')} {were} beyond any warning: not on record on the"
            " days before, or settled already."
        )
    return found


def nothing_yet(recorded: dt.date | None, first: dt.date | None, horizon: Duration) -> str:
    """Why no day can be replayed."""
    if recorded is None or first is None:
        return "There is no touch and no contract on record yet: nothing to replay."
    known = f"Nothing was on record before {on_day(recorded)}. " if (first - recorded).days < 31 else ""
    return (
        f"{known}The first score that can be judged is that of {on_day(first)}, once its"
        f" {length(horizon)} are over, on {on_day(horizon.after(first))}."
    )
