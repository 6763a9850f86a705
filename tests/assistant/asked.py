"""What each tool is asked in tests, and the command that a person would type for it: every tool of the
server stands here, or the test that walks them fails.
"""

from typing import Any, NamedTuple


class Ask(NamedTuple):
    """What a tool is given, the line that is typed for the same, and the schema of what that prints."""

    given: dict[str, Any]
    typed: str
    schema: str


def record(ref: str, schema: str) -> Ask:
    return Ask({"ref": ref}, f"show {ref}", schema)


ASKED: dict[str, list[Ask]] = {
    "today": [
        Ask({}, "today", "today"),
        Ask({"filter": ["tier:key"], "limit": 3}, "today tier:key", "today"),
        Ask({"fields": ["*"], "limit": 200}, "today", "today"),
    ],
    "checkins": [
        Ask({}, "checkins", "checkins"),
        Ask({"within": "30d", "fields": ["*"]}, "checkins --in 30d", "checkins"),
    ],
    "renewals": [
        Ask({}, "renewals", "renewals"),
        Ask({"within": "180d", "limit": 200, "fields": ["*"]}, "renewals --in 180d", "renewals"),
        Ask({"filter": ["stage:proposed"], "fields": ["contract", "stage"]}, "renewals stage:proposed",
            "renewals"),
    ],
    "risks": [
        Ask({}, "risks", "risks"),
        Ask({"account": "acme"}, "risks acme", "risks ACCOUNT"),
        Ask({"filter": ["tier:key"], "fields": ["*"]}, "risks tier:key", "risks"),
    ],
    "brief": [
        *(Ask({"account": name}, f"brief {name}", "brief") for name in ("acme", "solway")),
        Ask({"account": "acme", "fields": ["*"]}, "brief acme", "brief"),
        Ask({"account": "acme", "fields": ["name", "not_known"]}, "brief acme", "brief"),
    ],
    "timeline": [
        Ask({"account": "acme"}, "timeline acme", "timeline"),
        Ask({"account": "acme", "limit": 200, "fields": ["*"]}, "timeline acme", "timeline"),
        Ask({"account": "acme", "filter": ["record:issue"]}, "timeline acme record:issue", "timeline"),
    ],
    "find": [
        Ask({"text": "sso"}, "find sso --limit 1000", "find"),
        Ask({"text": "platform", "filter": ["tier:key"], "limit": 5, "fields": ["*"]},
            "find platform tier:key --limit 1000", "find"),
    ],
    "tasks": [
        Ask({}, "tasks", "tasks"),
        Ask({"account": "acme"}, "tasks acme", "tasks"),
        Ask({"filter": ["due.before:+7d"], "fields": ["*"]}, "tasks due.before:+7d", "tasks"),
    ],
    "show": [
        record("acme", "show"), record("k68", "show contract"), record("n5", "show interaction"),
        record("p1", "show contact"), record("i15", "show issue"),
    ],
    "metrics": [
        Ask({}, "metrics", "metrics"),
        Ask({"metric": "nrr"}, "metrics nrr", "metrics METRIC"),
        Ask({"by": "tier", "period": "last-12m"}, "metrics --by tier --period last-12m", "metrics --by"),
    ],
    "week": [Ask({}, "week", "week"), Ask({"within": "14d", "fields": ["*"]}, "week --in 14d", "week")],
    "forecast": [
        Ask({}, "forecast", "forecast"),
        Ask({"period": "this-quarter", "filter": ["tier:key"]}, "forecast tier:key --period this-quarter",
            "forecast"),
    ],
    "portfolio": [
        Ask({}, "portfolio", "portfolio"),
        Ask({"by": "tier"}, "portfolio --by tier", "portfolio --by"),
        Ask({"fields": ["white_space"]}, "portfolio", "portfolio"),
    ],
    "replies": [
        Ask({}, "replies", "replies"),
        Ask({"account": "acme", "within": "1y"}, "replies acme --in 1y", "replies"),
        Ask({"filter": ["tier:key"], "fields": ["*"]}, "replies tier:key", "replies"),
    ],
    "history": [
        Ask({}, "history", "history"), Ask({"ref": "acme", "fields": ["*"]}, "history acme", "history"),
    ],
}  # fmt: skip
