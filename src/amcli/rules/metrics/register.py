"""All metrics, in the order in which they are told. A new one is one entry of its module's table."""

from amcli.rules.metrics.renewing import RENEWING
from amcli.rules.metrics.retention import RETENTION
from amcli.rules.metrics.selling import SELLING
from amcli.rules.metrics.shape import Metric
from amcli.rules.metrics.voices import VOICES
from amcli.rules.metrics.working import WORKING

METRICS: tuple[Metric, ...] = (*RETENTION, *RENEWING, *VOICES, *WORKING, *SELLING)
BY_NAME = {metric.name: metric for metric in METRICS}
# Those that a person sees first, in their order.
FIRST = (
    "nrr", "grr", "logo_retention", "renewal_rate_count", "renewal_rate_value", "expansion_rate", "nps",
    "csat", "fcr", "promise_kept", "touch_coverage",
)  # fmt: skip
