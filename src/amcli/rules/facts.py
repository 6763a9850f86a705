"""The facts about one account on one day that the lists, the score and the morning are made of.

Read by `book.queries.facts` for the whole book at once; the rules are pure functions of these.
"""

import datetime as dt
from typing import NamedTuple


class Person(NamedTuple):
    """A contact. `last_on`: when they last took part in a touch within the last 90 days.

    `phones` and `emails` are JSON as the book keeps it: most people of a book are never drawn, so
    they are read only where somebody asks.
    """

    id: int
    name: str
    role: str | None
    left_on: dt.date | None
    successor_id: int | None
    primary: bool
    prefers: str | None
    phones: str
    emails: str
    last_on: dt.date | None

    @property
    def phone(self) -> str | None:
        """The first number as it was typed."""
        import json

        found = json.loads(self.phones) if self.phones != "[]" else []
        return found[0].get("typed") if found and isinstance(found[0], dict) else None

    @property
    def email(self) -> str | None:
        """The first address."""
        import json

        found = json.loads(self.emails) if self.emails != "[]" else []
        return str(found[0]) if found else None


class OpenContract(NamedTuple):
    """A contract with an end that awaits its outcome; `value` is in minor units, amendments added.

    `notice_by` is the last day on which notice can be given: `ends_on` less the notice period.
    """

    id: int
    account_id: int
    account: str
    name: str
    product: str | None
    starts_on: dt.date
    ends_on: dt.date
    notice_by: dt.date | None
    auto_renew: bool
    stage: str
    forecast: str | None
    value: int | None
    currency: str | None
    snoozed_until: dt.date | None


class OpenTask(NamedTuple):
    """A task that is not done."""

    id: int
    account_id: int
    account: str
    name: str
    contact: str | None
    title: str
    due_on: dt.date | None
    promised: bool
    promised_by: str | None
    waiting_on: str | None


class Facts(NamedTuple):
    """One account that is onboarding or active."""

    id: int
    code: str
    name: str
    tier: str
    status: str
    owner: str | None
    added_on: dt.date
    customer_since: dt.date | None
    cadence_days: int
    qbr_days: int | None
    snoozed_until: dt.date | None
    pulse: str | None
    pulse_on: dt.date | None
    feel: str | None
    feel_on: dt.date | None
    touch_id: int | None
    touch_on: dt.date | None
    touch_kind: str | None
    touch_people: tuple[int, ...]
    booked_id: int | None
    booked_on: dt.date | None
    booked_kind: str | None
    booked_at: str | None
    booked_summary: str | None
    qbr_on: dt.date | None
    has_task: bool
    has_goal: bool
    recent_touches: int
    recent_named: int
    arr: int | None
    people: tuple[Person, ...]
    contracts: tuple[OpenContract, ...]
    tasks: tuple[OpenTask, ...]

    def present(self, today: dt.date) -> list[Person]:
        """The people who are still there."""
        return [person for person in self.people if person.left_on is None or person.left_on > today]

    def to_call(self, today: dt.date) -> Person | None:
        """Whom to turn to: of those still there, the last one spoken to, else the primary, the
        champion, the first on record."""
        there = {person.id: person for person in self.present(today)}
        for contact in self.touch_people:
            if contact in there:
                return there[contact]
        ranked = sorted(
            there.values(),
            key=lambda p: (not p.primary, p.role != "champion", p.role != "executive_sponsor", p.id),
        )
        return ranked[0] if ranked else None
