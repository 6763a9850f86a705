"""Exports that mean harm, or are damaged: one clear line each, and nothing of them in a log."""

import io
import json
import shutil
import time
import zipfile

import pytest

from amcli.interchange.chats import conversations
from tests.interchange.chatting import chats, made, strangers
from tests.interchange.helpers import Desk

CHAT = "13.02.26, 09:00 - Jane Orr: Secret plan\n13.02.26, 09:01 - Kim Lind: Hi\n"
SECRETS = ("Jane", "Secret", "442079460011")
NAME = "WhatsApp Chat with Jane Orr.txt"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return made(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def desk(desk: Desk, base: Desk) -> Desk:
    shutil.copytree(base.folder, desk.folder, dirs_exist_ok=True)
    return desk


def packed(*files: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed(("_chat.txt", b"0" * (40 << 20))), "unpacks into more than"),
        (packed(("_chat.txt", CHAT.encode()), ("../../evil.txt", b"x")), '"../../evil.txt" leads out of it'),
        (packed(("_chat.txt", CHAT.encode()), ("C:\\evil.txt", b"x")), "leads out of it"),
        (packed(("a/_chat.txt", CHAT.encode()), ("b/_chat.txt", CHAT.encode())), "it has 2 chats"),
        (packed(("_chat.txt", CHAT.encode()))[:-30], "damaged zip archive"),
    ],
    ids=["bomb", "climbs", "drive", "two", "damaged"],
)
def test_a_zip_that_means_harm_is_refused(desk: Desk, data: bytes, said: str) -> None:
    answer = desk.am("import", desk.file("WhatsApp Chat - Jane Orr.zip", data))
    assert (answer.code, answer.out) == (2, ""), answer
    assert said in " ".join(answer.err.split())
    assert not (desk.folder.parent / "evil.txt").exists()
    assert chats(desk) == []


def test_a_line_of_a_million_characters_is_one_message(desk: Desk) -> None:
    text = f"13.02.26, 09:00 - Jane Orr: {'long ' * 400_000}\n{'[' * 300_000}\n{'1.1.26, ' * 100_000}\n{CHAT}"
    begun = time.process_time()
    desk.imported(desk.file(NAME, text), "--full-text")
    assert time.process_time() - begun < 20
    assert desk.value("SELECT length(summary) FROM interaction") == 200
    assert desk.value("SELECT length(body) FROM interaction") <= 50_000


def test_control_characters_are_shown_harmless(desk: Desk) -> None:
    desk.imported(desk.file(NAME, "13.02.26, 09:00 - Jane Orr: \x1b[31mred\x07 \u202e=cmd()\n" + CHAT))
    out = desk.am("timeline", "acme").out
    assert "red" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_text_file_that_only_looks_like_a_chat_is_named(desk: Desk) -> None:
    answer = desk.am("import", desk.file("notes.txt", "13.02.26, 09:00 - nothing said here\n"))
    assert (answer.code, answer.out) == (2, "")
    assert "no message in it has a sender" in answer.err


def test_years_of_another_calendar_are_named(desk: Desk) -> None:
    answer = desk.am("import", desk.file(NAME, "13/2/2569 09:00 - Jane Orr: Sawatdi\n"))
    assert (answer.code, answer.out) == (2, "")
    assert "something of the year 2569: its calendar can't be read" in " ".join(answer.err.split())


FOREIGN = {
    "messenger": (
        '{\n "participants": [\n  {\n   "name": "Jane"\n  }\n ]\n}',
        "a Messenger or Instagram export",
    ),
    "discord": ('{\n  "guild": {\n    "id": "1"\n  }\n}', "a Discord export"),
    "google": ('{\n "messages": [\n  {\n   "creator": {\n    "name": "Jane"', "a Google Chat export"),
    "slack day": ('[\n {\n  "type": "message",\n  "ts": "1770973500.1"\n }\n]', "one day of a Slack export"),
    "slack users": ('[\n {\n  "id": "U1",\n  "team_id": "T1"\n }\n]', "the list of users of a Slack export"),
    "zoom": ("09:05:01\t From Jane Orr to Everyone:\n\tHello\n", "the chat of a Zoom meeting"),
    "zoom report": ("Topic,Meeting ID,Start Time\nReview,1,02/13/2026\n", "Zoom's report of who came"),
    "subtitles": ("1\n00:00:01,000 --> 00:00:02,000\nHello\n", "a file of subtitles"),
}


STAMPS = ("1770973500", "\u00b2\u00b2", "9" * 5000, "-1", "")
NAMES = ("\ud83d half", "nul\0nul", "a\nb", "x" * 5000, "", "@", "<>", "+44 20 79")


def test_odd_names_and_stamps_of_json_do_no_harm(desk: Desk) -> None:
    messages = [
        {
            "id": 1,
            "type": "message",
            "date_unixtime": stamp,
            "from": name,
            "from_id": f"user{place}",
            "text": name,
        }
        for stamp in STAMPS
        for place, name in enumerate(NAMES)
    ]
    found = {"name": "Plans", "type": "private_group", "id": 11, "messages": messages}
    answer = desk.imported(desk.file("result.json", json.dumps(found)), "-o", "json")
    (plan,) = json.loads(answer.out)["files"]
    assert plan["skipped_why"] == {"no readable date": 32, "none of your contacts in it": 8}
    assert desk.am("unmatched").code == 0
    assert {row[1] for row in strangers(desk)} == {"? half", "nulnul", "a b", "x" * 200, "+44 20 79"}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_not_read_is_named_as_what_it_is(desk: Desk, name: str) -> None:
    text, said = FOREIGN[name]
    answer = desk.am("import", desk.file("export.txt", text))
    assert (answer.code, answer.out) == (2, "")
    assert f"export.txt: this is {said}" in " ".join(answer.err.split())
    assert "cut off" not in answer.err


def test_nothing_of_a_chat_ends_in_a_log(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: object, *args: object) -> None:
        raise KeyError(*SECRETS)

    monkeypatch.setattr(conversations.Conversations, "_take_chat", fail)
    desk.environ["AMCLI_LOG_DIR"] = str(desk.folder / "logs")
    answer = desk.am("import", desk.file(NAME, CHAT))
    assert answer.code == 1
    log = (desk.folder / "logs" / "amcli.log").read_text(encoding="utf-8")
    assert '"KeyError"' in log
    assert ' fail"' in log
    for secret in SECRETS:
        assert secret not in log
        assert secret not in answer.err
