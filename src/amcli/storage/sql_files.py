"""The SQL of queries: one file for a report or a module, beside it, with a part for each question.

`picture.people` is the part under `-- name: people` of picture.sql, `timeline` the whole of timeline.sql. A
query reads one of our views by `({touch})`: it then stands there as a subquery, which SQLite makes a part of
the query around it. A view of the book itself would not see the tables of a day that is looked back to.

The last day on which notice can be given is worked out in one place, too: `{notice_by}`, of a contract that a
query calls `c`. Days are counted back from the last day. Months are counted back from the day after it, where
a month that is too short gives its last day, and notice ends the day before: 3 months to 31 December are
30 September, to 30 May they are 27 February.

Whether a contract runs is said in one place as well: `{runs}`, of a contract that a query calls `c` and the
one that follows it, `next`, which is joined where its outcome is known by then: `{known_outcome}`. Its first
part asks nothing of `next`: most contracts of a book ended long ago. What
amendments add to it is `{amended}`. What an issue, `i`, weighs by its severity is `{weight}`. Whether a
touch `t` comes after the email or chat `m`, with one of the same people or on either side with nobody named,
is `{follows}`: within a day times decide where both are known and differ, else which was recorded later.

The newest touch of an account `a` on a day, `touch`, and its next meeting booked until `:week`, `booked`, are
joined by `{last_and_next}`.

Since when an account `a` is in the book is `{known_since}`: the day on which it was added, but before that
day the earliest that the book can tell, its first record or since when it is a customer.
"""

import os
from functools import cache

from amcli import patterns

ROOT = os.path.dirname(os.path.dirname(__file__))
ROOMS = ("storage", "facts", "reports")
PART = "\n-- name: "
OUR_VIEWS = ("touch", "open_contract", "contract_days")
NOTICE = "{notice_by}"
AMENDED = (
    "(SELECT sum(m.annual_value) FROM contract m"
    " WHERE m.amends_id = c.id AND (m.terminated_on IS NULL OR m.terminated_on > :today))"
)
KNOWN_OUTCOME = "(c.outcome_on IS NULL OR c.outcome_on <= :today)"
WEIGHT = "CASE i.severity WHEN 'critical' THEN 8 WHEN 'high' THEN 4 WHEN 'medium' THEN 2 ELSE 1 END"
FOLLOWS = """t.account_id = m.account_id AND t."on" BETWEEN m."on" AND :today
      AND (t."on" > m."on" OR CASE WHEN t.at <> m.at THEN t.at > m.at ELSE t.id > m.id END)
      AND (NOT EXISTS (SELECT 1 FROM interaction_contact x WHERE x.interaction_id = t.id)
        OR NOT EXISTS (SELECT 1 FROM interaction_contact x WHERE x.interaction_id = m.id)
        OR EXISTS (SELECT 1 FROM interaction_contact x
                   JOIN interaction_contact y ON y.contact_id = x.contact_id
                   WHERE x.interaction_id = t.id AND y.interaction_id = m.id))"""
RUNS = f"""(c.ends_on IS NULL OR c.auto_renew = 1
      OR c.ends_on >= date(:today, '-' || ltrim(:grace, '+') || ' days'))
    AND CASE
      WHEN next.starts_on IS NOT NULL
          AND (c.ends_on IS NULL OR next.starts_on <= date(c.ends_on, :grace || ' days'))
        THEN :today < next.starts_on
      WHEN c.ends_on IS NULL OR :today <= c.ends_on THEN 1
      WHEN next.starts_on IS NOT NULL OR (c.outcome = 'churned' AND {KNOWN_OUTCOME}) THEN 0
      ELSE c.auto_renew = 1 OR :today <= date(c.ends_on, :grace || ' days')
    END"""
# The days that records of an account carry; with the first of them it was known, whenever it was typed.
DATED = {
    "interaction": "on", "contract": "starts_on", "issue": "opened_on", "survey": "on", "usage": "on",
    "feedback": "on", "event": "on", "handoff": "on",
}  # fmt: skip
FIRST_DAYS = "".join(
    f""", coalesce((SELECT min(f."{day}") FROM {table} f WHERE f.account_id = a.id), a.added_on)"""
    for table, day in DATED.items()
)
KNOWN_SINCE = f"""CASE WHEN a.added_on <= :today THEN a.added_on
    ELSE min(a.added_on, coalesce(a.customer_since, a.added_on){FIRST_DAYS}) END"""
LAST_AND_NEXT = """LEFT JOIN interaction touch ON touch.id = (
  SELECT i.id FROM ({touch}) i
  WHERE i.account_id = a.id AND unlikely(i."on" <= :today)
  ORDER BY i."on" DESC, i.id DESC LIMIT 1)
LEFT JOIN interaction booked ON booked.id = (
  SELECT i.id FROM interaction i
  WHERE i.account_id = a.id AND i.planned = 1 AND i.cancelled = 0 AND i."on" BETWEEN :today AND :week
    AND i.kind <> 'note' AND i.tried = 0
  ORDER BY i."on", i.at, i.id LIMIT 1)"""
MARKS = (
    ("{runs}", RUNS), ("{known_outcome}", KNOWN_OUTCOME), ("{amended}", AMENDED),
    ("{known_since}", KNOWN_SINCE), ("{weight}", WEIGHT), ("{follows}", FOLLOWS),
    ("{last_and_next}", LAST_AND_NEXT),
)  # fmt: skip


@cache
def query_text(query: str) -> str:
    """The SQL of a query, by its name."""
    file, _, part = query.partition(".")
    sql = parts_of(file)[part]
    for mark, text in MARKS:
        sql = sql.replace(mark, text)
    for view in OUR_VIEWS:
        if (mark := f"{{{view}}}") in sql:
            sql = sql.replace(mark, query_text(f"sql_files.{view}"))
    return sql.replace(NOTICE, notice_by("c")) if NOTICE in sql else sql


@cache
def parts_of(file: str) -> dict[str, str]:
    """The parts of a file by their names; one that is a single question has no name for it."""
    places = (os.path.join(ROOT, room, f"{file}.sql") for room in ROOMS)
    with open(next(filter(os.path.exists, places)), encoding="utf-8") as found:
        text = found.read()
    whole, *named = f"\n{text}".split(PART)
    parts = {name: sql for name, _, sql in (part.partition("\n") for part in named)}
    return parts or {"": whole}


def notice_by(contract: str) -> str:
    """SQL of the last day for notice of a contract, by the name that a query gives its row."""
    ends, months = f"{contract}.ends_on", f"{contract}.notice_months"
    # A last day of its month stays one; any other number is kept where the month has a day after it.
    first = f"date({ends}, 'start of month', '-' || {months} || ' months'"
    month_ends = f"{first}, '+1 month', '-1 day')"
    last_of_month = f"coalesce(date({ends}, 'start of month', '+1 month', '-1 day'), '9999-12-31')"
    before_it = f"{first}, '+1 month', '-2 days')"
    same_number = f"{first}, '+' || (strftime('%d', {ends}) - 1) || ' days')"
    return (
        f"CASE WHEN {contract}.notice_days IS NOT NULL"
        f" THEN date({ends}, '-' || {contract}.notice_days || ' days')"
        f" WHEN {months} IS NULL THEN NULL"
        f" WHEN {ends} = {last_of_month} THEN {month_ends}"
        f" ELSE min({same_number}, {before_it}) END"
    )


def of_part(query: str) -> str:
    """A query as a book can be asked of which only a part is seen (narrowing.py): what stands in for a table
    has no index of its own to be named."""
    return patterns.sub(r" INDEXED BY \w+", "", query) if "INDEXED BY" in query else query
