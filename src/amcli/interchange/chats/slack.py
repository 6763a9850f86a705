"""What Slack exports of a workspace: a folder or a zip with a folder for each channel, a file for each day.

Who is in `users.json` is of one's own company, unless they are a contact; people of other companies in a
shared channel are missing there, and their profile is in each of their messages.
"""

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath

from amcli.errors import BadValue
from amcli.hints import Any
from amcli.interchange.chats import archives
from amcli.interchange.chats.archives import DAY_FILE
from amcli.interchange.chats.exports import (
    DELETED,
    LARGEST,
    SYSTEM,
    Export,
    check_kind,
    local,
    refuse,
)
from amcli.interchange.chats.stretches import Chat, Message
from amcli.interchange.chats.telegram import listed
from amcli.interchange.incoming import Asked, Source
from amcli.interchange.touches.parties import Party
from amcli.rules.names import quoted

PROGRAM = "slack"
APPS, UNDATED = "messages of apps", "no readable date"
USERS = ("users.json", "org_users.json")
CHANNELS = ("channels.json", "groups.json", "mpims.json", "dms.json")
# What people write; any other subtype is what Slack says.
WRITTEN = frozenset({"", "thread_broadcast", "reply_broadcast", "file_share", "me_message", "file_comment"})
_LINK = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
Files = dict[str, Callable[[], bytes]]


def open_slack(source: Source, asked: Asked) -> Export:
    """Read an export. Raises BadValue for one that cannot be read, or has no messages."""
    check_kind(source, asked, "a Slack export")
    with files_of(source) as files:
        return Reading(source, files).whole()


@contextmanager
def files_of(source: Source) -> Iterator[Files]:
    """The files of an export by their names within it, however it comes."""
    if source.path.is_dir():
        yield {name: partial(in_folder, source, name) for name in names_in_folder(source.path)}
        return
    with archives.opened(source) as archive:
        yield {
            name: partial(archives.read, source, archive, name)
            for name in archive.namelist()
            if name.endswith(".json")
        }


def names_in_folder(path: Path) -> list[str]:
    """The JSON files of a folder and of those in it; links are not followed."""
    found = [path, *(each for each in sorted(path.iterdir()) if each.is_dir() and not each.is_symlink())]
    return [
        str(PurePosixPath(each.relative_to(path)))
        for folder in found
        for each in sorted(folder.glob("*.json"))
        if each.is_file() and not each.is_symlink()
    ]


def in_folder(source: Source, name: str) -> bytes:
    """One file of a folder. Raises BadValue."""
    try:
        if (source.path / name).stat().st_size > LARGEST:
            raise refuse(source, f"{quoted(name)} is larger than {LARGEST >> 20} MB.")
        return (source.path / name).read_bytes()
    except OSError as error:
        raise BadValue(f"{quoted(name)} can't be read: {error.strerror}.") from None


class Reading:
    """The reading of one export."""

    def __init__(self, source: Source, files: Files) -> None:
        self._source = source
        self._files = files
        self._left_out: Counter[str] = Counter()
        self._ours: dict[str, Party] = {}
        self._names: dict[str, str] = {}
        for name in self._called(*USERS):
            for user in self._read(name):
                self._user(user)
        self._ids, self._pairs = dict[str, str](), set[str]()
        for name in self._called(*CHANNELS):
            for channel in self._read(name):
                key, title = str(channel.get("id") or ""), str(channel.get("name") or channel.get("id") or "")
                self._ids[title] = key or title
                if PurePosixPath(name).name == "dms.json":
                    self._pairs.add(title)

    def whole(self) -> Export:
        """All channels in it. Raises BadValue where nobody wrote anything."""
        days: dict[str, list[str]] = {}
        for name in sorted(self._files):
            path = PurePosixPath(name)
            if DAY_FILE.fullmatch(path.name) and path.parent.name:
                days.setdefault(path.parent.name, []).append(name)
        chats = [self._channel(channel, names) for channel, names in days.items()]
        if not any(chat.messages for chat in chats):
            raise refuse(self._source, "a Slack export without messages.")
        title = f"Slack, {len(chats)} channel{'' if len(chats) == 1 else 's'}"
        return Export(self._source, title, chats, self._left_out)

    def _called(self, *wanted: str) -> list[str]:
        return [name for name in self._files if PurePosixPath(name).name in wanted]

    def _read(self, name: str) -> list[Mapping[str, Any]]:
        try:
            return listed(json.loads(self._files[name]().decode("utf-8-sig")))
        except (ValueError, RecursionError):
            raise refuse(self._source, f"{quoted(name)} is damaged.", "Export it again.") from None

    def _user(self, user: Mapping[str, object]) -> None:
        key = str(user.get("id") or "")
        if key and not user.get("is_stranger"):
            self._ours[key] = party_of(
                user.get("profile"), str(user.get("real_name") or user.get("name") or "")
            )
            self._names[key] = self._ours[key].name

    def _channel(self, channel: str, names: list[str]) -> Chat:
        people, messages = dict[str, Party](), list[Message]()
        found = [each for name in names for each in self._read(name)]
        for each in found:
            self._learn(each, people)
        for each in found:
            if (message := self._message(each)) is not None:
                messages.append(message)
        ours = frozenset(people) & frozenset(self._ours)
        group = channel not in self._pairs
        return Chat(PROGRAM, self._ids.get(channel, channel), people, messages, group=group, ours=ours)

    def _learn(self, each: Mapping[str, object], people: dict[str, Party]) -> None:
        """Know who wrote something, and their name where others speak of them."""
        user = str(each.get("user") or "")
        if user and user not in people and str(each.get("subtype") or "") in WRITTEN:
            people[user] = self._ours.get(user) or party_of(each.get("user_profile"), "")
            self._names.setdefault(user, people[user].name)

    def _message(self, each: Mapping[str, object]) -> Message | None:
        user, kind = str(each.get("user") or ""), str(each.get("subtype") or "")
        if each.get("bot_id") or kind == "bot_message":
            self._left_out[APPS] += 1
        elif kind == "tombstone":
            self._left_out[DELETED] += 1
        elif kind not in WRITTEN or not user:
            self._left_out[SYSTEM] += 1
        elif (moment := moment_of(str(each.get("ts") or ""))) is None:
            self._left_out[UNDATED] += 1
        else:
            return Message(*moment, user, self._plain(str(each.get("text") or "")))
        return None

    def _plain(self, text: str) -> str:
        """A text without Slack's marks: names for their ids, the words of a link for the link."""
        if "<" in text:
            text = _LINK.sub(self._word, text)
        return html.unescape(text) if "&" in text else text

    def _word(self, match: re.Match[str]) -> str:
        sign, target, label = match.groups()
        if sign == "@":
            return f"@{label or self._names.get(target) or target}"
        if sign == "!":
            return f"@{label or target}"
        return f"#{label or target}" if sign == "#" else label or target.removeprefix("mailto:")


def party_of(profile: object, name: str) -> Party:
    about: Mapping[str, Any] = profile if isinstance(profile, dict) else {}
    called = name or str(about.get("real_name") or about.get("display_name") or about.get("name") or "")
    return Party(called, email=str(about.get("email") or ""))


def moment_of(stamp: str) -> tuple[str, int] | None:
    """When a message was written, by the seconds since 1970 that are its id."""
    whole, _, _ = stamp.partition(".")
    return local(int(whole)) if whole.isdecimal() and len(whole) <= 11 else None
