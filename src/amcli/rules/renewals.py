"""Renewals: the deadline, what is near, and how pressing it is. Pure."""

import datetime as dt

from amcli.rules.facts import OpenContract
from amcli.vocabulary import SECURED_STAGES, reference


def deadline(contract: OpenContract, today: dt.date) -> dt.date:
    """The notice deadline while it has not passed, else the end."""
    notice = contract.notice_by
    return notice if notice is not None and notice >= today else contract.ends_on


def acts_on_notice(contract: OpenContract, today: dt.date) -> bool:
    """Whether the deadline is the one for notice."""
    return contract.notice_by is not None and contract.notice_by >= today


def is_near(contract: OpenContract, today: dt.date, until: dt.date) -> bool:
    """Past its end, or with its end or its notice deadline from today to `until`."""
    if contract.ends_on < today:
        return True
    notice = contract.notice_by
    return contract.ends_on <= until or (notice is not None and today <= notice <= until)


def secured(contract: OpenContract) -> bool:
    """Whether the customer has said yes: stage verbal or signed."""
    return contract.stage in SECURED_STAGES


def rolls_over(contract: OpenContract, today: dt.date) -> bool:
    """Whether it auto-renews and can no longer be stopped."""
    return contract.auto_renew and today > (contract.notice_by or contract.ends_on)


def counts_on(contract: OpenContract) -> dt.date:
    """The day up to which a renewal presses more and more: the notice deadline of a contract that
    auto-renews, the end of any other."""
    return (contract.notice_by if contract.auto_renew else None) or contract.ends_on


def is_past_notice(contract: OpenContract, today: dt.date) -> bool:
    """Whether it will auto-renew, its notice deadline has passed, and nobody has confirmed that they
    didn't cancel."""
    return counts_on(contract) < today <= contract.ends_on and contract.auto_renew and not secured(contract)


def uncommitted(contract: OpenContract, today: dt.date, grace: int, longest: int) -> tuple[int, int]:
    """How pressing an uncommitted renewal is, as (part, whole) in half days, so that no digit is lost.

    Rises over the last `longest` days (180), or half the term where that is less, before the
    deadline: the notice deadline of a contract that auto-renews, the end of any other. What
    auto-renews keeps what it was on that day until its new term begins, which counts like any other; not
    where terms of three months or less follow one another unconfirmed. After the end of any other it
    stays full until the grace is over; then the missing outcome is a gap in the record.
    """
    ends, auto = contract.ends_on, contract.auto_renew
    if contract.stage in SECURED_STAGES or (auto and today > ends):
        return 0, 1
    if contract.short and contract.unconfirmed:
        return 0, 1
    if today > ends:
        return int((today - ends).days <= grace), 1
    window = (ends - contract.starts_on).days + 1
    if window > 2 * longest:
        window = 2 * longest
    left = (((contract.notice_by if auto else None) or ends) - today).days
    return (window if left <= 0 else max(0, window - 2 * left)), window


def is_dangerous(contract: OpenContract, today: dt.date, days: int) -> bool:
    """Whether its date alone is dangerous while nobody has agreed: the deadline is `days` away or less;
    of a contract that auto-renews, within `days` of its notice deadline, before or after."""
    if contract.auto_renew:
        return abs((counts_on(contract) - today).days) <= days
    return (deadline(contract, today) - today).days <= days


def order(contract: OpenContract, today: dt.date, value: int | None) -> tuple[bool, dt.date, int, str, int]:
    """Sort key: past their end first, then by the deadline, value falling, code."""
    return (
        contract.ends_on >= today,
        deadline(contract, today),
        -(value or 0),
        contract.account,
        contract.id,
    )


def overlong(contract: OpenContract, today: dt.date, grace: int) -> bool:
    """Whether its last day on record is longer ago than the grace, without an outcome: a gap in the
    record."""
    return (today - recorded_end(contract)).days > grace


def recorded_end(contract: OpenContract) -> dt.date:
    """The last day that the book has, whatever implied term runs."""
    return contract.ends_on if contract.recorded is None else contract.recorded.ends_on


def outcome_step(contract: OpenContract) -> tuple[str, str]:
    """The step and the command that record what became of a contract past its end or notice deadline."""
    ref = reference("contract", contract.id)
    if contract.auto_renew:
        return "Confirm the auto-renewal, or record the loss", f"am renew {ref} --auto"
    return "Record it as renewed or lost", f"am renew {ref}"
