"""The SQL of queries: one file for a report or a module, beside it, with a part for each question.

`picture.people` is the part under `-- name: people` of picture.sql, `timeline` the whole of timeline.sql. A
query reads one of our views by `({touch})`: it then stands there as a subquery, which SQLite makes a part of
the query around it. A view of the book itself would not see the tables of a day that is looked back to.

The last day on which notice can be given is worked out in one place, too: `{notice_by}`, of a contract that a
query calls `c`. Days are counted back from the last day. Months are counted back from the day after it, where
a month that is too short gives its last day, and notice ends the day before: 3 months to 31 December are
30 September, to 30 May they are 27 February.
"""

import os
from functools import cache

ROOT = os.path.dirname(os.path.dirname(__file__))
ROOMS = ("storage", "facts", "reports")
PART = "\n-- name: "
OUR_VIEWS = ("touch", "open_contract", "contract_days")
NOTICE = "{notice_by}"


@cache
def query_text(query: str) -> str:
    """The SQL of a query, by its name."""
    file, _, part = query.partition(".")
    sql = parts_of(file)[part]
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
