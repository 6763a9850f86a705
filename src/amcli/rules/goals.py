"""How far a goal is: the figures of its result and its target, where they are figures. Pure."""

from amcli.rules.picture import Goal


def number(text: str | None) -> float | None:
    """The number that a text is, but for a unit after it: `14%` is 14; None for `3 of 4` and words."""
    cleaned = (text or "").strip().replace(",", "").rstrip("%€$£ ").strip()
    digits = cleaned.removeprefix("-")
    if not (digits.replace(".", "", 1).isdecimal() and digits.isascii()) or len(digits) > 15:
        return None
    return float(cleaned)


def is_behind(goal: Goal) -> bool:
    """Whether an open goal has a result that is not yet what was wanted."""
    if goal.status != "open" or goal.actual is None or goal.target is None:
        return False
    actual, target = number(goal.actual), number(goal.target)
    return actual != target if actual is not None and target is not None else goal.actual != goal.target
