"""What Telegram Desktop exports as JSON: one chat, or all of an account, in `result.json`.

Not for its HTML, nor for channels and bots, which are named as what they are.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from amcli.hints import Any
from amcli.interchange.chats.exports import (
    SYSTEM,
    Export,
    check_kind,
    local,
    refuse,
    text_of,
    whole_file,
)
from amcli.interchange.chats.stretches import Chat, Message, Rung
from amcli.interchange.incoming import Asked, Source
from amcli.interchange.touches.parties import Party

PROGRAM = "telegram"
OF_TWO = "personal_chat"
GROUPS = frozenset({"private_group", "private_supergroup", "public_supergroup", "public_group"})
# What else a chat may be, in words.
OTHERS = {
    "saved_messages": "your saved messages",
    "bot_chat": "a chat with a bot",
    "private_channel": "a channel",
    "public_channel": "a channel",
    "replies": "replies to comments",
    "verification_codes": "verification codes",
}
UNDATED = "no readable date"
NOT_REACHED = frozenset({"missed", "busy"})


_CHAT = re.compile(
    r'\{\s*(?:"name":\s*(?:"(?:[^"\\]|\\.)*"|null),\s*)?"type":\s*"[a-z_]+",\s*"id":\s*-?\d+,\s*"messages":'
)
_ACCOUNT = re.compile(
    r'\{\s*"about":\s*"[^"]{0,200}telegram|\{\s*"personal_information":|\{\s*"chats":\s*\{\s*"about"'
)


def is_telegram(head: str) -> bool:
    """Whether a JSON file begins as Telegram's do, in lower case."""
    return _CHAT.match(head) is not None or _ACCOUNT.match(head) is not None


def open_telegram(source: Source, asked: Asked) -> Export:
    """Read an export. Raises BadValue for one that cannot be read, or has no chat in it."""
    check_kind(source, asked, "a Telegram export")
    try:
        found = json.loads(text_of(whole_file(source)))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = f"line {line}: " if line else ""
        raise refuse(source, f"{where}a damaged Telegram export.", "Export it again, as JSON.") from None
    return Reading(source).whole(found)


class Reading:
    """The reading of one export."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._left_out: Counter[str] = Counter()
        self._passed: Counter[str] = Counter()

    def whole(self, found: object) -> Export:
        """All chats in it. Raises BadValue where there is none of people."""
        if not isinstance(found, dict):
            raise refuse(self._source, "a damaged Telegram export.", "Export it again, as JSON.")
        me = str(found.get("personal_information", {}).get("user_id") or "") if "chats" in found else ""
        chats = found["chats"].get("list", []) if isinstance(found.get("chats"), dict) else [found]
        some = [chat for each in chats if isinstance(each, dict) and (chat := self._chat(each, me))]
        if not some:
            what = next(iter(self._passed), "no chats")
            raise refuse(
                self._source,
                f"this is a Telegram export of {what}.",
                "Only chats with people and groups can be read.",
            )
        notes = [f"ignored: {what} ({count})" for what, count in self._passed.items()]
        title = "Telegram chats" if len(some) > 1 else "Telegram chat"
        return Export(self._source, title, some, self._left_out, notes)

    def _chat(self, about: Mapping[str, object], me: str) -> Chat | None:
        kind, number = str(about.get("type")), str(about.get("id") or "")
        if kind not in GROUPS and kind != OF_TWO:
            self._passed[OTHERS.get(kind, f"the type {kind}")] += 1
            return None
        name, calls, of_two = str(about.get("name") or ""), list[Rung](), kind == OF_TWO
        chat = Chat(PROGRAM, number or name, {}, [], calls, "", not of_two, of_two or bool(me))
        partner = f"user{number}"
        if of_two:
            chat.people[partner] = Party(name)
        for each in listed(about.get("messages")):
            who = str(each.get("from_id") or each.get("actor_id") or "")
            called = str(each.get("from") or each.get("actor") or "")
            if of_two:
                who = partner if who == partner or (called and called == name) else ""
            elif who == f"user{me}":
                who = ""
            if who:
                chat.people.setdefault(who, Party(called))
            self._take(chat.messages, calls, each, who)
        return chat

    def _take(self, messages: list[Message], calls: list[Rung], each: Mapping[str, Any], who: str) -> None:
        moment = moment_of(each)
        if moment is None:
            self._left_out[UNDATED] += 1
        elif each.get("type") == "message":
            messages.append(Message(*moment, who, plain(each.get("text"))))
        elif each.get("action") == "phone_call":
            length = each.get("duration_seconds")
            reached = isinstance(length, int) and each.get("discard_reason") not in NOT_REACHED
            calls.append(Rung(*moment, who, length if reached else None))
        else:
            self._left_out[SYSTEM] += 1


def moment_of(each: Mapping[str, object]) -> tuple[str, int] | None:
    """When a message was written: the seconds since 1970; in older exports, the local time of the computer
    that exported it."""
    stamp, text = str(each.get("date_unixtime") or ""), str(each.get("date") or "")
    if stamp.isdecimal() and len(stamp) <= 11:
        return local(int(stamp))
    day, _, clock = text.partition("T")
    parts = clock.split(":")
    if len(day) != 10 or len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    return day, int(parts[0]) * 3600 + int(parts[1]) * 60 + int(parts[2])


def plain(text: object) -> str:
    """The text of a message: one, or a list of pieces with what each looks like."""
    if isinstance(text, str):
        return text
    pieces: Iterable[Any] = text if isinstance(text, Sequence) else ()
    return "".join(
        each if isinstance(each, str) else str(each.get("text") or "") if isinstance(each, dict) else ""
        for each in pieces
    )


def listed(found: object) -> list[Mapping[str, Any]]:
    """The objects of a list; nothing else."""
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
