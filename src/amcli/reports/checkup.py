"""The check-up of a book: the fields of `am doctor` and what a person sees of it.

What is looked at is commands/checkup.py (the book) and commands/surroundings.py (what is around it).
"""

from collections.abc import Callable

from amcli.fields import Row, fields
from amcli.hints import NamedTuple
from amcli.page import Cell, Code, Column, Footer, Line, Page, Table, dash
from amcli.rules.formatting import count

OK, WARNING, FAULT = STATES = ("ok", "warning", "fault")
FIELDS = fields(
    """
check   text! what was checked
state   text! ok, warning (worth your attention) or fault (something is wrong)
finding text! what was found
command text  what to type
fixable bool! whether am doctor --fix puts it right
fixed   bool! whether it has just been put right
""",
    state=STATES,
)
COLUMNS = (Column("State", least=7), Column("Check", least=12), Column("Finding", rest=True, wraps=True))
ROLES = {OK: "healthy", WARNING: "due", FAULT: "alarm"}
BELOW = 23


def checkup_page(shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees: what is wrong first, each with its command, then what was put right, and what is
    well."""
    ordered = sorted(shown, key=lambda row: (-STATES.index(row["state"]), not row["fixed"]))
    lines = [line for row in ordered for line in finding_lines(row)]
    return Page("Check-up", counted(whole), [], [Table(COLUMNS, lines)], footer_of(whole), shown=ordered)


def finding_lines(row: Row) -> list[Line]:
    """One check, and below it what to type."""
    state = Cell("fixed" if row["fixed"] else row["state"], ROLES[row["state"]])
    lines: list[Line] = [[state, row["check"], dash(row["finding"])]]
    if row["command"] and row["state"] != OK:
        lines.append(Code([Cell(row["command"], "command")], indent=BELOW))
    return lines


def counted(rows: list[Row]) -> str:
    """`1 fault · 2 warnings · 17 checks ok`, of those that are shown."""
    many = {state: sum(1 for row in rows if row["state"] == state) for state in STATES}
    found = [(many[FAULT], "fault", ""), (many[WARNING], "warning", ""), (many[OK], "check", " ok")]
    return " · ".join(f"{count(number, one)}{after}" for number, one, after in found if number)


def footer_of(rows: list[Row]) -> list[Footer]:
    """What can be put right at once."""
    able = sum(1 for row in rows if row["fixable"])
    return [Footer(f"{count(able, 'finding')} can be fixed at once.", "am doctor --fix")] if able else []


FIX = "am doctor --fix"
MADE_ANEW = "am team pull"


class Finding(NamedTuple):
    """What a check found. `fix` puts it right where that follows from the rest; `of_book` is whether that
    changes the book's file, which is backed up before."""

    check: str
    state: str
    text: str
    command: str = ""
    fix: Callable[[], None] | None = None
    of_book: bool = True

    def untouched(self) -> "Finding":
        """The same in a book whose file nothing is to be written into."""
        return self._replace(fix=None, command="am restore") if self.fix and self.of_book else self

    def made_anew(self) -> "Finding":
        """The same in a roll-up, which is made anew rather than put right."""
        return self._replace(fix=None, command=MADE_ANEW if self.state == FAULT else self.command)

    def row(self, fixed: bool = False) -> Row:
        """As JSON has it."""
        return {
            "check": self.check,
            "state": self.state,
            "finding": self.text,
            "command": FIX if self.fix is not None else self.command or None,
            "fixable": self.fix is not None,
            "fixed": fixed,
        }
