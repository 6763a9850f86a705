"""My numbers for a period, and those of others whose accounts are in the book."""

from amcli import vocabulary as v
from amcli.records.declaration import SOURCE, Field, File, Key, Record, currency, option, reference

OF_WHOM = "period", "metric", "owner"

RECORD = Record(
    "target",
    "targets",
    fields=(
        *reference("target", "m3"),
        Field(
            "period",
            "line",
            "the period, such as 2026-Q3",
            option("The period: 2026-Q3, 2026, FY2026, this-quarter.", "--period", only="edit"),
            headers="quarter, month, year",
            needed=True,
        ),
        Field(
            "metric",
            "choice",
            "renewals, expansion, nrr or grr",
            option("What you are measured on.", "--metric", only="edit", clears=False),
            headers="measure",
            choices=v.TARGET_METRICS,
            needed=True,
        ),
        Field(
            "value",
            "number",
            "the target: an amount, or a ratio such as 1.04 for nrr and grr",
            option("The target: 400k, or 104% for nrr and grr.", "--value", "-v", reads="text", only="edit"),
            headers="target",
            cell="amount or share",
            needed=True,
        ),
        currency("currency of an amount", "Currency of an amount."),
        SOURCE,
        Field(
            "owner",
            "line",
            "whose target it is; empty: yours",
            option("Whose target it is (default: yours).", "--owner"),
            headers="target owner, account manager",
            appended=True,
        ),
    ),
    columns={
        **{"target": "", "period": "Period", "metric": "Metric", "value": "Value", "currency": ""},
        "owner": "Owner",
    },
    file=File((Key(OF_WHOM),), (("period",), ("metric",), ("value",)), once=OF_WHOM),
    add="am target add PERIOD METRIC VALUE",
    owned=False,
)
