"""The tools of `am mcp`: each is one command, what it takes, and the argument list that it becomes.

What is listed is paid for in every conversation: sixteen tools and 8,000 bytes are the most by default
(tests/assistant/test_budget.py). A tool that writes has `writes`, and is called by `writing.py`.
"""

from collections.abc import Callable, Iterable

from amcli.assistant.arguments import Given, Schema
from amcli.hints import Any, NamedTuple

ALL = "*"
LIMIT, MOST = 20, 200
TODAY_LIMIT = 12
SQL_ROWS = 200
# What an answer quotes: texts of the accounts that it names, or anything in any cell.
OF_ACCOUNTS, CELLS = "accounts", "cells"
DEFAULT_GROUPS = ("read", "write")


def text(most: int = 200) -> Schema:
    return {"type": "string", "maxLength": most}


def texts(many: int, most: int = 200) -> Schema:
    return {"type": "array", "items": {"type": "string", "maxLength": most}, "maxItems": many}


def chosen(*words: str) -> Schema:
    return {"type": "string", "enum": list(words)}


ACCOUNT, REF = text(), text()
WITHIN = text(20)
PERIOD = text(40)
FLAG: Schema = {"type": "boolean"}
FILTER = texts(20)
FIELDS = texts(40, 40)
ROWS: Schema = {"type": "integer", "minimum": 1, "maximum": MOST}
LISTED = {"filter": FILTER, "limit": ROWS, "fields": FIELDS}


class Tool(NamedTuple):
    """A tool. `words` makes the argument list of what was given. Of a tool that lists, `rows` is the part
    that holds the list ("" where all of it is one), `short` its fields by default, `limit` its items by
    default; `parts` are the parts of a page by default, where there are none all but those `left_out`.
    `schema` are the names of what `am schema` says of it. A tool that isn't `narrowed` can't be had with
    --accounts. `quotes` says what an answer may quote."""

    name: str
    group: str
    help: str
    properties: dict[str, Schema]
    words: Callable[[Given], list[str]]
    required: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    limit: int = LIMIT
    rows: str = ""
    parts: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    schema: tuple[str, ...] = ()
    narrowed: bool = True
    quotes: str = OF_ACCOUNTS
    writes: bool = False
    destructive: bool = False

    @property
    def input_schema(self) -> Schema:
        """What it takes."""
        made: Schema = {"type": "object", "properties": self.properties, "additionalProperties": False}
        return made | ({"required": list(self.required)} if self.required else {})


def line(command: str, options: Iterable[str], *rest: str) -> list[str]:
    """An argument list: options as one word each, and nothing behind `--` is one."""
    return [*command.split(), *options, "-o", "json", "--", *rest]


def options(given: Given, *names: str, **renamed: str) -> list[str]:
    """The options that were given, by the names of the arguments; `renamed` where an option has another."""
    found = []
    for name, option in {**{name: name for name in names}, **renamed}.items():
        value = given.get(name)
        if value is True:
            found.append(f"--{option}")
        elif value is not None and value is not False:
            found.append(f"--{option}={value}")
    return found


def listed(command: str, *names: str, **renamed: str) -> Callable[[Given], list[str]]:
    """The argument list of a list that takes filter words."""
    return lambda given: line(command, options(given, *names, **renamed), *given.get("filter", ()))


def of_account(given: Given) -> list[str]:
    """The account that was given, and the filter words."""
    return [*([given["account"]] if "account" in given else []), *given.get("filter", ())]


def named(command: str, argument: str) -> Callable[[Given], list[str]]:
    """The argument list of a page of one thing."""
    return lambda given: line(command, [], given[argument])


def risks(given: Given) -> list[str]:
    return line("risks", [], *of_account(given))


def tasks(given: Given) -> list[str]:
    return line("tasks", [], *of_account(given))


def replies(given: Given) -> list[str]:
    return line("replies", options(given, within="in"), *of_account(given))


def timeline(given: Given) -> list[str]:
    return line("timeline", [], *of_account(given))


def find(given: Given) -> list[str]:
    return line("find", ["--limit=1000"], given["text"], *given.get("filter", ()))


def metrics(given: Given) -> list[str]:
    name = [given["metric"]] if "metric" in given else []
    return line("metrics", options(given, "period", "by"), *name, *given.get("filter", ()))


def history(given: Given) -> list[str]:
    ref = [given["ref"]] if "ref" in given else []
    return line("history", [], *ref, *given.get("filter", ()))


def sql(given: Given) -> list[str]:
    return line("sql", [f"--limit={given.get('limit', SQL_ROWS)}"], given["query"])


READING: tuple[Tool, ...] = (
    Tool(
        "today", "read", "What to do today, in order, and why", LISTED, listed("today"),
        short=("rank", "section", "account", "name", "why", "others", "ref", "command"),
        limit=TODAY_LIMIT, rows="actions", schema=("today",),
        parts=(
            "date", "meetings", "actions", "silent", "not_recorded", "snoozed_deadlines", "good_moment",
            "totals",
        ),
    ),
    Tool(
        "checkins", "read", "Customers overdue for a check-in", {**LISTED, "within": WITHIN},
        listed("checkins", within="in"), schema=("checkins",),
        short=(
            "account", "name", "tier", "last_touch_on", "due_on", "days_overdue", "booked_on", "next_step",
        ),
    ),
    Tool(
        "renewals", "read", "Contracts up for renewal, by deadline (within: 30d)",
        {**LISTED, "within": WITHIN}, listed("renewals", within="in"), schema=("renewals",),
        short=(
            "account", "name", "contract", "ends_on", "notice_by", "deadline", "days_left", "annual_value",
            "currency", "stage", "forecast", "health", "next_step", "past",
        ),
    ),
    Tool(
        "risks", "read", "Accounts at risk; with account: every point of its score",
        {"account": ACCOUNT, **LISTED}, risks, schema=("risks", "risks ACCOUNT"),
        short=(
            "account", "name", "score", "health", "trend", "arr", "currency", "renews_on", "reasons",
            "next_step",
        ),
    ),
    Tool(
        "brief", "read", "Prepare for a meeting",
        {"account": ACCOUNT, "fields": FIELDS}, named("brief", "account"), ("account",), schema=("brief",),
        left_out=("not_known",),
    ),
    Tool(
        "timeline", "read", "What happened with an account, newest first", {"account": ACCOUNT, **LISTED},
        timeline, ("account",), schema=("timeline",), short=("on", "ref", "kind", "people", "text"),
    ),
    Tool(
        "find", "read", "Search all text; words or a phone number", {"text": text(500), **LISTED}, find,
        ("text",), schema=("find",), short=("ref", "kind", "account", "name", "on", "title", "snippet"),
    ),
    Tool(
        "tasks", "read", "Open tasks and promises",
        {"account": ACCOUNT, **LISTED}, tasks, schema=("tasks",),
        short=("task", "account", "name", "contact", "title", "due_on", "days_overdue", "promised_by"),
    ),
    Tool("show", "read", "An account, or a record by its ref", {"ref": REF}, named("show", "ref"), ("ref",),
        schema=("show",),
    ),
    Tool(
        "metrics", "read", "NRR, GRR, NPS and more of a period (2026-Q1)",
        {"metric": text(40), "period": PERIOD, "by": text(20), "filter": FILTER, "limit": ROWS}, metrics,
        schema=("metrics", "metrics METRIC", "metrics --by", "metrics METRIC --by"),
    ),
    Tool(
        "week", "plan", "Meetings, deadlines and tasks of the next seven days", {**LISTED, "within": WITHIN},
        listed("week", within="in"), schema=("week",), short=("on", "kind", "account", "name", "text", "ref"),
    ),
    Tool(
        "forecast", "plan", "What renewals may bring, and the gap to the target",
        {"period": PERIOD, "filter": FILTER}, listed("forecast", "period"), schema=("forecast",),
    ),
    Tool(
        "portfolio", "plan", "The whole book: mix, risk, workload, white space",
        {"by": text(20), "filter": FILTER, "fields": FIELDS}, listed("portfolio", "by"),
        schema=("portfolio", "portfolio --by"),
        parts=("date", "currency", "totals", "by", "concentration", "renewals", "load", "coverage"),
    ),
    Tool(
        "replies", "plan", "Emails and chats that wait for a reply: yours, then theirs",
        {"account": ACCOUNT, **LISTED, "within": WITHIN}, replies, schema=("replies",),
        short=(
            "ref", "side", "account", "name", "contact", "kind", "on", "days", "late", "summary", "next_step",
        ),
    ),
    Tool(
        "history", "plan", "What changed, when, and by which command",
        {"ref": REF, **LISTED}, history, schema=("history",), narrowed=False, quotes=CELLS,
        short=("change", "at", "command", "records", "undone", "what"),
    ),
    Tool(
        "sql", "sql", "Query the book in SQL, read-only", {"query": text(20_000), "limit": ROWS}, sql,
        ("query",), limit=SQL_ROWS, narrowed=False, quotes=CELLS,
    ),
)  # fmt: skip
TOOLS = READING
GROUPS = tuple(dict.fromkeys(tool.group for tool in TOOLS))


def offered(
    groups: Iterable[str], *, narrowed: bool, read_only: bool, every: Iterable[Tool] = TOOLS
) -> dict[str, Tool]:
    """The tools of some groups by name, in the order of the table: of those that read, or of others."""
    wanted = frozenset(groups)
    return {
        tool.name: tool
        for tool in every
        if tool.group in wanted and not (read_only and tool.writes) and (tool.narrowed or not narrowed)
    }


def annotations(tool: Tool) -> dict[str, Any]:
    """All four hints of the protocol: what isn't given counts as destructive and open to the world."""
    return {
        "readOnlyHint": not tool.writes,
        "destructiveHint": tool.destructive,
        "idempotentHint": not tool.writes,
        "openWorldHint": False,
    }
