"""`am target`: my number for a period: renewals and expansion booked, or a retention to reach."""

from collections.abc import Mapping

from amcli import vocabulary as v
from amcli.commands.adding import Made, adds
from amcli.commands.declared import Group, argument
from amcli.commands.readers import Text, Value, Word
from amcli.commands.records import add_common, kind_of, with_options
from amcli.commands.terms import amount
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.fields import Row
from amcli.hints import Annotated, Any
from amcli.output import say
from amcli.rules.formatting import major, share
from amcli.rules.names import shown
from amcli.rules.numbers import parse_share
from amcli.rules.targets import is_of, target_period
from amcli.storage import records, writes
from amcli.vocabulary import TARGET_RATIOS, reference

MOST_RATIO = 99_999  # basis points: a ratio of ten and more is a slip, such as 104 for 104%
PERIODS = "Periods: 2026-Q3, 2026-07, 2026, FY2026, this-quarter"
METRIC = Word(v.TARGET_METRICS)


class Span(Value):
    """A period, in the one form in which the book keeps it."""

    name = "PERIOD"

    def read(self, text: str, run: Run) -> str:
        """The period."""
        try:
            return target_period(text, run.today, order=run.date_order)
        except BadValue as error:
            raise BadValue(error.message, PERIODS) from None


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns: an amount in minor units, a ratio in basis points and without currency.

    Raises BadValue, and Refused where the period has a number for this metric already.
    """
    before: Row = listed(run, row) if row is not None else {}
    found: dict[str, Any] = {name: None if value == "" else value for name, value in given.items()}
    metric, period = (found.get(name) or before[name] for name in ("metric", "period"))
    refuse_taken(run, period, metric, found["owner"] if "owner" in found else before.get("owner"), row)
    if before and (metric in TARGET_RATIOS) != (before["metric"] in TARGET_RATIOS) and "value" not in found:
        raise BadValue(f"--metric {metric}: it needs another kind of value.", "Give --value as well")
    found.pop("value", None)
    text = given.get("value")
    if metric in TARGET_RATIOS:
        if found.get("currency"):
            raise BadValue(f"--currency: {metric} is a ratio and has none.")
        ratio = {} if text is None else {"value": read_ratio(text)}
        return {**found, **ratio, "currency": None}
    if text is None and before and found.get("currency"):
        text = str(before["value"])
    if text is None:
        found.pop("currency", None)
        return found
    money = read_amount(run, text, found.get("currency") or before.get("currency"))
    return found | {"value": money.amount, "currency": money.currency}


def read_ratio(text: str) -> int:
    """A ratio in basis points. Raises BadValue naming the argument."""
    try:
        return parse_share(text, MOST_RATIO)
    except BadValue as error:
        raise BadValue(f"VALUE {error.message}", error.hint) from None


def read_amount(run: Run, text: str, currency: str | None) -> Any:
    """An amount of money. Raises BadValue naming the argument."""
    try:
        return amount(run, text, currency)
    except BadValue as error:
        raise BadValue(f"VALUE {error.message}", error.hint) from None


def listed(run: Run, row: int) -> Row:
    """A target as it is listed."""
    return records.list_records(run.book, "target", row=row)[0]


def same(run: Run, period: str | None, metric: str | None, owner: str | None) -> int | None:
    """The id of the target of a period, a metric and an owner, if there is one."""
    found = run.book.rows("records.targets_of_period", period=period, metric=metric)
    return next((int(each["id"]) for each in found if is_of(each["owner"], owner)), None)


def refuse_taken(
    run: Run, period: str | None, metric: str | None, owner: str | None, row: int | None
) -> None:
    """Raise Refused when there is another target for the period, the metric and the owner."""
    if same(run, period, metric, owner) not in (None, row):
        from shlex import quote

        of_owner, whose = ("", "") if owner is None else (f" of {shown(owner)}", f" --owner {quote(owner)}")
        raise Refused(
            f"a target{of_owner} for {metric} in {period} already exists.",
            f"To replace it: am target set {period} {metric} VALUE{whose}",
        )


KIND = kind_of("target", values, readers={"period": Span()})
PeriodArg = Annotated[
    str, argument(metavar="PERIOD", reader=Span(), help="2026-Q3, 2026-07, 2026, FY2026, this-quarter.")
]
MetricArg = Annotated[str, argument(metavar="METRIC", reader=METRIC, help=", ".join(v.TARGET_METRICS))]
ValueArg = Annotated[
    str, argument(metavar="VALUE", reader=Text(), help="An amount, or a ratio for nrr and grr.")
]
app = Group("Your targets for a period.")


@app.command("add", writes=True)
@adds(KIND)
def add(run: Run, period: PeriodArg, metric: MetricArg, value: ValueArg, *, given: dict[str, Any]) -> Made:
    """Add a target: an amount for renewals and expansion, a ratio for nrr and grr.

    \b
    am target add 2026-Q3 renewals 400k
    am target add this-quarter expansion "EUR 40k"
    am target add 2026 nrr 104%
    am target add --stdin < targets.csv
    """
    return keep(run, {"period": period, "metric": metric, "value": value, **given}, replacing=False)


@app.command("set", writes=True)
@with_options(KIND)
def set_(run: Run, period: PeriodArg, metric: MetricArg, value: ValueArg, *, given: dict[str, Any]) -> None:
    """Set a target, replacing any earlier one.

    \b
    am target set 2026-Q3 renewals 420k
    am target set 2026 grr 0.95
    am target set 2026-Q3 renewals 120k --owner robin
    """
    with run.book.transaction():
        made = keep(run, {"period": period, "metric": metric, "value": value, **given}, replacing=True)
    say(run, made.said, made.reference)


def keep(run: Run, given: dict[str, Any], *, replacing: bool) -> Made:
    """Write a target; `replacing` the one of its period and metric, where there is one."""
    row = same(run, given["period"], given["metric"], given.get("owner") or None) if replacing else None
    columns = values(run, given, row)
    if row is None:
        row = writes.insert(run.book, "target", columns)
    else:
        writes.update(run.book, "target", row, columns)
    return Made(reference("target", row), [f"{sentence(run, row)}."])


def sentence(run: Run, row: int) -> str:
    """What a target is: `2026-Q3: renewals EUR 400,000`."""
    found = listed(run, row)
    value, currency = found["value"], found["currency"]
    number = share(value) if found["metric"] in TARGET_RATIOS else f"{currency} {major(value, currency)}"
    whose = "" if found["owner"] is None else f" for {shown(found['owner'])}"
    return f"{found['period']}: {found['metric']} {number}{whose}"


add_common(
    app,
    KIND,
    {
        "list": "am target list\nam target list -o json",
        "show": "am target show m3\nam target show m3 -o json",
        "edit": "am target edit m3 --value 420k\nam target edit m3 --period 2026-Q4",
        "rm": "am target rm m3\nam target rm m3 --yes",
    },
)
