"""Whole records as they are listed and shown: the fields of every kind, beside `KIND_list.sql`.

Every field of a record appears under its own name; a reference appears as what a person types.
"""

import json
from typing import Any

from amcli.book.connection import Book
from amcli.fields import Field, Row, fields
from amcli.rules.money import to_major
from amcli.vocabulary import LETTERS, reference

TIMES = """
created_at instant when it was recorded
updated_at instant when it was last changed
"""
FIELDS: dict[str, tuple[Field, ...]] = {
    "account": fields(
        """
id             int    the account's number
code           text   its code
name           text   its name
added_on       day    day on which it was added
status         text   onboarding, active, churned or archived
tier           text   key, standard or light
owner          text   who owns it
owner_since    day    since when
team           text   who else works on it
industry       text   industry
segment        text   segment
region         text   region
domain         text   e-mail domain
website        text   website
phone          text   switchboard
address        text   postal address
parent         text   code of the parent account
customer_since day    first day as a customer
cadence_days   int    days between check-ins, where not the tier's
qbr_days       int    days between reviews, where not the tier's
snoozed_until  day    check-in put off until this day
pulse          text   good, ok or bad
pulse_on       day    when that was said
pulse_note     text   why
objectives     text   what the customer wants to reach
notes          text   notes
tags           list   tags
extra          object custom fields
"""
        + TIMES
    ),
    "contact": fields(
        """
contact      text   its reference, such as p4
id           int    its number
account      text   the account's code
name         text   name
title        text   job title
emails       list   e-mail addresses
phones       list   phone numbers, as typed and in E.164
role         text   role in the decision
stance       text   supporter, neutral or critic
primary      bool   first to call
left_on      day    day on which they left
successor    text   who followed, such as p9
language     text   language
timezone     text   time zone
do_not_mail  bool   opted out of mailings
prefers      text   how they like to be reached
notes        text   notes
tags         list   tags
extra        object custom fields
"""
        + TIMES
    ),
    "contract": fields(
        """
contract      text   its reference, such as k12
id            int    its number
account       text   the account's code
product       text   what was bought
quantity      int    how many
starts_on     day    first day
ends_on       day    last day; null runs until terminated
annual_value  money  value a year; the change, for an amendment
currency      text   currency of annual_value
signed_on     day    day of signature
auto_renew    bool   whether it renews by itself
notice_days   int    notice period in days
stage         text   how far the renewal has come
forecast      text   commit, likely, doubtful or lost
outcome       text   renewed or churned
outcome_on    day    day on which the outcome was recorded
reason        text   why
renewed_by    text   the contract that follows, such as k31
amends        text   the contract that this one amends
terminated_on day    first day on which it no longer runs
uplift_pct    number change against the contract before, in per cent
concessions   text   what was given away
reference     text   number of the contract on paper
notes         text   notes
extra         object custom fields
"""
        + TIMES
    ),
    "interaction": fields(
        """
interaction text its reference, such as n213
id          int  its number
account     text the account's code
kind        text call, email, meeting, qbr, visit, chat or note
on          day  day
at          text time
minutes     int  length in minutes
direction   text in, out or both
tried       bool nobody was reached
planned     bool still ahead, from a calendar
summary     text what was said, in a line
body        text the whole text
feel        text good, ok or bad
purpose     text value, commercial, support or relationship
contacts    list who took part
"""
        + TIMES
    ),
    "task": fields(
        """
task         text its reference, such as t31
id           int  its number
account      text the account's code
contact      text the person it concerns
title        text what is to be done
due_on       day  when it is due
first_due_on day  when it was first due
done_on      day  when it was done
promised     bool whether it is a promise
promised_by  text me or them
assignee     text who does it
waiting_on   text the colleague it waits for
interaction  text where it comes from, such as n213
repeat       text how it repeats, as an RRULE
"""
        + TIMES
    ),
}
LINKS = {
    "successor": "contact",
    "renewed_by": "contract",
    "amends": "contract",
    "interaction": "interaction",
}


def listed(book: Book, kind: str, *, account: int | None = None, row: int | None = None) -> list[Row]:
    """Records of a kind, of one account or one by its id, in the order of the kind's query."""
    return [as_row(kind, found) for found in book.rows(f"{kind}_list", account=account, row=row)]


def as_row(kind: str, found: Any) -> Row:
    """A record of the database with its fields as JSON has them."""
    made: Row = {}
    for field in FIELDS[kind]:
        made[field.name] = value_of(kind, field, found)
    return made


def value_of(kind: str, field: Field, found: Any) -> Any:
    """One field as JSON has it."""
    if field.name == kind:
        return reference(kind, found["id"])
    value = found[field.name]
    if value is None:
        return None
    if field.name in LINKS:
        return reference(LINKS[field.name], value)
    if field.type == "bool":
        return bool(value)
    if field.type in ("list", "object"):
        return json.loads(value)
    if field.type == "money":
        return to_major(value, found["currency"])
    return value


def handle(kind: str, row: Row) -> str:
    """What commands accept for a record."""
    return str(row["code"] if kind == "account" else row[kind] if kind in LETTERS else row["id"])
