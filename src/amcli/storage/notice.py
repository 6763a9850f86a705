"""The last day on which notice can be given, as SQL: the one place where it is worked out.

A query writes `{notice_by}` for it, of a contract that it calls `c`. Days are counted back from the last
day. Months are counted back from the day after it, where a month that is too short gives its last day,
and notice ends the day before: 3 months to 31 December are 30 September, to 30 May they are 27 February.
"""

MARK = "{notice_by}"


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
