"""What two runs said of the same lines, compared byte for byte but for what must differ.

Taken for equal, and nothing else: the folder of each run (`old`, `new`), also as the checksum by which the
journal knows a settings file; the version's number where the two differ; the number of a terminal; an
instant of the machine's own clock within the run, and the time of day in a mail's date (every other clock
stands still, see `driver`). Ids are compared: they are numbers that count up, the same in both.
"""

import datetime as dt
import email.utils
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tools.same.lines import Job

INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?")
MAIL_DATE = re.compile(r"[A-Z][a-z]{2}, \d\d? [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
LONGEST, BEFORE = 160, 40


class Difference(NamedTuple):
    """A line, what differs, and the first differing line of each."""

    line: str
    what: str
    old: str
    new: str

    @property
    def text(self) -> str:
        """As it is printed."""
        start = max(0, alike(self.old, self.new) - BEFORE)
        return f"{self.line}\n  {self.what}\n  - {shown(self.old, start)}\n  + {shown(self.new, start)}"


class Normal:
    """Text without what must differ."""

    def __init__(self, folder: Path, version: str, since: dt.datetime, until: dt.datetime) -> None:
        self.folder, self.version = str(folder), version
        self.checksum = str(zlib.crc32(str(folder / "desk" / "config.toml").encode()))
        self.since, self.until = since - dt.timedelta(seconds=2), until + dt.timedelta(seconds=2)

    def __call__(self, text: str) -> str:
        """The text as it is compared."""
        text = text.replace(self.folder, "<folder>").replace(self.checksum, "<settings file>")
        if self.version:
            text = re.sub(rf"(?<![\d.]){re.escape(self.version)}(?![\d.])", "<version>", text)
        text = INSTANT.sub(lambda found: self.moment(found[0], iso(found[0])), text)
        return MAIL_DATE.sub(lambda found: self.time_of_day(found[0]), text)

    def time_of_day(self, text: str) -> str:
        """A mail has the day that is today for the book, and the time by the clock."""
        when = mail(text)
        today = when and when.replace(year=self.since.year, month=self.since.month, day=self.since.day)
        return f"{text[:16]} <now>" if self.moment(text, today) == "<now>" else text

    def moment(self, text: str, when: dt.datetime | None) -> str:
        """An instant within the run is now; any other stays."""
        return "<now>" if when is not None and self.since <= when <= self.until else text


def iso(text: str) -> dt.datetime | None:
    """An instant in UTC; none where it is no date."""
    try:
        return dt.datetime.fromisoformat(text.rstrip("Z")).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def mail(text: str) -> dt.datetime | None:
    """The instant of a mail's date."""
    try:
        return email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None


def compared(
    job: Job, old: dict[str, Any], new: dict[str, Any], normal: dict[str, Normal]
) -> Iterator[Difference]:
    """How two answers to one job differ."""
    for (argv, _), before, after in zip(job.steps, old["steps"], new["steps"], strict=True):
        step = f" (at am {' '.join(argv)[:60]})" if len(job.steps) > 1 else ""
        pairs = zip(("standard output", "standard error"), before, after, strict=False)
        texts = [(name, normal["old"](was), normal["new"](now)) for name, was, now in pairs]
        texts.append(("exit code", str(before[2]), str(after[2])))
        yield from (
            Difference(job.text, name + step, *first(was, now)) for name, was, now in texts if was != now
        )
    for name in sorted({*old["left"], *new["left"]}):
        was, now = (
            normal["old"](old["left"].get(name, "(no such file)")),
            normal["new"](new["left"].get(name, "(no such file)")),
        )
        if was != now:
            yield Difference(job.text, f"left in {name}", *first(was, now))


def first(old: str, new: str) -> tuple[str, str]:
    """The first line of each in which they differ."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    at = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(before), len(after)) if at is None else at
    return (before[at] if at < len(before) else "(ends)"), (after[at] if at < len(after) else "(ends)")


def alike(old: str, new: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (before, after) in pairs if before != after), min(len(old), len(new)))


def shown(text: str, start: int) -> str:
    """A line of text, harmless and not too long, around the place where it differs."""
    if len(text) <= LONGEST:
        start = 0
    part = text[start : start + LONGEST].rstrip("\n")
    plain = part if part.isprintable() else "".join(map(harmless, part))
    return f"{'...' if start else ''}{plain}{'...' if start + LONGEST < len(text) else ''}"


def harmless(char: str) -> str:
    """A character, written out where a terminal would obey it."""
    return char if char.isprintable() else char.encode("unicode_escape").decode()


class Expected:
    """Differences that are meant: a file of TOML, `[expected]` with `"PATTERN" = "reason"` lines."""

    def __init__(self, path: Path | None) -> None:
        import tomllib

        lines = tomllib.loads(path.read_text(encoding="utf-8"))["expected"] if path else {}
        self.reasons = {re.compile(pattern, re.DOTALL): reason for pattern, reason in lines.items()}
        self.counts = dict.fromkeys(self.reasons, 0)

    def take(self, difference: Difference) -> bool:
        """Whether a difference is meant."""
        for pattern in self.reasons:
            if pattern.search(difference.text):
                self.counts[pattern] += 1
                return True
        return False

    def lines(self) -> Iterator[str]:
        """What was meant, and how often it was met."""
        for pattern, count in self.counts.items():
            yield f"{count:6} expected: {pattern.pattern}: {self.reasons[pattern]}"
