"""Renewals: the day to act, what is near, and how pressing it is. Pure."""

import datetime as dt

from amcli.rules.facts import OpenContract
from amcli.vocabulary import SECURED_STAGES


def act_by(contract: OpenContract, today: dt.date) -> dt.date:
    """The notice day while it has not passed, else the end."""
    notice = contract.notice_by
    return notice if notice is not None and notice >= today else contract.ends_on


def acts_on_notice(contract: OpenContract, today: dt.date) -> bool:
    """Whether the day to act is the notice day."""
    return contract.notice_by is not None and contract.notice_by >= today


def is_near(contract: OpenContract, today: dt.date, until: dt.date) -> bool:
    """Past its end, or with its end or its notice day from today to `until`."""
    if contract.ends_on < today:
        return True
    notice = contract.notice_by
    return contract.ends_on <= until or (notice is not None and today <= notice <= until)


def secured(contract: OpenContract) -> bool:
    """Whether the customer has said yes: stage verbal or signed."""
    return contract.stage in SECURED_STAGES


def rolls_over(contract: OpenContract, today: dt.date) -> bool:
    """Whether it renews by itself and can no longer be stopped."""
    return contract.auto_renew and today > (contract.notice_by or contract.ends_on)


def uncommitted(contract: OpenContract, today: dt.date, grace: int, longest: int) -> tuple[int, int]:
    """How pressing an uncommitted renewal is, as (part, whole) in half days, so that no digit is lost.

    Rises over the last `longest` days (180), or half the term where that is less, before the
    deadline: the notice day of a contract that renews by itself, the end of any other. After the
    end without an outcome it stays full until the grace is over; then the missing outcome is a gap
    in the record.
    """
    if secured(contract) or rolls_over(contract, today):
        return 0, 1
    if today > contract.ends_on:
        return int((today - contract.ends_on).days <= grace), 1
    deadline = (contract.notice_by if contract.auto_renew else None) or contract.ends_on
    term = (contract.ends_on - contract.starts_on).days + 1
    window = min(2 * longest, term)
    return min(window, max(0, window - 2 * (deadline - today).days)), window


def order(contract: OpenContract, today: dt.date, value: int | None) -> tuple[bool, dt.date, int, str, int]:
    """Sort key: past their end first, then by the day to act, value falling, code."""
    return (
        contract.ends_on >= today,
        act_by(contract, today),
        -(value or 0),
        contract.account,
        contract.id,
    )


def overlong(contract: OpenContract, today: dt.date, grace: int) -> bool:
    """Whether it ended without an outcome longer ago than the grace: a gap in the record."""
    return (today - contract.ends_on).days > grace
