"""The kinds of records as tables: their columns are made of what each kind declares.

Here stands what only the file knows: what holds between columns, indexes, and the few columns that are
otherwise than the type of their field makes them.
"""

import datetime as dt
from typing import Any

from sqlalchemy import REAL, Index, Integer, UniqueConstraint, text
from sqlmodel import Field

from amcli import vocabulary as v
from amcli.storage.models.columns import (
    MAX_MONEY,
    MONEY_RULES,
    Row,
    column,
    json_list,
    model,
    optional,
    required_choice,
    rule,
    table,
)
from amcli.storage.types import Count, Day, Days, Flag, Folded, Line

TOUCH = "kind <> 'note' AND tried = 0 AND planned = 0"
BOOKED = "planned = 1 AND cancelled = 0"
# What only recurring revenue has: terms that end in an outcome, and changes within one.
NEVER_RENEWED = (
    "outcome IS NULL AND renewed_by_id IS NULL AND amends_id IS NULL AND terminated_on IS NULL"
    " AND auto_renew = 0 AND forecast IS NULL AND forecast_value IS NULL"
)
LOST = "outcome = 'churned' OR terminated_on IS NOT NULL"


def sold_product() -> Any:
    """A product that can't be deleted while this names it."""
    return Field(default=None, foreign_key="product.id", ondelete="RESTRICT", index=True)


def of_account() -> Any:
    """The account a record belongs to, where another index of the table begins with it."""
    return Field(foreign_key="account.id", ondelete="CASCADE")


Account = model(
    "account",
    UniqueConstraint("code_folded"),
    UniqueConstraint("name_folded"),
    rule("length(code) BETWEEN 1 AND 40", "a code has 1 to 40 characters"),
    rule("instr(code, ' ') = 0 AND instr(code, char(9)) = 0", "a code has no spaces"),
    rule("parent_id IS NULL OR parent_id <> id", "an account is not its own parent"),
    rule("pulse IS NULL OR pulse_on IS NOT NULL", "a pulse has a day"),
    code=column(Line),
    code_folded=column(Folded("code")),
    name_folded=column(Folded("name")),
    added_on=column(Day),
    domain=optional(index=True),
    cadence_days=optional(Days),
    qbr_days=optional(Days),
)

Contact = model(
    "contact", rule("successor_id IS NULL OR successor_id <> id", "a contact is not their own successor")
)

Handoff = model("handoff")

Product = model(
    "product",
    UniqueConstraint("name_folded"),
    rule("list_price IS NULL OR currency IS NOT NULL", "an amount needs a currency"),
    rule(f"list_price BETWEEN 0 AND {MAX_MONEY}", "a price has a sensible size"),
    name_folded=column(Folded("name")),
)

Contract = model(
    "contract",
    rule("ends_on IS NULL OR ends_on >= starts_on", "a contract ends on or after its start"),
    rule("terminated_on IS NULL OR terminated_on >= starts_on", "a contract stops after its start"),
    rule("annual_value IS NULL OR currency IS NOT NULL", "an amount needs a currency"),
    rule("annual_value >= 0 OR amends_id IS NOT NULL", "only an amendment may be negative"),
    rule(f"abs(annual_value) <= {MAX_MONEY}", "an amount has a sensible size"),
    rule("total_value IS NULL OR currency IS NOT NULL", "a total needs a currency"),
    rule(f"total_value BETWEEN 0 AND {MAX_MONEY}", "a total has a sensible size"),
    rule("total_value IS NULL OR kind <> 'recurring'", "only what does not recur has a total"),
    rule("annual_value IS NULL OR kind = 'recurring'", "what does not recur has no value a year"),
    rule("ends_on IS NOT NULL OR kind = 'recurring'", "what does not recur has a last day"),
    rule(f"kind = 'recurring' OR ({NEVER_RENEWED})", "what does not recur is not renewed, amended or lost"),
    rule("forecast_value IS NULL OR currency IS NOT NULL", "an expected amount needs a currency"),
    rule(f"forecast_value BETWEEN 0 AND {MAX_MONEY}", "an expected amount has a sensible size"),
    rule("outcome_on IS NULL OR outcome IS NOT NULL", "an outcome's day needs an outcome"),
    rule("renewed_by_id IS NULL OR outcome IS NOT 'churned'", "a churned contract has no successor"),
    rule("amends_id IS NULL OR amends_id <> id", "a contract does not amend itself"),
    rule("renewed_by_id IS NULL OR renewed_by_id <> id", "a contract does not renew itself"),
    rule("notice_days IS NULL OR notice_days <= 3660", "a notice period has at most 3660 days"),
    rule("notice_months BETWEEN 1 AND 120", "a notice period has 1 to 120 months"),
    rule("renew_months BETWEEN 1 AND 120", "a renewal is for 1 to 120 months"),
    rule("notice_days IS NULL OR notice_months IS NULL", "a notice period is in days or in months"),
    # One look finds who is leaving: churn.sql asks for LOST word for word.
    Index("contract_lost", "account_id", sqlite_where=text(LOST)),
    product_id=sold_product(),
    ends_on=optional(Day, index=True),
    amends_id=Field(default=None, foreign_key="contract.id", ondelete="CASCADE", index=True),
    reference=optional(index=True),
)

Opportunity = model(
    "opportunity",
    *MONEY_RULES,
    rule("probability BETWEEN 0 AND 1", "a probability is between 0 and 1"),
    product_id=sold_product(),
    value=optional(Count),
)

Target = model(
    "target",
    *MONEY_RULES[1:],
    Index("target_of_whom", "period", "metric", text("coalesce(owner, '')"), unique=True),
    value=column(Integer),
    period=column(Line),
)

Feedback = model("feedback")

Survey = model(
    "survey",
    rule("scale_max > 0 AND score BETWEEN 0 AND scale_max", "a score lies on its scale"),
    scale_max=column(REAL),
)

Usage = model(
    "usage", UniqueConstraint("account_id", "metric", "on"), Index("usage_day", "on"), account_id=of_account()
)

Event = model("event")

Interaction = model(
    "interaction",
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
    account_id=of_account(),
)

Task = model(
    "task",
    rule("promised_by IS NULL OR promised = 1", "only a promise is promised by someone"),
    Index("task_open", "due_on", sqlite_where=text("done_on IS NULL")),
)

Issue = model(
    "issue",
    rule("resolved_on IS NULL OR resolved_on >= opened_on", "an issue is resolved after it opened"),
    Index("issue_state", "account_id", "resolved_on"),
    resolved_first_contact=optional(Flag),
)

Goal = model("goal")

Play = model(
    "play",
    UniqueConstraint("account_id", "name", "contract_id", "on"),
    account_id=of_account(),
    contract_id=Field(default=None, foreign_key="contract.id", ondelete="CASCADE", index=True),
)


class Health(Row, table=True):
    """The score of an account on one day; `model` is the hash of the weights that made it."""

    __tablename__ = "health"
    __table_args__ = table(UniqueConstraint("account_id", "on"))

    account_id: int = of_account()
    on: dt.date = column(Day)
    score: int | None = optional(Count)
    band: str = required_choice(v.HEALTHS)
    coverage: float | None = optional(REAL)
    model: str = column()
    reasons: list[dict[str, Any]] = json_list()


class InteractionContact(Row, table=True):
    """Who took part in an interaction."""

    __tablename__ = "interaction_contact"
    __table_args__ = table(UniqueConstraint("interaction_id", "contact_id"))

    interaction_id: int = Field(foreign_key="interaction.id", ondelete="CASCADE")
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True)
