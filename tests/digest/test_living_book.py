"""Thirty days of a living book, cron skipping some: each event is told once, none twice, none missed."""

import datetime as dt
import random
from typing import Any

import pytest

from tests.digest import oracle
from tests.profiles import is_nightly
from tests.support import Cli, rows_of

FIRST, DAYS = dt.date(2026, 3, 2), 30
KIND = {
    "task": "task", "promise": "task", "theirs": "task", "checkin": "checkin", "qbr": "qbr", "issue": "issue",
    "escalation": "issue", "notice": "contract", "renewal": "contract", "ended": "contract",
    "opportunity": "opportunity", "score": "score",
}  # fmt: skip
START = (
    ("account", "add", "Acme Robotics", "--tier", "key", "--since", "2025-01-10"),
    ("account", "add", "Birchwood Schools", "--since", "2025-06-01"),
    ("account", "add", "云杉木业", "--code", "yunshan", "--tier", "light", "--since", "2025-12-01"),
    ("account", "add", "Dunmore", "--tier", "key", "--since", "2025-03-01"),
    ("contact", "add", "acme", "Jane Orr", "--role", "champion"),
    ("contact", "add", "birch", "Dana Reyes", "--role", "user"),
    ("contract", "add", "acme", "--value", "72k", "--ends", "2026-04-04", "--notice", "30"),
    ("contract", "add", "birch", "--value", "64k", "--starts", "2025-05-01", "--ends", "2026-03-20"),
    ("contract", "add", "dunmore", "--value", "57k", "--ends", "2026-04-28", "--starts", "2025-04-29",
     "--auto-renew", "--notice", "45"),
    ("log", "acme", "Kick-off of the year", "-w", "jane", "--on", "2026-02-20"),
    ("log", "dunmore", "Wants a new dashboard", "--on", "2026-02-01"),
)  # fmt: skip
CODES = ("acme", "birchwood-schools", "yunshan", "dunmore")


class Life:
    """What an account manager does on a day, by the dice of a seed."""

    def __init__(self, cli: Cli, seed: int) -> None:
        self.cli, self.dice = cli, random.Random(seed)

    def live(self, today: dt.date) -> None:
        """A few things that happen on a day."""
        for _ in range(1 + self.dice.randrange(4)):
            self.do(self.dice.choice(ACTIONS), today)

    def do(self, action: Any, today: dt.date) -> None:
        """One thing; a rule of the book may forbid it."""
        argv = action(self, self.dice.choice(CODES))
        if argv is not None:
            found = self.cli(*argv, today=today.isoformat())
            # A rule of the book may refuse it, and there may be nothing to do it to.
            assert found.code in (0, 3, 5), (argv, found)

    def one(self, query: str) -> str | None:
        """One id of those that a query gives."""
        found = rows_of(self.cli.book, query)
        return str(self.dice.choice(found)[0]) if found else None


def task(life: Life, code: str) -> list[str]:
    due = f"+{life.dice.randrange(6)}d"
    kind = life.dice.choice([[], ["--promised"], ["--theirs"]])
    return ["task", "add", code, "Send the figures", "--due", due, *kind]


def done(life: Life, code: str) -> list[str] | None:
    found = life.one("SELECT id FROM task WHERE done_on IS NULL")
    return ["done", f"t{found}"] if found else None


def reopened(life: Life, code: str) -> list[str] | None:
    found = life.one("SELECT id FROM task WHERE done_on IS NOT NULL")
    return ["task", "reopen", f"t{found}"] if found else None


def put_off(life: Life, code: str) -> list[str] | None:
    found = life.one("SELECT 't' || id FROM task WHERE done_on IS NULL UNION SELECT 'i' || id FROM issue"
                     " UNION SELECT 'k' || id FROM contract WHERE outcome IS NULL")  # fmt: skip
    return ["snooze", life.dice.choice([code, found or code]), f"+{1 + life.dice.randrange(5)}d"]


def issue(life: Life, code: str) -> list[str]:
    return [
        "issue",
        "add",
        code,
        "Export times out",
        "--severity",
        life.dice.choice(["high", "critical", "low"]),
    ]


def settled_issue(life: Life, code: str) -> list[str] | None:
    found = life.one("SELECT id FROM issue WHERE resolved_on IS NULL")
    verb = life.dice.choice(["resolve", "escalate"])
    return ["issue", verb, f"i{found}"] if found else None


def deal(life: Life, code: str) -> list[str]:
    return [
        "opportunity",
        "add",
        code,
        f"More seats {life.dice.random()}",
        "--expected",
        f"+{life.dice.randrange(5)}d",
    ]


def closed_deal(life: Life, code: str) -> list[str] | None:
    found = life.one("SELECT id FROM opportunity WHERE stage NOT IN ('won', 'lost')")
    return ["opportunity", "lose", f"o{found}", "--reason", "budget"] if found else None


ACTIONS = (
    task, task, task, done, done, reopened, put_off, issue, settled_issue, settled_issue, deal, closed_deal,
    lambda life, code: ["log", code, "Spoke about the plans"],
    lambda life, code: ["log", code, "Left a message", "--no-answer"],
    lambda life, code: ["qbr", "held", code, "Goals agreed"],
    lambda life, code: ["account", "pulse", code, life.dice.choice(["bad", "ok", "good"])],
    lambda life, code: ["stage", code, life.dice.choice(["contacted", "proposed", "verbal", "signed"])],
    lambda life, code: ["renew", code, "--value", "70k"],
    lambda life, code: ["undo"],
)  # fmt: skip


def told(rows: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """The events of a digest, as the oracle names them: without their words."""
    return [
        (row["event"], KIND[row["kind"]], row["ref"] or row["account"])
        for row in rows
        if row["event"] != "settled"
    ]


def settled(rows: list[dict[str, Any]]) -> list[str]:
    """The records that a digest says are settled."""
    return [row["ref"] for row in rows if row["event"] == "settled" and row["ref"]]


@pytest.mark.parametrize("seed", (1, 2, 3) if is_nightly() else (1,))
def test_each_event_is_told_once_and_none_is_missed_whatever_days_are_skipped(cli: Cli, seed: int) -> None:
    for argv in START:
        assert cli(*argv, today="2026-03-01").code == 0, argv
    life = Life(cli, seed)
    before: dict[oracle.Event, str] = {}
    bands: dict[str, Any] = {}
    seen: list[str] = []
    for number in range(DAYS):
        today = FIRST + dt.timedelta(number)
        life.live(today)
        if life.dice.random() < 0.35:
            continue  # a weekend, a laptop that was shut
        now = oracle.standing(cli.book, today)
        scored = cli.json("risks", "--all", today=today.isoformat())
        awake = {
            code
            for (code,) in rows_of(
                cli.book, f"SELECT code FROM account WHERE ifnull(snoozed_until, '') <= '{today}'"
            )
        }
        band = {row["account"]: row["health"] for row in scored if row["account"] in awake}
        expected = {key[:3] for key in now if key not in before} | {
            key[:3] for key in oracle.moved(bands, band)
        }
        peeked = cli.ok("digest", "--new", "--peek", "-o", "json", today=today.isoformat())
        out = cli.ok("digest", "--new", "-o", "json", today=today.isoformat())
        assert out == peeked
        events = told(cli_json(out))
        assert sorted(events) == sorted(expected), today
        assert sorted(settled(cli_json(out))) == sorted(oracle.settled(cli.book, before, now)), today
        assert cli.ok("digest", "--new", today=today.isoformat()) == ""
        before, bands = now, {**{code: was for code, was in bands.items() if code not in awake}, **band}
        seen += [event for event, _, _ in events] + ["settled"] * len(settled(cli_json(out)))
    assert {"due", "late", "nearer", "worse", "settled"} <= {*seen}
    assert len(seen) > 30


def cli_json(out: str) -> list[dict[str, Any]]:
    """The events of a digest; none where it was silent."""
    import json

    found: list[dict[str, Any]] = json.loads(out)["events"] if out else []
    return found
