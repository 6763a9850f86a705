"""Exports of other programs that people talk with: not read, but named as what they are.

One table. Whoever tries such a file learns what it is and what to do instead, not that it is damaged.
"""

import re

from amcli.interchange.chats.exports import refuse
from amcli.interchange.content import beginning
from amcli.interchange.incoming import Asked, Incoming, Source

# What a file begins with, in lower case; what it is; what to do instead.
FOREIGN: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r'\{\s*"participants":\s*\[\s*\{\s*"name"'),
        "this is a Messenger or Instagram export of a chat, which can't be read.",
        'Log it: am log ACCOUNT "..." --kind chat',
    ),
    (
        re.compile(r'\{\s*"guild":\s*\{'),
        "this is a Discord export of a channel, which can't be read.",
        'Log it: am log ACCOUNT "..." --kind chat',
    ),
    (
        re.compile(r'\{\s*"userid":\s*"[^"]*",\s*"exportdate"'),
        "this is a Skype export, which can't be read.",
        'Log it: am log ACCOUNT "..." --kind chat',
    ),
    (
        re.compile(r'\{\s*"messages":\s*\[\s*\{\s*"creator"'),
        "this is a Google Chat export, which can't be read.",
        'Log it: am log ACCOUNT "..." --kind chat',
    ),
    (
        re.compile(r'\[\s*\{(?=[^\[\]]*"ts":\s*"\d+\.\d+")(?=[^\[\]]*"type":\s*"message")'),
        "this is one day of a Slack export.",
        "Import the whole export: its folder or zip.",
    ),
    (
        re.compile(r'\[\s*\{\s*"id":\s*"[uw][a-z0-9]+",\s*"team_id"'),
        "this is the list of users of a Slack export.",
        "Import the whole export: its folder or zip.",
    ),
    (
        re.compile(r"\d\d:\d\d:\d\d\s+(?:from|von|de|da)\s[^\n]+\s(?:to|an|à|para|a)\s"),
        "this is the chat of a Zoom meeting, which doesn't say its day and can't be read.",
        'Log the meeting: am log ACCOUNT "..." --kind meeting',
    ),
    (
        re.compile(r"(?:meeting id,topic,|topic,meeting id,|topic,id,|name \(original name\),user email)"),
        "this is Zoom's report of who came to a meeting, which can't be read.",
        'Log the meeting: am log ACCOUNT "..." --kind meeting',
    ),
    (
        re.compile(r"1\n\d\d:\d\d:\d\d,\d{3} --> "),
        "this is a file of subtitles (.srt).",
        "Save the transcript as .vtt instead.",
    ),
)


def is_foreign(head: str) -> bool:
    """Whether a text begins as one of them does, in lower case."""
    return any(pattern.match(head) for pattern, _, _ in FOREIGN)


def open_foreign(source: Source, asked: Asked) -> Incoming:
    """Raise BadValue that names what it is."""
    head = beginning(source)
    what, hint = next((what, hint) for pattern, what, hint in FOREIGN if pattern.match(head))
    raise refuse(source, what, hint)
