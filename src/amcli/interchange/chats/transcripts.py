"""What was said in a meeting, as WebVTT: a note of the meeting that is on record, never a touch of its own.

It keeps who spoke, how long it took and whose share was which; the words themselves where they are asked for.
No such file says on which day it was: that is told by --on, else by its name. Not for other captions.
"""

import datetime as dt
import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from amcli.hints import NamedTuple
from amcli.interchange.chats.exports import check_kind, local, refuse, text_of, whole_file
from amcli.interchange.chats.stretches import FUTURE
from amcli.interchange.incoming import AFTER_TABLES, Asked, Options, Source
from amcli.interchange.mail.headers import clean
from amcli.interchange.mail.text import BODY_LIMIT, SUMMARY_LIMIT, shortened
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store, Values
from amcli.interchange.touches.contacts import Person
from amcli.interchange.touches.parties import Parties, Party
from amcli.interchange.touches.taking import Taking, Touch, digest
from amcli.rules.names import counted

SOURCE, COUNTED = "transcripts", "transcript strangers"
NOBODY = "none of your contacts spoke in it"
NO_MEETING = "no meeting with them on record that day: log it, then import again"
_TIMES = re.compile(r"(?:(\d{1,3}):)?(\d\d):(\d\d)\.(\d{3})\s+-->\s+(?:(\d{1,3}):)?(\d\d):(\d\d)\.(\d{3})")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_TAG = re.compile(r"<[^>]*>")
# `Name:` at the beginning, where words begin with a capital, or have none.
_NAMED = re.compile(r"([^\s:<>][^:<>\n]{0,59}):\s+")
_SMALL = frozenset({"van", "von", "de", "der", "den", "da", "di", "la", "le", "el", "bin", "al", "y", "e"})
_DAY = re.compile(r"(?<!\d)(20\d\d)([-_. ]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
# The name of a recording whose time is that of Greenwich.
_GREENWICH = re.compile(r"GMT(20\d{6})-(\d{6})", re.IGNORECASE)


class Speech(NamedTuple):
    """What somebody said: their name ("" where it is not told), how many seconds it took, and the words."""

    name: str
    seconds: float
    text: str


class Transcript(NamedTuple):
    """A transcript that was read once."""

    source: Source
    on: str
    minutes: int
    speeches: list[Speech]

    @property
    def rank(self) -> int:
        """After the calendars and reports that bring its meeting."""
        return AFTER_TABLES + 1

    @property
    def rows(self) -> int:
        return len(self.speeches)

    @property
    def automatic(self) -> bool:
        """A transcript is imported by hand."""
        return False

    @property
    def shares(self) -> list[tuple[str, float]]:
        """The part of the talk of each, the most talkative first."""
        times: Counter[str] = Counter()
        for each in self.speeches:
            if each.name:
                times[each.name] += max(1, round(each.seconds * 1000))
        return [(name, count / times.total()) for name, count in times.most_common()]

    def take_in(self, store: Store, options: Options, tick: Callable[[int], None]) -> FilePlan:
        speakers = counted(len(self.shares), "speaker")
        about = f"meeting transcript of {self.on}, {self.minutes} min, {speakers}"
        plan = FilePlan(self.source.name, "transcripts", "transcript", about=about, rows=1)
        self._take(store, options, plan)
        tick(len(self.speeches))
        return plan

    def _take(self, store: Store, options: Options, plan: FilePlan) -> None:
        if self.on > options.today:
            plan.pass_over(FUTURE)
            return
        parties = Parties(store, options)
        speakers = [who for name, _ in self.shares if not (who := parties.who(Party(name))).me]
        first = self.speeches[0]
        key = digest(["transcript", self.on, first.name, first.text, str(self.minutes)])
        parties.meet_once(COUNTED, key, speakers, self.on)
        plan.unmatched, plan.forgotten = parties.finish(), parties.people.left_out
        if plan.unmatched and not options.names:
            plan.warnings.append('your own name isn\'t set: am config set me.names "YOUR NAME"')
        people = [person for who in speakers for person in parties.at(who, self.on)]
        touches = list(self._notes(store, people, self._heard(parties)._values(options)))
        if touches:
            Taking(store, SOURCE, plan).take(key, touches)
        else:
            plan.pass_over(NO_MEETING if people else NOBODY)

    def _heard(self, parties: Parties) -> "Transcript":
        """The transcript without what people said who were forgotten."""
        left_out = {name for name, _ in self.shares if parties.who(Party(name)).forgotten}
        return self._replace(speeches=[each for each in self.speeches if each.name not in left_out])

    def _notes(self, store: Store, people: list[Person], values: Values) -> Iterator[Touch]:
        """A note at each account that a meeting of the day is on record with."""
        for account in sorted({each.account for each in people}):
            contacts = tuple(dict.fromkeys(each.contact for each in people if each.account == account))
            met = [each for each in store.interactions_on(account, self.on) if not each["cancelled"]]
            if met:
                at = met[0]["at"] if len(met) == 1 else None
                yield Touch(account, contacts, {**values, "at": at})

    def _values(self, options: Options) -> Values:
        said = ", ".join(f"{name} {share:.0%}" for name, share in self.shares)
        summary = f"Transcript, {self.minutes} min: {said}"
        values: Values = {"kind": "note", "on": self.on, "summary": shortened(clean(summary), SUMMARY_LIMIT)}
        if options.bodies:
            lines = (f"{each.name}: {each.text}" if each.name else each.text for each in self.speeches)
            values["body"] = shortened(clean("\n".join(lines)), BODY_LIMIT)
        return {**values, "minutes": self.minutes or None, "tried": False, "planned": False}

    def set_aside(self, reasons: dict[int, str], target: Path) -> None:
        """Nothing of a transcript is ever set aside."""


def open_transcript(source: Source, asked: Asked) -> Transcript:
    """Read a transcript. Raises BadValue for one that cannot be read, or whose day nothing tells."""
    check_kind(source, asked, "a meeting's transcript", ("meetings", "meeting", "transcripts"))
    text = text_of(whole_file(source)).replace("\r\n", "\n").replace("\r", "\n")
    speeches, end = speeches_in(text)
    if not any(each.name for each in speeches):
        raise refuse(source, "this is a file of captions: it doesn't say who spoke.")
    on = asked.on or day_in(source.original.name if source.original else source.name)
    if on is None:
        raise refuse(source, "a transcript doesn't say its day.", "Say when it was: --on 2026-02-13")
    return Transcript(source, on, round(end / 60), speeches)


def day_in(name: str) -> str | None:
    """The day in the name of a file, in the zone of this machine; None where it has none."""
    try:
        if match := _GREENWICH.search(name):
            moment = dt.datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
            return local(moment.timestamp())[0]
        match = _DAY.search(name)
        return dt.date(int(match[1]), int(match[3]), int(match[4])).isoformat() if match else None
    except ValueError:
        return None


def speeches_in(text: str) -> tuple[list[Speech], float]:
    """What was said, in order, and the second at which the last of it ended."""
    found, last = list[Speech](), 0.0
    for block in text.split("\n\n"):
        match = _TIMES.search(block)
        if match is None:
            continue
        begin, end = seconds_of(match.groups()[:4]), seconds_of(match.groups()[4:])
        last = max(last, end)
        words = " ".join(block[match.end() :].partition("\n")[2].split())
        found += spoken(words, max(0.0, end - begin))
    return found, last


def seconds_of(parts: tuple[str | None, ...]) -> float:
    """Hours, minutes, seconds and thousandths as seconds."""
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def spoken(words: str, seconds: float) -> Iterator[Speech]:
    """Who said what in one cue; where several did, each has a part of its time by the length of the words."""
    pieces = _VOICE.split(words)
    said = [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    if len(pieces) == 1 and (match := _NAMED.match(words)) is not None and is_name(match[1]):
        said = [(match[1], words[match.end() :])]
    plain = [(name_of(name), html.unescape(_TAG.sub("", text)).strip()) for name, text in said]
    some = [(name, text) for name, text in plain if text]
    whole = sum(len(text) for _, text in some)
    for name, text in some:
        yield Speech(name, seconds * len(text) / whole, text)


def name_of(text: str) -> str:
    """A speaker's name without the remark in brackets that Teams adds for guests."""
    return " ".join(re.sub(r"\s*\([^()]*\)\s*$", "", html.unescape(text)).split())


def is_name(text: str) -> bool:
    """Whether what is before a colon is a name rather than the beginning of a sentence."""
    words = text.split()
    return len(words) <= 5 and all(word in _SMALL or not word[:1].islower() for word in words)
