"""Names, addresses and telephone numbers of the large sample book, each given out once.

Firms and people are put together from parts; numbers are those that a country keeps free for fiction. Not for
what goes on at the firms (lives.py).
"""

import random
import re
import unicodedata

from amcli.demo.history import Deck
from amcli.hints import Any

DOMAINS = ("example.com", "example.com", "example.org", "example.net")
PHONE_KNOWN = 0.6


def every(parts: list[list[str]], joined: bool = True) -> list[str]:
    """Each first part with each second one."""
    first, second = parts
    return [f"{one}{'' if joined else ' '}{other}" for one in first for other in second]


def plain(name: str) -> str:
    """A name in the letters of addresses: `Åke Löv` is `ake.lov`."""
    bare = (
        unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss")).encode("ascii", "ignore").decode()
    )
    return re.sub("[^a-z]+", ".", bare).strip(".")


class Region:
    """What is invented of one part of the world."""

    def __init__(self, seed: int, key: str, given: dict[str, Any]) -> None:
        self.given = given
        self.chance = random.Random(f"{seed} {key}")
        self.firms = Deck(self.chance, every(given["firms"], given.get("joined", True)))
        people = [f"{first} {last}" for first in given["given"] for last in every(given["family"])]
        self.people = Deck(self.chance, people)
        self.numbers = (
            self.chance.sample(range(given["phones"][2]), given["phones"][2]) if "phones" in given else []
        )

    def domain(self, firm: str) -> str:
        """Where a firm gets its email."""
        return f"{plain(firm).replace('.', '')}.{self.chance.choice(DOMAINS)}"

    def phone(self) -> dict[str, str] | str:
        """A number nobody has, as it is typed and as it is dialled; nothing where none is known."""
        if not self.numbers or self.chance.random() > PHONE_KNOWN:
            return ""
        typed, dialled, _ = self.given["phones"]
        number = self.numbers.pop()
        return {"typed": typed.format(number), "e164": dialled.format(number)}
