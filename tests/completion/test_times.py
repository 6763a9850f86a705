"""Days, lengths and periods that are offered: each is one that its command reads."""

import datetime as dt

import pytest
from tools.completion_table import DAYS, LENGTHS, PERIODS, table

from amcli.rules.dates import Side, parse_duration
from amcli.rules.daywords import parse_day
from amcli.rules.periods import parse_period
from tests.support import Cli

MONDAY = dt.date(2026, 3, 2)


def test_every_day_length_and_period_that_is_offered_is_read() -> None:
    for side, words in DAYS.items():
        days = [parse_day(word, MONDAY, side) for word in words]
        assert len({*words}) == len(days)
        assert side is not Side.HAPPENED or max(days) == MONDAY
        assert side is not Side.DUE or min(days) == MONDAY
    assert [parse_duration(word).after(MONDAY) > MONDAY for word in LENGTHS] == [True] * len(LENGTHS)
    for words in PERIODS.values():
        assert len({parse_period(word, MONDAY) for word in words}) == len(words)


@pytest.mark.parametrize(
    ("path", "option", "some"),
    [
        ("log", "--due", {"fri", "tomorrow", "+7d"}),
        ("log", "--on", {"yesterday", "mon"}),
        ("renewals", "--in", {"90d"}),
        ("replies", "--in", {"60d"}),
        ("metrics", "--period", {"last-quarter", "ytd"}),
        ("forecast", "--period", {"next-quarter"}),
        ("contract add", "--value", set()),
    ],
)
def test_an_option_offers_what_one_would_type(path: str, option: str, some: set[str]) -> None:
    (place,) = [each for each in table() if each.path == path]
    (found,) = [each for each in place.options if option in each.names]
    words = {*(found.takes or "").split(",")}
    assert some < words if some else words == {"-"}


def test_a_snooze_offers_its_day_after_the_record() -> None:
    (place,) = [each for each in table() if each.path == "snooze"]
    assert {"fri", "+7d", "off"} < {*place.arguments[1].split(",")}


def test_nothing_that_is_offered_for_a_length_or_a_period_is_refused(office: Cli) -> None:
    for word in LENGTHS:
        assert office("renewals", "--in", word).code == 0, word
    for command, words in (("metrics", PERIODS["metrics"]), ("forecast", PERIODS["forecast"])):
        for word in words:
            assert office(command, "--period", word).code == 0, (command, word)
