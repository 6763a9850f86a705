"""What a rule of the database says to a person who broke it: the fault, with the values as they were read.

The rules are named by sentences in `models`, which the file carries; here is how they are told.
"""

import datetime as dt
import sqlite3
from collections.abc import Mapping

from amcli.hints import Any
from amcli.rules.dates import on_day
from amcli.rules.names import quoted

CHECKED = ("CHECK constraint failed: ", "rule: ")
MISSING = "NOT NULL constraint failed: "
TWICE = "UNIQUE constraint failed: "
NEVER_RENEWED = "one-offs and usage aren't renewed, amended, forecast or lost"
# Rules of several columns: the sentence, and the columns whose values follow it.
TOLD: dict[str, tuple[str, tuple[str, ...]]] = {
    "a code has 1 to 40 characters": ("a code needs 1 to 40 characters", ("code",)),
    "a code has no spaces": ("a code can't contain spaces", ("code",)),
    "an account is not its own parent": ("an account can't be its own parent", ()),
    "an account cannot be its own ancestor": ("an account can't be its own parent, not even indirectly", ()),
    "a pulse has a day": ("a pulse needs a date", ()),
    "a contact is not their own successor": ("contacts can't take over from themselves", ()),
    "an amount needs a currency": ("an amount needs a currency", ()),
    "a price has a sensible size": ("this price is too large", ()),
    "an amount has a sensible size": ("this amount is too large", ()),
    "an expected amount needs a currency": ("an amount needs a currency", ("forecast_value",)),
    "an expected amount has a sensible size": (
        "an expected amount can't be negative or this large",
        ("forecast_value",),
    ),
    "a contract ends on or after its start": (
        "a contract can't end before it starts",
        ("starts_on", "ends_on"),
    ),
    "a contract stops after its start": (
        "a contract can't stop before it starts",
        ("starts_on", "terminated_on"),
    ),
    "only an amendment may be negative": ("only an amendment can have a negative value", ()),
    "a total needs a currency": ("an amount needs a currency", ()),
    "a total has a sensible size": ("a total can't be negative or this large", ()),
    "only what does not recur has a total": ("only one-offs and usage have a total", ()),
    "what does not recur has no value a year": ("one-offs and usage have a total, no value a year", ()),
    "what does not recur has a last day": ("one-offs and usage need a last day", ()),
    "what does not recur is not renewed, amended or lost": (NEVER_RENEWED, ()),
    "only what recurs follows another contract, or is amended": (NEVER_RENEWED, ()),
    "an outcome's day needs an outcome": ("a date of renewal or loss needs renewed or lost", ("outcome_on",)),
    "a churned contract has no successor": ("a lost contract can't have a renewal", ()),
    "a contract does not amend itself": ("a contract can't amend itself", ()),
    "a contract does not renew itself": ("a contract can't be its own renewal", ()),
    "a notice period has at most 3660 days": (
        "a notice period can't be longer than 3660 days",
        ("notice_days",),
    ),
    "a notice period has 1 to 120 months": (
        "a notice period must be between 1 and 120 months",
        ("notice_months",),
    ),
    "a renewal is for 1 to 120 months": ("a renewal must be for 1 to 120 months", ("renew_months",)),
    "a notice period is in days or in months": (
        "a notice period is in days or in months, not both",
        ("notice_days", "notice_months"),
    ),
    "an amendment is in the currency of its contract": (
        "an amendment needs the currency of its contract",
        ("currency",),
    ),
    "an amendment amends a contract, not another amendment": (
        "an amendment can't amend another amendment",
        (),
    ),
    "a contract is never worth less than nothing": ("a contract can't be worth less than zero", ()),
    "a probability is between 0 and 1": ("a probability must be between 0% and 100%", ("probability",)),
    "a score lies on its scale": ("a score must be between 0 and its scale", ("score", "scale_max")),
    "an interaction takes at most a week": ("an activity can't be longer than a week", ("minutes",)),
    "only a promise is promised by someone": ("only a promise can have someone who promised it", ()),
    "an issue is resolved after it opened": (
        "an issue can't be resolved before it was opened",
        ("opened_on", "resolved_on"),
    ),
}
TAKEN = {
    "account.name_folded": "another account has this name",
    "account.code_folded": "another account has this code",
    "index 'target_of_whom'": "another target has the same period, metric and owner",
}


def fault_words(error: sqlite3.IntegrityError, values: Mapping[str, Any] | None = None) -> str:
    """The fault in a sentence without its full stop; `values` are the row that was to be written."""
    text, row = str(error), values or {}
    for prefix in CHECKED:
        if text.startswith(prefix):
            return rule_told(text.removeprefix(prefix), row)
    if text.startswith(MISSING):
        return f"the {named(text.removeprefix(MISSING))} can't be empty"
    if text.startswith(TWICE):
        columns = text.removeprefix(TWICE)
        return TAKEN.get(columns) or f"another record has the same {named(columns.replace('_folded', ''))}"
    if "FOREIGN KEY" in text:
        return "another record refers to this one, or to one that doesn't exist"
    return text


def rule_told(rule: str, row: Mapping[str, object]) -> str:
    """A broken CHECK: by its sentence, or by the column that it is about."""
    if rule in TOLD:
        sentence, columns = TOLD[rule]
        found = [value_of(row[name]) for name in columns if row.get(name) is not None]
        return f"{sentence}: {' to '.join(found)}" if found else sentence
    column, _, meaning = rule.partition(": ")
    value = row.get(column.rpartition(" ")[2])
    typed = "" if value is None else f" {quoted(str(value), 60)}"
    return f"the {named(column)}{typed} must be {meaning}" if meaning else rule


def named(column: str) -> str:
    """`contract.account_id` as `contract account`."""
    return column.replace("_id", "").replace("_on", " date").replace(".", " ").replace("_", " ")


def value_of(value: object) -> str:
    """A value as it was read: a date as a person writes it."""
    if isinstance(value, str):
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            return quoted(value, 60)
        return on_day(day)
    return f"{value:g}"
