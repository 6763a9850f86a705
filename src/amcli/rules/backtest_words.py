"""What a back-test comes to, in sentences: shared by the screen and the page. Amounts come written."""

import datetime as dt
from collections.abc import Callable

from amcli.rules.backtest import HELPS, LEAST_LOSSES, NO_HELP, NOTHING, SURE, TOO_FEW, Backtest, Told
from amcli.rules.dates import Duration
from amcli.rules.evidence import mostly
from amcli.rules.metrics.texts import on_day, tenth
from amcli.rules.numbers import BASIS_POINTS
from amcli.rules.signals import signal_label

Write = Callable[[int], str]
UNITS = ((12, "year"), (1, "month"))
BACKDATED = "Records count from their own date, even if entered later, so this may use hindsight."
LATER = "Count later entries from their own date"


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
    return [*found, *alone(result), *asides(result)]


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
    lost, flagged = total(result.judged), total(result.flagged)
    stayed = sum(case.arr for case in result.stayed)
    share = f" ({tenth(100 * flagged / lost)}%)" if lost else ""
    return (
        f"By ARR: {write(flagged)} of {write(lost)} lost had been flagged{share}."
        f" Flagged and kept: {write(stayed)}."
    )


def total(told: list[Told]) -> int:
    return sum(each.loss.amount for each in told)


def too_few(result: Backtest) -> str:
    """Why it cannot be told whether the score helps."""
    number = result.losses_scored
    of_whom = " of accounts with a score" if number < len(result.judged) else ""
    if number >= LEAST_LOSSES:
        return "Too early to tell: no month has both an account that lost something and one that didn't."
    found = plural(number, "loss", "losses") if number else "no losses"
    return f"Too early to tell: {found}{of_whom}, at least {LEAST_LOSSES} needed."


def helps(result: Backtest) -> str:
    """That the score helps, and how sure that is."""
    return f"The score helps here: {area(result)}; chance would be 0.50."


def no_help(result: Backtest) -> str:
    return (
        f"So far the score doesn't help here: {area(result)}, not clearly better than chance (0.50)."
        " What each signal is worth: am backtest --all"
    )


def area(result: Backtest) -> str:
    """The AUC with what it may be off by."""
    return f"AUC {hundredths(result.auc)}, give or take {hundredths(SURE * (result.error or 0))}"


def alone(result: Backtest) -> list[str]:
    """How far one signal alone would come, where it can be told whether the score helps."""
    if result.verdict not in (HELPS, NO_HELP):
        return []
    quiet, best = result.baselines
    said = f"{signal_label(quiet.signal).capitalize()} alone: AUC {hundredths(quiet.auc)}."
    if result.adds_nothing:
        said = f"The score is no better than {signal_label(quiet.signal)} alone: AUC {hundredths(quiet.auc)}."
    return [f"{said} Best single signal: {signal_label(best.signal)}, {hundredths(best.auc)}."]


def fall_words(least: int) -> str:
    """Which falls count, where not all do."""
    if not least:
        return ""
    if least == BASIS_POINTS:
        return "Only churn counts: losses after which nothing was left."
    return f"Only losses of {least / 100:g}% of an account's ARR or more count."


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
    NOTHING: lambda _: "No accounts with revenue were on record on any of these dates.",
}


def in_the_dark(result: Backtest) -> str:
    """Which kinds of evidence were missing, and what brings them."""
    unknown = len(result.cases) - len(result.scored)
    kinds = ", ".join(f"{kind.label} {number:,}" for kind, number in result.dark)
    ways = ", ".join(dict.fromkeys(kind.brings for kind, _ in result.dark))
    return (
        f"{unknown:,} of {len(result.cases):,} monthly scores are unknown, missing: {kinds}."
        f" What brings them: {ways}. What is enough for a score: risk.evidence.minimum"
    )


def asides(result: Backtest) -> list[str]:
    """What the score could not warn of."""
    found = []
    if mostly(len(result.cases) - len(result.scored), len(result.cases)):
        found.append(in_the_dark(result))
    if unknown := len(result.unknown):
        whose = "an account that was" if unknown == 1 else "accounts that were"
        found.append(
            f"{plural(unknown, 'loss', 'losses')} not flagged, from {whose} unknown: not enough on record for"
            " a score."
        )
    if unseen := len(result.told) - len(result.judged):
        were = "was" if unseen == 1 else "were"
        found.append(
            f"{plural(unseen, 'more loss', 'more losses')} {were} beyond any warning: not on record on the"
            " dates before, or already recorded."
        )
    return found


def nothing_yet(recorded: dt.date | None, first: dt.date | None, horizon: Duration) -> str:
    """Why no day can be replayed."""
    if recorded is None or first is None:
        return "No touches and no contracts on record yet, so there is nothing to check."
    known = f"Nothing was on record before {on_day(recorded)}. " if (first - recorded).days < 31 else ""
    return (
        f"{known}The first score that can be judged is from {on_day(first)}, once its"
        f" {length(horizon)} are over, on {on_day(horizon.after(first))}."
    )
