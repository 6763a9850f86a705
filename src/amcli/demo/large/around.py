"""Who is there at an account of the large sample book, and what is written down of it."""

import datetime as dt

from amcli.demo.large.author import Author, texts, words
from amcli.demo.large.invented import plain
from amcli.demo.large.lives import CHAMPIONS, GONE, PULSES
from amcli.hints import Any

ROLES = ("champion", "economic_buyer", "user", "influencer", "executive_sponsor")
TITLES = {"economic_buyer": "buyers", "executive_sponsor": "sponsors", "influencer": "influencers"}
UNHAPPY = ("strained", "leaving", *GONE)


def people(author: Author) -> list[list[Any]]:
    """Everybody known, the one who is spoken to most first."""
    least, most = author.size.people
    count = author.chance.randint(max(least, 2 if author.kind == "orphaned" else 1), most)
    found = []
    for place in range(count):
        role = role_of(author, place, count)
        name = author.region.people.draw()
        who = [name, title(author, role, place), role, stance(author, role), author.region.phone()]
        found.append([*who, more(author, place, role) | {"mail": plain(name)}])
    return found


def role_of(author: Author, place: int, count: int) -> str:
    """What somebody is for the deal."""
    if place == 0:
        known = author.kind == "orphaned" or author.likely(CHAMPIONS[author.tier])
        return "champion" if known else "decision_maker"
    return ROLES[place] if count > 2 or author.likely(0.5) else "user"


def title(author: Author, role: str, place: int) -> str:
    """What stands on their card."""
    if role in TITLES:
        return str(author.one(words()["people"][TITLES[role]]))
    known = author.trade["titles"]
    return str(known[0] if place == 0 else author.one(known[1:]))


def stance(author: Author, role: str) -> str:
    """Where they stand."""
    if author.kind in UNHAPPY and role != "champion":
        return "critic" if author.likely(0.4) else "neutral"
    if role in ("champion", "user"):
        return "supporter" if author.likely(0.75) else "neutral"
    return str(author.one(("neutral", "neutral", "supporter", "")))


def more(author: Author, place: int, role: str) -> dict[str, Any]:
    """What else is known of somebody; of an orphaned account the first one has left."""
    given = author.region.given
    found: dict[str, Any] = {"timezone": given["zone"]}
    if "language" in given and author.likely(0.5):
        found["language"] = given["language"]
    if author.kind == "orphaned" and place == 0:
        found["left"] = author.today - dt.timedelta(days=author.chance.randint(8, 45))
    elif place == (1 if author.kind == "orphaned" else 0):
        found["primary"] = True
    elif role == "economic_buyer" and author.tier != "light" and author.likely(0.55):
        found["quiet"] = True
    return found


def about(author: Author) -> dict[str, Any]:
    """What is written down of the account itself."""
    found: dict[str, Any] = {
        "objectives": author.trade["objective"] if author.tier == "key" or author.likely(0.3) else None,
        "tags": [author.one(texts("tags"))] if author.likely(0.25) else [],
        "notes": author.one(texts("account_notes")) if author.likely(0.2) else None,
    }
    if author.kind in GONE:
        return found
    if author.likely(PULSES[author.tier]):
        found["pulse"] = [author.weighed(author.life.pulse), author.ago(2, 75), None]
    if author.tier == "light" and author.kind == "steady" and author.likely(0.04):
        found["snoozed"] = [author.ahead(3, 30), "Asked to be called after the season"]
    return found | handoff(author)


def handoff(author: Author) -> dict[str, Any]:
    """How it came to its owner: from sales, or from a colleague later."""
    days = (author.today - author.table["since"]).days
    why = author.one(texts("why_bought"))
    if days < 120 and author.likely(0.7):
        return {"handoff": {"from": texts("owners")[0], "on": author.table["since"], "why": why}}
    if days <= 420 or not author.likely(0.4):
        return {}
    on = author.ago(70, min(days - 60, 900))
    note = {"expectations": author.one(texts("expectations")), "risks": author.one(texts("risks"))}
    return {"owner_since": on, "handoff": {"from": author.one(texts("owners")), "on": on, "why": why, **note}}
