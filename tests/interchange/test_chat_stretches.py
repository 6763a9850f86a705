"""A chat comes in stretches: wherever it is cut, the book is the same as if it had come in at once."""

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amcli.interchange.chats.whatsapp import read_chat
from amcli.interchange.incoming import Options, Source
from amcli.storage.bulk import Intake
from amcli.storage.opening import open_book
from tests.interchange.chatting import made
from tests.interchange.helpers import Desk
from tests.profiles import examples
from tests.support import rows_of

NAME = "WhatsApp Chat with Jane Orr.txt"
BEGIN = dt.datetime(2026, 1, 13, 7, 0)
# A message: minutes since the one before, who wrote it.
MESSAGES = st.lists(
    st.tuples(
        st.sampled_from([0, 1, 30, 200, 239, 240, 241, 900, 1500]), st.sampled_from(["Jane Orr", "Kim Lind"])
    ),
    min_size=1,
    max_size=14,
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    found = made(tmp_path_factory.mktemp("stretches"))
    assert found.am("config", "set", "me.names", "Kim Lind").code == 0
    return found


def lines(messages: list[tuple[int, str]]) -> list[str]:
    """Messages as an Android phone writes them, no two the same."""
    at, found = BEGIN, []
    for number, (minutes, who) in enumerate(messages):
        at += dt.timedelta(minutes=minutes)
        found.append(f"{at:%d/%m/%Y, %H:%M} - {who}: text {number}\n")
    return found


def book(base: Desk, folder: Path, exports: list[str], bodies: bool = False) -> dict[str, Any]:
    """What a book has after some exports, but for the numbers of its records."""
    folder.mkdir(exist_ok=True)
    path, names = folder / "book.db", iter(range(len(exports)))
    shutil.copyfile(base.book, path)
    for suffix in ("-wal", "-shm"):
        path.with_name(f"book.db{suffix}").unlink(missing_ok=True)
    options = Options("2026-03-02", "EUR", names=("Kim Lind",), bodies=bodies)
    found = open_book(path, "am import")
    for text, number in zip(exports, names, strict=True):
        source = Source(folder / f"{number}.txt", NAME, Path(NAME))
        with found.transaction(bulk=True) as txn:
            intake = Intake(found, txn)
            read_chat(source, text, "dmy").take_in(intake, options, lambda count: None)
            intake.index()
    found.close()
    return {
        "touches": rows_of(
            path,
            'SELECT account_id, kind, "on", at, direction, last_direction, summary, body FROM interaction '
            'ORDER BY "on", at',
        ),
        "people": rows_of(
            path,
            'SELECT i."on", i.at, ic.contact_id FROM interaction_contact ic '
            'JOIN interaction i ON i.id = ic.interaction_id ORDER BY i."on", i.at',
        ),
        "remembered": rows_of(
            path,
            "SELECT source, CASE WHEN source = 'chats seen' THEN substr(\"key\", 1, 31) END, said "
            "FROM arrival WHERE coalesce(said, '') <> '' ORDER BY 1, 2, 3",
        ),
    }


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(messages=MESSAGES, data=st.data())
def test_a_chat_cut_anywhere_gives_the_same_book(
    base: Desk, tmp_path: Path, messages: list[tuple[int, str]], data: st.DataObject
) -> None:
    found = lines(messages)
    cut = data.draw(st.integers(0, len(found) - 1))
    first, rest, whole = "".join(found[: cut + 1]), "".join(found[cut + 1 :]), "".join(found)
    bodies = data.draw(st.booleans())
    ways = [[first, whole], [whole, first], *([[first, rest]] if rest else [])]
    if rest and found[cut][:17] != found[cut + 1][:17]:  # within a minute nothing tells which came first
        ways.append([rest, first])
    way = data.draw(st.sampled_from(ways))
    assert book(base, tmp_path / "parts", way, bodies) == book(base, tmp_path / "whole", [whole], bodies)


def test_the_middle_of_a_chat_makes_two_conversations_one(base: Desk, tmp_path: Path) -> None:
    found = lines([(0, "Jane Orr"), (200, "Kim Lind"), (200, "Jane Orr")])
    parts = book(base, tmp_path / "parts", [found[0], found[2], "".join(found)])
    assert parts["touches"] == book(base, tmp_path / "whole", ["".join(found)])["touches"]


def test_a_longer_export_brings_only_what_is_new(base: Desk, tmp_path: Path) -> None:
    found = lines([(0, "Jane Orr"), (1, "Kim Lind"), (900, "Jane Orr"), (900, "Kim Lind")])
    shutil.copytree(base.folder, tmp_path, dirs_exist_ok=True)
    desk = Desk(tmp_path)
    desk.imported(desk.file(NAME, "".join(found[:2])), "--date-order", "dmy")
    answer = desk.imported(desk.file(NAME, "".join(found)), "--date-order", "dmy", "-o", "json")
    (plan,) = json.loads(answer.out)["files"]
    assert (plan["new"], plan["changed"], plan["unchanged"]) == (2, 0, 1)
