"""What tells how a customer is doing: what they say, what they use, what happens there, the score."""

import datetime as dt
from typing import Any

from sqlalchemy import REAL, Index, UniqueConstraint
from sqlmodel import Field

from amcli import vocabulary as v
from amcli.storage.models.shape import (
    Record,
    Row,
    choice,
    column,
    flag,
    json_list,
    link,
    optional,
    owner_account,
    required_choice,
    rule,
    table,
)
from amcli.storage.types import Count, Day, Line


class Feedback(Record, table=True):
    """What a customer said about us, and what became of it."""

    __tablename__ = "feedback"

    account_id: int = owner_account()
    contact_id: int | None = link("contact")
    on: dt.date = column(Day)
    text: str = column()
    theme: str | None = optional()
    audience: v.Audience | None = choice(v.AUDIENCES)
    relayed_on: dt.date | None = optional(Day)
    closed_on: dt.date | None = optional(Day)
    outcome: str | None = optional()


class Survey(Record, table=True):
    """One answer to a survey."""

    __tablename__ = "survey"
    __table_args__ = table(
        rule("scale_max > 0 AND score BETWEEN 0 AND scale_max", "a score lies on its scale"),
    )

    account_id: int = owner_account()
    contact_id: int | None = link("contact")
    kind: v.SurveyKind = required_choice(v.SURVEY_KINDS)
    on: dt.date = column(Day)
    score: float = column(REAL)
    scale_max: float = column(REAL)
    comment: str | None = optional()


class Usage(Record, table=True):
    """How much of what they bought a customer uses, on one day."""

    __tablename__ = "usage"
    __table_args__ = table(UniqueConstraint("account_id", "metric", "on"), Index("usage_day", "on"))

    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE")
    metric: str = column(Line)
    on: dt.date = column(Day)
    value: float = column(REAL)
    entitlement: float | None = optional(REAL)


class Event(Record, table=True):
    """Something that happened at the customer and changes their weather."""

    __tablename__ = "event"

    account_id: int = owner_account()
    on: dt.date = column(Day)
    kind: v.EventKind = required_choice(v.EVENT_KINDS)
    good: bool = flag()
    note: str | None = optional()
    until: dt.date | None = optional(Day)


class Health(Row, table=True):
    """The score of an account on one day; `model` is the hash of the weights that made it."""

    __tablename__ = "health"
    __table_args__ = table(UniqueConstraint("account_id", "on"))

    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE")
    on: dt.date = column(Day)
    score: int | None = optional(Count)
    band: v.Band = required_choice(v.BANDS)
    coverage: float | None = optional(REAL)
    model: str = column()
    reasons: list[dict[str, Any]] = json_list()
