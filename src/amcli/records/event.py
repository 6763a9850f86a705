"""News at a customer: what happened there and changes their weather."""

from amcli import vocabulary as v
from amcli.records.declaration import ACCOUNT, SOURCE, Field, File, Key, Record, option, reference

RECORD = Record(
    "event",
    "events",
    fields=(
        *reference("event", "e6"),
        ACCOUNT,
        Field(
            "on",
            "happened",
            "when it happened",
            option("When it happened (default: today).", "--on", clears=False),
            headers="date, day, event date, churn date",
            needed=True,
        ),
        Field(
            "kind",
            "choice",
            "takeover, reorganisation, new_boss, budget_cut, funding and more",
            option("What kind of news.", "--kind", "-k", only="edit", clears=False),
            headers="event, type",
            choices=v.EVENT_KINDS,
            needed=True,
        ),
        Field(
            "good",
            "flag",
            "whether it is good news",
            option("Mark it as good news.", "--good"),
            headers="good news",
            shown="no",
        ),
        Field(
            "note", "text", "what happened", option("What happened.", "--note", only="edit"), headers="notes"
        ),
        Field(
            "until",
            "day",
            "how long it matters",
            option("Until when it matters.", "--until", reads="last day"),
        ),
        SOURCE,
    ),
    columns={
        "event": "",
        "on": "On",
        "account": "Account",
        "kind": "Kind",
        "good": "Good",
        "note": "Note",
        "until": "Until",
    },
    file=File((Key(("account_id", "kind", "on")),), (("account",), ("on",), ("kind",), ("good", "until"))),
    add="am news add ACCOUNT KIND",
    wide="good until",
    one="a piece of news",
    several="news",
    first="kind good on until",
)
