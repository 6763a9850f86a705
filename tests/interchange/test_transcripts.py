"""Transcripts of meetings: who spoke and how much, as a note of a meeting that is on record."""

import json
import shutil
from typing import Any

import pytest

from amcli.interchange.chats.transcripts import day_in, speeches_in
from tests.interchange.chatting import chats, made, people, strangers
from tests.interchange.helpers import Desk

TEAMS = (
    "WEBVTT\n\n"
    "00:00:00.000 --> 00:00:30.000\n<v Kim Lind>Thanks for coming.</v>\n\n"
    "b1/4-0\n00:00:30.000 --> 00:01:30.000\n<v Jane Orr (Acme)>We want more,\nsooner &amp; cheaper.</v>\n\n"
    "00:01:30.000 --> 00:30:00.000\n<v Kim Lind>Yes.</v>\n"
)
ZOOM = (
    "WEBVTT\n\n1\n00:00:00.000 --> 00:00:30.000\nKim Lind: Thanks for coming.\n\n"
    "2\n00:00:30.000 --> 00:01:30.000\nJane Orr: Here is the thing: we want more seats.\n\n"
    "3\n00:01:30.000 --> 00:02:00.000\nPat Long: so do we\n"
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    found = made(tmp_path_factory.mktemp("transcripts"))
    assert found.am("config", "set", "me.names", "Kim Lind").code == 0
    rows = "account,kind,on,at,summary,contacts\nacme,meeting,2026-02-13,09:00,Review,Jane Orr\n"
    found.imported(found.file("interactions.csv", rows))
    return found


@pytest.fixture
def desk(desk: Desk, base: Desk) -> Desk:
    shutil.copytree(base.folder, desk.folder, dirs_exist_ok=True)
    return desk


def plan(desk: Desk, text: str, *argv: str, name: str = "Review-20260213_090000.vtt") -> dict[str, Any]:
    """The plan of a transcript."""
    (found,) = json.loads(desk.imported(desk.file(name, text), *argv, "-o", "json").out)["files"]
    return dict(found)


def test_a_transcript_is_a_note_of_the_meeting(desk: Desk) -> None:
    found = plan(desk, TEAMS)
    assert (found["kind"], found["rows"], found["new"], found["unmatched"]) == ("transcripts", 1, 1, 0)
    assert [(row[1], row[2], row[3], row[6]) for row in chats(desk)] == [
        ("meeting", "2026-02-13", "09:00", "Review"),
        ("note", "2026-02-13", "09:00", "Transcript, 30 min: Kim Lind 97%, Jane Orr 3%"),
    ]
    assert people(desk)[-1][2] == "Jane Orr"
    assert desk.rows("SELECT minutes, body FROM interaction WHERE kind = 'note'") == [(30, None)]
    again = plan(desk, TEAMS)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 1)


def test_the_words_are_kept_where_asked_for(desk: Desk) -> None:
    plan(desk, TEAMS, "--full-text")
    assert desk.value("SELECT body FROM interaction WHERE kind = 'note'") == (
        "Kim Lind: Thanks for coming.\nJane Orr: We want more, sooner & cheaper.\nKim Lind: Yes."
    )


def test_names_before_a_colon_are_speakers(desk: Desk) -> None:
    assert plan(desk, ZOOM, "--full-text")["unmatched"] == 1
    assert strangers(desk) == [("name", "pat long", "Pat Long", 1)]
    assert "Jane Orr: Here is the thing: we want" in desk.value(
        "SELECT body FROM interaction WHERE kind = 'note'"
    )


def test_without_a_meeting_on_record_there_is_no_note(desk: Desk) -> None:
    found = plan(desk, TEAMS, "--on", "2026-02-12")
    assert (found["new"], found["skipped_why"]) == (
        0,
        {"no meeting with them on record that day: log it, then import again": 1},
    )


def test_a_day_that_nothing_tells_is_asked_for(desk: Desk) -> None:
    answer = desk.am("import", desk.file("review.vtt", TEAMS))
    assert (answer.code, answer.out) == (2, "")
    assert "review.vtt: a transcript doesn't say its day" in answer.err
    assert "--on 2026-02-13" in answer.err
    assert plan(desk, TEAMS, "--on", "13 feb", name="review.vtt")["new"] == 1


def test_captions_are_named_as_what_they_are(desk: Desk) -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:02.000\nand so it goes on\n"
    answer = desk.am("import", desk.file("a-2026-02-13.vtt", text))
    assert answer.code == 2
    assert "this is a file of captions" in answer.err


def test_several_voices_in_one_cue_share_its_time() -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:10.000\n<v.loud Jane Orr>aaaa <v Kim Lind>bb <i>bb</i>\n"
    speeches, end = speeches_in(text)
    assert end == 10
    assert [(each.name, each.text) for each in speeches] == [("Jane Orr", "aaaa"), ("Kim Lind", "bb bb")]
    assert round(speeches[0].seconds, 2) == 4.44


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Review-20260213_090000-Meeting Recording.vtt", "2026-02-13"),
        ("GMT20260213-233000_Recording.transcript.vtt", "2026-02-13"),
        ("2026-02-13 Review.vtt", "2026-02-13"),
        ("Review 1202602134.vtt", None),
        ("2026-13-02.vtt", None),
    ],
)
def test_the_day_is_in_the_name(name: str, day: str | None) -> None:
    assert day_in(name) == day


def test_one_speaker_is_one(desk: Desk) -> None:
    alone = "WEBVTT\n\n00:00:00.000 --> 00:01:00.000\n<v Jane Orr>Hello\n"
    answer = desk.imported(desk.file("alone.vtt", alone), "--on", "2026-02-12")
    assert answer.out.startswith("alone.vtt: meeting transcript of 2026-02-12, 1 min, 1 speaker\n")
