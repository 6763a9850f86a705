"""What is sold: the catalogue, contracts, the growth that may come, and my own number."""

import datetime as dt
from typing import Any

from sqlalchemy import REAL, Integer, UniqueConstraint
from sqlmodel import Field

from amcli import vocabulary as v
from amcli.storage.models.shape import (
    MAX_MONEY,
    MONEY_RULES,
    Record,
    choice,
    column,
    flag,
    json_object,
    link,
    optional,
    owner_account,
    required_choice,
    rule,
    table,
)
from amcli.storage.types import Count, CurrencyCode, Day, Folded, Line


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
        rule("notice_months BETWEEN 1 AND 120", "a notice period has 1 to 120 months"),
        rule("notice_days IS NULL OR notice_months IS NULL", "a notice period is in days or in months"),
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
    notice_months: int | None = optional(Count)
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


class Target(Record, table=True):
    """My number for a period."""

    __tablename__ = "target"
    __table_args__ = table(UniqueConstraint("period", "metric"), *MONEY_RULES[1:])

    period: str = column(Line)
    metric: v.TargetMetric = required_choice(v.TARGET_METRICS)
    value: int = column(Integer)
    currency: str | None = optional(CurrencyCode)
