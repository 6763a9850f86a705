"""WhatsApp's exports, as phones of different languages and regions write them, become touches."""

import io
import json
import shutil
import zipfile
from typing import Any

import pytest

from tests.interchange.chatting import chats, made, people, strangers
from tests.interchange.helpers import Desk

NAME = "WhatsApp Chat with Jane Orr.txt"
# One conversation of 13 February 2026 at nine, as each form has its lines.
FORMS = {
    "iphone us": (
        "[2/13/26, 9:05:01\u202fAM] Jane Orr: Hello\n",
        "[2/13/26, 9:06:00\u202fAM] Kim Lind: Hi\n",
    ),
    "iphone germany": ("[13.02.26, 09:05:01] Jane Orr: Hello\n", "[13.02.26, 09:06:00] Kim Lind: Hi\n"),
    "iphone uk": ("\u200e[13/02/2026, 09:05:01] Jane Orr: Hello\n", "[13/02/2026, 09:06:00] Kim Lind: Hi\n"),
    "iphone sweden": ("[2026-02-13, 09:05:01] Jane Orr: Hello\n", "[2026-02-13, 09:06:00] Kim Lind: Hi\n"),
    "iphone denmark": ("[13.02.2026 09.05.01] Jane Orr: Hello\n", "[13.02.2026 09.06.00] Kim Lind: Hi\n"),
    "android us": ("2/13/26, 9:05\u202fAM - Jane Orr: Hello\n", "2/13/26, 9:06\u202fAM - Kim Lind: Hi\n"),
    "android germany": ("13.02.26, 09:05 - Jane Orr: Hello\n", "13.02.26, 09:06 - Kim Lind: Hi\n"),
    "android brazil": ("13/02/2026 09:05 - Jane Orr: Hello\n", "13/02/2026 09:06 - Kim Lind: Hi\n"),
    "android india": ("13/02/26, 9:05 am - Jane Orr: Hello\n", "13/02/26, 9:06 am - Kim Lind: Hi\n"),
    "android spain": (
        "13/2/26, 9:05\u202fa.\u00a0m. - Jane Orr: Hello\n",
        "13/2/26, 9:06\u202fa.\u00a0m. - Kim Lind: Hi\n",
    ),
    "android netherlands": ("13-02-2026 09:05 - Jane Orr: Hello\n", "13-02-2026 09:06 - Kim Lind: Hi\n"),
    "android finland": ("13.2.2026 klo 9.05 - Jane Orr: Hello\n", "13.2.2026 klo 9.06 - Kim Lind: Hi\n"),
    "android egypt": (
        "١٣\u200f/٢\u200f/٢٠٢٦، ٩:٠٥ ص - Jane Orr: Hello\n",
        "١٣\u200f/٢\u200f/٢٠٢٦، ٩:٠٦ ص - Kim Lind: Hi\n",
    ),
    "android china": ("2026/2/13 上午9:05 - Jane Orr: Hello\n", "2026/2/13 上午9:06 - Kim Lind: Hi\n"),
    "android korea": (
        "2026. 2. 13. 오전 9:05, Jane Orr : Hello\n",
        "2026. 2. 13. 오전 9:06, Kim Lind : Hi\n",
    ),
    "android canada": ("2026-02-13, 9:05 a.m. - Jane Orr: Hello\n", "2026-02-13, 9:06 a.m. - Kim Lind: Hi\n"),
}
HELLO = ("acme", "chat", "2026-02-13", "09:05", "in", 0, "Hello")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    found = made(tmp_path_factory.mktemp("whatsapp"))
    assert found.am("config", "set", "me.names", "Kim Lind").code == 0
    return found


@pytest.fixture
def desk(desk: Desk, base: Desk) -> Desk:
    shutil.copytree(base.folder, desk.folder, dirs_exist_ok=True)
    return desk


def plan(desk: Desk, text: str | bytes, *argv: str, name: str = NAME) -> dict[str, Any]:
    """The plan of an export."""
    (found,) = json.loads(desk.imported(desk.file(name, text), *argv, "-o", "json").out)["files"]
    return dict(found)


def packed(**files: str) -> bytes:
    """Files as a zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_line_is_the_same_conversation(desk: Desk, form: str) -> None:
    found = plan(desk, "".join(FORMS[form]))
    assert (found["kind"], found["rows"], found["new"], found["skipped"]) == ("chats", 2, 1, 0)
    assert chats(desk) == [HELLO]
    assert people(desk) == [("2026-02-13", "09:05", "Jane Orr")]
    before = desk.dump("txn", "session")
    again = plan(desk, "".join(FORMS[form]))
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 1)
    assert desk.dump("txn", "session") == before


def test_twelve_is_noon_and_midnight(desk: Desk) -> None:
    text = "2/13/26, 12:05\u202fAM - Jane Orr: Night\n2/13/26, 12:05\u202fPM - Jane Orr: Noon\n"
    plan(desk, text)
    assert [row[3] for row in chats(desk)] == ["00:05", "12:05"]


def test_a_gap_of_four_hours_and_a_new_day_begin_another_conversation(desk: Desk) -> None:
    text = (
        "13.02.26, 09:00 - Kim Lind: Are you there?\n"
        "13.02.26, 12:59 - Jane Orr: Yes\n"
        "13.02.26, 16:59 - Jane Orr: And now?\n"
        "14.02.26, 00:10 - Kim Lind: Late\n"
    )
    assert plan(desk, text)["new"] == 3
    assert [(row[2], row[3], row[4], row[6]) for row in chats(desk)] == [
        ("2026-02-13", "09:00", "out", "Are you there?"),
        ("2026-02-13", "16:59", "in", "And now?"),
        ("2026-02-14", "00:10", "out", "Late"),
    ]


def test_a_message_goes_on_until_the_next_such_line(desk: Desk) -> None:
    text = "13.02.26, 09:00 - Jane Orr: One\ntwo: three\n\n13.02.26 four\n13.02.26, 09:01 - Kim Lind: Yes\n"
    assert plan(desk, text, "--full-text")["rows"] == 2
    assert desk.value("SELECT body FROM interaction") == (
        "09:00 Jane Orr: One\ntwo: three\n\n13.02.26 four\n09:01 Yes"
    )


def test_system_lines_deleted_messages_and_media(desk: Desk) -> None:
    text = (
        "13.02.26, 08:59 - Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.\n"
        "13.02.26, 09:00 - Jane Orr: <Medien ausgeschlossen>\n"
        "13.02.26, 09:01 - Jane Orr: Diese Nachricht wurde gelöscht.\n"
        "13.02.26, 09:02 - Kim Lind: PLAN-1.pdf (Datei angehängt)\nDer Plan\n"
        '13.02.26, 09:03 - Jane Orr hat die Gruppe "Umbau: Halle 2" erstellt\n'
    )
    found = plan(desk, text)
    assert (found["rows"], found["new"]) == (5, 1)
    assert found["skipped_why"] == {"system messages": 2, "deleted messages": 1}
    assert chats(desk) == [("acme", "chat", "2026-02-13", "09:00", "in", 0, "Der Plan")]


def test_an_iphone_marks_what_it_says_itself(desk: Desk) -> None:
    text = (
        "[13.02.26, 09:00:00] Jane Orr: \u200eMessages and calls are end-to-end encrypted.\n"
        "\u200e[13.02.26, 09:01:00] Jane Orr: \u200eimage omitted\n"
        "[13.02.26, 09:02:00] Jane Orr: \u200eThis message was deleted.\n"
        "[13.02.26, 09:03:00] Kim Lind: See you \u200e<This message was edited>\n"
        "[13.02.26, 09:04:00] Jane Orr: \u200e<attached: 0001-PHOTO.jpg>\n"
    )
    found = plan(desk, text, name="_chat.txt")
    assert found["skipped_why"] == {"system messages": 1, "deleted messages": 1}
    assert chats(desk) == [("acme", "chat", "2026-02-13", "09:01", "in", 0, "See you")]


def test_calls_shown_in_a_chat_are_calls(desk: Desk) -> None:
    text = (
        "[13.02.26, 09:00:00] Jane Orr: \u200eMissed voice call\n"
        "[13.02.26, 09:10:00] Kim Lind: \u200eVoice call, \u200e12 min\n"
        "[13.02.26, 09:30:00] Kim Lind: \u200eVideo call, \u200eNo answer\n"
        "[13.02.26, 10:00:00] Jane Orr: voice call was nice\n"
    )
    assert plan(desk, text)["new"] == 4
    assert chats(desk) == [
        ("acme", "call", "2026-02-13", "09:00", "in", 1, None),
        ("acme", "call", "2026-02-13", "09:10", "out", 0, None),
        ("acme", "call", "2026-02-13", "09:30", "out", 1, None),
        ("acme", "chat", "2026-02-13", "10:00", "in", 0, "voice call was nice"),
    ]
    assert desk.value("SELECT minutes FROM interaction WHERE at = '09:10'") == 12


def test_a_group_counts_for_each_contact_who_wrote(desk: Desk) -> None:
    text = (
        "13.02.26, 09:00 - Kim Lind: Hello all\n"
        "13.02.26, 09:01 - Ben Okoro: Hi\n"
        "13.02.26, 09:02 - ~\u202fJo Voss: Hi\n"
        "13.02.26, 09:03 - +44 20 7946 0099: Who is this?\n"
        "14.02.26, 09:00 - Kim Lind: Nobody answers\n"
    )
    found = plan(desk, text, name="WhatsApp Chat with Project X.txt")
    assert (found["new"], found["unmatched"]) == (2, 1)
    assert found["skipped_why"] == {"none of your contacts in it": 1}
    assert [(row[0], row[4], row[6]) for row in chats(desk)] == [
        ("acme", "out", "Hello all"),
        ("beta", "out", "Hello all"),
    ]
    assert strangers(desk) == [("phone", "+442079460099", "+44 20 7946 0099", 1)]


def test_a_stranger_is_tied_by_name_and_the_chat_comes_in(desk: Desk) -> None:
    text = "13.02.26, 09:00 - Janie (Acme): Hello\n13.02.26, 09:01 - Kim Lind: Hi\n"
    assert plan(desk, text, name="_chat.txt")["new"] == 0
    assert strangers(desk) == [("name", "janie (acme)", "Janie (Acme)", 1)]
    answer = desk.am("unmatched", "link", "Janie (Acme)", "jane orr")
    assert answer.code == 0, answer
    assert plan(desk, text, name="_chat.txt")["new"] == 1
    assert people(desk) == [("2026-02-13", "09:00", "Jane Orr")]


def test_without_my_name_the_other_of_two_is_me(desk: Desk) -> None:
    assert desk.am("config", "unset", "me.names").code == 0
    found = plan(desk, "".join(FORMS["android germany"]), name="chat.txt")
    assert (found["new"], found["unmatched"], found["warnings"]) == (1, 0, [])
    assert chats(desk) == [HELLO]


def test_without_my_name_a_group_asks_for_it(desk: Desk) -> None:
    assert desk.am("config", "unset", "me.names").code == 0
    text = "".join(FORMS["android germany"]) + "13.02.26, 09:07 - Ben Okoro: Hi\n"
    found = plan(desk, text, name="WhatsApp Chat with Project X.txt")
    assert found["warnings"] == ['your own name isn\'t set: am config set me.names "Kim Lind"']


def test_my_name_set_later_tells_the_direction(desk: Desk) -> None:
    assert desk.am("config", "unset", "me.names").code == 0
    text = (
        "13.02.26, 09:00 - Kim Lind: Hi\n13.02.26, 09:05 - Jane Orr: Hello\n13.02.26, 09:07 - Ben Okoro: Hi\n"
    )
    plan(desk, text, name="WhatsApp Chat with Project X.txt")
    assert [row[4] for row in chats(desk)] == [None]
    assert desk.am("config", "set", "me.names", "Kim Lind").code == 0
    assert plan(desk, text, name="WhatsApp Chat with Project X.txt")["changed"] == 1
    assert [row[4] for row in chats(desk)] == ["out"]
    assert plan(desk, text, name="WhatsApp Chat with Project X.txt")["changed"] == 0


@pytest.mark.parametrize(
    ("text", "order", "days"),
    [
        ("1/5/26, 9:00 - Jane Orr: a\n2/5/26, 9:00 - Jane Orr: b\n", "mdy", ["2026-01-05", "2026-02-05"]),
        ("1/2/26, 9:00 - Jane Orr: a\n2/2/26, 9:00 - Jane Orr: b\n", "dmy", ["2026-02-01", "2026-02-02"]),
    ],
    ids=["month first", "day first"],
)
def test_days_that_fit_both_orders_are_asked_for(desk: Desk, text: str, order: str, days: list[str]) -> None:
    answer = desk.am("import", desk.file(NAME, text))
    assert (answer.code, answer.out) == (2, ""), answer
    assert "could be day first or month first" in " ".join(answer.err.split())
    assert "--date-order dmy, or mdy" in answer.err
    assert plan(desk, text, "--date-order", order)["new"] == 2
    assert [row[2] for row in chats(desk)] == days


def test_lines_never_go_back_in_time(desk: Desk) -> None:
    text = "12/1/25, 9:00 - Jane Orr: a\n1/2/26, 9:00 - Jane Orr: b\n2/1/26, 9:00 - Jane Orr: c\n"
    assert plan(desk, text)["conventions"] == ["dates: month first"]
    assert [row[2] for row in chats(desk)] == ["2025-12-01", "2026-01-02", "2026-02-01"]


def test_an_export_comes_as_a_zip(desk: Desk) -> None:
    text = "".join(FORMS["iphone germany"])
    data = packed(**{"_chat.txt": text, "0001-PHOTO.jpg": "x"})
    assert plan(desk, data, name="WhatsApp Chat - Jane Orr.zip")["new"] == 1
    assert plan(desk, text)["unchanged"] == 1  # the same chat unpacked, called otherwise
    assert chats(desk) == [HELLO]


def test_what_a_person_changed_or_deleted_stays(desk: Desk) -> None:
    text = "".join(FORMS["android germany"])
    plan(desk, text)
    assert desk.am("activity", "edit", "n1", "--summary", "Said hello").code == 0
    longer = text + "13.02.26, 10:00 - Jane Orr: More\n"
    assert plan(desk, longer)["changed_fields"] == {"last_direction": 1}
    assert chats(desk)[0][6] == "Said hello"
    assert desk.am("activity", "rm", "n1", "--yes").code == 0
    assert plan(desk, longer + "13.02.26, 11:00 - Jane Orr: More\n")["new"] == 0


def test_an_undone_import_comes_in_again(desk: Desk) -> None:
    text = "".join(FORMS["android germany"])
    plan(desk, text)
    assert desk.am("undo").code == 0
    assert chats(desk) == []
    assert plan(desk, FORMS["android germany"][0])["new"] == 1
    assert chats(desk) == [HELLO]


def test_a_contact_under_another_name_is_the_same_chat(desk: Desk) -> None:
    plan(desk, "".join(FORMS["android germany"]))
    renamed = "".join(FORMS["android germany"]).replace("Jane Orr", "Jane Acme")
    assert plan(desk, renamed, name="_chat.txt")["unmatched"] == 1
    assert desk.am("unmatched", "link", "Jane Acme", "jane orr").code == 0
    assert plan(desk, renamed, name="_chat.txt")["new"] == 0
    assert chats(desk) == [HELLO]
