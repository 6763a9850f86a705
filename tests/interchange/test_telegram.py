"""Telegram's `result.json`: one chat or a whole account become touches, and never a customer."""

import json
import shutil
from typing import Any

import pytest

from tests.interchange.chatting import chats, made, people, strangers
from tests.interchange.helpers import Desk

NINE = 1770973500  # 13 February 2026, 09:05 in London
JANE = "user11"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return made(tmp_path_factory.mktemp("telegram"))


@pytest.fixture
def desk(desk: Desk, base: Desk) -> Desk:
    shutil.copytree(base.folder, desk.folder, dirs_exist_ok=True)
    return desk


def plan(desk: Desk, found: object, *argv: str) -> dict[str, Any]:
    """The plan of an export."""
    text = json.dumps(found, indent=1, ensure_ascii=False)
    (read,) = json.loads(desk.imported(desk.file("result.json", text), *argv, "-o", "json").out)["files"]
    return dict(read)


def message(minute: int, who: str, name: str, text: object) -> dict[str, Any]:
    """A message as the program writes it."""
    return {
        "id": minute,
        "type": "message",
        "date": "2026-02-13T10:05:00",
        "date_unixtime": str(NINE + minute * 60),
        "from": name,
        "from_id": who,
        "text": text,
        "text_entities": [],
    }


def call(minute: int, who: str, name: str, **more: object) -> dict[str, Any]:
    """A call as the program writes it."""
    service = {"id": minute, "type": "service", "actor": name, "actor_id": who, "action": "phone_call"}
    return {**service, "date_unixtime": str(NINE + minute * 60), "text": "", **more}


def chat(
    *messages: dict[str, Any], kind: str = "personal_chat", name: str = "Jane Orr", number: int = 11
) -> Any:
    return {"name": name, "type": kind, "id": number, "messages": list(messages)}


def test_a_chat_of_two(desk: Desk) -> None:
    found = chat(
        message(0, "user99", "Kim Lind", "Did you see it?"),
        message(1, JANE, "Jane Orr", ["Yes: ", {"type": "bold", "text": "good"}, " work"]),
        message(300, JANE, "Jane Orr", [{"type": "link", "text": "https://acme.example"}, " is up"]),
    )
    plan_of = plan(desk, found)
    assert (plan_of["kind"], plan_of["rows"], plan_of["new"]) == ("chats", 3, 2)
    assert [(row[3], row[4], row[6]) for row in chats(desk)] == [
        ("09:05", "out", "Did you see it?"),
        ("14:05", "in", "https://acme.example is up"),
    ]
    assert desk.value("SELECT count(*) FROM account") == 2
    assert plan(desk, found)["unchanged"] == 2


def test_service_messages_of_calls_are_calls(desk: Desk) -> None:
    found = chat(
        call(0, JANE, "Jane Orr", duration_seconds=125, discard_reason="hangup"),
        call(10, "user99", "Kim Lind", discard_reason="missed"),
        call(20, JANE, "Jane Orr"),
        {**call(30, JANE, "Jane Orr"), "action": "pin_message"},
    )
    plan_of = plan(desk, found)
    assert (plan_of["new"], plan_of["skipped_why"]) == (3, {"system messages": 1})
    assert chats(desk, "i.kind, i.at, i.direction, i.tried, i.minutes") == [
        ("call", "09:05", "in", 0, 2),
        ("call", "09:15", "out", 1, None),
        ("call", "09:25", "in", 1, None),
    ]


def test_a_whole_account_with_groups_and_what_is_no_chat_of_people(desk: Desk) -> None:
    found = {
        "about": "Here is the data you requested. Remember: Telegram is ad free.",
        "personal_information": {"user_id": 99, "first_name": "Kim"},
        "chats": {
            "about": "This page lists all chats.",
            "list": [
                chat(message(0, JANE, "Jane Orr", "Hello")),
                chat(
                    message(1, "user99", "Kim Lind", "All here?"),
                    message(2, "user12", "Jo Voss", "Yes"),
                    message(3, "user13", "Pat Long", "Me too"),
                    kind="private_group",
                    name="Plans",
                    number=5,
                ),
                chat(message(4, "channel7", "News", "Sale"), kind="private_channel", name="News", number=7),
                chat(kind="bot_chat", name="Bot", number=8),
            ],
        },
    }
    plan_of = plan(desk, found)
    assert (plan_of["new"], plan_of["unmatched"]) == (2, 1)
    assert plan_of["conventions"] == ["ignored: a channel (1)", "ignored: a chat with a bot (1)"]
    assert people(desk) == [("2026-02-13", "09:05", "Jane Orr"), ("2026-02-13", "09:06", "Jo Voss")]
    assert [(row[0], row[4], row[6]) for row in chats(desk)] == [
        ("acme", "in", "Hello"),
        ("beta", "out", "All here?"),
    ]
    assert strangers(desk) == [("name", "pat long", "Pat Long", 1)]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (chat(kind="public_channel", name="News"), "this is a Telegram export of a channel."),
        (chat(kind="saved_messages", name=""), "this is a Telegram export of your saved messages."),
    ],
    ids=["channel", "saved"],
)
def test_what_is_no_chat_of_people_is_named(desk: Desk, found: object, said: str) -> None:
    answer = desk.am("import", desk.file("result.json", json.dumps(found, indent=1)))
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_damaged_export_is_named(desk: Desk) -> None:
    text = json.dumps(chat(message(0, JANE, "Jane Orr", "Secret")), indent=1)
    answer = desk.am("import", desk.file("result.json", text[:-20]))
    assert (answer.code, answer.out) == (2, "")
    assert "a damaged Telegram export" in answer.err
    assert "Secret" not in answer.err


def test_an_export_as_html_is_named(desk: Desk) -> None:
    text = "<!DOCTYPE html>\n<html>\n<head>\n<title>Exported Data</title>\n</head>\n<body></body></html>"
    answer = desk.am("import", desk.file("messages.html", text))
    assert "messages.html is a Telegram export as HTML." in answer.err


def test_a_table_of_json_lines_stays_one(desk: Desk) -> None:
    text = '{"name": "Gamma", "type": "customer", "domain": "gamma.example"}\n'
    desk.imported(desk.file("a.jsonl", text), "--kind", "accounts")
    assert desk.value("SELECT count(*) FROM account") == 3
