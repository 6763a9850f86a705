"""The records as SQLModel classes: the one declaration of the book's schema.

They declare tables, foreign keys and constraints, and validate rows in bulk (`model_validate`).
Daily commands never import this module: it costs more time than they take. What the file
enforces beyond this (journal, search, parents without circles) is in `triggers`.
"""

import datetime as dt
from typing import Any, ClassVar

from pydantic import ConfigDict
from sqlalchemy import REAL, CheckConstraint, Index, Integer, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from amcli import vocabulary as v
from amcli.book.types import (
    Checked,
    Choice,
    Clock,
    Count,
    CurrencyCode,
    Day,
    Days,
    Flag,
    Folded,
    Instant,
    JsonText,
    Line,
    Prose,
)

TOUCH = "kind <> 'note' AND tried = 0 AND planned = 0"
MAX_MONEY = 10**15


def column(sa_type: Any = Prose, default: Any = ..., **extra: Any) -> Any:
    """A column of a given type; required unless it has a default."""
    if default is ...:
        return Field(sa_type=sa_type, **extra)
    return Field(default=default, sa_type=sa_type, **extra)


def optional(sa_type: Any = Prose, **extra: Any) -> Any:
    """A column that may be empty."""
    return Field(default=None, sa_type=sa_type, **extra)


def choice(values: tuple[str, ...], default: str | None = None) -> Any:
    """A column of a closed vocabulary; a default makes it required with that value."""
    if default is None:
        return Field(default=None, sa_type=Choice(*values))
    return Field(
        default=default, sa_type=Choice(*values), sa_column_kwargs={"server_default": text(f"'{default}'")}
    )


def required_choice(values: tuple[str, ...]) -> Any:
    """A column of a closed vocabulary that must be given."""
    return Field(sa_type=Choice(*values))


def flag() -> Any:
    """Yes or no, no by default."""
    return Field(default=False, sa_type=Flag, sa_column_kwargs={"server_default": text("0")})


def json_list() -> Any:
    """A JSON array, empty by default."""
    return Field(
        default_factory=list, sa_type=JsonText("array"), sa_column_kwargs={"server_default": text("'[]'")}
    )


def json_object() -> Any:
    """A JSON object, empty by default."""
    return Field(
        default_factory=dict, sa_type=JsonText("object"), sa_column_kwargs={"server_default": text("'{}'")}
    )


def owner_account() -> Any:
    """The account a record belongs to; the record goes when the account is deleted."""
    return Field(foreign_key="account.id", ondelete="CASCADE", index=True)


def link(target: str) -> Any:
    """A reference that is emptied when its record is deleted."""
    return Field(default=None, foreign_key=f"{target}.id", ondelete="SET NULL", index=True)


def rule(condition: str, name: str) -> CheckConstraint:
    """A CHECK whose name is the sentence a person reads when it is broken."""
    return CheckConstraint(condition, name=name)


MONEY_RULES = (
    rule("value IS NULL OR currency IS NOT NULL", "an amount needs a currency"),
    rule(f"abs(value) <= {MAX_MONEY}", "an amount has a sensible size"),
)


def table(*constraints: Any) -> tuple[Any, ...]:
    """Table arguments: STRICT, ids never reused, and the given constraints."""
    return (*constraints, {"sqlite_strict": True, "sqlite_autoincrement": True})


class Row(SQLModel):
    """What every table has: an id that is never reused."""

    model_config = ConfigDict(extra="forbid", validate_default=False)  # type: ignore[assignment]
    __table_args__: ClassVar[Any] = table()

    id: int | None = Field(default=None, primary_key=True, sa_type=Integer)


class Record(Row):
    """What every record has beside its id: when it was made and last changed (real clock, UTC)."""

    created_at: str = column(Instant)
    updated_at: str = column(Instant)


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


class Product(Record, table=True):
    """An entry of the catalogue."""

    __tablename__ = "product"
    __table_args__ = table(
        UniqueConstraint("name_folded"),
        rule("list_price IS NULL OR currency IS NOT NULL", "an amount needs a currency"),
        rule(f"list_price BETWEEN 0 AND {MAX_MONEY}", "a price has a sensible size"),
    )

    name: str = column(Line)
    name_folded: str = column(Folded("name"))
    list_price: int | None = optional(Integer)
    currency: str | None = optional(CurrencyCode)


class Contract(Record, table=True):
    """What a customer bought, for how long and for how much a year; or an amendment of one."""

    __tablename__ = "contract"
    __table_args__ = table(
        rule("ends_on IS NULL OR ends_on >= starts_on", "a contract ends on or after its start"),
        rule("terminated_on IS NULL OR terminated_on >= starts_on", "a contract stops after its start"),
        rule("annual_value IS NULL OR currency IS NOT NULL", "an amount needs a currency"),
        rule("annual_value >= 0 OR amends_id IS NOT NULL", "only an amendment may be negative"),
        rule(f"abs(annual_value) <= {MAX_MONEY}", "an amount has a sensible size"),
        rule("outcome_on IS NULL OR outcome IS NOT NULL", "an outcome's day needs an outcome"),
        rule("renewed_by_id IS NULL OR outcome IS NOT 'churned'", "a churned contract has no successor"),
        rule("amends_id IS NULL OR amends_id <> id", "a contract does not amend itself"),
        rule("renewed_by_id IS NULL OR renewed_by_id <> id", "a contract does not renew itself"),
        rule("notice_days IS NULL OR notice_days <= 3660", "a notice period has at most 3660 days"),
    )

    account_id: int = owner_account()
    product_id: int | None = Field(default=None, foreign_key="product.id", ondelete="RESTRICT", index=True)
    quantity: int | None = optional(Count)
    starts_on: dt.date = column(Day)
    ends_on: dt.date | None = optional(Day, index=True)
    annual_value: int | None = optional(Integer)
    currency: str | None = optional(CurrencyCode)
    signed_on: dt.date | None = optional(Day)
    auto_renew: bool = flag()
    notice_days: int | None = optional(Count)
    stage: v.Stage = choice(v.STAGES, "not_started")
    forecast: v.Forecast | None = choice(v.FORECASTS)
    outcome: v.Outcome | None = choice(v.OUTCOMES)
    outcome_on: dt.date | None = optional(Day)
    reason: str | None = optional()
    renewed_by_id: int | None = link("contract")
    amends_id: int | None = Field(default=None, foreign_key="contract.id", ondelete="CASCADE", index=True)
    terminated_on: dt.date | None = optional(Day)
    uplift_pct: float | None = optional(REAL)
    concessions: str | None = optional()
    reference: str | None = optional(index=True)
    notes: str | None = optional()
    extra: dict[str, Any] = json_object()


class Interaction(Record, table=True):
    """Something said between us and the customer; `tried`: nobody was reached; `planned`: ahead."""

    __tablename__ = "interaction"
    __table_args__ = table(
        # One index answers "newest touch on or before a day", and what the last ones were like.
        # Queries repeat TOUCH word for word.
        Index(
            "interaction_touch",
            *("account_id", "on", "id", "purpose", "feel", "direction"),
            sqlite_where=text(TOUCH),
        ),
        Index("interaction_tried", "account_id", "on", sqlite_where=text("tried = 1")),
        Index("interaction_account", "account_id", "on", "id"),
        Index("interaction_feel", "account_id", "on", "id", sqlite_where=text("feel IS NOT NULL")),
        Index("interaction_qbr", "account_id", "on", sqlite_where=text("kind = 'qbr'")),
        rule("minutes <= 10080", "an interaction takes at most a week"),
    )

    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE")
    kind: v.InteractionKind = choice(v.INTERACTION_KINDS, "call")
    on: dt.date = column(Day)
    at: str | None = optional(Clock)
    minutes: int | None = optional(Count)
    direction: v.Direction | None = choice(v.DIRECTIONS)
    tried: bool = flag()
    planned: bool = flag()
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


class Opportunity(Record, table=True):
    """Growth that fits: an upsell, a cross-sell or a referral."""

    __tablename__ = "opportunity"
    __table_args__ = table(
        *MONEY_RULES,
        rule("probability BETWEEN 0 AND 1", "a probability is between 0 and 1"),
    )

    account_id: int = owner_account()
    contract_id: int | None = link("contract")
    contact_id: int | None = link("contact")
    product_id: int | None = Field(default=None, foreign_key="product.id", ondelete="RESTRICT", index=True)
    kind: v.OpportunityKind = choice(v.OPPORTUNITY_KINDS, "upsell")
    name: str = column(Line)
    value: int | None = optional(Count)
    currency: str | None = optional(CurrencyCode)
    stage: v.OpportunityStage = choice(v.OPPORTUNITY_STAGES, "identified")
    probability: float | None = optional(REAL)
    expected_on: dt.date | None = optional(Day)
    closed_on: dt.date | None = optional(Day)
    fit: str | None = optional()
    reason: str | None = optional()


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


class Event(Record, table=True):
    """Something that happened at the customer and changes their weather."""

    __tablename__ = "event"

    account_id: int = owner_account()
    on: dt.date = column(Day)
    kind: v.EventKind = required_choice(v.EVENT_KINDS)
    good: bool = flag()
    note: str | None = optional()
    until: dt.date | None = optional(Day)


class Target(Record, table=True):
    """My number for a period."""

    __tablename__ = "target"
    __table_args__ = table(UniqueConstraint("period", "metric"), *MONEY_RULES[1:])

    period: str = column(Line)
    metric: v.TargetMetric = required_choice(v.TARGET_METRICS)
    value: int = column(Integer)
    currency: str | None = optional(CurrencyCode)


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


class Txn(Row, table=True):
    """One change of the book: everything a command wrote, together.

    An undo names the change it `undoes` and is `undoing`; a redo names the undo and is not.
    """

    __tablename__ = "txn"
    __table_args__ = table(
        UniqueConstraint("undoes"),
        rule("undoing = 0 OR undoes IS NOT NULL", "an undo undoes something"),
    )

    at: str = column(Instant)
    command: str = column()
    undoes: int | None = Field(default=None, foreign_key="txn.id")
    undoing: bool = flag()
    automatic: bool = flag()


class Journal(Row, table=True):
    """One row before and after one change, as JSON; an insert is kept without a copy."""

    __tablename__ = "journal"
    __table_args__ = table(Index("journal_row", "tbl", "row"), Index("journal_txn", "txn"))

    txn: int = Field(foreign_key="txn.id")
    tbl: str = column()
    row: int = column(Integer)
    before: str | None = optional(Text)
    after: str | None = optional(Text)


class Session(Row, table=True):
    """One row: the transaction under way, and whether search is left to the importer."""

    __tablename__ = "session"
    __table_args__ = table(rule("id = 1", "the session has one row"))

    txn: int | None = Field(default=None)
    bulk: bool = flag()


class SourceRef(Row, table=True):
    """Where a record came from: the id that its source gave it, in the source's own case."""

    __tablename__ = "source_ref"
    __table_args__ = table(
        UniqueConstraint("source", "kind", "source_id"), Index("source_ref_row", "kind", "row")
    )

    kind: str = column()
    row: int = column(Integer)
    source: str = column()
    source_id: str = column()


class Snooze(Row, table=True):
    """A record put off until a day, with the reason."""

    __tablename__ = "snooze"
    __table_args__ = table(UniqueConstraint("kind", "row"))

    kind: str = column()
    row: int = column(Integer)
    until: dt.date = column(Day)
    reason: str | None = optional()


class Unmatched(Row, table=True):
    """An address seen in mail, calendars or calls that no contact has."""

    __tablename__ = "unmatched"
    __table_args__ = table(UniqueConstraint("kind", "address"))

    kind: str = column()
    address: str = column()
    name: str | None = optional()
    seen: int = Field(default=1, sa_type=Count)
    first_on: dt.date | None = optional(Day)
    last_on: dt.date | None = optional(Day)
    ignored: bool = flag()
    contact_id: int | None = Field(default=None, foreign_key="contact.id", ondelete="SET NULL", index=True)


class Digest(Row, table=True):
    """What a digest had said when it went out."""

    __tablename__ = "digest"

    at: str = column(Instant)
    on: dt.date = column(Day)
    period: str = column()
    state: dict[str, Any] = json_object()


class Setting(Row, table=True):
    """What the book itself knows, such as its base currency."""

    __tablename__ = "setting"
    __table_args__ = table(UniqueConstraint("key"))

    key: str = column()
    value: str = column()


def add_column_rules() -> None:
    """Give every column the CHECK of its type, named by the sentence it enforces."""
    for each in SQLModel.metadata.sorted_tables:
        for col in each.columns:
            if isinstance(col.type, Checked) and col.type.check:
                quoted = f'"{col.name}"'
                condition = col.type.check.replace("{c}", quoted)
                if col.nullable:
                    condition = f"{quoted} IS NULL OR ({condition})"
                each.append_constraint(rule(condition, f"{each.name} {col.name}: {col.type.meaning}"))


add_column_rules()
