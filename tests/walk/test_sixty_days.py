"""The mornings of sixty days, in the sample book and in three invented ones, held against what the book says
itself: nothing that falls due hides, the screen is never too long, and every command runs.

What is expected comes from the tables alone, worked out anew here. Nightly every morning is looked at, and
the diligent owner acts on each.
"""

import datetime as dt
import re
import shlex
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from amcli.rules.money import compact
from tests.oracle.implied import running
from tests.profiles import in_turn, is_nightly, some
from tests.support import Cli, clean_environment, run_any_on_terminal

from . import books

SIZES = ((80, 24), (80, 50), (120, 24))
RATES = {"EUR": 1, "USD": 0.92}  # those of the sample book's settings
SECTIONS = ("Today", "Deadlines", "Promised or owed", "Keep in touch")
TYPED = "spoke about the plans\n" * 3  # what a person answers where a command asks for a line
KINDS = ("sample", "busy", "fresh", "diligent")
NUMBERED = re.compile(r"am brief (\d{1,2})$")
OPEN = """
SELECT c.id, a.code, a.name, c.starts_on, c.renew_months, c.ends_on, c.notice_days, c.auto_renew, c.stage,
       c.currency,
       coalesce(c.annual_value, 0) + (SELECT coalesce(sum(m.annual_value), 0) FROM contract m
                                      WHERE m.amends_id = c.id AND m.terminated_on IS NULL) AS value
FROM contract c JOIN account a ON a.id = c.account_id
WHERE c.ends_on IS NOT NULL AND c.amends_id IS NULL AND c.renewed_by_id IS NULL AND c.outcome IS NOT 'churned'
  AND (c.terminated_on IS NULL OR c.terminated_on > :today) AND a.status IN ('onboarding', 'active')
  AND NOT EXISTS (SELECT 1 FROM snooze s WHERE s.kind = 'contract' AND s."row" = c.id AND s.until > :today)"""
MEETINGS = """
SELECT i.id, a.name, i."on", i.at FROM interaction i JOIN account a ON a.id = i.account_id
WHERE i.planned = 1 AND i.cancelled = 0 AND a.status <> 'archived' AND i."on" = :today"""


class Due(NamedTuple):
    """A deadline that the day must tell of."""

    ref: str
    name: str
    place: str  # ahead or past
    agreed: bool
    on: dt.date
    value: int


class Day(NamedTuple):
    """What a day must show: by the tables, and by the program's own JSON."""

    today: dt.date
    deadlines: list[Due]
    meetings: int
    data: dict[str, Any]


class Shown(NamedTuple):
    """The screen of a day, section by section."""

    text: str
    lines: list[str]
    sections: dict[str, list[str]]


def rows(cli: Cli, query: str, today: dt.date) -> list[sqlite3.Row]:
    """What the tables say."""
    db = sqlite3.connect(cli.book)
    db.row_factory = sqlite3.Row
    try:
        return db.execute(query, {"today": today.isoformat()}).fetchall()
    finally:
        db.close()


def deadlines(cli: Cli, today: dt.date) -> list[Due]:
    """Every deadline within a week, or passed and undecided: a notice for 14 days, ends for 90."""
    found = []
    for row in rows(cli, OPEN, today):
        ends, term = dt.date.fromisoformat(row["ends_on"]), None
        if row["auto_renew"] and ends < today:
            term, ends = running(dt.date.fromisoformat(row["starts_on"]), ends, row["renew_months"], today)
        notice = None if row["notice_days"] is None else ends - dt.timedelta(days=row["notice_days"])
        agreed, ref = row["stage"] in ("verbal", "signed") and term is None, f"k{row['id']}"
        value = round(row["value"] * RATES[row["currency"]])
        if ends < today:
            if (today - ends).days <= 90:
                found.append(Due(ref, row["name"], "past", agreed, ends, value))
        elif row["stage"] == "signed" and term is None:
            continue
        elif notice is not None and 0 <= (notice - today).days <= 7:
            found.append(Due(ref, row["name"], "ahead", agreed, notice, value))
        elif (notice is None or notice < today) and (ends - today).days <= 7:
            found.append(Due(ref, row["name"], "ahead", agreed, ends, value))
        elif row["auto_renew"] and notice is not None and 0 < (today - notice).days <= 14:
            found.append(Due(ref, row["name"], "past", agreed, notice, value))
        elif term is not None and is_new(term, notice or ends, today):
            found.append(Due(ref, row["name"], "past", agreed, term - dt.timedelta(days=1), value))
    return found


def is_new(term: dt.date, deadline: dt.date, today: dt.date) -> bool:
    """Whether a term that began by itself is told of: for two weeks by name, then for as long as its own
    deadline is more than 30 days away or has passed."""
    past = (today - term).days + 1
    return past <= 14 or (past <= 90 and not 0 <= (deadline - today).days <= 30)


def day_of(cli: Cli, today: dt.date) -> Day:
    """It, whatever the size of the screen."""
    data = cli.json("today", today=today.isoformat())
    return Day(today, deadlines(cli, today), len(rows(cli, MEETINGS, today)), data)


def morning(cli: Cli, today: dt.date, columns: int, height: int) -> Shown:
    """The screen of a day."""
    size = {"COLUMNS": str(columns), "LINES": str(height)}
    text = cli("today", "-o", "table", today=today.isoformat(), env=size).out
    lines, sections, name = text.splitlines(), {each: [] for each in SECTIONS}, ""
    for line in lines:
        if line in SECTIONS:
            name = line
        elif not line:
            name = ""
        elif name:
            sections[name].append(line)
    return Shown(text, lines, sections)


def is_named(due: Due, lines: list[str]) -> bool:
    """Whether a deadline has a line of its own: by its account, whose name may be cut."""
    return any(line[1:4].strip() and due.name[:11] in line for line in lines)


def check_size(shown: Shown, columns: int, height: int) -> None:
    """Never wider than the screen, nor longer than it without the prompt."""
    assert max(map(len, shown.lines)) <= columns
    assert len(shown.lines) <= height - 1, shown.text


def check_deadlines(cli: Cli, day: Day, shown: Shown) -> None:
    """Each deadline is named, or counted in a line whose command lists it."""
    lines = shown.sections["Deadlines"]
    today, expected = day.today, day.deadlines
    unnamed = {each for each in expected if not is_named(each, lines)}
    for place, pattern in (
        ("ahead", r"^[•* ] +(\d+) more +(\S+) .*(am renewals -i 7d)"),
        ("past", r"^ +(\d+) not recorded +(\S+) .*(am renewals --past)"),
    ):
        left = {each for each in unnamed if each.place == place}
        counted = [found for line in lines if (found := re.match(pattern, line))]
        assert bool(left) <= bool(counted), (today, left, shown.text)
        if counted:
            number, amount, command = counted[0].groups()
            assert int(number) == len(left), (today, left, shown.text)
            assert amount == compact(sum(each.value for each in left), "EUR")
            listed = {row["contract"] for row in cli.json(*command.split()[1:], today=today.isoformat())}
            assert {each.ref for each in left} <= listed
    pressing = {each for each in unnamed if each.place == "ahead" and not each.agreed}
    if pressing:
        others = [each for each in expected if each not in unnamed]
        assert all(each.place == "ahead" and not each.agreed for each in others), (today, shown.text)


def check_meetings(day: Day, shown: Shown) -> None:
    """Each meeting of the day is in its line, or in the one that counts the rest."""
    lines = shown.sections["Today"]
    named = [line for line in lines if re.match(r"^• *\d+ ", line) and "am brief" in line]
    counted = [int(found[1]) for line in lines if (found := re.match(r"^• +(\d+) (more )?meetings ", line))]
    assert len(named) + sum(counted) == day.meetings, (day.today, shown.text)
    assert sum(1 for each in day.data["meetings"] if each["state"] == "ahead") == day.meetings


def check_rest(day: Day, shown: Shown) -> None:
    """Whatever is due is in a line, beside one, or in the footer; a section that has something has a line."""
    today, data = day.today, day.data
    for lane, title in (("dated", "Deadlines"), ("owed", SECTIONS[2]), ("quiet", SECTIONS[3])):
        has = any(each["section"] == lane for each in data["actions"])
        assert has or not shown.sections[title] or data["silent"], (today, title)
        assert shown.sections[title] or not has or lane == "quiet", (today, title, shown.text)
    footer = " ".join(shown.lines[-2:])
    if data["checkins"]:
        assert re.search(rf"\b{len(data['checkins'])} check-in|am checkins {len(data['checkins'])}", footer)
    hidden = re.search(r"([\d,]+) more: am --all", footer)
    everything = len([each for each in data["actions"] if each["place"] != "unrecorded"])
    numbered = sum(1 for lines in shown.sections.values() for line in lines if line[1:4].strip())
    assert hidden is not None or numbered >= min(everything, 1)


def commands(shown: Shown) -> Iterator[str]:
    """The commands of a screen."""
    for lines in shown.sections.values():
        for line in lines:
            yield "am " + line.rpartition("  am ")[2]


def form_of(command: str) -> str:
    """A command without the account or the record that it is about."""
    return " ".join(word for at, word in enumerate(command.split()) if at < 2 or word.startswith("-"))


def run_commands(cli: Cli, today: dt.date, shown: Shown, seen: set[str], folder: Path) -> None:
    """Every command that was not seen before runs as it stands, each on a copy of the book; by day one of
    those that differ in the account or the record alone, for each day on which it is shown."""
    for command in commands(shown):
        alike = command if is_nightly() else f"{today} {form_of(command)}"
        if alike in seen or command in seen or NUMBERED.match(command):
            continue
        seen |= {alike, command}
        folder.mkdir(exist_ok=True)
        copy = Cli(folder, folder / "copy.db")
        shutil.copyfile(cli.book, copy.book)
        shutil.copyfile(cli.config, copy.config) if cli.config.exists() else None
        found = copy(*shlex.split(command)[1:], today=today.isoformat(), tty=True, stdin=TYPED)
        assert found.code == 0, (today, command, found)


def run_numbers(cli: Cli, today: dt.date, home: Path) -> None:
    """The commands that bear a number run in the terminal that showed the list."""
    environ = clean_environment(home) | cli.environ(today.isoformat()) | {"LINES": "24", "TERM": "xterm"}
    program = shlex.quote(str(Path(shutil.which("am", path=environ.get("PATH")) or "am")))
    screen = run_any_on_terminal(["bash", "-c", program], environ, 80, "").out
    found = [int(match[1]) for line in screen.splitlines() if (match := NUMBERED.search(line.rstrip()))]
    for number in found[:3]:
        line = f"{program} > /dev/tty; {program} brief {number}"
        again = run_any_on_terminal(["bash", "-c", line], environ, 80, "")
        assert again.code == 0, (today, number, again.out)


def act(cli: Cli, today: dt.date) -> None:
    """A diligent owner does what the first three lines say."""
    data, on = cli.json("today", today=today.isoformat()), today.isoformat()
    waiting = [each["ref"] for each in data["meetings"] if each["state"] == "unconfirmed"]
    for ref in waiting[:3]:
        cli("held", ref, "went well", today=on)
    for each in data["actions"][: 3 - min(3, len(waiting))]:
        if each["section"] == "dated":
            renewed = each["place"] in ("passed", "unrecorded")
            words = tuple(each["command"].split()[1:]) if renewed else ("stage", each["ref"], "signed")
        elif each["section"] == "owed":
            words = ("done", each["ref"]) if each["ref"][0] == "t" else ("issue", "resolve", each["ref"])
        else:
            words = ("log", each["account"], "spoke about the plans")
        assert cli(*words, today=on).code == 0, (today, words)


@pytest.fixture(params=KINDS)
def walked(request: pytest.FixtureRequest, cli: Cli, sample_book: Path) -> tuple[str, Cli]:
    """A book and what kind it is."""
    if request.param == "sample":
        shutil.copyfile(sample_book, cli.book)
        shutil.copyfile(sample_book.with_suffix(".toml"), cli.config)
    else:
        books.make(request.param, cli)
    return request.param, cli


def test_sixty_mornings_hide_nothing_and_fit_their_screen(
    walked: tuple[str, Cli], tmp_path: Path, am: Any
) -> None:
    kind, cli = walked
    first = dt.date(2026, 3, 2) if kind == "sample" else books.FIRST
    seen: set[str] = set()
    # By day each day of the week comes, two of them at either end of the walk, and each size of the screen at
    # least twice with each book; between them lie the end of the quarter and of most notices.
    looked_at, acted_on = some(range(books.DAYS), 13), some(range(books.DAYS), 5)
    for offset in range(books.DAYS):
        today = first + dt.timedelta(days=offset)
        if offset in looked_at:
            sizes = in_turn(SIZES, looked_at.index(offset))  # by day one after the other
            look_at(cli, day_of(cli, today), sizes, seen, tmp_path / "copy")
        if kind == "diligent" and offset in acted_on:
            act(cli, today)


def look_at(cli: Cli, day: Day, sizes: Sequence[tuple[int, int]], seen: set[str], folder: Path) -> None:
    """A morning on screens of these sizes."""
    for columns, height in sizes:
        shown = morning(cli, day.today, columns, height)
        check_size(shown, columns, height)
        check_deadlines(cli, day, shown)
        check_meetings(day, shown)
        run_commands(cli, day.today, shown, seen, folder)
        if (columns, height) == SIZES[0]:
            check_rest(day, shown)


@pytest.mark.parametrize("offset", [0, 20, 36])
def test_a_command_with_a_number_runs_where_the_number_was_shown(
    walked: tuple[str, Cli], offset: int, tmp_path: Path
) -> None:
    kind, cli = walked
    first = dt.date(2026, 3, 2) if kind == "sample" else books.FIRST
    run_numbers(cli, first + dt.timedelta(days=offset), tmp_path)
