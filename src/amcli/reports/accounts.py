"""The whole book as one list: the fields of `am accounts` (`am account list`) and the rows that fill them.

What no field of a record holds is only worked out where it is asked for: a score takes the whole book.
"""

from collections.abc import Collection
from typing import Any

from amcli.facts.account_facts import World, read, read_contracts
from amcli.facts.assessments import steps_of, trends
from amcli.fields import Row, fields
from amcli.records.record_fields import FIELDS as RECORDS
from amcli.rules.isodays import iso
from amcli.storage import records
from amcli.vocabulary import BANDS, INTERACTION_KINDS

KIND = "account"
DERIVED = fields(
    """
arr             money annual recurring revenue
currency        text! currency of arr
score           int   health score from 0 to 100; null while too little is known, and without a score
band            text  critical, at_risk, watch, healthy or unknown; null for an account without a score
trend           int   change of the score in 30 days
last_touch_on   day   day of the last touch
last_touch_kind text  kind of the last touch
next_step       text  what to do next; null where nothing is wrong and nothing is booked
renews_on       day   the next end of a contract
""",
    band=BANDS,
    last_touch_kind=INTERACTION_KINDS,
)
BEFORE, SAME = ("name", "tier", "status"), ("code", *("name", "tier", "status"))
_OWN = {field.name: field for field in RECORDS[KIND]}
FIELDS = (
    _OWN["code"]._replace(name="account", help="the account's code"),
    *(_OWN[name] for name in BEFORE),
    *DERIVED,
    *(field for field in RECORDS[KIND] if field.name not in SAME),
    _OWN["code"]._replace(help="the same as account, until the next release"),
)
SCORED = frozenset({"score", "band", "trend"})
TOUCHED = frozenset({"last_touch_on", "last_touch_kind"})


def rows(
    world: World, ids: Collection[int] | None, wanted: Collection[str], *, archived: bool
) -> tuple[list[Row], int]:
    """Accounts, all or some by their ids, with the fields that are `wanted`, and how many archived ones
    were left out. Fields that are not wanted are null."""
    every = records.listed(world.book, KIND, ids=ids)
    found = [row for row in every if archived or row["status"] != "archived"]
    known = derived(world, [row["id"] for row in found], frozenset(wanted))
    empty: Row = dict.fromkeys(field.name for field in DERIVED)
    empty["currency"] = world.totals.base
    made = [row | empty | {"account": row["code"]} | known.get(row["id"], {}) for row in found]
    return made, len(every) - len(found)


def derived(world: World, ids: list[int], wanted: frozenset[str]) -> dict[int, Row]:
    """What is worked out for some accounts, by their ids."""
    found: dict[int, Row] = {row: {} for row in ids}
    if "arr" in wanted:
        amounts = world.totals.by_account(ids)
        for row in ids:
            found[row]["arr"] = world.totals.major(amounts.get(row, 0))
    if "renews_on" in wanted:
        for contract in reversed(read_contracts(world, ids)):  # the nearest end comes last and stays
            found[contract.account_id]["renews_on"] = iso(contract.ends_on)
    if wanted & TOUCHED:
        for facts in read(world, ids, whole=False, money=False):
            found[facts.id] |= {"last_touch_on": iso(facts.touch_on), "last_touch_kind": facts.touch_kind}
    if "next_step" in wanted:
        add(found, steps_of(world, ids))
    elif wanted & SCORED:
        add(found, scores_of(world))
    return found


def add(found: dict[int, Row], more: dict[int, Row]) -> None:
    """Add what is known of some of the accounts."""
    for row, values in more.items():
        if row in found:
            found[row] |= values


def scores_of(world: World) -> dict[int, Row]:
    """Score, band and trend of every account that has a score."""
    from amcli.facts.filter_functions import scores

    then = trends(world)
    return {
        row: {"score": score, "band": band, "trend": trend(score, then.get(row))}
        for row, (score, band) in scores(world).items()
    }


def trend(score: int | None, was: Any) -> int | None:
    """The change against a score of a month ago, where there is one."""
    return None if score is None or was is None else score - was.score
