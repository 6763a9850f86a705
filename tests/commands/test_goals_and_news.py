"""`am goal` and `am news`: what customers want to reach, and what happens to them."""

import pytest

from tests.support import Cli


def goal(cli: Cli, ref: str = "g1"):
    return cli.json("goal", "show", ref)


def fill_with_goal(office: Cli) -> None:
    office.ok("goal", "add", "acme", "Answer within a day", "--measure", "hours", "--target", "24",
              "--due", "30 jun", "-w", "jane")  # fmt: skip


@pytest.fixture
def with_goal(office: Cli) -> Cli:
    """The office, where Acme wants to answer within a day (g1)."""
    return office.once(fill_with_goal)


def test_a_goal_is_kept_with_its_measure_its_day_and_who_agreed(with_goal: Cli) -> None:
    names = ("account", "title", "measure", "target", "due_on", "status", "agreed_with", "actual")
    assert [goal(with_goal)[name] for name in names] == [
        "acme", "Answer within a day", "hours", "24", "2026-06-30", "open", "Jane Orr", None,
    ]  # fmt: skip
    said = with_goal.ok("goal", "add", "acton", "All on board", "--agreed-with", "The board", tty=True)
    assert said == "Acton Glass: g2 All on board, no date, agreed with The board.\n"


def test_progress_is_the_newest_figure_and_never_an_older_one(with_goal: Cli) -> None:
    assert with_goal.ref("goal", "progress", "acme", "31 hours", "--on", "fri") == "g1"
    assert [goal(with_goal)[name] for name in ("actual", "progress_on")] == ["31 hours", "2026-02-27"]
    code, _, err = with_goal("goal", "progress", "g1", "40", "--on", "1 feb")
    assert code == 5
    assert "g1 has a later figure, from Fri 27 Feb" in err
    said = with_goal.ok("goal", "progress", "g1", "28", tty=True)
    assert said == "g1 at 28 (target 24): Answer within a day (acme)\n"
    assert goal(with_goal)["progress_on"] == "2026-03-02"
    rows = [(row["on"], row["kind"], row["text"]) for row in with_goal.json("timeline", "acme")]
    assert ("2026-03-02", "goal progress", "Answer within a day: 28") in rows


def test_a_goal_is_met_missed_or_dropped(with_goal: Cli) -> None:
    with_goal.ok("goal", "met", "g1", "22 hours", "--on", "fri")
    names = ("status", "met_on", "actual", "progress_on")
    met = ["met", "2026-02-27", "22 hours", "2026-02-27"]
    assert [goal(with_goal)[name] for name in names] == met
    said = with_goal.ok("goal", "met", "g1", tty=True, today="2026-03-09")
    assert said == "g1 is met already: Answer within a day (acme)\n"
    assert [goal(with_goal)[name] for name in names] == met
    assert with_goal.json("timeline", "acme")[0]["kind"] == "goal met"
    with_goal.ok("goal", "missed", "g1")
    assert [goal(with_goal)[name] for name in ("status", "met_on")] == ["missed", None]
    with_goal.ok("goal", "drop", "g1")
    assert goal(with_goal)["status"] == "dropped"
    with_goal.ok("undo")
    assert goal(with_goal)["status"] == "missed"


def test_an_account_stands_for_its_one_open_goal(with_goal: Cli) -> None:
    assert with_goal.ref("goal", "drop", "acme") == "g1"
    assert with_goal("goal", "met", "acme").code == 3
    for title in ("One", "Two"):
        with_goal.ok("goal", "add", "acme", title)
    code, _, err = with_goal("goal", "met", "acme")
    assert code == 4
    assert [line.split()[0] for line in err.splitlines()[1:]] == ["g2", "g3"]
    assert with_goal("goal", "met", "t1").code == 5
    assert [row["goal"] for row in with_goal.json("goal", "list", "--open")] == ["g2", "g3"]
    assert [row["goal"] for row in with_goal.json("goal", "list", "acme")] == ["g2", "g3", "g1"]


def test_an_edited_goal_has_a_day_if_and_only_if_it_is_met(with_goal: Cli) -> None:
    with_goal.ok("goal", "edit", "g1", "--status", "met")
    assert [goal(with_goal)[name] for name in ("status", "met_on")] == ["met", "2026-03-02"]
    with_goal.ok("goal", "edit", "g1", "--status", "open", "--due", "", "-w", "omar")
    names = ("status", "met_on", "due_on", "agreed_with")
    assert [goal(with_goal)[name] for name in names] == ["open", None, None, "Omar Haddad"]
    with_goal.ok("goal", "edit", "g1", "--met", "fri")
    assert [goal(with_goal)[name] for name in ("status", "met_on")] == ["met", "2026-02-27"]
    assert with_goal("goal", "edit", "g1", "--status", "").code == 2


@pytest.mark.parametrize(
    ("argv", "good"),
    [
        (("takeover",), False),
        (("new_boss",), False),
        (("funding",), True),
        (("growth",), True),
        (("new_boss", "--good"), True),
        (("funding", "--no-good"), False),
    ],
)
def test_funding_and_growth_are_good_news_unless_told_otherwise(
    office: Cli, argv: tuple[str, ...], good: bool
) -> None:
    said = office.ok("news", "add", "acme", *argv, tty=True)
    assert f"recorded as {'good' if good else 'bad'} news, e1." in said
    assert office.json("show", "e1")["good"] is good
    shown = [line.split() for line in office.ok("show", "e1", tty=True).splitlines()]
    assert ["good", "yes" if good else "no"] in shown


def test_an_event_is_kept_with_its_day_and_how_long_it_matters(office: Cli) -> None:
    said = office.ok("news", "add", "acme", "take", "Bought by Harbour", "--on", "fri", "--until", "eoq",
                     tty=True)  # fmt: skip
    assert said == "Acme Robotics: takeover, Fri 27 Feb, recorded as bad news until Tue 31 Mar, e1.\n"
    found = office.json("news", "show", "e1")
    assert [found[name] for name in ("account", "on", "kind", "note", "until")] == [
        "acme", "2026-02-27", "takeover", "Bought by Harbour", "2026-03-31",
    ]  # fmt: skip
    for argv in (("--until", "2026-02-01"), ("--on", "1 apr 2026")):
        assert office("news", "edit", "e1", *argv).code == 2
    assert office("news", "add", "acme", "growth", "--until", "2026-03-01").code == 2
    (row,) = office.json("find", "harbour")
    assert (row["ref"], row["on"]) == ("e1", "2026-02-27")
    assert office.json("timeline", "acme")[0]["kind"] == "takeover"


def test_another_kind_brings_its_own_weather_unless_it_was_told(office: Cli) -> None:
    office.ok("news", "add", "acme", "other", "Something")
    office.ok("news", "edit", "e1", "--kind", "growth")
    assert office.json("news", "show", "e1")["good"] is True
    office.ok("news", "edit", "e1", "--no-good")
    office.ok("news", "edit", "e1", "--kind", "funding")
    assert office.json("news", "show", "e1")["good"] is False
    said = office("news", "rm", "e1", tty=True, stdin="y\n")
    assert "Delete news " in said.out + said.err
    assert "news deleted" in said.out
    assert office.json("news", "list", "acme") == []
