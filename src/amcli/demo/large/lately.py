"""What went on lately at an account of the large sample book, and what is open there.

The years before are told by `history`, as those of the small book are.
"""

import datetime as dt

from amcli.demo.contracts import terms
from amcli.demo.large.author import ONE_DAY, Author, texts, words
from amcli.demo.large.lives import CALM, GONE, USAGE_MONTHS
from amcli.demo.story import workday
from amcli.hints import Any

AT = ("09:00", "09:30", "10:00", "11:00", "11:30", "13:30", "14:00", "15:00", "16:00")
GAP = 9
MONTH = 30
WEIGHT_OF_NPS = 0.75


def told(author: Author) -> dict[str, Any]:
    """The last conversations, what is booked, and the last review; to some new ones nobody has spoken yet."""
    if author.kind == "fresh" and author.tier == "light" and author.likely(0.4):
        return {"every": None}
    least, most = (cadences * author.size.cadence for cadences in author.life.quiet)
    quiet = max(1, round(author.chance.uniform(least, most)))
    last = author.ago(quiet, quiet)
    if author.kind in GONE:
        last = workday(author.table["contracts"][0]["ends"] - dt.timedelta(days=author.chance.randint(1, 25)))
    entries = talks(author, last) if author.likely(author.life.lately) else []
    found: dict[str, Any] = {"said": entries} if entries else {"last": last}
    found["qbr"] = review(author)
    if author.kind not in GONE:
        found["said"] = [*entries, *waiting(author, last), *booked(author)]
    return found


def talks(author: Author, last: dt.date) -> list[list[Any]]:
    """What was said up to a day: as the kind of life has it, or messages that nobody answers."""
    known = words()["lately"].get(author.kind)
    if known is None:
        return [
            [author.ago(*[(author.today - last).days + 11 * turn] * 2), "email", author.people()[0],
             author.text(sentence), {"direction": "out", "purpose": "relationship"}]
            for turn, sentence in zip((2, 1, 0), words()["unanswered"], strict=True)
        ]  # fmt: skip
    found = []
    for turn, (kind, direction, feel, purpose, sentence) in enumerate(known):
        day = workday(last - dt.timedelta(days=GAP * (len(known) - 1 - turn)))
        more = {"direction": direction, "feel": feel or None, "purpose": purpose}
        found.append([day, kind, author.people()[0], author.text(sentence), more])
    return [each for each in found if each[0] > author.table["since"]] or found[-1:]


def review(author: Author) -> dt.date | None:
    """The day of the last QBR; one in eight is overdue by now."""
    every = author.size.review
    if every is None or author.kind in ("fresh", *GONE):
        return None
    least, most = (every + 4, every + 40) if author.likely(0.12) else (3, every - 5)
    days = author.chance.randint(least, most)
    known = (author.today - author.table["since"]).days > days + 60
    return author.ago(days, days) if known else None


def waiting(author: Author, last: dt.date) -> list[list[Any]]:
    """An email that waits for an answer of yours, newer than the last touch."""
    quiet = (author.today - last).days
    if quiet < 2 or author.kind not in CALM or not author.likely(0.045):
        return []
    day = author.ago(1, min(quiet - 1, 8))
    more = {"direction": "in", "waits": True, "purpose": "relationship"}
    return [[day, "email", author.people()[0], author.text(author.one(texts("asks"))), more]]


def booked(author: Author) -> list[list[Any]]:
    """A meeting that is booked, or one of yesterday that nobody has confirmed."""
    if not author.likely(author.size.booked):
        return []
    day = workday(author.today - ONE_DAY) if author.likely(0.06) else author.ahead(0, 14)
    kind = author.one(("meeting", "meeting", "call"))
    more = {"planned": True, "minutes": author.one((30, 45, 60))}
    return [[day, kind, author.people()[0], author.text(author.one(texts("booked"))), more]]


def work(author: Author) -> dict[str, Any]:
    """What is to be done, by you and by them, and the plays that run."""
    if author.kind in GONE:
        return {}
    size, found = author.size, []
    for _ in range(2):
        if author.likely(size.tasks):
            found.append(
                task(author, author.one((*texts("todos"), *texts("chores"))), author.ahead(-3, 26), {})
            )
    if author.likely(author.life.late):
        found.append(task(author, author.one(texts("promises")), author.ago(1, 12), {"promised": "me"}))
    elif author.likely(size.promised):
        found.append(task(author, author.one(texts("promises")), author.ahead(0, 20), {"promised": "me"}))
    if author.likely(size.promised / 2):
        found.append(task(author, author.one(texts("theirs")), author.ahead(-9, 14), {"promised": "them"}))
    return {"tasks": found, "plays": plays(author)}


def task(author: Author, title: str, due: dt.date, more: dict[str, Any]) -> list[Any]:
    """One task."""
    return [due, author.text(title), author.people()[0], more]


def plays(author: Author) -> list[list[Any]]:
    """The play of a renewal that is near, started by hand for larger accounts, its first steps done."""
    main = author.table["contracts"][0]
    if author.tier == "light" or "notice" not in main or "outcome" in main:
        return []
    on = main["ends"] - dt.timedelta(days=main["notice"])
    if not 5 <= (on - author.today).days <= 110:
        return []
    steps: list[list[Any]] = []
    for days, title in words()["steps"].items():
        due = workday(on - dt.timedelta(days=int(days)))
        done = workday(due - dt.timedelta(days=author.chance.randint(0, 4))) if due < author.today else None
        steps.append([due, author.text(title), done])
    return [["renewal", on, min(steps[0][0], author.today - ONE_DAY), steps]]


def troubles(author: Author) -> dict[str, Any]:
    """Issues, open and resolved."""
    known, found = words()["issues"], []
    age = (author.today - author.table["since"]).days
    if author.likely(author.life.issue):
        found = [
            issue(author, each, 4, 48, {})
            for each in author.chance.sample(known["open"], author.one((1, 1, 2)))
        ]
    elif author.kind in CALM and author.likely(author.size.small_issue):
        found = [issue(author, author.one(known["small"]), 1, 16, {})]
    least, most = author.size.issues
    for _ in range(author.chance.randint(least, most) if age > 120 else 0):
        *what, resolution = author.one(known["past"])
        given = issue(author, what, 60, min(age, 1_050), {"resolution": resolution})
        days = author.chance.choice((0, 0, 1, 2, 3, 6, 12))
        given[5] |= {"resolved": given[0] + dt.timedelta(days=days), "first_contact": days == 0}
        found.append(given)
    return {"issues": found}


def issue(author: Author, what: list[str], least: int, most: int, more: dict[str, Any]) -> list[Any]:
    """One issue, answered on its first day."""
    day = author.ago(least, most)
    return [day, *what, author.people()[0], {"first_response": day, **more}]


def growth(author: Author) -> dict[str, Any]:
    """What they could still buy, bought, and didn't."""
    known, found = words()["growth"], []
    for share, outcome in ((author.life.growth, "open"), (author.life.won, "won"), (0.06, "lost")):
        if author.kind in GONE or not author.likely(share):
            continue
        kind = author.one(("upsell", "cross_sell"))
        name = author.one(known[kind])
        given: dict[str, Any] = {
            "name": name, "kind": kind, "product": name if kind == "cross_sell" else "Platform",
            "value": share_of(author, author.chance.uniform(0.08, 0.35)),
            "currency": author.currency, "who": author.people()[0], "fit": author.one(known["fit"]),
        }  # fmt: skip
        found.append(given | how_it_went(author, outcome))
    return {"opportunities": found}


def share_of(author: Author, share: float) -> int:
    """A share of what the platform costs them, as a price list has it."""
    unit = author.price(100)
    value: int = author.table["contracts"][0]["value"]
    return max(1, round(value * share / unit)) * unit


def how_it_went(author: Author, outcome: str) -> dict[str, Any]:
    """The stage of an opportunity, and its days."""
    if outcome == "open":
        stage, chance = author.one((("identified", 0.2), ("qualified", 0.4), ("proposed", 0.6)))
        return {"stage": stage, "probability": chance, "expected": author.ahead(5, 150)}
    found = {"stage": outcome, "closed": author.ago(10, 700), "probability": 1.0 if outcome == "won" else 0.0}
    return found if outcome == "won" else found | {"reason": author.one(words()["growth"]["missed"])}


def aims(author: Author) -> dict[str, Any]:
    """Goals, and how much of them is reached."""
    found = []
    for title, measure, target, steps in author.trade["goals"]:
        if not author.likely(author.size.measured * 0.75):
            continue
        at = author.chance.randint(*author.life.reached)
        given = {
            "title": title,
            "measure": measure,
            "target": target,
            "actual": steps[at],
            "with": author.people()[0],
        }
        given["due"] = author.ahead(20, 250)
        given |= {"met" if at == len(steps) - 1 else "progress": author.ago(8, 110)}
        if author.kind in GONE:
            given |= {"status": "missed", "due": author.ago(10, 200)}
            given.pop("met", None)
        found.append(given)
    return {"goals": found}


def voices(author: Author) -> dict[str, Any]:
    """Answers to surveys, feedback and news."""
    age, surveys = min((author.today - author.table["since"]).days, 1_090), []
    least, most, mostly = author.life.nps
    for start in range(0, age - 60, 182):
        if author.likely(author.size.surveyed / 2):
            score = round(author.chance.triangular(least, most, mostly))
            surveys.append(
                [author.ago(start + 4, start + 160), "nps", score, author.people()[0], comment(author, score)]
            )
        if author.likely(author.size.surveyed / 4):
            day = author.ago(start + 4, start + 170)
            surveys.append(
                [
                    day,
                    "csat",
                    max(1, min(5, round(least / 2 + 0.5 + author.chance.random()))),
                    author.people()[-1],
                    "",
                ]
            )
    return {"surveys": surveys, "feedback": feedback(author), "events": news(author)}


def comment(author: Author, score: int) -> str:
    """What somebody wrote beside a score."""
    return str(author.one(texts("praise" if score > 8 else "middling" if score > 5 else "cross")))


def feedback(author: Author) -> list[list[Any]]:
    """What they said about us, and whether it was passed on."""
    if not author.likely(author.size.surveyed / 4):
        return []
    audience = author.weighed({"product": 8, "support": 3, "marketing": 1})
    theme, said = author.one(words()["feedback"][audience])
    day = author.ago(6, 400)
    passed = author.likely(0.7)
    return [[day, theme, audience, said, author.people()[0], {"relayed": day} if passed else {}]]


def news(author: Author) -> list[list[Any]]:
    """What happened at the customer."""
    if not author.life.news or not author.likely(author.life.news_known):
        return []
    kind, note = author.one(author.life.news)
    return [[author.ago(5, 100), kind, kind in ("growth", "funding"), note]]


def use(author: Author) -> dict[str, Any]:
    """How many seats are in use, month by month, against those bought then."""
    age = (author.today - author.table["since"]).days
    months = min(USAGE_MONTHS[author.tier], age // MONTH)
    if author.kind in GONE or months < 2 or not author.likely(author.size.measured):
        return {}
    first, last = author.life.used
    of, values = [], []
    for ago in reversed(range(months)):
        there = seats_on(author, author.today - dt.timedelta(days=2 + MONTH * ago))
        share = last if ago == 0 else first + (last - first) * (1 - ago / months)
        of.append(there)
        values.append(min(there, max(1, round(there * (share + author.chance.uniform(-0.04, 0.04))))))
    found = [{"metric": "seats", "of": of, "values": values}]
    if author.tier == "key":
        found.append(
            {
                "metric": author.trade["used"],
                "values": [each * 7 + author.chance.randint(0, 9) for each in values],
            }
        )
    return {"usage": found}


def seats_on(author: Author, day: dt.date) -> int:
    """How many seats the platform had on a day: as many as its value bought then, with what was added."""
    main = author.table["contracts"][0]
    running = terms(main)
    starts, _, value = next((term for term in running if term[0] <= day), running[-1])
    count: int = round(main["seats"] * value / main["value"])
    if starts == running[0][0]:
        count += sum(more for on, _, more, _ in main.get("amend", ()) if on <= day)
    return count
