"""Slack's exports, as a folder and as a zip: shared channels with people who are in no list of users."""

import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.interchange.chatting import chats, made, people, strangers
from tests.interchange.helpers import Desk

NINE = 1770973500  # 13 February 2026, 09:05 in London
USERS = [
    {"id": "U1", "name": "kim", "real_name": "Kim Lind", "profile": {"email": "kim@ours.example"}},
    {"id": "U2", "name": "lee", "profile": {"real_name": "Lee Ashe", "email": "lee@ours.example"}},
]
CHANNELS = [{"id": "C1", "name": "ext-acme"}, {"id": "C2", "name": "random"}]


def message(minute: int, user: str, text: str, **more: object) -> dict[str, Any]:
    """A message as the program writes it."""
    return {"type": "message", "user": user, "text": text, "ts": f"{NINE + minute * 60}.000100", **more}


def guest(minute: int, user: str, name: str, text: str) -> dict[str, Any]:
    """A message of somebody of another company."""
    profile = {"real_name": name, "display_name": name.split()[0].lower(), "team": "T2"}
    return message(minute, user, text, user_team="T2", user_profile=profile)


DAY = [
    message(0, "U1", "", subtype="channel_join"),
    message(1, "U1", "Welcome <@U9>, see <https://ours.example|our page> &amp; <#C2|random>"),
    guest(2, "U9", "Jane Orr", "Thanks <@U1>"),
    guest(3, "U8", "Pat Long", "Hello"),
    message(4, "U2", "Hi"),
    {"type": "message", "subtype": "bot_message", "bot_id": "B1", "text": "Build done", "ts": f"{NINE}.2"},
    message(5, "U1", "This message was deleted.", subtype="tombstone"),
]
FILES: dict[str, object] = {
    "users.json": USERS,
    "channels.json": CHANNELS,
    "ext-acme/2026-02-13.json": DAY,
    "random/2026-02-13.json": [message(1, "U1", "Lunch?"), message(2, "U2", "Yes")],
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return made(tmp_path_factory.mktemp("slack"))


@pytest.fixture
def desk(desk: Desk, base: Desk) -> Desk:
    shutil.copytree(base.folder, desk.folder, dirs_exist_ok=True)
    return desk


def folder(desk: Desk, files: dict[str, object]) -> str:
    """An export as a folder."""
    for name, found in files.items():
        path = desk.folder / "export" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(found), encoding="utf-8")
    return str(desk.folder / "export")


def packed(desk: Desk, files: dict[str, object], below: str = "") -> str:
    """An export as a zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, found in files.items():
            archive.writestr(below + name, json.dumps(found))
    return desk.file("export.zip", held.getvalue())


def plan(desk: Desk, path: str, *argv: str) -> dict[str, Any]:
    (found,) = json.loads(desk.imported(path, *argv, "-o", "json").out)["files"]
    return dict(found)


@pytest.mark.parametrize("how", [folder, packed, lambda desk, files: packed(desk, files, "Ours/")])
def test_a_shared_channel_counts_for_the_customers_people(desk: Desk, how: Any) -> None:
    found = plan(desk, how(desk, FILES))
    assert (found["rows"], found["new"], found["unmatched"]) == (9, 1, 1)
    assert found["skipped_why"] == {
        "system messages": 1,
        "messages of apps": 1,
        "deleted messages": 1,
        "none of your contacts in it": 2,
    }
    said = "Welcome @Jane Orr, see our page & #random"
    assert chats(desk) == [("acme", "chat", "2026-02-13", "09:06", "out", 0, said)]
    assert people(desk) == [("2026-02-13", "09:06", "Jane Orr")]
    assert strangers(desk) == [("name", "pat long", "Pat Long", 1)]
    assert plan(desk, how(desk, FILES))["unchanged"] == 1


def test_a_later_export_brings_only_what_is_new(desk: Desk) -> None:
    plan(desk, packed(desk, FILES))
    longer = {**FILES, "ext-acme/2026-02-14.json": [guest(24 * 60, "U9", "Jane Orr", "And today?")]}
    found = plan(desk, packed(desk, longer))
    assert (found["new"], found["changed"], found["unchanged"], found["unmatched"]) == (1, 0, 1, 0)
    assert chats(desk)[-1][4:] == ("in", 0, "And today?")


def test_users_of_a_large_organisation_are_ours(desk: Desk) -> None:
    files = {name: found for name, found in FILES.items() if name != "users.json"}
    assert plan(desk, packed(desk, {**files, "org_users.json": USERS}))["unmatched"] == 1


def test_a_damaged_file_is_named(desk: Desk) -> None:
    path = Path(folder(desk, FILES)) / "ext-acme" / "2026-02-13.json"
    path.write_text('[{"text": "Secret', encoding="utf-8")
    answer = desk.am("import", str(desk.folder / "export"))
    assert (answer.code, answer.out) == (2, "")
    assert '"ext-acme/2026-02-13.json" is damaged' in " ".join(answer.err.split())
    assert "Secret" not in answer.err
