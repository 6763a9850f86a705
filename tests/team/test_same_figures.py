"""On a roll-up every figure is that of the books together: lists row by row, sums to the cent, ratios to the
last digit.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.profiles import examples, is_nightly
from tests.support import Cli, made_once
from tests.team.conftest import Team
from tests.team.figures import Together, invented
from tests.team.rollups import roll_up

BOOKS = (("dana", 12, "EUR"), ("kim", 40, "USD"), ("robin", 90, "JPY"))
RATES = '[fx]\nUSD = "0.9"\nGBP = "1.17"\nJPY = "0.0061"\n'
LISTS = (
    ("checkins", "--all"), ("renewals", "--in", "400d"), ("renewals", "--past"), ("risks", "--all"),
    ("tasks",), ("replies",), ("qbr", "due", "--in", "400d"), ("account", "list", "--all"),
    *((kind, "list") for kind in (
        "contact", "contract", "interaction", "task", "opportunity", "issue", "survey", "goal",
    )),
)  # fmt: skip
PERIODS = ("2025-Q4", "2026-Q1", "2025")
# Of the metrics, what is a sum of accounts' amounts or numbers.
SUMS = (
    "opening_arr", "new", "reactivated", "expansion", "contraction", "churned", "closing_arr",
    "contracted_arr", "contracted_net", "known_losses", "carr", "lapsed_arr", "unconfirmed_arr", "price",
    "upsell", "cross_sell", "offset", "renewals_open", "renewals_unconfirmed", "renewals_unconfirmed_value",
    "nps_n", "fcr_unknown", "issues_open", "goals_open",
)  # fmt: skip
RATIOS = (
    "nrr", "grr", "logo_retention", "revenue_churn_gross", "expansion_rate", "upsell_rate", "cross_sell_rate",
    "renewal_rate_count", "renewal_rate_value", "csat", "ces", "fcr", "qbr_rate", "checkin_rate",
    "promise_kept", "upsell_win_rate", "upsell_win_rate_value", "days_since_touch", "attainment",
)  # fmt: skip
DUE = (
    "due_number",
    "due",
    "renewed",
    "commit",
    "likely",
    "doubtful",
    "lost",
    "unset",
    "committed",
    "unvalued",
)
DUE_OF_MONTH = tuple(each for each in DUE if each not in ("due_number", "unvalued"))


def make(folder: Path, template: Path) -> None:
    for seed, (name, accounts, currency) in enumerate(BOOKS, 5):
        invented(folder / f"{name}.db", template, name, accounts, currency, seed)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, template: Path) -> dict[str, Path]:
    """Three unequal books, of three currencies."""
    folder = made_once(tmp_path_factory, "office", lambda folder: make(folder, template))
    return {name: folder / f"{name}.db" for name, _, _ in BOOKS}


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory, office: dict[str, Path]) -> Iterator[Together]:
    folder = tmp_path_factory.mktemp("together")
    lead = Cli(folder, folder / "none.db")
    lead.config.write_text(RATES)
    roll_up(folder / "team.db", office)
    with closing(Together(lead, folder / "team.db", office)) as found:
        yield found


def test_lists_have_the_rows_of_each_book_in_its_order(together: Together) -> None:
    found = {words: together.rows_differ(*words) for words in LISTS}
    assert {words: what for words, what in found.items() if what} == {}


def test_metrics_of_an_owner_are_those_of_the_owners_book(together: Together) -> None:
    for period in PERIODS:
        rows = {row["owner"]: row for row in together.asked("metrics", "--by", "owner", "--period", period)}
        assert set(rows) == {name for name, _, _ in BOOKS}
        for name, cli in together.apart.items():
            own = json.loads(cli("metrics", "--period", period, "-o", "json").out)
            common = [key for key in own if key in rows[name] and key not in ("why", "targets")]
            differ = {key: (rows[name][key], own[key]) for key in common if rows[name][key] != own[key]}
            assert differ == {}, (period, name)
            assert len(common) > 60


def test_metrics_add_up(together: Together) -> None:
    for words in ((), ("tier:key",), ("tier:light",)):
        asked = ("metrics", "--period", "2026-Q1", *words)
        every = together.asked(*asked)
        parts = [json.loads(cli(*asked, "-o", "json").out) for cli in together.apart.values()]
        assert {key: every[key] for key in SUMS} == {key: added(part[key] for part in parts) for key in SUMS}


def test_ratios_are_worked_out_of_the_sums(together: Together) -> None:
    for metric in RATIOS:
        asked = ("metrics", metric, "--period", "2026-Q1")
        every = together.asked(*asked)
        parts = [json.loads(cli(*asked, "-o", "json").out) for cli in together.apart.values()]
        tops, bottoms = (added(part[key] for part in parts) for key in ("top", "bottom"))
        assert (every["top"], every["bottom"]) == (tops, bottoms), metric
        wanted = None if not bottoms else float(Fraction(str(tops)) / Fraction(str(bottoms)))
        assert every["value"] == wanted, metric


def test_what_is_due_adds_up(together: Together) -> None:
    for period in ("2026-Q1", "2026"):
        asked = ("forecast", "--period", period)
        every = together.asked(*asked)
        parts = [json.loads(cli(*asked, "-o", "json").out) for cli in together.apart.values()]
        assert {key: every[key] for key in DUE} == {key: added(part[key] for part in parts) for key in DUE}
        for number, month in enumerate(every["months"]):
            theirs = [part["months"][number] for part in parts]
            assert {key: month[key] for key in DUE_OF_MONTH} == {
                key: added(each[key] for each in theirs) for key in DUE_OF_MONTH
            }


def test_the_portfolio_adds_up(together: Together) -> None:
    every = together.asked("portfolio")["totals"]
    parts = [json.loads(cli("portfolio", "-o", "json").out)["totals"] for cli in together.apart.values()]
    assert every == {key: added(part[key] for part in parts) for key in every}


def added(values: Any) -> int | float:
    """A sum of JSON's numbers, exact to the cent; what is missing is nothing."""
    found = sum(Fraction(str(each or 0)) for each in values)
    return int(found) if found.denominator == 1 else float(found)


STEPS_THERE_ARE = (
    ("log", "{code}", "A talk"), ("account", "edit", "{code}", "--tier", "key"),
    ("task", "add", "{code}", "Write", "--due", "2026-03-01"), ("account", "rm", "{code}", "--yes"),
    ("contract", "add", "{code}", "-v", "9k", "--starts", "2026-01-01", "--term", "12m"),
    ("undo",), ("redo",), ("team", "push"), ("team", "push"), ("team", "push", "--full"),
)  # fmt: skip
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("dana", "robin")),
        st.sampled_from(STEPS_THERE_ARE),
        st.integers(0, 5),
    ),
    min_size=4,
    max_size=10,
)
LOG, KEY, TASK, REMOVE, CONTRACT, UNDO, REDO, PUSH, _, FULL = STEPS_THERE_ARE
# Each kind of step, with pushes of what came, changed, went and came back.
EACH = (
    ("dana", PUSH, 0), ("robin", FULL, 0), ("dana", REMOVE, 1), ("robin", CONTRACT, 2), ("robin", KEY, 3),
    ("dana", PUSH, 0), ("dana", UNDO, 0), ("robin", REMOVE, 4), ("robin", PUSH, 0), ("robin", UNDO, 0),
    ("robin", REDO, 0), ("dana", LOG, 2), ("dana", TASK, 2), ("dana", REMOVE, 0),
)  # fmt: skip


@settings(
    max_examples=examples(16), derandomize=True, database=None,
    phases=[Phase.explicit, *([Phase.generate] if is_nightly() else [])],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@example(steps=EACH, seed=5)
@given(steps=STEPS, seed=st.integers(0, 10_000))
def test_whatever_happens_and_is_pushed_in_any_order_the_figures_are_the_same(
    team: Team, steps: list[Any], seed: int
) -> None:
    """One history by day, which has each kind of step; of two that were drawn neither had a row that went."""
    made = team.server.another()
    place = team.folder / made
    place.mkdir()
    here = Team(team.server, made, place, team.template)
    books = {}
    for n, name in enumerate(("dana", "robin")):
        path = invented(place / f"{name}.db", team.template, name, 4 + 3 * n, "EUR", seed + n)
        books[name] = here.joined(name, source=path)
    joined = {name: cli.config.read_bytes() for name, cli in books.items()}
    for name, words, number in steps:
        books[name].config.write_bytes(joined[name])  # undo may have taken back that it joined
        done = books[name](*(each.format(code=f"{name}{number + 1}") for each in words))
        assert done.code == 0 or steps is not EACH, (words, done)
    for name, cli in books.items():
        cli.config.write_bytes(joined[name])
        assert cli("team", "push").code == 0
    lead = Cli(place, place / "none.db")
    lead.config.write_text(f'{RATES}[team]\nurl = "{here.url("lead")}"\n')
    assert lead("team", "pull", "--to", str(place / "team.db")).code == 0
    with closing(Together(lead, place / "team.db", {name: cli.book for name, cli in books.items()})) as found:
        for words_ in LISTS[:8]:
            assert found.rows_differ(*words_) == [], words_
        every = found.asked("metrics", "--period", "2026-Q1")
        parts = [
            json.loads(cli("metrics", "--period", "2026-Q1", "-o", "json").out)
            for cli in found.apart.values()
        ]
    assert {key: every[key] for key in SUMS} == {key: added(part[key] for part in parts) for key in SUMS}
    here.let_go()
    shutil.rmtree(place)
