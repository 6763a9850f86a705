"""What a row still needs when its cells are read: the folded names, the days and amounts that
follow from others. A kind (kinds.py) may have one function before matching and one after.

Not for cells (columns.py) and not for finding records (matching.py, references.py).
"""

import datetime as dt
import json
import re
from collections.abc import Callable

from amcli.errors import BadValue
from amcli.hints import NamedTuple
from amcli.interchange.plan import FilePlan
from amcli.interchange.references import References
from amcli.interchange.store import Values
from amcli.interchange.values.days import Moment
from amcli.rules import phones
from amcli.rules.maildomains import bare_domain
from amcli.rules.names import folded
from amcli.rules.repeats import parse_repeat
from amcli.rules.surveys import SCALES, lowest
from amcli.rules.targets import target_period
from amcli.vocabulary import GOOD_EVENTS

BELOW_ZERO = "below zero, which is not possible here"
# From when on a repeating task must fall on a day; the tasks of a file may be long done.
EARLIEST = dt.date(1970, 1, 1)


Prepare = Callable[[Values, Values, "Setting"], None]
Finish = Callable[[Values, Values, Values | None, "Setting"], None]


class Setting(NamedTuple):
    """What the rules of a row depend on beside the row. `assumed`: currencies that no cell named;
    `country`: that of telephone numbers without one; `renews_next`: whether a renewal date is the first day
    of the next term."""

    today: str
    currency: str
    references: References
    clear: bool
    assumed: set[str]
    country: str | None = None
    renews_next: bool = False

    def report(self, plan: FilePlan) -> None:
        """Say in the plan which currencies no cell named."""
        if self.assumed:
            plan.warnings.append(f"amounts without a currency are read as {', '.join(sorted(self.assumed))}")


class RowError(Exception):
    """A row that cannot be taken in, because of one of its fields."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field
        self.why = why


class PassedOverError(Exception):
    """A row that stays out without being bad; `why` is counted in the plan."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class ForgottenError(PassedOverError):
    """A row about somebody who was forgotten."""

    def __init__(self) -> None:
        super().__init__("forgotten")


class UncountedError(Exception):
    """A row that says nothing of its own here: another row said it, or another part of the file has it."""


class PostponedError(Exception):
    """A row that has to wait until the others of its file are in."""


def prepare_account(values: Values, virtual: Values, setting: Setting) -> None:
    """Folded names, by which accounts are found and kept apart."""
    if values.get("code"):
        values["code_folded"] = folded(values["code"])
    if values.get("name"):
        values["name_folded"] = folded(values["name"])


def prepare_product(values: Values, virtual: Values, setting: Setting) -> None:
    """Folded name."""
    if values.get("name"):
        values["name_folded"] = folded(values["name"])


def prepare_contact(values: Values, virtual: Values, setting: Setting) -> None:
    """A name from its parts; telephone numbers with their E.164 form where they have one."""
    first, name, last = virtual.get("first_name"), values.get("name"), virtual.get("last_name")
    if not name or not (first and last):
        # A `Name` beside a first name is the last one, `Nombre` beside a last name the first.
        parts = [part for part in (first, name, last) if part]
        others = [part for part in parts if part is name or folded(part) not in folded(name or "").split()]
        values["name"] = " ".join(others)[:200] or None
    if values.get("phones"):
        values["phones"] = [phones.entry(text, setting.country) for text in values["phones"]]


def prepare_survey(values: Values, virtual: Values, setting: Setting) -> None:
    """The usual scale of the kind of survey. Raises RowError for an answer that does not lie on it."""
    if values.get("scale_max") is None and values.get("kind"):
        values["scale_max"] = SCALES[values["kind"]]
    score, most = values.get("score"), values.get("scale_max")
    if score is None and "score" in values and not setting.clear:
        raise PassedOverError("no answer")
    if score is None or most is None:
        return
    least = lowest(values.get("kind") or "", most)
    if most <= least:
        raise RowError("scale_max", "a scale has more than one answer")
    if not least <= score <= most:
        raise RowError("score", f"must be from {least:g} to {most:g}")


def prepare_usage(values: Values, virtual: Values, setting: Setting) -> None:
    """Raises RowError for a figure below zero."""
    for field in ("value", "entitlement"):
        if (values.get(field) or 0) < 0:
            raise RowError(field, BELOW_ZERO)


def prepare_interaction(values: Values, virtual: Values, setting: Setting) -> None:
    """The time of day that stands beside the day, where no column of its own says it."""
    on = values.get("on")
    if isinstance(on, Moment):
        values["on"] = str(on)
        if values.get("at") is None:
            values["at"] = on.at


def prepare_task(values: Values, virtual: Values, setting: Setting) -> None:
    """What a blank cell stands for, where the column is part of what tasks are matched by."""
    if values.get("promised") and values.get("promised_by", "me") is None:
        values["promised_by"] = "me"
    if "first_due_on" in values:
        values["first_due_on"] = values["first_due_on"] or values.get("due_on")
    if values.get("repeat"):
        values["repeat"] = repeat(values["repeat"])


def prepare_goal(values: Values, virtual: Values, setting: Setting) -> None:
    """A goal with the day on which it was met is met."""
    if values.get("met_on") and values.get("status") is None:
        values["status"] = "met"


def prepare_target(values: Values, virtual: Values, setting: Setting) -> None:
    """The period in the form in which the book keeps it. Raises RowError."""
    if values.get("period"):
        try:
            values["period"] = target_period(values["period"], dt.date.fromisoformat(setting.today))
        except BadValue as error:
            raise RowError("period", clause(error)) from None


def finish_account(values: Values, virtual: Values, current: Values | None, setting: Setting) -> None:
    """A code from the name, the day it came into the book, the days of its status and its pulse; one that is
    said to have churned has."""
    if virtual.get("churned") and not values.get("status"):
        values["status"] = "churned"
    if current is None:
        if not values.get("name") and values.get("domain"):
            values["name"] = bare_domain(values["domain"])[:200]
            values["name_folded"] = folded(values["name"])
        if not values.get("name"):
            raise RowError("name", "an account needs a name")
        values["name"] = setting.references.own_name(values["name"], virtual.get("source_id") is not None)
        values["name_folded"] = folded(values["name"])
        if not values.get("code"):
            values["code"] = setting.references.free_code(values["name"])
            values["code_folded"] = folded(values["code"])
        values["added_on"] = values.get("added_on") or setting.today
    elif virtual.get("source_id") and numbered(values.get("name"), current["name"]):
        values["name"], values["name_folded"] = current["name"], current["name_folded"]
    if is_set_today(values, current):
        values["status_on"] = setting.today
    pulse = values.get("pulse")
    if pulse and not values.get("pulse_on") and (current is None or current["pulse"] != pulse):
        values["pulse_on"] = setting.today


def is_set_today(values: Values, current: Values | None) -> bool:
    """Whether a row sets a status and doesn't say since when; of a new account a blank cell says that it
    isn't known."""
    status = values.get("status")
    if current is None:
        return bool(status) and "status_on" not in values
    return bool(status) and status != current["status"] and not values.get("status_on")


def numbered(name: str | None, present: str) -> bool:
    """Whether a record is called by this name and a number, because another source id has the name."""
    return name is not None and re.fullmatch(re.escape(name[:190]) + r" \(\d+\)", present) is not None


def finish_contact(values: Values, virtual: Values, current: Values | None, setting: Setting) -> None:
    """Someone without a name is called by their e-mail; what is known of a number stays."""
    if current is None and not values.get("name"):
        values["name"] = (values.get("emails") or [None])[0]
    if current is not None and values.get("phones"):
        values["phones"] = as_known(values["phones"], json.loads(current["phones"]))


def as_known(told: list[Values], present: list[Values]) -> list[Values]:
    """Numbers as the book has them, where it has them, however they are written this time."""
    written = {each["typed"]: each for each in present}
    numbers = {phones.same_number(each): each for each in present}
    found = []
    for each in told:
        known = written.get(each["typed"]) or numbers.get(phones.same_number(each), each)
        found.append({**known, "e164": known["e164"] or each["e164"]})
    return found


def finish_interaction(values: Values, virtual: Values, current: Values | None, setting: Setting) -> None:
    """What is dated ahead is booked where the file says nothing of that; a meeting that was cancelled is not
    held by a file."""
    if current is None and values.get("planned") is None and not values.get("cancelled"):
        on = values.get("on")
        if on and on > setting.today:
            values["planned"] = values.get("kind") != "note" and not values.get("tried")
        return
    known = current or {}
    if known.get("cancelled") and values.get("cancelled") in (None, True, 1):
        values.pop("planned", None)
        return
    if values.get("cancelled"):
        values["planned"] = True
    kind, on, tried = (
        known.get(name) if values.get(name) is None else values[name] for name in ("kind", "on", "tried")
    )
    is_new = current is None or ("on" in values and values["on"] not in (None, known.get("on")))
    if is_new and values.get("planned") is None and on and on > setting.today:
        values["planned"] = kind != "note" and not tried


def finish_issue(values: Values, virtual: Values, current: Values | None, setting: Setting) -> None:
    """Raises RowError for an issue resolved before it was opened."""
    known = current or {}
    opened, resolved = (values.get(name) or known.get(name) for name in ("opened_on", "resolved_on"))
    if opened and resolved and resolved < opened:
        raise RowError("resolved_on", "before it was opened")


def finish_event(values: Values, virtual: Values, current: Values | None, setting: Setting) -> None:
    """Good or bad news by its kind, where that is not said. Raises RowError for an end before it."""
    known = current or {}
    if values.get("good") is None and (current is None or (setting.clear and "good" in values)):
        values["good"] = int((values.get("kind") or known.get("kind")) in GOOD_EVENTS)
    on, until = (values.get(name) or known.get(name) for name in ("on", "until"))
    if on and until and until < on:
        raise RowError("until", "before it happened")


def finish_task(values: Values, virtual: Values, current: Values | None, setting: Setting) -> None:
    """The day on which it was first due; a promise without a name is mine."""
    if current is None:
        values["first_due_on"] = values.get("first_due_on") or values.get("due_on")
        if values.get("promised") and not values.get("promised_by"):
            values["promised_by"] = "me"


def repeat(text: str) -> str:
    """How a task repeats, as the book keeps it. Raises RowError."""
    try:
        return parse_repeat(text, EARLIEST)
    except BadValue as error:
        raise RowError("repeat", clause(error)) from None


def clause(error: BadValue) -> str:
    """What is wrong, without what was typed."""
    return error.message.rsplit(": ", 1)[-1].rstrip(".")
