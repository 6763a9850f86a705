"""The screen reads the morning again and again: it says what a screen says that never read it before."""

import io

import pytest

from amcli.again import Told
from amcli.context import Run
from amcli.face.views import Sizes, View, morning_view
from amcli.reports import morning_again
from amcli.reports.morning_again import Said
from tests.support import TODAY, Cli

SIZES = Sizes(120, 72, 46)
NEXT_DAY = "2026-03-03"


def view(cli: Cli, said: Said | None, today: str = TODAY, filters: tuple[str, ...] = ()) -> View:
    """The morning as a screen reads it."""
    cli.let_go()
    run = Run(["ui"], cli.environ(today), io.StringIO(), Told(), io.StringIO())
    try:
        found = morning_view(run, list(filters), SIZES, said)
        return found._replace(lines=list(found.lines))
    finally:
        run.close()


def changes(cli: Cli) -> list[tuple[str, ...]]:
    """Commands that change a line each: its account's name, revenue, words, day, number or person."""
    last = [each for each in cli.json("today")["actions"] if each["account"]]
    first, second, third, *_ = dict.fromkeys(each["account"] for each in last)
    contract = cli.json("contract", "list", "-a", first)[0]["contract"]
    task = next(each["ref"] for each in last if (each["ref"] or "").startswith("t"))
    return [
        ("account", "edit", second, "--name", "Zebra & Daughters"),
        ("contract", "edit", contract, "--value", "987k"),
        ("log", third, "They called: all is well", "-k", "call"),
        ("snooze", task),
        ("config", "set", "fx.USD", "0.5"),
        ("config", "set", "risk.points.quiet", "20"),
        ("task", "add", first, "Send the minutes", "--due", "today"),
        ("undo",),
        ("account", "edit", third, "--tier", "light"),
        ("contact", "add", second, "Robin Orr", "--primary"),
    ]


def test_what_is_said_again_is_what_is_said_anew(sample: Cli) -> None:
    said = Said()
    assert view(sample, said) == view(sample, None)
    for argv in changes(sample):
        sample.ok(*argv)
        assert view(sample, said) == view(sample, None), argv
        assert view(sample, said) == view(sample, None), argv
    assert view(sample, said, NEXT_DAY) == view(sample, None, NEXT_DAY)
    assert view(sample, said, filters=("tier:key",)) == view(sample, None, filters=("tier:key",))
    assert view(sample, said) == view(sample, None)


def test_only_what_changed_is_put_into_words(sample: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    said, put = Said(), list[str]()
    entries_of = morning_again.entries_of

    def counted(morning, filters, lines, **how):  # type: ignore[no-untyped-def]
        put.extend(line.wants.facts.code for line in lines if line.wants is not None)
        return entries_of(morning, filters, lines, **how)

    monkeypatch.setattr(morning_again, "entries_of", counted)
    view(sample, said)
    view(sample, said)  # its words are kept in the book from the first reading on
    assert len(set(put)) > 3
    put.clear()
    view(sample, said)
    assert put == []
    changed = next(each["account"] for each in sample.json("today")["actions"] if each["account"])
    sample.ok("account", "edit", changed, "--name", "Zebra & Daughters")
    view(sample, said)
    assert set(put) == {changed}


def test_a_line_that_is_gone_is_not_kept(sample: Cli) -> None:
    said = Said()
    view(sample, said)
    view(sample, said)
    gone = next(each["account"] for each in sample.json("today")["actions"] if each["account"])
    many = len(said.entries)
    sample.ok("account", "archive", gone)
    view(sample, said)
    assert len(said.entries) < many
