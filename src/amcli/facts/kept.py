"""What is kept of scores and of the day, held against a fresh reckoning: `am doctor` asks.

Not for keeping them (day_state.py, histories.py).
"""

import datetime as dt
import os

from amcli.facts.account_facts import World, scored
from amcli.facts.churn import left
from amcli.facts.day_state import fit, worked_out
from amcli.facts.histories import OfDay, keep_scores
from amcli.rules.signals import now_named
from amcli.rules.standing import Standing

OF_TODAY = """
SELECT a.id, a.code, h.score, h.band, h.coverage, h.reasons
FROM health h JOIN account a ON a.id = h.account_id
WHERE h."on" = ? AND h.model = ?"""


def fresh(world: World) -> dict[int, Standing]:
    """Where every account stands, worked out now. Raises BadValue."""
    whole = world._replace(only=None)
    return {each.id: each for each in worked_out(whole, scored(whole))}


def day_differs(world: World, now: dict[int, Standing]) -> list[str] | None:
    """The codes of the accounts that stand elsewhere than is kept for the day; None where nothing is kept
    that holds now."""
    held = fit(world._replace(only=None))
    if held.changed is None:
        return None
    gone = left(world) | held.changed
    kept = (
        Standing(*row)
        for row in world.book.rows("day_state.standings")
        if row["band"] is not None and row["id"] not in gone
    )
    return [each.code for each in kept if each != now.get(each.id)]


def scores_differ(world: World, now: dict[int, Standing]) -> list[str] | None:
    """The codes of the accounts whose score of today is kept otherwise than it is worked out; None where that
    can't be told: none is kept, or something changed since the day began, and scores with it."""
    kept = world.book.db.execute(OF_TODAY, (world.today.isoformat(), world.model.version)).fetchall()
    if not kept or changed_today(world):
        return None
    found = []
    for row in kept:
        fit_now = now.get(row["id"])
        said = (row["score"], row["band"], row["coverage"], now_named(row["reasons"]))
        if fit_now is not None and said != (
            fit_now.score, fit_now.health, round(fit_now.evidence, 4), fit_now.points,
        ):  # fmt: skip
            found.append(row["code"])
    return found


def changed_today(world: World) -> bool:
    """Whether the book or the settings changed since the day began."""
    began = dt.datetime.combine(world.today, dt.time()).astimezone(dt.UTC)
    at = began.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    if world.book.db.execute("SELECT EXISTS (SELECT 1 FROM txn WHERE at >= ?)", (at,)).fetchone()[0]:
        return True
    try:
        return os.stat(world.config.file).st_mtime >= began.timestamp()
    except OSError:
        return False


def keep_scores_anew(world: World, now: dict[int, Standing]) -> None:
    """Keep the scores of today as they are worked out, within a transaction."""
    world.book.db.execute('DELETE FROM health WHERE "on" = ?', (world.today.isoformat(),))
    every = (
        OfDay(each.id, each.score, each.health, round(each.evidence, 4), each.points) for each in now.values()
    )
    keep_scores(world.book, world.today, every, world.model.version)
