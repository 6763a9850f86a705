"""The work with a customer: what was said, what is owed on either side, problems and goals."""

import datetime as dt

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from amcli import vocabulary as v
from amcli.storage.models.shape import (
    Record,
    Row,
    choice,
    column,
    flag,
    link,
    optional,
    owner_account,
    rule,
    table,
)
from amcli.storage.types import Clock, Count, Day, Line

TOUCH = "kind <> 'note' AND tried = 0 AND planned = 0"
BOOKED = "planned = 1 AND cancelled = 0"


class Interaction(Record, table=True):
    """Something said between us and the customer; `tried`: nobody was reached; `planned`: booked, and not yet
    held; `cancelled`: booked, and for good not held. One that is cancelled stays planned, so that whatever
    asks for touches leaves it out."""

    __tablename__ = "interaction"
    __table_args__ = table(
        # One index answers "newest touch on or before a day", and what the last ones were like.
        # The view in sql_files.sql says TOUCH word for word.
        Index(
            "interaction_touch",
            *("account_id", "on", "id", "purpose", "feel", "direction"),
            sqlite_where=text(TOUCH),
        ),
        Index("interaction_tried", "account_id", "on", sqlite_where=text("tried = 1")),
        Index("interaction_account", "account_id", "on", "id"),
        Index("interaction_feel", "account_id", "on", "id", sqlite_where=text("feel IS NOT NULL")),
        Index("interaction_qbr", "account_id", "on", sqlite_where=text("kind = 'qbr'")),
        Index("interaction_booked", "account_id", "on", "id", sqlite_where=text(BOOKED)),
        rule("minutes <= 10080", "an interaction takes at most a week"),
        rule("cancelled = 0 OR (planned = 1 AND tried = 0)", "only a meeting that was not held is cancelled"),
    )

    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE")
    kind: v.InteractionKind = choice(v.INTERACTION_KINDS, "call")
    on: dt.date = column(Day)
    at: str | None = optional(Clock)
    minutes: int | None = optional(Count)
    direction: v.Direction | None = choice(v.DIRECTIONS)
    tried: bool = flag()
    planned: bool = flag()
    cancelled: bool = flag()
    summary: str | None = optional()
    body: str | None = optional()
    feel: v.Pulse | None = choice(v.PULSES)
    purpose: v.Purpose | None = choice(v.PURPOSES)


class InteractionContact(Row, table=True):
    """Who took part in an interaction."""

    __tablename__ = "interaction_contact"
    __table_args__ = table(UniqueConstraint("interaction_id", "contact_id"))

    interaction_id: int = Field(foreign_key="interaction.id", ondelete="CASCADE")
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True)


class Task(Record, table=True):
    """Something to do; a promise when `promised`, mine or theirs by `promised_by`."""

    __tablename__ = "task"
    __table_args__ = table(
        rule("promised_by IS NULL OR promised = 1", "only a promise is promised by someone"),
        Index("task_open", "due_on", sqlite_where=text("done_on IS NULL")),
    )

    account_id: int = owner_account()
    contact_id: int | None = link("contact")
    title: str = column(Line)
    due_on: dt.date | None = optional(Day)
    first_due_on: dt.date | None = optional(Day)
    done_on: dt.date | None = optional(Day)
    promised: bool = flag()
    promised_by: v.PromisedBy | None = choice(v.PROMISED_BY)
    assignee: str | None = optional()
    waiting_on: str | None = optional()
    interaction_id: int | None = link("interaction")
    repeat: str | None = optional()


class Issue(Record, table=True):
    """A customer's problem, owned until it is solved."""

    __tablename__ = "issue"
    __table_args__ = table(
        rule("resolved_on IS NULL OR resolved_on >= opened_on", "an issue is resolved after it opened"),
        Index("issue_state", "account_id", "resolved_on"),
    )

    account_id: int = owner_account()
    contact_id: int | None = link("contact")
    title: str = column(Line)
    category: v.IssueCategory = choice(v.ISSUE_CATEGORIES, "other")
    severity: v.Severity = choice(v.SEVERITIES, "medium")
    owner: str | None = optional()
    opened_on: dt.date = column(Day)
    escalated_on: dt.date | None = optional(Day)
    escalated_to: str | None = optional()
    first_response_on: dt.date | None = optional(Day)
    resolved_on: dt.date | None = optional(Day)
    resolved_first_contact: bool = flag()
    resolution: str | None = optional()


class Goal(Record, table=True):
    """What the customer wants to reach with what they bought."""

    __tablename__ = "goal"

    account_id: int = owner_account()
    title: str = column(Line)
    measure: str | None = optional()
    target: str | None = optional()
    actual: str | None = optional()
    progress_on: dt.date | None = optional(Day)
    due_on: dt.date | None = optional(Day)
    met_on: dt.date | None = optional(Day)
    status: v.GoalStatus = choice(v.GOAL_STATUSES, "open")
    agreed_with: str | None = optional()
