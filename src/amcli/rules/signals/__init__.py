"""The signals, in the order in which they are told. Pure.

A further one is a file here, named as the signal, and its line below; a change of its rule is in its file.
"""

from collections.abc import Collection

from amcli.rules.signal import Signal
from amcli.rules.signals import (
    bad_news,
    champion_gone,
    downgraded,
    escalation,
    handoff_gap,
    mood_low,
    no_reply,
    no_value_shown,
    only_selling,
    payment_late,
    promise_overdue,
    quiet,
    record_gaps,
    renewal_uncommitted,
    single_threaded,
    support_load,
    unhappy,
    usage_falling,
)

SIGNALS: tuple[Signal, ...] = (
    quiet.SIGNAL,
    champion_gone.SIGNAL,
    renewal_uncommitted.SIGNAL,
    escalation.SIGNAL,
    promise_overdue.SIGNAL,
    usage_falling.SIGNAL,
    single_threaded.SIGNAL,
    unhappy.SIGNAL,
    only_selling.SIGNAL,
    no_value_shown.SIGNAL,
    no_reply.SIGNAL,
    handoff_gap.SIGNAL,
    payment_late.SIGNAL,
    support_load.SIGNAL,
    mood_low.SIGNAL,
    downgraded.SIGNAL,
    bad_news.SIGNAL,
    record_gaps.SIGNAL,
)
BY_NAME = {signal.name: signal for signal in SIGNALS}
SIGNAL_NAMES = tuple(BY_NAME)
# The names of today by those that signals had before.
RENAMED = {signal.was: signal.name for signal in SIGNALS if signal.was}


def signal_label(name: str) -> str:
    """A signal as a person reads it."""
    return BY_NAME[name].label


def said_already(name: str, kinds: Collection[str]) -> bool:
    """Whether one of the items or events of some kinds says what a line of the score says, too."""
    return name in BY_NAME and any(kind in kinds for kind in BY_NAME[name].said_by)


def now_named(lines: str) -> str:
    """The lines of a score that was kept, as JSON, with the names that signals have today."""
    for was, name in RENAMED.items():
        lines = lines.replace(f'"{was}"', f'"{name}"')
    return lines
