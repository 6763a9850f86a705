"""One account of the large sample book, as a table like those of `data/`.

Everything is drawn with a generator of the account's own, so that accounts do not change each other. The
parts of the table are in `bought`, `around` and `lately`; here is what all of them ask chance for.
"""

import datetime as dt
import random
from collections.abc import Mapping, Sequence

from amcli.demo.large.invented import Region
from amcli.demo.large.lives import LIVES, SIZES
from amcli.demo.story import parsed, workday
from amcli.hints import Any

FILE = "large.toml"
NICE = ((10_000, 100), (50_000, 500), (10**9, 1_000))
FIRST_WEEK = dt.timedelta(days=5)
ONE_DAY = dt.timedelta(days=1)
CROWNS = 11  # an amount in Swedish crowns, of one in euros


def words() -> dict[str, Any]:
    """All that the large book is made of."""
    return parsed(FILE)


def texts(name: str) -> list[Any]:
    """One of the lists of texts."""
    found: list[Any] = words()["words"][name]
    return found


class Author:
    """Tells one account: what kind of life, which tier and trade it has, and what chance makes of it."""

    def __init__(self, seed: int, what: tuple[str, str, str], region: Region, today: dt.date) -> None:
        self.kind, self.tier, self.trade_key = what
        self.region, self.today = region, today
        self.life, self.size = LIVES[self.kind], SIZES[self.tier]
        self.trade: dict[str, Any] = words()["trades"][self.trade_key]
        self.firm: str = region.firms.draw()
        self.chance = random.Random(f"{seed} {self.firm}")
        self.currency: str = region.given["currency"]
        self.table: dict[str, Any] = {}

    def likely(self, share: float) -> bool:
        """Whether something is so, where it is in this share of cases."""
        return self.chance.random() < share

    def one(self, known: Sequence[Any]) -> Any:
        """One of several."""
        return self.chance.choice(known)

    def weighed(self, weights: Mapping[Any, int] | Sequence[tuple[Any, int]]) -> Any:
        """One of several, by weight."""
        known = dict(weights)
        return self.chance.choices(list(known), list(known.values()))[0]

    def price(self, amount: float) -> int:
        """An amount in euros as a price list has it, in the account's currency."""
        rate = CROWNS if self.currency == "SEK" else 1
        step = next(step for below, step in NICE if abs(amount) < below)
        return round(amount / step) * step * rate

    def ago(self, least: float, most: float) -> dt.date:
        """A workday so many days ago, after the first days as a customer and before today."""
        day = self.today - dt.timedelta(days=max(1, round(self.chance.uniform(least, most))))
        earliest = min(self.table.get("since", day) + FIRST_WEEK, self.today - ONE_DAY)
        return workday(max(day, earliest))

    def ahead(self, least: int, most: int) -> dt.date:
        """A workday so many days from now: the Monday after a weekend."""
        day = self.today + dt.timedelta(days=self.chance.randint(least, most))
        return day + dt.timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day

    def people(self) -> list[str]:
        """The names of those who are still there and take part."""
        known = [(each[0], each[5]) for each in self.table["people"]]
        return [name for name, more in known if "left" not in more and "quiet" not in more]

    def text(self, sentence: str) -> str:
        """A sentence with one of the account's topics and a first name in it."""
        made = sentence.format(topic=self.one(self.trade["topics"]), first=self.people()[0].split()[0])
        return made[:1].upper() + made[1:]
