"""What there is a JSON Schema of: every kind of record, and every command that prints JSON, by its name.

A command that is not in here has no schema, which a test that walks all commands does not let pass.
"""

from collections.abc import Callable
from functools import partial

from amcli.config import reports, settings
from amcli.demo import samples
from amcli.fields import Shape, fields
from amcli.hints import NamedTuple
from amcli.interchange import plan
from amcli.output import errors
from amcli.records import KINDS
from amcli.reports import (
    accounts,
    away,
    backtest_fields,
    bugreport,
    checkins,
    checkup,
    digest_data,
    duplicates,
    edits,
    find,
    forecast_fields,
    forgetting,
    history,
    jobs,
    meetings,
    metrics_fields,
    plays,
    proposals,
    qbrs,
    renewals,
    replies,
    risk,
    risks,
    rollups,
    surveys,
    tables,
    tasks,
    team,
    themes,
    timeline,
    today,
    undo,
    unmatched,
    week,
)
from amcli.reports.account import PAGE
from amcli.reports.portfolio_fields import BODY, DEFAULT_DIMENSIONS, page_shape
from amcli.rules.picture import Picture
from amcli.rules.plan import Step
from amcli.rules.portfolio import DIMENSIONS
from amcli.rules.review import Review
from amcli.rules.success import Success
from amcli.schema.json_schema import Schema, closed, list_of, of_shape, of_type
from amcli.storage import backups
from amcli.vocabulary import noun, one_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FIELDS = fields("""
name text! what am schema takes
help text! what it is the schema of
""")
# Commands that print the records of a kind under another name.
BORROWED = {"account handoffs": "handoff", "qbr list": "interaction"}
# Kinds whose records have no noun that lists them.
NO_NOUN = ("handoff", "play")
SHOWN = {"qbr show": "interaction"}


class Entry(NamedTuple):
    """A schema: what it is of, and how it is made."""

    help: str
    make: Callable[[], Schema]


def lists() -> dict[str, Shape]:
    """Every list that is not one of records, by the command that prints it."""
    return {
        "account list": Shape(accounts.FIELDS),
        "week": Shape(week.FIELDS, {"meeting": Shape(meetings.FIELDS)}),
        "held": Shape(meetings.FIELDS),
        "checkins": Shape(checkins.FIELDS),
        "renewals": Shape(renewals.FIELDS),
        "risks": risks.LISTED,
        "timeline": Shape(timeline.FIELDS),
        "find": Shape(find.FIELDS),
        "tasks": Shape(tasks.FIELDS),
        "replies": Shape(replies.FIELDS),
        "play list": Shape(plays.FIELDS),
        "play status": Shape(plays.STATUS),
        "backup": Shape(backups.FIELDS),
        "unmatched": Shape(unmatched.FIELDS),
        "doctor": Shape(checkup.FIELDS),
        "doctor --duplicates": Shape(duplicates.FIELDS),
        "history": Shape(history.FIELDS),
        "undo --list": Shape(undo.FIELDS),
        "proposals": Shape(proposals.FIELDS),
        "undo": Shape(undo.DIFFERENCES),
        "redo": Shape(undo.DIFFERENCES),
        "feedback themes": Shape(themes.FIELDS),
        "account edit": Shape(edits.FIELDS),
        "qbr due": Shape(qbrs.FIELDS),
        "config list": Shape(settings.FIELDS),
        "report": Shape(reports.FIELDS),
        "sql --tables": Shape(tables.FIELDS),
        "team conflicts": Shape(rollups.CONFLICTS),
        "schema": Shape(FIELDS),
        "team take": team.PARCELS,
    }


def pages() -> dict[str, Shape]:
    """Every page that is declared as a shape, by the command that prints it."""
    parts = tuple(field.name for field in BODY)
    return {
        "today": today.PAGE,
        "away": away.PAGE,
        "cron": jobs.PAGE,
        "demo": samples.PAGE,
        "doctor --report": bugreport.PAGE,
        "team status": team.STATUS,
        "team push": team.PUSH,
        "team check": team.CHECK,
        "team pull": rollups.PULL,
        "play show": plays.PAGE,
        "risks ACCOUNT": risk.PAGE,
        "digest": digest_data.PAGE,
        "metrics": metrics_fields.PAGE,
        "metrics METRIC": metrics_fields.OPENED,
        "backtest": backtest_fields.PAGE,
        "portfolio": page_shape(DEFAULT_DIMENSIONS, parts),
        "forecast": forecast_fields.PAGE,
        "portfolio --white-space": page_shape((), ("white_space",)),
        "import": plan.PAGE,
        "forget": forgetting.PAGE,
        "history --prune": history.PRUNED,
        "forget --allow": forgetting.ALLOWED,
        "error": Shape(errors.FIELDS),
    }


def tuples() -> dict[str, Callable[[], Schema]]:
    """How every page that is a named tuple is made, by the command that prints it."""
    return {
        "brief": partial(of_type, Picture),
        "next": partial(of_type, Picture),
        "account plan --for": partial(of_type, Success),
        "account plan": account_plan,
        "qbr brief": qbr_brief,
    }


def account_plan() -> Schema:
    """`am account plan`: the whole picture, with the steps agreed on."""
    return closed({**of_type(Picture)["properties"], "next_steps": list_of(of_type(Step))})


def qbr_brief() -> Schema:
    """`am qbr brief`: without `--internal` nothing of what isn't for the customer."""
    review = of_type(Review)["properties"]
    return closed({**review, "internal": review["internal"] | {"type": ["object", "null"]}})


def grouped() -> Schema:
    """`am portfolio --by`: the groups of one dimension."""
    made = of_shape(page_shape(DIMENSIONS, ("by",)))
    made["properties"]["by"] |= {"required": [], "minProperties": 1, "maxProperties": 1}
    return made


def account_page() -> Schema:
    """`am show ACCOUNT`: the record, and what it stands for."""
    from amcli.schema.records import shape_of

    record = shape_of("account")
    return of_shape(Shape((*record.fields, *PAGE.fields), {**record.inner, **PAGE.inner}))


def record(kind: str) -> Schema:
    from amcli.schema.records import record as made

    return made(kind)


def metrics_grouped() -> Schema:
    """`am metrics --by`: the groups of one kind."""
    shapes = [*map(metrics_fields.grouped, metrics_fields.BY), metrics_fields.REASONS]
    return list_of({"anyOf": [of_shape(shape) for shape in shapes]})


def metric_grouped() -> Schema:
    """`am metrics METRIC --by`: one metric of each group, or as accounts grow older."""
    return list_of({"anyOf": [of_shape(metrics_fields.ONE), of_shape(metrics_fields.AGEING)]})


def record_page(kind: str) -> Schema:
    from amcli.schema.records import shown

    return account_page() if kind == "account" else shown(kind)


def any_page() -> Schema:
    """`am show REF`: the page of a record of any kind."""
    return {"anyOf": [record_page(kind) for kind in KINDS]}


def answer() -> Schema:
    """`am sql QUERY`: rows with the columns of the query."""
    value = {"type": ["string", "number", "null"]}
    return list_of({"type": "object", "additionalProperties": value})


def entries() -> dict[str, Entry]:
    """Everything that has a schema, by name: records, then commands."""
    found = {noun(kind): Entry(f"the record: {one_of(kind)}", partial(record, kind)) for kind in KINDS}
    listed = {f"{noun(kind)} list": kind for kind in KINDS if kind not in ("account", *NO_NOUN)} | BORROWED
    shown = {f"{noun(kind)} show": kind for kind in KINDS if kind not in NO_NOUN} | SHOWN
    commands: dict[str, Callable[[], Schema]] = {
        **{name: partial(list_of_shape, shape) for name, shape in lists().items()},
        **{name: partial(of_shape, shape) for name, shape in pages().items()},
        **tuples(),
        **{name: partial(records, kind) for name, kind in listed.items()},
        **{name: partial(record_page, kind) for name, kind in shown.items()},
        "accounts": partial(list_of_shape, lists()["account list"]),
        **{f"{kind} edit": partial(list_of_shape, lists()["account edit"]) for kind in edits.KINDS},
        "portfolio --by": grouped,
        "survey list": surveys_list,
        "metrics --by": metrics_grouped,
        "metrics METRIC --by": metric_grouped,
        "show": any_page,
        "sql": answer,
    }
    found |= {name: Entry(f"am {name} -o json", make) for name, make in sorted(commands.items())}
    return found | {"error": Entry("an error, on standard error", commands["error"])}


def list_of_shape(shape: Shape) -> Schema:
    """A list with rows of a shape."""
    return list_of(of_shape(shape))


def surveys_list() -> Schema:
    """`am survey list`: answers, and when a touch followed each."""
    from amcli.schema.records import shape_of

    return list_of_shape(Shape((*shape_of("survey").fields, *surveys.FOLLOWED)))


def records(kind: str) -> Schema:
    return list_of(record(kind))


def document(name: str, entry: Entry) -> Schema:
    return {"$schema": DIALECT, "title": name, "description": entry.help, **entry.make()}


def everything() -> Schema:
    """Every schema in one document, by name."""
    defs = {name: {"description": entry.help, **entry.make()} for name, entry in entries().items()}
    return {"$schema": DIALECT, "title": "amcli", "$defs": defs}
