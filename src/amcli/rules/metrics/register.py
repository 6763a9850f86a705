"""All metrics, in the order in which they are told. A new one is one entry of its module's table."""

from amcli.errors import NotFound
from amcli.fields import renamed
from amcli.rules.metrics.due import RENEWING
from amcli.rules.metrics.metric import Metric
from amcli.rules.metrics.retention import RETENTION
from amcli.rules.metrics.selling import SELLING
from amcli.rules.metrics.voices import VOICES
from amcli.rules.metrics.working import WORKING
from amcli.rules.names import did_you_mean, folded, near_names, quoted

METRICS: tuple[Metric, ...] = (*RETENTION, *RENEWING, *VOICES, *WORKING, *SELLING)
BY_NAME = {metric.name: metric for metric in METRICS}
OLD_NAMES = {metric.name: metric.was for metric in METRICS if metric.was}
# Those that a person sees first, in their order.
FIRST = (
    "nrr", "grr", "logo_retention", "renewal_rate_count", "renewal_rate_value", "expansion_rate", "nps",
    "csat", "fcr", "promise_kept", "checkin_rate",
)  # fmt: skip
LONGEST_REPEATED = 30


def metric_named(typed: str) -> Metric:
    """The metric of a name, whatever its case, with - for _. Raises NotFound with the near names."""
    wanted = folded(typed).replace("-", "_")
    if wanted in BY_NAME:
        return BY_NAME[wanted]
    for name, was in OLD_NAMES.items():
        if wanted == was:
            renamed(was, name)
            return BY_NAME[name]
    near = [name for name in BY_NAME if wanted and name.startswith(wanted)][:3]
    near = near or near_names(wanted, BY_NAME)
    part = typed if typed.isalnum() and len(typed) <= LONGEST_REPEATED else "PART"
    hint = did_you_mean(near, f"For accounts by name: am metrics name.has:{part}")
    raise NotFound(f"no metric {quoted(typed)}.", hint)
