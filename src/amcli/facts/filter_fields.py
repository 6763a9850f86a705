"""The fields that filter words may name, for every kind of list: name, type, SQL expression, help.

The fields of a record are those of `records`, under the same names; here stands what their
SQL is where it is not their column, and what an account has beside its own fields. `r` is the record, `a`
its account. Expressions that start with `am_` are functions of `filter_functions`. How words are read is in
`rules.filters`.
"""

from amcli.fields import Field
from amcli.records.declaration import links_of, listed_fields
from amcli.rules.filters import OF_ACCOUNT, FilterField
from amcli.storage.sql_files import notice_by, query_text
from amcli.vocabulary import INTERACTION_KINDS, LETTERS, SHOWN_HEALTHS

TYPES = {"int": "number", "object": "extra"}
AHEAD = ("due_on", "first_due_on", "ends_on", "expected_on", "until", "snoozed_until")
WITHOUT_ACCOUNT = ("product", "target")

TOUCHES = f'({query_text("sql_files.touch")}) i WHERE i.account_id = a.id AND i."on" <= :today'
TOUCH = f'SELECT max(i."on") FROM {TOUCHES}'
THERE = "c.account_id = a.id AND (c.left_on IS NULL OR c.left_on > :today)"
NOTICE = notice_by("r")
CADENCE = (
    "coalesce(a.cadence_days,"
    " CASE a.tier WHEN 'key' THEN :key WHEN 'standard' THEN :standard ELSE :light END)"
)
PEOPLE = (
    "SELECT json_group_array(c.name) FROM interaction_contact x JOIN contact c ON c.id = x.contact_id"
    " WHERE x.interaction_id = r.id"
)

# What an account has beside its own fields.
DERIVED: tuple[FilterField, ...] = (
    FilterField("arr", "money", "am_arr(a.id)", "annual recurring revenue, in the base currency"),
    FilterField("score", "number", "am_score(a.id)", "health score, 0 to 100", was="health"),
    FilterField(
        "health",
        "word",
        "am_health(a.id)",
        "critical, at_risk, watch, healthy, unknown, leaving",
        SHOWN_HEALTHS,
        was="band",
    ),
    FilterField("leaves", "day", "am_leaves(a.id)", "last day of a customer who is leaving", ahead=True),
    FilterField("trend", "number", "am_trend(a.id)", "change of the score in 30 days"),
    FilterField("checkin", "day", "am_checkin(a.id)", "date the check-in is due", ahead=True),
    FilterField(
        "days_overdue",
        "number",
        "CAST(julianday(:today) - julianday(am_checkin(a.id)) AS INTEGER)",
        "days since the check-in was due; negative if it is ahead",
    ),
    FilterField("renews", "day", "am_renews(a.id)", "next end of an open contract", ahead=True),
    FilterField("notice", "day", "am_notice(a.id)", "next notice deadline", ahead=True),
    FilterField("touched", "day", f"({TOUCH})", "date of the last touch"),
    FilterField(
        "last_touch_kind",
        "word",
        f'(SELECT i.kind FROM {TOUCHES} ORDER BY i."on" DESC, i.id DESC LIMIT 1)',
        "kind of the last touch",
        INTERACTION_KINDS,
    ),
    FilterField("next_step", "text", "am_next_step(a.id)", "what to do next"),
    FilterField("reviewed", "day", f"({TOUCH} AND i.kind = 'qbr')", "date of the last QBR"),
    FilterField("cadence", "number", CADENCE, "days between check-ins, its own or its tier's"),
    FilterField(
        "champion",
        "list",
        f"(SELECT json_group_array(c.name) FROM contact c WHERE {THERE} AND c.role = 'champion')",
        "champions who are still there",
    ),
    FilterField("people", "number", f"(SELECT count(*) FROM contact c WHERE {THERE})", "how many people"),
    FilterField("owns", "list", "am_owns(a.id)", "products it has bought"),
    FilterField(
        "issues",
        "number",
        "(SELECT count(*) FROM issue i WHERE i.account_id = a.id AND i.opened_on <= :today"
        " AND (i.resolved_on IS NULL OR i.resolved_on > :today))",
        "how many open issues",
    ),
    FilterField(
        "tasks",
        "number",
        "(SELECT count(*) FROM task t"
        " WHERE t.account_id = a.id AND (t.done_on IS NULL OR t.done_on > :today))",
        "how many open tasks",
    ),
    FilterField("owes", "number", "am_owes(a.id)", "working days that your oldest reply has waited"),
    FilterField(
        "opportunities",
        "number",
        "(SELECT count(*) FROM opportunity o WHERE o.account_id = a.id"
        " AND (o.stage NOT IN ('won', 'lost') OR o.closed_on > :today))",
        "how many open opportunities",
    ),
)
# What a contract has beside its own fields: those of `am renewals`.
OF_CONTRACT: tuple[FilterField, ...] = (
    FilterField("notice_by", "day", NOTICE, "notice deadline: the last day they can cancel", ahead=True),
    FilterField(
        "deadline",
        "day",
        f"CASE WHEN {NOTICE} >= :today THEN {NOTICE} ELSE r.ends_on END",
        "the notice deadline while it is ahead, otherwise the end",
        ahead=True,
        was="act_by",
    ),
    FilterField(
        "days_left",
        "number",
        "CAST(julianday(r.ends_on) - julianday(:today) AS INTEGER)",
        "days to the end; negative once it has passed",
    ),
    FilterField(
        "days_to_notice",
        "number",
        f"CAST(julianday({NOTICE}) - julianday(:today) AS INTEGER)",
        "days to the notice deadline; negative once it has passed",
    ),
)
# What a task has beside its own fields: that of `am tasks`.
OF_TASK: tuple[FilterField, ...] = (
    FilterField(
        "days_overdue",
        "number",
        "CAST(julianday(:today) - julianday(r.due_on) AS INTEGER)",
        "days since it was due; negative if it is ahead",
    ),
)
# What an answer has beside its own fields: that of `am survey list`.
ANSWERED = f'(SELECT min(i."on") FROM {TOUCHES} AND i."on" >= r."on")'
OF_SURVEY: tuple[FilterField, ...] = (
    FilterField("answered_on", "day", ANSWERED, "date of the first touch on its day or after it"),
    FilterField(
        "days_waiting",
        "number",
        f'CAST(julianday(coalesce({ANSWERED}, :today)) - julianday(r."on") AS INTEGER)',
        "days from the answer to that touch, or to today",
    ),
)
SQL: dict[tuple[str, str], str] = {
    ("account", "status"): "am_status(a.id, a.status)",
    ("account", "parent"): "(SELECT p.code FROM account p WHERE p.id = a.parent_id)",
    ("interaction", "contacts"): f"({PEOPLE})",
    ("target", "value"): (
        "CASE WHEN r.currency IS NULL THEN r.value / 10000.0 ELSE am_major(r.value, r.currency) END"
    ),
}
ALIASES: dict[str, dict[str, str]] = {
    "account": {
        "account": "code",
        "since": "customer_since",
        "added": "added_on",
        "tag": "tags",
        "last_touch_on": "touched",
        "renews_on": "renews",
        "leaves_on": "leaves",
    },
    "contact": {"email": "emails", "phone": "phones", "left": "left_on", "tag": "tags"},
    "contract": {
        "value": "annual_value",
        "starts": "starts_on",
        "ends": "ends_on",
        "renews": "ends_on",
        "notice": "notice_by",
    },
    "interaction": {"with": "contacts"},
    "task": {"due": "due_on", "done": "done_on"},
    "opportunity": {"expected": "expected_on", "closed": "closed_on"},
    "issue": {"opened": "opened_on", "resolved": "resolved_on", "escalated": "escalated_on"},
    "feedback": {"relayed": "relayed_on", "closed": "closed_on"},
    "goal": {"due": "due_on", "met": "met_on"},
}
# Where a list is of no one kind of record, a bare word is looked for in the first of these that it has.
ROW_NAMES = ("name", "title", "text", "setting", "command")
# What a bare word is looked for in.
NAMES: dict[str, str] = {
    "account": "a.name || char(10) || a.code",
    "contact": "r.name",
    "contract": "a.name || char(10) || a.code",
    "interaction": "r.summary",
    "task": "r.title",
    "opportunity": "r.name",
    "issue": "r.title",
    "feedback": "r.text",
    "survey": "r.comment",
    "usage": "r.metric",
    "goal": "r.title",
    "event": "r.note",
    "handoff": "r.to_owner",
    "product": "r.name",
    "target": "r.period",
    "play": "r.name",
}


def fields_of(kind: str) -> dict[str, FilterField]:
    """The fields of a kind by name, aliases too, its own before those of its account, which can always be
    named as `account.FIELD`."""
    own = own_fields(kind)
    if kind in WITHOUT_ACCOUNT:
        return own
    accounts = own_fields("account")
    return accounts | {f"{OF_ACCOUNT}{name}": field for name, field in accounts.items()} | own


def names_of(kind: str) -> set[str]:
    """The names of the fields of a kind, with those that they had before."""
    fields = fields_of(kind)
    return {*fields, *(each.was for each in fields.values() if each.was)}


def own_fields(kind: str) -> dict[str, FilterField]:
    """The fields of a kind itself, aliases too."""
    derived = {"account": DERIVED, "contract": OF_CONTRACT, "task": OF_TASK, "survey": OF_SURVEY}.get(
        kind, ()
    )
    found = {
        field.name: field for field in (*(own_field(kind, each) for each in listed_fields(kind)), *derived)
    }
    return found | {alias: found[name] for alias, name in ALIASES.get(kind, {}).items()}


def own_field(kind: str, field: Field) -> FilterField:
    """A field of a record as filter words know it."""
    values, links = field.choices, links_of(kind)
    type_ = "word" if values else TYPES.get(field.type, field.type)
    if field.name == kind or field.name in links:
        type_, values = "ref", (LETTERS[links.get(field.name, kind)],)
    if (kind, field.name) == ("target", "value"):
        type_ = "number"
    ahead = field.name in AHEAD
    return FilterField(field.name, type_, sql_of(kind, field), field.help, values, ahead, field.was)


def of_row(field: Field) -> FilterField:
    """A field of a list that is of no one kind of record, by its value in the row `r`."""
    type_ = "number" if field.type == "money" else field.type
    value = f"json_extract(r.value, '$.{field.name}')"
    return FilterField(field.name, TYPES.get(type_, type_), value, field.help, was=field.was)


def sql_of(kind: str, field: Field) -> str:
    """The SQL expression of a record's field."""
    row = "a" if kind == "account" else "r"
    if (kind, field.name) in SQL:
        return SQL[kind, field.name]
    if field.name == kind:
        return f"{row}.id"
    if field.name == "account":
        return "a.code"
    if field.name in links_of(kind):
        return f"{row}.{field.name}_id"
    if field.name in ("contact", "product", "play"):
        return f"(SELECT n.name FROM {field.name} n WHERE n.id = {row}.{field.name}_id)"
    if field.type == "money":
        return f'am_base({row}."{field.name}", {row}.currency)'
    return f'{row}."{field.name}"'
