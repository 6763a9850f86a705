"""A book of many subscriptions side by side, of which chance alone decides which stops: nothing on record
says who leaves, and nothing says which subscription continues which.

An end is known of those alone that stopped, since their list says no more. Known ahead it would be foresight.
"""

import csv
import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from amcli.rules.backtest import NO_HELP
from tests.backtest.decaying import poisson
from tests.profiles import is_nightly
from tests.support import Cli, kept_open

ACCOUNTS = 500 if is_nightly() else 120
SEEDS = (1, 2, 3) if is_nightly() else (1,)
START = dt.date(2023, 1, 1)
DAYS = 730
TODAY = "2025-01-15"
PLANS = ("Small", "Middle", "Large")
NEAR = 60
FILES = ("accounts", "contracts", "issues", "surveys", "usage")
Line = dict[str, Any]


class Subscription(NamedTuple):
    """One of many of an account."""

    account: str
    reference: str
    plan: str
    starts: dt.date
    stops: dt.date | None
    value: int


def subscriptions(chance: random.Random) -> Iterator[Subscription]:
    """Ten of an account or so, more of them of late; one in ten has stopped."""
    for number in range(ACCOUNTS):
        for at in range(1 + poisson(9, chance)):
            starts = START + dt.timedelta(days=int(DAYS * chance.random() ** 0.6))
            stops = starts + dt.timedelta(days=chance.randrange(20, 400)) if chance.random() < 0.2 else None
            if stops is not None and stops >= START + dt.timedelta(days=DAYS):
                stops = None
            value = chance.choice((19, 49, 199)) * chance.randrange(1, 60) * 12
            yield Subscription(f"c{number}", f"s{number}-{at}", chance.choice(PLANS), starts, stops, value)


def contract(each: Subscription, *, told: bool) -> Line:
    """As lists of subscriptions have it; `told`: that it was lost, too."""
    lost = {"outcome": "churned", "outcome_on": each.stops} if told and each.stops else {}
    return {
        "account": each.account, "reference": each.reference, "product": each.plan, "starts_on": each.starts,
        "ends_on": each.stops, "annual_value": each.value, "currency": "EUR",
    } | (lost or {"outcome": "", "outcome_on": ""} if told else {})  # fmt: skip


def others(chance: random.Random) -> dict[str, list[Line]]:
    """Tickets, answers and usage, the same for all."""
    found: dict[str, list[Line]] = defaultdict(list)
    for number in range(ACCOUNTS):
        code = f"c{number}"
        found["accounts"].append({"code": code, "name": f"Customer {code}"})
        for _ in range(poisson(4, chance)):
            on = START + dt.timedelta(days=chance.randrange(DAYS))
            done = on + dt.timedelta(days=chance.randrange(4))
            grave = chance.choice(("low", "medium", "high", "critical"))
            found["issues"].append(
                {"account": code, "title": "Ticket", "opened_on": on, "severity": grave, "resolved_on": done}
            )
            if chance.random() < 0.6:
                score = chance.choice((3, 4, 4, 5, 5))
                found["surveys"].append(
                    {"account": code, "kind": "csat", "on": done, "score": score, "scale_max": 5}
                )
        for month in range(24):
            on = dt.date(START.year + month // 12, 1 + month % 12, 28)
            if chance.random() < 0.85:
                much = 1 + poisson(20, chance)
                found["usage"].append({"account": code, "metric": "events", "on": on, "value": much})
    return found


def imported(folder: Path, seed: int, *, told: bool) -> tuple[list[Subscription], Any]:
    """A book of that, and what the import says of its contracts."""
    chance = random.Random(seed)
    every = list(subscriptions(chance))
    files = others(chance) | {"contracts": [contract(each, told=told) for each in every]}
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(files[name][0]))
            writer.writeheader()
            writer.writerows(files[name])
    with kept_open(folder, folder / "book.db") as cli:
        cli.ok("init", "--currency", "EUR", today=TODAY)
        plan = cli.json("import", *(str(folder / f"{name}.csv") for name in FILES), "--yes", today=TODAY)
    return every, next(each for each in plan["files"] if each["kind"] == "contracts")


@pytest.mark.parametrize("told", [True, False], ids=["lost", "ended"])
@pytest.mark.parametrize("seed", SEEDS)
def test_where_nothing_tells_who_leaves_the_score_does_not_help_and_no_points_are_offered(
    template: Path, tmp_path: Path, seed: int, told: bool
) -> None:
    imported(tmp_path, seed, told=told)
    found = Cli(tmp_path, tmp_path / "book.db").json("backtest", "--backdated", "--fit", today=TODAY)
    assert found["loss_count"] >= ACCOUNTS // 5
    assert found["cases"] - found["cases_unknown"] >= 5 * ACCOUNTS
    assert found["verdict"] == NO_HELP
    assert abs(found["auc"] - 0.5) <= 1.96 * found["auc_error"]
    assert (found["fit"]["offered"], found["fit"]["settings"]) == (False, [])
    assert found["fit"]["lost_judged"] >= ACCOUNTS // 10


def series(every: list[Subscription]) -> list[list[Subscription]]:
    """By account and plan."""
    found = defaultdict(list)
    for each in every:
        found[each.account, each.plan].append(each)
    return list(found.values())


def within(before: Subscription, after: Subscription) -> bool:
    return before.stops is not None and 0 < (after.starts - before.stops).days <= NEAR


def by_the_nearest(group: list[Subscription]) -> int:
    """How many would be linked if each continued the one that ended last before it."""
    gone: set[str] = set()
    for after in sorted(group, key=lambda each: each.starts):
        some = [each for each in group if within(each, after) and each.reference not in gone]
        if some:
            gone.add(max(some, key=lambda each: each.stops or START).reference)
    return len(gone)


def runs_between(each: Subscription, before: Subscription, after: Subscription) -> bool:
    """Whether it runs on all days from the end of one to the start of the other."""
    assert before.stops is not None
    return each.starts <= before.stops and (each.stops or dt.date.max) >= after.starts


def test_between_subscriptions_side_by_side_no_renewal_is_guessed(template: Path, tmp_path: Path) -> None:
    every, plan = imported(tmp_path, 1, told=False)
    by_reference = {each.reference: each for each in every}
    groups = {(group[0].account, group[0].plan): group for group in series(every)}
    read = Cli(tmp_path, tmp_path / "book.db").json("contract", "list", "--all", today=TODAY)
    rows = {row["contract"]: by_reference[row["reference"]] for row in read}
    linked = [(rows[row["contract"]], rows[row["renewed_by"]]) for row in read if row["renewed_by"]]
    tempting = sum(by_the_nearest(group) for group in groups.values())
    assert len(linked) == plan["linked_renewals"] <= tempting / 3
    assert plan["unclear_renewals"] >= tempting - len(linked)
    for before, after in linked:
        group = groups[before.account, before.plan]
        assert after in group
        assert within(before, after)
        assert [each for each in group if within(each, after)] == [before]
        assert [each for each in group if within(before, each)] == [after]
        assert before.stops is not None
        next_day = (after.starts - before.stops).days == 1
        assert next_day or not any(runs_between(each, before, after) for each in group)
