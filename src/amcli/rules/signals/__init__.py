"""What may be wrong with an account: the table of signals. Pure.

A further signal is one entry here, its functions in one of the modules beside, its figures in
`model` and its words in `reasons`.
"""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from amcli.rules.facts import Facts
from amcli.rules.model import Model
from amcli.rules.signals import talks, work, worth


class Signal(NamedTuple):
    """One thing that may be wrong: its points, None where nothing is on record to judge it by, and to
    which accounts it applies (None: to every one). Its most points are the figure `points.NAME`."""

    name: str
    cost: Callable[[Facts, dt.date, Model], float | None]
    applies: Callable[[Facts, dt.date, Model], bool] | None = None
    counts_for_coverage: bool = True


SIGNALS: tuple[Signal, ...] = (
    Signal("quiet", talks.quiet_points),
    Signal("champion_gone", worth.champion_points),
    Signal("renewal_uncommitted", worth.renewal_points, worth.has_renewal),
    Signal("escalation", work.escalation_points),
    Signal("promise_overdue", work.promise_points),
    Signal("usage_falling", worth.usage_points),
    Signal("single_threaded", talks.single_points, talks.single_applies),
    Signal("unhappy", talks.unhappy_points),
    Signal("only_selling", talks.selling_points),
    Signal("no_value_shown", worth.value_points, worth.value_applies),
    Signal("ghosted", talks.ghosted_points),
    Signal("handoff_gap", work.handoff_points, work.handoff_applies),
    Signal("payment_late", work.payment_points),
    Signal("bad_news", worth.news_points, counts_for_coverage=False),
    Signal("record_gaps", work.gap_points, work.gaps_apply, counts_for_coverage=False),
)
SIGNAL_NAMES = tuple(signal.name for signal in SIGNALS)
