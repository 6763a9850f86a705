"""Which accounts the large sample book has: their lives, tiers, trades and places, and who owns whom."""

import datetime as dt
import random

from amcli.demo.contracts import terms
from amcli.demo.large import around, bought, lately
from amcli.demo.large.author import Author, words
from amcli.demo.large.invented import Region, plain
from amcli.demo.large.lives import GONE, LIVES, SIZES
from amcli.hints import Any

Tables = dict[str, dict[str, Any]]
GROUPS, LARGEST_GROUP = 8, 3
YOUNG = dt.timedelta(days=60)
RENEWALS, EXPANSION = 0.95, 0.08  # targets, of the value that is due
STRANGERS = 7


def accounts(today: dt.date, seed: int) -> Tables:
    """Every account's table by its key."""
    chance = random.Random(seed)
    regions = [Region(seed, key, given) for key, given in words()["regions"].items()]
    lives = [kind for kind, life in LIVES.items() for _ in range(life.many)]
    places = [region for region in regions for _ in range(3 * region.given["share"])]
    chance.shuffle(places)
    tiers = [tier for tier, size in SIZES.items() for _ in range(round(size.share * len(lives)))]
    chance.shuffle(tiers)
    trades = list(words()["trades"])
    found: Tables = {}
    for kind, tier, region in zip(lives, tiers, places, strict=True):
        author = Author(seed, (kind, tier, chance.choice(trades)), region, today)
        found[plain(author.firm).replace(".", "-")] = made = table(author)
        if "status" not in made and chance.random() < STRANGERS / len(lives):
            made["stranger"] = stranger(chance, author)
    keys = list(found)
    chance.shuffle(keys)
    found = {key: found[key] for key in keys}
    group(chance, found)
    settle_times(chance, found)
    return found


def table(author: Author) -> dict[str, Any]:
    """All that is told of an account."""
    made = author.table
    made["contracts"] = bought.contracts(author)
    made["since"] = terms(made["contracts"][0])[-1][0]
    made["people"] = around.people(author)
    made |= {
        "name": f"{author.firm} {author.one(author.trade['names'])}",
        "tier": author.tier,
        "status": status(author),
        "domain": author.region.domain(author.firm),
        "industry": author.trade_key,
        "segment": segment(author),
        "region": author.region.given["region"],
        "topics": author.trade["topics"],
        "every": author.size.every,
        "currency": author.currency,
    }
    made |= around.about(author)
    for part in (
        lately.told, lately.work, lately.troubles, lately.growth, lately.aims, lately.voices, lately.use,
    ):  # fmt: skip
        made |= part(author)
    return {name: value for name, value in made.items() if value not in (None, [], {})}


def status(author: Author) -> str | None:
    """Where an account stands, if it isn't simply active."""
    if author.kind in GONE:
        return "churned" if author.kind == "lost" else author.kind
    return "onboarding" if author.table["since"] > author.today - YOUNG else None


def segment(author: Author) -> str:
    """How large the firm is."""
    known = author.trade["segments"]
    if author.tier == "key":
        return "enterprise" if "enterprise" in known and author.likely(0.6) else str(known[0])
    return "small" if author.tier == "light" and "small" in known else str(known[0])


def group(chance: random.Random, tables: Tables) -> None:
    """Some of the largest own some of the smallest."""
    known = [key for key, each in tables.items() if each.get("status") is None]
    parents = [key for key in known if tables[key]["tier"] == "key"][:GROUPS]
    children = iter([key for key in known if tables[key]["tier"] == "light"])
    for parent in parents:
        for _ in range(chance.randint(1, LARGEST_GROUP)):
            tables[next(children)]["parent"] = parent


def settle_times(chance: random.Random, tables: Tables) -> None:
    """Meetings of one day at times of their own."""
    left: dict[dt.date, list[str]] = {}
    for table in tables.values():
        for day, *_, more in table.get("said", ()):
            if more.get("planned"):
                times = left.setdefault(day, chance.sample(lately.AT, len(lately.AT)))
                more["at"] = times.pop() if times else None


def stranger(chance: random.Random, author: Author) -> dict[str, Any]:
    """Somebody who wrote from there and is no contact yet."""
    name, first = author.region.people.draw(), chance.randint(5, 60)
    return {
        "address": f"{plain(name)}@{author.table['domain']}",
        "name": name,
        "seen": chance.randint(1, 6),
        "first_on": author.today - dt.timedelta(days=first),
        "last_on": author.today - dt.timedelta(days=chance.randint(1, min(first, 9))),
    }
