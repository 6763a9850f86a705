"""What a score has meant in this book: the newest back-test's cases by tens of score, kept in the book.

`am backtest` keeps them; they count while the figures of the score are the same. Like the day's state they
are no record: nobody journals, exports or undoes them. What a back-test is: rules/backtest.py.
"""

import datetime as dt
from collections.abc import Sequence

from amcli import jsontext
from amcli.facts.account_facts import World
from amcli.facts.day_state import REMARK
from amcli.fields import Row
from amcli.hints import NamedTuple
from amcli.rules.isodays import day as day_of

SETTING = "meaning"
FORM = 1  # of what is kept; another form of it says nothing
LEAST_CASES = 30  # of fewer a share says little


class Tens(NamedTuple):
    """Ten scores: how many cases had one of them, and how many of these lost something."""

    first: int
    last: int
    cases: int
    lost: int


class Meaning(NamedTuple):
    """What scores meant in a back-test: the day of it, its horizon as it is typed, the smallest fall that was
    a loss (basis points of the revenue; 0: every one), and all cases, also those without a score."""

    on: str
    horizon: str
    least: int
    cases: int
    lost: int
    tens: tuple[Tens, ...]

    @property
    def share(self) -> float:
        """Of all cases, the share that lost something."""
        return self.lost / self.cases

    def of(self, score: int) -> Tens | None:
        """The cases that scored alike; None where they are too few."""
        found = next((each for each in self.tens if each.first <= score <= each.last), None)
        return found if found is not None and found.cases >= LEAST_CASES else None


def keep_meaning(
    world: World, horizon: str, least: int, tens: Sequence[Tens], of_all: tuple[int, int]
) -> None:
    """Keep what a back-test of the whole book came to, at the end of the command."""
    cases, lost = of_all
    if world.book.looks_back or world.only is not None or not cases:
        return
    found = Meaning(world.today.isoformat(), horizon, least, cases, lost, tuple(tens))
    value = jsontext.dumps({"form": FORM, "model": world.model.version, "found": found})
    world.book.at_end.append(lambda: world.book.db.execute(REMARK, (SETTING, value)))


def read_meaning(world: World) -> Meaning | None:
    """What scores have meant by the newest back-test until today; None where none is kept, or where it was
    made with other figures."""
    row = world.book.db.execute("SELECT value FROM setting WHERE key = ?", (SETTING,)).fetchone()
    if row is None:
        return None
    try:
        kept = jsontext.loads(row[0])
        if (kept["form"], kept["model"]) != (FORM, world.model.version):
            return None
        found = Meaning._make(kept["found"])
        found = found._replace(tens=tuple(Tens._make(each) for each in found.tens))
    except (ValueError, TypeError, KeyError):
        return None
    return found if (day_of(found.on) or dt.date.max) <= world.today else None


def meant(found: Meaning | None, score: int | None) -> Row | None:
    """What one score has meant: `meant` of `am risks ACCOUNT`."""
    ten = None if found is None or score is None else found.of(score)
    if found is None or ten is None:
        return None
    return {
        "from": ten.first,
        "to": ten.last,
        "cases": ten.cases,
        "lost": ten.lost,
        "share": ten.lost / ten.cases,
        "all": found.share,
        "on": found.on,
        "horizon": found.horizon,
        "least": found.least / 10_000 if found.least else None,
    }
