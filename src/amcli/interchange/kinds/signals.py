"""The files about how customers fare: surveys, usage, events."""

from amcli import vocabulary as v
from amcli.interchange.kinds import derived
from amcli.interchange.kinds.fields import (
    ACCOUNT,
    CONTACT,
    CONTRACT,
    SOURCE,
    Field,
    Key,
    Kind,
    choice,
    day,
    happened,
)

SURVEYS = Kind(
    "surveys",
    "survey",
    "survey",
    (
        ACCOUNT,
        CONTACT,
        choice("kind", v.SURVEY_KINDS, "survey", "type", needed=True),
        happened("on", "date", "day", "responded on", needed=True),
        Field("score", "decimal", ("rating", "answer"), needed=True),
        Field("scale_max", "decimal", ("scale", "out of")),
        Field("comment", "text", ("comments", "feedback")),
        SOURCE,
    ),
    (Key(("*",)),),
    (("account",), ("score",)),
    prepare=derived.prepare_survey,
)

USAGE = Kind(
    "usage",
    "usage",
    "figure of use",
    (
        ACCOUNT,
        Field("contract", "word", CONTRACT, virtual=True),
        Field("metric", "name", ("measure", "kpi", "feature", "feature name", "metric name"), needed=True),
        day("on", "date", "day", "usage date", needed=True),
        Field("value", "decimal", ("used", "usage", "usage count", "count"), needed=True),
        Field("entitlement", "decimal", ("entitled", "licensed", "bought")),
        SOURCE,
    ),
    (Key(("account_id", "metric", "on")),),
    (("account", "contract"), ("metric",), ("value",)),
    prepare=derived.prepare_usage,
    once=("account_id", "metric", "on"),
)

HEALTH = Kind(
    "health",
    "health",
    "score",
    (
        ACCOUNT,
        day("on", "date", "day", needed=True),
        Field("score", "whole"),
        choice("band", v.BANDS, needed=True),
        Field("coverage", "decimal"),
        Field("model", "word", needed=True),
        Field("reasons", "json"),
    ),
    (Key(("account_id", "on")),),
    (("account",), ("on",), ("band",), ("model",)),
    once=("account_id", "on"),
)

EVENTS = Kind(
    "events",
    "event",
    "event",
    (
        ACCOUNT,
        happened("on", "date", "day", "event date", "churn date", needed=True),
        choice("kind", v.EVENT_KINDS, "event", "type", needed=True),
        Field("good", "flag", ("good news",)),
        Field("note", "text", ("notes",)),
        day("until"),
        SOURCE,
    ),
    (Key(("account_id", "kind", "on")),),
    (("account",), ("on",), ("kind",), ("good", "until")),
    finish=derived.finish_event,
)
