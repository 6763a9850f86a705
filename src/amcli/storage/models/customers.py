"""The customers: accounts, the people there, and how an account passed from one owner to the next."""

import datetime as dt
from typing import Any

from sqlalchemy import UniqueConstraint

from amcli import vocabulary as v
from amcli.storage.models.shape import (
    Record,
    choice,
    column,
    flag,
    json_list,
    json_object,
    link,
    optional,
    owner_account,
    rule,
    table,
)
from amcli.storage.types import Day, Days, Folded, Line


class Account(Record, table=True):
    """A customer."""

    __tablename__ = "account"
    __table_args__ = table(
        UniqueConstraint("code_folded"),
        UniqueConstraint("name_folded"),
        rule("length(code) BETWEEN 1 AND 40", "a code has 1 to 40 characters"),
        rule("instr(code, ' ') = 0 AND instr(code, char(9)) = 0", "a code has no spaces"),
        rule("parent_id IS NULL OR parent_id <> id", "an account is not its own parent"),
        rule("pulse IS NULL OR pulse_on IS NOT NULL", "a pulse has a day"),
    )

    code: str = column(Line)
    code_folded: str = column(Folded("code"))
    name: str = column(Line)
    name_folded: str = column(Folded("name"))
    added_on: dt.date = column(Day)
    status: v.AccountStatus = choice(v.ACCOUNT_STATUSES, "active")
    tier: v.Tier = choice(v.TIERS, "standard")
    owner: str | None = optional()
    owner_since: dt.date | None = optional(Day)
    team: str | None = optional()
    industry: str | None = optional()
    segment: str | None = optional()
    region: str | None = optional()
    domain: str | None = optional(index=True)
    website: str | None = optional()
    phone: str | None = optional()
    address: str | None = optional()
    parent_id: int | None = link("account")
    customer_since: dt.date | None = optional(Day)
    cadence_days: int | None = optional(Days)
    qbr_days: int | None = optional(Days)
    snoozed_until: dt.date | None = optional(Day)
    pulse: v.Pulse | None = choice(v.PULSES)
    pulse_on: dt.date | None = optional(Day)
    pulse_note: str | None = optional()
    objectives: str | None = optional()
    notes: str | None = optional()
    tags: list[str] = json_list()
    extra: dict[str, Any] = json_object()


class Contact(Record, table=True):
    """A person at a customer."""

    __tablename__ = "contact"
    __table_args__ = table(
        rule("successor_id IS NULL OR successor_id <> id", "a contact is not their own successor"),
    )

    account_id: int = owner_account()
    name: str = column(Line)
    title: str | None = optional()
    emails: list[str] = json_list()
    phones: list[dict[str, Any]] = json_list()
    role: v.Role | None = choice(v.ROLES)
    stance: v.Stance | None = choice(v.STANCES)
    primary: bool = flag()
    left_on: dt.date | None = optional(Day)
    successor_id: int | None = link("contact")
    language: str | None = optional()
    timezone: str | None = optional()
    do_not_mail: bool = flag()
    prefers: str | None = optional()
    notes: str | None = optional()
    tags: list[str] = json_list()
    extra: dict[str, Any] = json_object()


class Handoff(Record, table=True):
    """An account passing from one owner to the next, with what the next one must know."""

    __tablename__ = "handoff"

    account_id: int = owner_account()
    from_owner: str | None = optional()
    to_owner: str | None = optional()
    on: dt.date = column(Day)
    why_bought: str | None = optional()
    expectations: str | None = optional()
    promises: str | None = optional()
    risks: str | None = optional()
    note: str | None = optional()
