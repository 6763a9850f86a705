"""The files about the work with customers and how they fare: what was said, is to do, is sold, is wrong, is
wanted, is handed over; surveys, usage, events, health."""

from amcli import vocabulary as v
from amcli.interchange.kinds import amounts, derived
from amcli.interchange.kinds.fields import (
    ACCOUNT,
    CONTACT,
    CONTRACT,
    CURRENCY,
    SOURCE,
    Field,
    Key,
    Kind,
    choice,
    day,
    happened,
    word,
)
from amcli.interchange.kinds.translated import of

INTERACTIONS = Kind(
    "interactions",
    "interaction",
    "interaction",
    (
        ACCOUNT,
        choice("kind", v.INTERACTION_KINDS, "type", "activity type", *of("kind"), needed=True),
        happened("on", "date", "activity date", "day", *of("date"), needed=True),
        Field("at", "clock", ("time",)),
        Field("minutes", "whole", ("duration", "duration minutes")),
        choice("direction", v.DIRECTIONS),
        Field("summary", "text", ("subject", *of("subject"))),
        Field("body", "text", ("notes", "note", "description")),
        choice("feel", v.PULSES),
        choice("purpose", v.PURPOSES),
        Field(
            "contacts", "list", ("contact", "with", "attendees", *of("person")), virtual=True, to="contact"
        ),
        Field("tried", "flag"),
        Field("planned", "flag"),
        Field("cancelled", "flag"),
        SOURCE,
    ),
    (Key(("account_id", "kind", "on", "summary")),),
    (("account",), ("on",), ("kind", "summary")),
    prepare=derived.prepare_interaction,
    finish=derived.finish_interaction,
)

TASKS = Kind(
    "tasks",
    "task",
    "task",
    (
        ACCOUNT,
        CONTACT,
        Field(
            "title",
            "name",
            ("task", "subject", "to do", "aufgabe", "tâche", "tarea", *of("subject")),
            needed=True,
        ),
        day("due_on", "due", "due date", "deadline", *of("due")),
        day("first_due_on"),
        happened("done_on", "done", "completed on", "completed", *of("done")),
        Field("promised", "flag", ("promise",)),
        choice("promised_by", v.PROMISED_BY),
        word("assignee", "assigned to"),
        word("waiting_on", "waiting for"),
        Field("interaction", "word", (), "interaction_id", to="interaction"),
        word("repeat"),
        SOURCE,
    ),
    (Key(("*",)), Key(("*",), blank_matches=("done_on",))),
    (("account",), ("title",), ("due_on", "done_on", "promised")),
    prepare=derived.prepare_task,
    finish=derived.finish_task,
)

OPPORTUNITIES = Kind(
    "opportunities",
    "opportunity",
    "opportunity",
    (
        ACCOUNT,
        Field("contract", "word", (), "contract_id", to="contract"),
        CONTACT,
        Field("product", "name", ("product name",), "product_id", to="product"),
        choice("kind", v.OPPORTUNITY_KINDS, "type", "opportunity type"),
        Field("name", "name", ("opportunity", "opportunity name", "deal", "deal name"), needed=True),
        Field("value", "amount", ("amount", "deal value", "deal amount", "close value", *of("value"))),
        CURRENCY,
        choice("stage", v.OPPORTUNITY_STAGES, "stagename", "stage name", "deal stage"),
        Field("probability", "share", ("probability (%)", "likelihood", "win probability")),
        day("expected_on", "expected", "close date", "closedate", "expected close date"),
        happened("closed_on", "closed", "won time", "lost time", "closed date"),
        Field("fit", "text", ("why",)),
        Field("reason", "text", ("lost reason", "loss reason", "closed lost reason")),
        SOURCE,
    ),
    (Key(("account_id", "name")),),
    (("account",), ("name",), ("stage", "expected_on", "closed_on", "probability", "fit")),
    finish=amounts.finish_opportunity,
)

ISSUES = Kind(
    "issues",
    "issue",
    "issue",
    (
        ACCOUNT,
        CONTACT,
        Field("title", "name", ("issue", "subject", "ticket", "case", *of("subject")), needed=True),
        choice("category", v.ISSUE_CATEGORIES, "type"),
        choice("severity", v.SEVERITIES, "priority", "urgency", "impact", *of("severity")),
        word("owner", "assigned to"),
        happened(
            "opened_on",
            "opened",
            "created",
            "created on",
            "reported on",
            "date opened",
            "opened at",
            "created at",
            "submitted at",
            "submitted on",
            "submitted",
            *of("opened"),
            needed=True,
        ),
        happened("escalated_on", "escalated", "escalation", "escalation flag", "is escalated"),
        word("escalated_to"),
        happened("first_response_on", "first response"),
        happened(
            "resolved_on",
            "resolved",
            "closed",
            "closed on",
            "closed at",
            "resolved at",
            "solved at",
            *of("resolved"),
        ),
        Field("resolved_first_contact", "flag", ("first contact resolution",)),
        Field("resolution", "text", ("solution",)),
        SOURCE._replace(aliases=(*SOURCE.aliases, "ticket id", "ticket number", "case id", "case number")),
    ),
    (Key(("account_id", "title", "opened_on")),),
    (("account",), ("title",), ("opened_on",)),
    never=("due", "due on", "due date", "deadline"),
    finish=derived.finish_issue,
)

FEEDBACK = Kind(
    "feedback",
    "feedback",
    "feedback",
    (
        ACCOUNT,
        CONTACT,
        happened("on", "date", "day", needed=True),
        Field("text", "text", ("feedback", "quote"), needed=True),
        word("theme", "topic"),
        choice("audience", v.AUDIENCES),
        happened("relayed_on", "relayed"),
        happened("closed_on", "closed"),
        Field("outcome", "text"),
        SOURCE,
    ),
    (Key(("account_id", "on", "text")),),
    (("account",), ("text",), ("on",)),
)

GOALS = Kind(
    "goals",
    "goal",
    "goal",
    (
        ACCOUNT,
        Field("title", "name", ("goal", "objective"), needed=True),
        Field("measure", "text", ("measured by", "kpi")),
        Field("target", "text"),
        Field("actual", "text", ("reached",)),
        happened("progress_on"),
        day("due_on", "due", "due date", "deadline"),
        happened("met_on", "met"),
        choice("status", v.GOAL_STATUSES),
        word("agreed_with"),
        SOURCE,
    ),
    (Key(("account_id", "title")),),
    (("account",), ("title",), ("measure", "target", "actual", "progress_on", "met_on", "agreed_with")),
    prepare=derived.prepare_goal,
)

HANDOFFS = Kind(
    "handoffs",
    "handoff",
    "handoff",
    (
        ACCOUNT,
        word("from_owner", "from", "previous owner"),
        word("to_owner", "to", "new owner"),
        happened("on", "date", "day", needed=True),
        Field("why_bought", "text", ("why they bought",)),
        Field("expectations", "text"),
        Field("promises", "text"),
        Field("risks", "text"),
        Field("note", "text", ("notes",)),
        SOURCE,
    ),
    (Key(("account_id", "on")),),
    (("account",), ("from_owner", "to_owner", "why_bought", "expectations")),
)

TARGETS = Kind(
    "targets",
    "target",
    "target",
    (
        Field("period", "word", ("quarter", "month", "year"), needed=True),
        choice("metric", v.TARGET_METRICS, "measure", needed=True),
        Field("value", "amount or share", ("target",), needed=True),
        CURRENCY,
        SOURCE,
    ),
    (Key(("period", "metric")),),
    (("period",), ("metric",), ("value",)),
    prepare=derived.prepare_target,
    finish=amounts.finish_target,
    once=("period", "metric"),
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
