"""The fields of every kind of record, as `KIND list` and `KIND show` give them.

What fills them is records.sql and records.py. Every field of a record appears under its own name;
a reference appears as what a person types.
"""

from amcli.fields import Field, Shape, fields, shape
from amcli.vocabulary import CHOICES

TIMES = """
created_at instant when it was recorded
updated_at instant when it was last changed
"""
# Fields that name another record, and of which kind; they are shown by its reference.
LINKS = {
    "contract": "contract",
    "successor": "contact",
    "renewed_by": "contract",
    "amends": "contract",
    "interaction": "interaction",
}
PHONE = shape("typed text! as it was typed\n e164 text in E.164, where that is known")
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
qbr_days       int    days between QBRs, if not the tier's
snoozed_until  day    check-in snoozed until this date
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
successor    text   who took over from them, for example p9
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
auto_renew    bool   whether it auto-renews
notice_days   int    notice period in days, if it was given in days
notice_months int    notice period in months, if it was given in months
stage         text   how far the renewal has come
forecast      text   commit, likely, doubtful or lost
outcome       text   renewed or churned
outcome_on    day    date on which it was recorded as renewed or lost
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
planned     bool booked, and not held yet
cancelled   bool booked, and did not take place
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
waiting_on   text the colleague it is waiting on
interaction  text where it comes from, such as n213
repeat       text how it repeats, as an RRULE
"""
        + TIMES
    ),
    "handoff": fields(
        """
handoff      text its reference, such as h2
id           int  its number
account      text the account's code
from_owner   text who had the account
to_owner     text who has it from then on
on           day  the day on which it passed
why_bought   text why they bought
expectations text what they expect
promises     text what was promised
risks        text what could go wrong
note         text anything else
"""
        + TIMES
    ),
    "product": fields(
        """
name       text  its name
id         int   its number
list_price money price in the catalogue
currency   text  currency of list_price
"""
        + TIMES
    ),
    "opportunity": fields(
        """
opportunity text   its reference, such as o5
id          int    its number
account     text   the account's code
contract    text   the contract it grows from or became, for example k12
contact     text   the person it goes through
product     text   what they would buy
kind        text   upsell, cross_sell or referral
name        text   name
value       money  what it is worth a year
currency    text   currency of value
stage       text   identified, qualified, proposed, won or lost
probability number how likely it is, 0 to 1
expected_on day    when it is expected to close
closed_on   day    when it was won or lost
fit         text   why it helps the customer
reason      text   why it was won or lost
"""
        + TIMES
    ),
    "issue": fields(
        """
issue                  text its reference, such as i7
id                     int  its number
account                text the account's code
contact                text who reported it
title                  text what is wrong
category               text product, support, billing, delivery or other
severity               text low, medium, high or critical
owner                  text who sees to it
opened_on              day  when it was reported
escalated_on           day  when it was escalated
escalated_to           text who it was escalated to
first_response_on      day  when it was first answered
resolved_on            day  when it was resolved
resolved_first_contact bool whether the first answer resolved it
resolution             text how
"""
        + TIMES
    ),
    "feedback": fields(
        """
feedback   text its reference, such as f3
id         int  its number
account    text the account's code
contact    text who said it
on         day  when
text       text what was said
theme      text what it is about
audience   text who should hear about it: product, marketing, support or leadership
relayed_on day  when it was passed on to them
closed_on  day  when the customer was told the result
outcome    text the result
"""
        + TIMES
    ),
    "survey": fields(
        """
survey    text   its reference, such as s9
id        int    its number
account   text   the account's code
contact   text   who answered
kind      text   nps, csat or ces
on        day    when
score     number the answer
scale_max number the best answer possible
comment   text   what they wrote
"""
        + TIMES
    ),
    "usage": fields(
        """
usage       text   its reference, such as u12
id          int    its number
account     text   the account's code
metric      text   what is counted
on          day    the day it was counted
value       number how much is used
entitlement number how much was bought
"""
        + TIMES
    ),
    "goal": fields(
        """
goal        text its reference, such as g2
id          int  its number
account     text the account's code
title       text what the customer wants to reach
measure     text how it is measured
target      text what is to be reached
actual      text what has been reached
progress_on day  when that was last looked at
due_on      day  by when
met_on      day  when it was met
status      text open, met, missed or dropped
agreed_with text who agreed to it
"""
        + TIMES
    ),
    "event": fields(
        """
event   text its reference, such as e6
id      int  its number
account text the account's code
on      day  when it happened
kind    text takeover, reorganisation, new_boss, budget_cut, funding and more
good    bool whether it is good news
note    text what happened
until   day  how long it matters
"""
        + TIMES
    ),
    "target": fields(
        """
target   text   its reference, such as m3
id       int    its number
period   text   the period, such as 2026-Q3
metric   text   renewals, expansion, nrr or grr
value    number the target: an amount, or a ratio such as 1.04 for nrr and grr
currency text   currency of an amount
"""
        + TIMES
    ),
}
FIELDS = {
    kind: tuple(field._replace(choices=CHOICES.get(kind, {}).get(field.name, ())) for field in declared)
    for kind, declared in FIELDS.items()
}
# What lists and objects of records hold, where it is not text.
INNER: dict[str, dict[str, Shape]] = {"contact": {"phones": PHONE}}
