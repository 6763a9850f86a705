"""Random sequences of commands, as many undos, as many redos: the book is the same to the byte, and so are
the settings. Kept scores and what is worked out each day stand aside."""

import shutil
from pathlib import Path
from random import Random

from tests.commands.writes import FILES, WRITES, commands
from tests.support import Cli, dump, kept_open
from tests.torture.row import Attempt, Row
from tests.torture.world import ASIDE, template

STEPS = 20
# Each changes records, with what it is about left open.
MORE = """
log {account} "Call about it" -n Ask -d fri
log {account} "Wrote" -k email -f good
task add {account} "Do something" --due +9d --promised
task edit {task} --title "Something else" --due -
done {task}
snooze {account} +7d --reason away
snooze {task} +3d
account edit {account} --name "{word} Ltd" --tier light
account edit {account} --owner "{word}" --region EMEA --notes "{word}"
account tag {account} {word}
account untag {account} {word}
account pulse {account} good "{word}"
account archive {account}
account merge {account} {other} --yes
account rm {account} --yes
contact add {account} "{word} Person" --email {word}@a.example --role champion
contact edit {contact} --title "{word}" --phone "020 7946 0{number}"
contact left {contact}
contact move {contact} {account}
contact rm {contact} --yes
contract add {account} --product "{word}" --value {number} --starts 2026-01-01 --term 12m
contract edit {contract} --value {number}.5
contract renew {contract}
contract amend {contract} --by {number}
contract churn {contract} --reason price
contract rm {contract} --yes
stage {contract} verbal
opportunity add {account} "{word}" --value {number}
issue add {account} "{word}" --severity high
feedback add {account} "{word}" --theme {word}
survey add {account} nps 7 "{word}"
usage add {account} seats {number}
goal add {account} "{word}" --due eoq
news add {account} funding --good
target set 2026-Q2 renewals {number}k
play start renewal {account} --on 2027-06-01
activity rm {interaction} --yes
activity edit {interaction} --body "{word}"
import accounts.csv contacts.csv --yes
config set dates.order dmy
config set lists.checkins {number}d
config unset lists.checkins
doctor --separate {account} {other}
"""
KINDS = ("account", "task", "contact", "contract", "interaction")
LINES = (*commands(MORE), *commands(WRITES))


class Office:
    """`am` on a book of its own, and the dice."""

    def __init__(self, cli: Cli, dice: Random) -> None:
        self.cli, self.dice = cli, dice

    def line(self) -> list[str]:
        """A command line, about records that are there."""
        argv = self.dice.choice(LINES)
        there = {kind: self.one_of(kind) for kind in KINDS if any(f"{{{kind}}}" in word for word in argv)}
        there |= {"other": self.one_of("account") if any("{other}" in word for word in argv) else ""}
        there |= {
            "word": self.dice.choice(("alpha", "Beta", "Ünder", "x'y", "=1+1", "100%", "a b")).replace(
                " ", "-"
            )
        }
        there |= {"number": str(self.dice.randrange(100, 999))}
        return [word.format(**there) if "{" in word else word for word in argv]

    def one_of(self, kind: str) -> str:
        """A record of a kind; one that isn't there where there is none."""
        ids = self.cli("account" if kind == "account" else kind, "list", "-o", "ids").out.split()
        return self.dice.choice(ids) if ids else "zzz"

    def state(self) -> tuple[object, str]:
        """All that the book and the settings hold, stamps included."""
        text = self.cli.config.read_text() if self.cli.config.exists() else ""
        return dump(self.cli.book, ASIDE), text

    def newest(self) -> int:
        """The number of the newest change."""
        rows = self.cli.json("history", "--limit", "1")
        return int(rows[0]["change"]) if rows else 0


def begin_undone(folder: Path, short: bool) -> Attempt:
    """A sequence, then as many undos, then as many redos."""

    def attempt(number: int, dice: Random) -> list[str]:
        place = folder / "now"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        shutil.copy(template().book, place / "book.db")
        for name, text in FILES.items():
            (place / name).write_text(text)
        with kept_open(place, place / "book.db") as cli:
            return sequence(Office(cli, dice), place)

    return attempt


def sequence(office: Office, place: Path) -> list[str]:
    """One of them: what went wrong."""
    states, lines = [office.state()], []
    for _ in range(STEPS):
        argv = [str(place / word) if word in FILES else word for word in office.line()]
        before = office.newest()
        found = office.cli(*argv)
        if found.code not in (0, 2, 3, 4, 5):
            return [f"{argv}: exit code {found.code}: {found.err}"]
        if office.newest() != before:
            lines.append(argv)
            states.append(office.state())
    return walked(office, states, lines)


def walked(office: Office, states: list[tuple[object, str]], lines: list[list[str]]) -> list[str]:
    """Back to the beginning, and to the end again."""
    for verb, along, done in (
        ("undo", list(reversed(states[:-1])), list(reversed(lines))),
        ("redo", states[1:], lines),
    ):
        for state, argv in zip(along, done, strict=True):
            said = office.cli(verb, "--dry-run", "-o", "ids") if office.dice.random() < 0.2 else None
            if said is not None and said.code:
                return [f"{verb} --dry-run of {argv}: {said}"]
            found = office.cli(verb)
            if found.code:
                return [f"{verb} of {argv}: {found} after {lines}"]
            if office.state() != state:
                return [f"{verb} of {argv}: the book is not as it was; {lines}"]
    return []


ROWS = (
    Row("undone", "random sequences of commands, as many undos: the same; redo: the other", 1000, 1,
        begin_undone, STEPS),
)  # fmt: skip
