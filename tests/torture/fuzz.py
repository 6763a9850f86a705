"""Whole command lines drawn from the tree of commands, and files of every form with something wrong in them:
a documented exit code, clear words, no traceback, and a book that a refused command leaves as it was.

Each attempt is a process of its own, so that what ends it, or never ends, is seen and costs nothing else.
"""

import contextlib
import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from random import Random

from tests.commands.test_hostile_names import strange
from tests.commands.test_nonsense import DOCUMENTED, NONSENSE, REFS, VALID, Watch, leaves
from tests.interchange.presets.samples import FOLDER
from tests.interchange.workbooks import xlsx
from tests.support import dump, kept_open
from tests.torture.row import Attempt, Row
from tests.torture.world import CALENDAR, template
from tests.torture.world import faults as faults_of_book

EACH, EACH_SHORT = 200, 75  # inputs of an attempt
HANG = 120  # seconds that one input may take on a busy machine
# These leave the folder, wait for somebody, or start another program.
LEFT_OUT = {"completion", "cron"}
WORDS = (
    "acme", "acton", "birch", "jane", "p1", "k1", "k2", "t1", "n1", "o1", "i1", "f1", "s1", "u1", "g1",
    "e1", "m1", "k99", "P1", "k1,k2", "tier:key", "-tier:key", "health:at-risk", "arr.gt:10k",
    "touched.before:-30d", "owner:", "due.within:7d", "tag:pilot", "(tier:key", "tier:key or", "not",
    "score.lt:50", "name.has:a", "fri", "-3d", "+2w", "eoq", "28 feb", "2026-02-28", "2026-02-30",
    "31/12/2025", "today", "last-quarter", "2026-Q1", "2026", "2020..2026", "mon..fri", "10k", "1.5", "-1",
    "+5%", "EUR 10", "1e9", "12m", "30d", "0d", "9999y", "10:30", "25:00", "name", "-name", "name,-name",
    "json", "csv", "ids", "md", "table", "x=y", "=", "a=b=c", "Some words", "é", "株式会社", "\u202ex",
    "\U0001f600", "a\tb", "a\nb", "'", '"', "\\", "%", "*", "--", "-", "-x", "--no", ":1", "3", "1", "",
)  # fmt: skip
# Signs of Arabic, Syriac and Kaithi numbers: they count as characters of format, and can be seen.
JOINED = {
    f"U+{each:04X}" for each in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)
}
FORMS = (
    "json", "jsonl", "csv", "tsv", "md", "table", "ids",
)  # fmt: skip
VCARD = """BEGIN:VCARD\r
VERSION:3.0\r
N:Orr;Jane;;;\r
FN:Jane Orr\r
ORG:Acme Robotics\r
EMAIL;TYPE=WORK:jane@acme.example\r
TEL;TYPE=CELL:+44 20 7946 0018\r
BDAY:1980-02-03\r
NOTE:Met at the fair\\, twice\r
END:VCARD\r
"""
MAIL = """From jane@acme.example Mon Feb  2 10:00:00 2026
From: Jane Orr <jane@acme.example>
To: Me <me@example.com>
Subject: =?utf-8?q?Renewal_=E2=82=AC?=
Date: Mon, 2 Feb 2026 10:00:00 +0100
Message-ID: <one@acme.example>
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

Hello, shall we talk?
--b
Content-Type: text/html

<p>Hello, <b>shall</b> we talk?</p>
--b--

"""
CHAT = """[02/02/2026, 10:15:00] Jane Orr: Hello there
[02/02/2026, 10:16:10] Me: Good morning
[03/02/2026, 09:00:00] Jane Orr: Shall we talk on Friday?
"""
CALLS = """<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<calls count="2">
<call number="+442079460018" duration="61" date="1770026400000" type="1" contact_name="Jane Orr" />
<call number="020 7946 0018" duration="0" date="1770112800000" type="3" contact_name="(Unknown)" /></calls>
"""
TELEGRAM = json.dumps({
    "name": "Jane Orr", "type": "personal_chat", "id": 1,
    "messages": [{"id": 1, "type": "message", "date": "2026-02-02T10:00:00", "date_unixtime": "1770026400",
                  "from": "Jane Orr", "from_id": "user1", "text": "Hello"}],
})  # fmt: skip
TRANSCRIPT = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Jane Orr>Good morning, thanks for joining.</v>

00:00:05.000 --> 00:00:09.000
<v Me>Good morning.</v>
"""
LINES = "".join(
    json.dumps(each) + "\n"
    for each in (
        {"kind": "account", "name": "New Ltd", "tier": "key"},
        {"kind": "contact", "account": "acme", "name": "Kim Oh", "email": "kim@acme.example"},
        {"kind": "interaction", "account": "acme", "on": "2026-02-02", "summary": "Hi"},
    )
)
SEVERAL = "account;kind;on;summary\nacme;call;03.02.2026;Hello\nnobody;call;04.02.2026;Lost\n"
WORKBOOK = [["Account", "Name", "Email"], ["acme", "Kim Oh", "kim@acme.example"], ["acton", "Lee", None]]


@cache
def files() -> dict[str, bytes]:
    """A small good file of each form that is read, by its name."""
    made = {
        "people.vcf": VCARD.encode(), "meetings.ics": CALENDAR.encode(), "in.mbox": MAIL.encode(),
        "mail.eml": MAIL.partition("\n")[2].encode(), "_chat.txt": CHAT.encode(), "calls.xml": CALLS.encode(),
        "result.json": TELEGRAM.encode(), "talk.vtt": TRANSCRIPT.encode(), "more.jsonl": LINES.encode(),
        "calls.csv": SEVERAL.encode(), "people.xlsx": xlsx({"Sheet": WORKBOOK}),
    }  # fmt: skip
    samples = {path.name: path.read_bytes() for path in sorted(FOLDER.rglob("*.*")) if path.is_file()}
    return made | samples


PIECES = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'", b"\n", b"\r\n", b"\r", b",", b";", b"\t", b"\x1a",
    b"=1+1", b"\\", b"9" * 400, b"-1", b"1e999", b"NaN", b"2026-02-30", b"00000", b"\xc3\x28",
    b"\xf0\x9f\x98\x80", b"&amp;", b"<![CDATA[", b"BEGIN:VEVENT\r\n", b"END:VCARD\r\n", b"{", b"]", b"null",
    b":", b"%00", b"\xe2\x80\xae", b"a" * 9000,
)  # fmt: skip


def spoilt(dice: Random) -> tuple[str, bytes]:
    """A file of some form with a few things wrong in it."""
    names = list(files())
    name = dice.choice(names)
    data = bytearray(files()[name])
    for _ in range(dice.choice((0, 1, 1, 2, 3, 8))):
        at = dice.randrange(len(data) + 1)
        how = dice.randrange(7)
        if how == 0 and data:
            data[min(at, len(data) - 1)] ^= 1 << dice.randrange(8)
        elif how == 1:
            del data[at : at + dice.choice((1, 5, 100))]
        elif how == 2:
            data[at:at] = dice.choice(PIECES)
        elif how == 3:
            data[at:at] = data[at : at + dice.choice((10, 200))]
        elif how == 4:
            del data[at:]
        elif how == 5:
            other = files()[dice.choice(names)]
            data[at:at] = other[dice.randrange(len(other)) :][:300]
        else:
            lines = bytes(data).split(b"\n")
            dice.shuffle(lines)
            data = bytearray(b"\n".join(lines))
    if dice.random() < 0.03:
        with contextlib.suppress(UnicodeDecodeError):
            data = bytearray(
                bytes(data).decode().encode(dice.choice(("utf-16", "utf-16-be", "cp1252")), "replace")
            )
    ending = Path(dice.choice(names)).suffix if dice.random() < 0.2 else Path(name).suffix
    return f"file{ending}", bytes(data)


def import_line(name: str, dice: Random) -> list[str]:
    """A command line that imports a file."""
    more: list[str] = []
    if dice.random() < 0.3:
        more += [
            "--kind",
            dice.choice(("accounts", "contacts", "contracts", "interactions", "tasks", "usage")),
        ]
    more += [each for each in ("--create-accounts", "--skip-bad", "--full-text") if dice.random() < 0.2]
    return ["import", name, *more, "--yes" if dice.random() < 0.2 else "--dry-run"]


def word(dice: Random, valid: str = "acme") -> str:
    """What somebody may type in a place."""
    drawn = dice.random()
    if drawn < 0.3:
        return valid
    if drawn < 0.75:
        return dice.choice(WORDS)
    if drawn < 0.9:
        return dice.choice(NONSENSE)
    return "".join(
        chr(dice.choice((dice.randrange(32, 127), dice.randrange(160, 0x2FFF))))
        for _ in range(dice.randrange(9))
    )


def command_line(dice: Random) -> list[str]:
    """A command line, most of it as it should be."""
    path, command = dice.choice([each for each in leaves().items() if each[0][0] not in LEFT_OUT])
    found = list(path)
    for param in command.params:
        if param.param_type_name == "argument":
            valid = (
                REFS.get(path[0], VALID[param.name]) if param.name in ("ref", "refs") else VALID[param.name]
            )
            if dice.random() < 0.9:
                found.append(word(dice, valid))
        elif dice.random() < 2.5 / (len(command.params) + 1):
            option = dice.choice(param.opts)
            if option in ("--output", "-o"):
                found += [option, dice.choice(FORMS)]
            elif option not in ("--help", "-h", "--send-with", "--editor", "-e", "--to"):
                found += [option] if param.is_flag else [option, word(dice)]
    return shaken(found, dice)


def shaken(line: list[str], dice: Random) -> list[str]:
    """A line in which a word may be missing, twice, joined to the next or in another place."""
    how = dice.randrange(12)
    at = dice.randrange(len(line))
    if how == 0:
        del line[at]
    elif how == 1:
        line.insert(at, line[at])
    elif how == 2:
        line.insert(dice.randrange(len(line) + 1), word(dice))
    elif how == 3 and at + 1 < len(line):
        line[at : at + 2] = [f"{line[at]}={line[at + 1]}"]
    elif how == 4:
        line[at] = line[at][: max(1, len(line[at]) - 1)]
    elif how == 5:
        line += dice.choice(
            (["--as-of", word(dice, "-30d")], ["--today", word(dice, "mon")], ["--limit", word(dice, "3")])
        )
    return [each for each in line if "/" not in each and "~" not in each]


def begin_fuzz(folder: Path, short: bool) -> Attempt:
    """A hundred inputs at a time."""
    source = folder / "source.db"
    shutil.copy(template().book, source)
    leaves(), files()  # read once, before there are processes
    lanes = 1 if short else os.cpu_count() or 1

    def attempt(number: int, dice: Random) -> list[str]:
        seeds = [dice.random() for _ in range(EACH_SHORT if short else EACH)]
        running = [
            in_a_child(
                folder / f"lane {lane}", partial(run_all, folder / f"lane {lane}", source, seeds[lane::lanes])
            )
            for lane in range(lanes)
        ]
        return [each for lane, pid in enumerate(running) for each in said_by(pid, folder / f"lane {lane}")]

    return attempt


def in_a_child(folder: Path, work: Callable[[Callable[[str], None]], None]) -> int:
    """Do something in a process of its own, which keeps notes; gives its number."""
    folder.mkdir(exist_ok=True)
    notes = folder / "notes"
    notes.write_text("")
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            with notes.open("a", encoding="utf-8", errors="backslashreplace", buffering=1) as file:
                try:
                    work(lambda text: print(json.dumps(text), file=file))
                    code = 0
                except BaseException:
                    print(json.dumps("! " + traceback.format_exc()), file=file)
        finally:
            os._exit(code)
    return pid


def said_by(pid: int, folder: Path) -> list[str]:
    """What a process says went wrong, and its last word where it didn't end well."""
    _, status = os.waitpid(pid, 0)
    said = [json.loads(line) for line in (folder / "notes").read_text(encoding="utf-8").splitlines()]
    wrong = [each for each in said if each.startswith("! ")]
    if status and not wrong:
        wrong.append(
            f"ended with {os.waitstatus_to_exitcode(status)} at {said[-1] if said else 'its beginning'}"
        )
    return wrong


def run_all(folder: Path, source: Path, seeds: list[float], say: Callable[[str], None]) -> None:
    """Try all inputs of an attempt, in a folder in which they can do no harm."""
    place = folder / "now"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    os.chdir(place)
    os.environ.update(HOME=str(place), TMPDIR=str(place))
    shutil.copy(source, place / "book.db")
    with kept_open(place, place / "book.db") as cli:
        watch = Watch(cli, source, dump(source))
        for at, seed in enumerate(seeds):
            dice = Random(seed)
            if dice.random() < 0.3:
                name, data = spoilt(dice)
                (place / name).write_bytes(data)
                argv = import_line(name, dice)
            else:
                argv = command_line(dice)
            say(f"input {at}: {argv!r}")
            signal.alarm(HANG)
            cli.config.unlink(missing_ok=True)
            wrong = wrong_with(watch, argv)
            signal.alarm(0)
            if wrong:
                say(f"! input {at}: {argv!r}: {', '.join(wrong)}")
        watch.close()
    for each in faults_of_book(place / "book.db"):
        say(f"! the book: {each}")


def wrong_with(watch: Watch, argv: list[str]) -> list[str]:
    """What is wrong with the answer to one command line; the book is put back."""
    code, out, err = watch.cli(*argv, env={"EDITOR": "true"})
    wrong = [] if code in DOCUMENTED else [f"exit code {code}"]
    if "unexpected happened" in err or "Traceback (most" in err + out:
        wrong.append(f"an unforeseen error: {err[-300:]}")
    if bad := strange(err) - JOINED:
        wrong.append(f"{bad} on standard error")
    if code not in (0, 10) and not err.strip():
        wrong.append(f"exit code {code} without a word")
    if code not in (0, 10) and argv[0] != "import" and not err.startswith(("am: ", '{"error": ')):
        wrong.append(f"another beginning: {err[:80]!r}")
    if watch.changed():
        if code not in (0, 10) and dump(watch.cli.book) != watch.before:
            wrong.append("a change in spite of the error")
        watch.restore()
    return wrong


ROWS = (
    Row("fuzz", "fuzzed inputs over every parser and whole command lines", 1_000_000, 2, begin_fuzz, EACH),
)
