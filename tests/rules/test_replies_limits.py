"""Replies without revenue, without a person, and at the limits of patience."""

import datetime as dt
from pathlib import Path

import amcli
from amcli.rules.replies import DAYS, ME, THEM, Message, Patience, Reply, order, owed

TODAY = dt.date(2026, 4, 8)


def message(way: str = "in", person: str | None = "Jane", days: int = 3) -> Message:
    on = TODAY - dt.timedelta(days)
    return Message(7, 1, "acme", "Acme", "email", on, None, "Prices", way, 1, person, None)


def test_who_wrote_last_is_not_who_owes() -> None:
    assert (message("in").side, message("in").mine) == (ME, True)
    assert (message("out").side, message("out").mine) == (THEM, False)


def test_a_reply_is_about_the_person_of_its_message() -> None:
    assert Reply(message(), 1, False, -1).contact == "Jane"
    assert Reply(message(person=None), 1, False, -1).contact is None


def test_no_revenue_is_as_much_as_none_and_less_than_any() -> None:
    reply = Reply(message(), 3, True, 1)
    assert order(reply, None) == order(reply, 0) == (False, False, -3, 0, "acme", 7)
    assert order(reply, 1) < order(reply, None)


def test_patience_ends_the_day_after_for_mine_and_on_the_day_for_theirs() -> None:
    """Three days of work: late for me from the second day of patience on, listed for them up to the third."""
    for owe, late in ((2, True), (3, False), (4, False)):
        (reply,) = owed([message()], TODAY, lambda _: True, Patience(owe, 9))
        assert (reply.days, reply.late, reply.past) == (3, late, 3 - owe)
    for wait, many in ((2, 1), (3, 1), (4, 0)):
        assert len(owed([message("out")], TODAY, lambda _: True, Patience(0, wait))) == many


def test_the_guide_says_how_far_back_anybody_waits() -> None:
    guide = (Path(amcli.__file__).parent / "topics/replies.md").read_text(encoding="utf-8")
    assert f"further back than {DAYS} days" in guide
