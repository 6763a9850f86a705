"""The program's scores against the oracle, asked of the book itself on several days; and its three ways of
reading facts against each other."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from amcli.config.settings import Config
from amcli.facts import assessments
from amcli.facts.account_facts import World, read, read_bare, scored
from amcli.reports.morning import Morning, read_morning
from amcli.rules import priority
from amcli.rules.evidence import by_name
from amcli.rules.reasons import explain
from amcli.rules.score import Score, assess
from amcli.rules.signals import SIGNAL_NAMES
from amcli.storage.opening import open_book
from amcli.storage.schema import create
from amcli.storage.totals import Totals
from amcli.vocabulary import KIND_OF_LETTER
from tests.oracle.generate import Invented, books
from tests.oracle.oracle import Oracle, Row, Rules
from tests.oracle.running import behind, config_text
from tests.oracle.score import Health
from tests.oracle.writing import KINDS, Writer
from tests.profiles import examples

SETTINGS = settings(
    max_examples=examples(40),
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
DAYS_ON = (0, 1, -13, 16)
REACHED = {*SIGNAL_NAMES, "cap", "pulse", "overflow", "unseen", "deadline cap", "issue cap", "champion cap"}
REACHED |= {f"{band} band" for band in ("critical", "at_risk", "watch", "healthy", "unknown")}


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An empty book for each base currency, to be copied."""
    folder = tmp_path_factory.mktemp("scores")
    found = {currency: folder / f"{currency}.db" for currency in ("EUR", "JPY")}
    for currency, path in found.items():
        create(path, currency)
    return found


@contextmanager
def written(invented: Invented, empty: dict[str, Path]) -> Iterator[tuple[Path, Config]]:
    """An invented book in a file, and its configuration."""
    path = empty[invented.rules.base].with_name("book.db")
    config = path.with_suffix(".toml")
    shutil.copy(empty[invented.rules.base], path)
    config.write_text(config_text(invented.rules), encoding="utf-8")
    Writer(path).write(invented.accounts)
    try:
        yield path, Config.load(config)
    finally:
        for each in path.parent.glob("book.db*"):
            each.unlink()


def told(score: Score) -> tuple[object, ...]:
    """A score as the oracle tells it."""
    lines = sorted((line.signal, line.points) for line in score.lines)
    known = (sorted(score.silent), sorted(score.unknown))
    return (
        score.score,
        score.arithmetic,
        score.health,
        round(score.evidence, 9),
        by_name(score.kinds),
        lines,
        *known,
    )


def meant(found: Health) -> tuple[object, ...]:
    """The oracle's answer in the same words."""
    lines = sorted((line.signal, line.points) for line in found.reasons)
    known = (sorted(found.silent), sorted(found.unknown))
    return (
        found.score,
        found.arithmetic,
        found.health,
        round(float(found.evidence), 9),
        found.kinds,
        lines,
        *known,
    )


def test_every_score_of_invented_books_agrees_with_the_oracle_on_several_days(
    empty: dict[str, Path],
) -> None:
    seen: Counter[str] = Counter()

    @SETTINGS
    @given(invented=books(size=18))
    def agrees(invented: Invented) -> None:
        with written(invented, empty) as (path, config):
            book = open_book(path, "test")
            try:
                for ahead in DAYS_ON:
                    today = invented.today + timedelta(days=ahead)
                    world = World(book, today, config, Totals(book, config, today))
                    seen.update(compare_scores(world, Oracle.of(path, today, invented.rules)))
                    compare_readings(world)
                    compare_mornings(world)
            finally:
                book.close()

    agrees()
    assert seen.keys() >= REACHED, f"never invented: {REACHED - seen.keys()}"


def compare_scores(world: World, oracle: Oracle) -> list[str]:
    """Points, caps, pulse, coverage, band, what is silent and what is unknown, of every account; gives
    what was met."""
    met = []
    wanted = {facts.account["code"]: oracle.health(facts) for facts in oracle.scored()}
    found = read(world, scored(world))
    assert [each.code for each in found] == sorted(wanted)
    for facts in found:
        score = assess(facts, world.today, world.model)
        agrees = told(score) == meant(wanted[facts.code])
        assert agrees, f"(program, oracle)\n{told(score)}\n{meant(wanted[facts.code])}\n" + behind(
            oracle, {"account": facts.code}
        )
        for reason in explain(facts, score, world.today, world.model):
            assert all(is_of(oracle, ref, facts.id) for ref in reason.refs), reason
        met += [*(line.signal for line in score.lines), f"{score.health} band", f"{score.cap} cap"]
    return met


def is_of(oracle: Oracle, ref: str, account: int) -> bool:
    """Whether a record exists and belongs to an account."""
    rows = oracle.tables[KIND_OF_LETTER[ref[0]]]
    return any(f"{ref[0]}{row['id']}" == ref and row["account_id"] == account for row in rows)


def compare_readings(world: World) -> None:
    """Facts read for all, for one account alone, and bare give the same scores in the same order."""
    whole = read(world, scored(world))
    assert [read(world, [each.id]) for each in whole] == [[each] for each in whole]

    def ranked(facts: list[assessments.Facts]) -> list[tuple[str, Score]]:
        found = [(each, assess(each, world.today, world.model)) for each in facts]
        found.sort(key=lambda each: assessments.order(assessments.Assessed(*each, [], None)))
        return [(each.code, score) for each, score in found]

    assert ranked(read_bare(world)) == ranked(whole)


def wanted_on_whole_facts(morning: Morning) -> Iterator[priority.Wants]:
    """What each account wants, of all that is known of it."""
    world = morning.world
    for each in read(world, [each.id for each in morning.standings]):
        band = assess(each, world.today, world.model).health
        of_account = each, [], band, world.today, world.model, morning.asleep, world.config.worked
        yield priority.wants(each, list(priority.items(*of_account)), 0)


def compare_mornings(world: World) -> None:
    """What the morning ranks of the day's state it ranks the same on whole facts."""
    morning = read_morning(world)
    weights = {each.facts.id: each.weight for each in morning.day.wants}
    wanted = {each.facts.id: each for each in wanted_on_whole_facts(morning) if each.items}
    assert list(wanted) == list(weights)  # in the order of their codes
    whole_wants = [wanted[row]._replace(weight=weight) for row, weight in weights.items()]
    full = morning._replace(day=morning.day._replace(wants=whole_wants))
    for rows in (None, 24):
        drawn, whole = (
            [
                (
                    line.section,
                    line.account_id,
                    line.item and line.item.ref,
                    line.several and line.several.many,
                )
                for line in found.board(rows).lines
            ]
            for found in (morning, full)
        )
        assert drawn == whole


@pytest.mark.parametrize("today", [date(1, 1, 2), date(9999, 12, 30)])
def test_nothing_stumbles_over_the_first_day_there_is_or_the_last(
    empty: dict[str, Path], today: date
) -> None:
    account = {"letter": "a", "word": "Acme", "row": {"added_on": date(2026, 3, 2)}}
    nothing: dict[str, list[Row]] = {kind: [] for kind in KINDS}
    with written(Invented(today, Rules(), [account | nothing]), empty) as (path, config):
        book = open_book(path, "test")
        try:
            world = World(book, today, config, Totals(book, config, today))
            compare_scores(world, Oracle.of(path, today))
            compare_readings(world)
        finally:
            book.close()
