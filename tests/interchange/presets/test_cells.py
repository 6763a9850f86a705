"""Cells of other systems: each way of writing by itself."""

import pytest

from amcli.interchange.markup import LONGEST_SUMMARY, body, summary
from amcli.interchange.presets import cells as c
from amcli.interchange.references import is_pointer, name_in, parts_of
from amcli.interchange.tables.layouts import whose


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("0015g00000Mm2Aa", "0015g00000Mm2AaAAJ"),
        ("0015g00000Mm2aA", "0015g00000Mm2aAAAR"),
        ("0015g00000Mm2AaAAJ", "0015g00000Mm2AaAAJ"),
        ("001D000000IqhSL", "001D000000IqhSLIAZ"),
        ("not an id", "not an id"),
        ("", ""),
    ],
)
def test_an_id_of_15_characters_gets_the_checksum_of_its_capitals(short: str, long: str) -> None:
    assert c.salesforce_id(short) == long


def test_ids_that_differ_by_capitals_alone_stay_two_when_they_are_folded() -> None:
    ids = [c.salesforce_id(text) for text in ("0015g00000Mm2Aa", "0015g00000Mm2aA", "0015g00000mm2aa")]
    assert len({text.casefold() for text in ids}) == 3


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Acme Robotics (511)", [("Acme Robotics", "511")]),
        ("Acme (Berlin) (511);Beta; Sons (512)", [("Acme (Berlin)", "511"), ("Beta; Sons", "512")]),
        ("Acme", []),
        ("", []),
    ],
)
def test_names_with_ids_are_parted(cell: str, found: list[tuple[str, str]]) -> None:
    assert c.named_ids(cell) == found


@pytest.mark.parametrize(
    ("site", "domain"),
    [
        ("https://www.Acme.example/en?x=1", "acme.example"),
        ("acme.example", "acme.example"),
        ("https://www.linkedin.com/company/acme", ""),
        ("http://gmail.com", ""),
        ("n/a", ""),
    ],
)
def test_a_web_address_tells_the_domain_unless_it_is_somebody_elses_page(site: str, domain: str) -> None:
    assert c.domain(site) == domain


@pytest.mark.parametrize(
    ("stage", "found"),
    [
        ("Closed Won", "won"),
        ("Closed-Lost to Competition", "lost"),
        ("Proposal/Price Quote", "proposed"),
        ("2-Develop", "qualified"),
        ("Appointment Scheduled", "identified"),
        ("Legal review", None),
        ("", None),
    ],
)
def test_stages_that_systems_come_with_are_known_and_no_others(stage: str, found: str | None) -> None:
    assert c.stage(stage) == found


def test_durations_become_minutes_and_begun_ones_count_whole() -> None:
    assert [c.minutes("00:17:20"), c.minutes("01:05"), c.minutes("soon")] == ["18", "65", "soon"]
    assert [c.minutes_of_short("12:30"), c.minutes_of_short("00:00")] == ["13", "0"]
    assert [c.minutes_of_seconds("754"), c.minutes_of_seconds("0")] == ["13", "0"]


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2025-09-01", "12", "2026-08-31"),
        ("2024-02-29", "12", "2025-02-27"),
        ("2025-01-31T00:00:00.000Z", "1 month", "2025-02-27"),
        ("1/9/2025", "12", ""),
        ("2025-09-01", "", ""),
    ],
)
def test_the_last_day_of_a_term_follows_from_its_months(start: str, months: str, last: str) -> None:
    assert c.months_after(start, months) == last


def test_groups_of_the_program_itself_are_left_out() -> None:
    assert c.groups("Customers ::: * myContacts ::: Buyers") == "Customers; Buyers"
    assert c.groups("* myContacts") == ""


def test_a_note_becomes_text_with_its_first_line_as_summary() -> None:
    note = "<p>Wants <b>one</b> invoice.</p><p>And &amp; a draft.</p>"
    assert summary(note) == "Wants one invoice."
    assert body(note) == "Wants one invoice.\nAnd & a draft."
    assert (summary("Short"), body("Short")) == ("Short", "")
    assert len(summary("word " * 100)) <= LONGEST_SUMMARY


def test_the_address_behind_a_shown_name_is_found_where_there_is_one() -> None:
    assert c.shown_mail("Ada Exchange (ada@acme.example)") == "ada@acme.example"
    assert c.shown_mail("Ada (Exchange)") == ""
    assert c.shown_mail("ada@acme.example") == "ada@acme.example"


def test_a_reference_in_parts_keeps_their_order_and_is_empty_where_all_are() -> None:
    text = whose(ids=["511"], names=["Acme = more\n Robotics"], mails="jane@acme.example; ")
    assert parts_of(text) == [("id", "511"), ("name", "Acme = more Robotics"), ("mail", "jane@acme.example")]
    assert (is_pointer(text), name_in(text)) == (True, "Acme = more Robotics")
    assert whose(ids=["", " "], names=[""]) == ""


def test_who_called_whom_is_told_by_whole_words() -> None:
    assert [c.direction(text) for text in ("Inbound", "OUTBOUND", "Internal", "")] == ["in", "out", "", ""]
