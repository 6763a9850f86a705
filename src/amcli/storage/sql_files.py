"""The SQL of queries, each in a file of its own, with our views in their places.

A query reads a view by `({touch})`: it then stands there as a subquery, which SQLite makes a part of the
query around it. A view of the book itself would not see the tables of a day that is looked back to (past.py).

The last day on which notice can be given is worked out in one place, too: `{notice_by}`, of a contract that a
query calls `c`. Days are counted back from the last day. Months are counted back from the day after it, where
a month that is too short gives its last day, and notice ends the day before: 3 months to 31 December are
30 September, to 30 May they are 27 February.
"""

from functools import cache
from pathlib import Path

QUERIES = Path(__file__).parent / "queries"
OUR_VIEWS = ("touch", "open_contract", "contract_days")
NOTICE = "{notice_by}"


@cache
def query_text(query: str) -> str:
    """The SQL of a query, by its name."""
    sql = (QUERIES / f"{query}.sql").read_text(encoding="utf-8")
    for view in OUR_VIEWS:
        if (mark := f"{{{view}}}") in sql:
            sql = sql.replace(mark, query_text(view))
    return sql.replace(NOTICE, notice_by("c")) if NOTICE in sql else sql


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
