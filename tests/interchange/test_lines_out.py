"""Events and cards of any text at all, read back by a reader that had no part in writing them."""

import datetime as dt
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.parser import Contentlines

from amcli.interchange.out.calendar import calendar_text
from amcli.interchange.out.cards import cards_text
from amcli.interchange.propertylines import fit, folded
from amcli.rules.facts import Card, Entry, OpenTask, Stamp
from amcli.vocabulary import VCARD_VERSIONS

STAMP = Stamp("2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z")
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def task(title: str) -> Entry:
    on = dt.date(2026, 3, 2)
    return Entry("task", on, OpenTask(1, 1, "a", title, title, title, on, False, None, title), STAMP)


@given(ANY_TEXT)
def test_any_text_of_an_event_comes_back_as_it_was(text: str) -> None:
    written = calendar_text([task(text)], "EUR")
    found = vobject.readOne(written).vevent
    assert found.summary.value == f"Task: {fit(text)}, {fit(text)}"
    assert max(len(line.encode()) for line in written.split("\r\n")) <= 75


@pytest.mark.parametrize("title", ["C:\\New folder", "\\n", "\\\\N", "a\\,b;c,d", "x\\", 'say "x"'])
def test_a_backslash_is_no_line_break(title: str) -> None:
    written = calendar_text([task(title)], "EUR")
    assert vobject.readOne(written).vevent.summary.value == f"Task: {title}, {title}"
    assert str(Calendar.from_ical(written).walk("VEVENT")[0]["summary"]) == f"Task: {title}, {title}"


def card_of(text: str) -> Card:
    person: dict[str, Any] = dict.fromkeys(("left_on", "language", "timezone"))
    person |= {"name": text, "title": text, "notes": text, "emails": [text], "do_not_mail": False}
    return Card(person | {"phones": [{"typed": text, "e164": None}], "tags": [text, text]}, 1, STAMP, text)


@given(ANY_TEXT, st.sampled_from(VCARD_VERSIONS))
def test_any_text_of_a_card_comes_back_as_it_was(text: str, version: str) -> None:
    written = cards_text([card_of(text)], version)
    wanted = fit(text)
    found = vobject.readOne(written)
    assert (found.fn.value, found.n.value.given) == (wanted, wanted)
    assert (found.email.value, found.tel.value) == (wanted, wanted)
    if wanted:
        assert found.categories.value == [wanted, wanted]
        assert (found.title.value, found.note.value) == (wanted, wanted)
    names = [line.parts()[0] for line in Contentlines.from_ical(written) if line]
    assert names[:3] == ["BEGIN", "VERSION", "UID"]


@given(ANY_TEXT.map(fit).map(lambda text: text.replace("\n", "")))
def test_a_folded_line_is_the_line_once_it_is_unfolded(text: str) -> None:
    written = folded(text)
    assert written.replace("\r\n ", "") == f"{text}\r\n"
    assert max(len(piece.encode()) for piece in written.split("\r\n")) <= 75
