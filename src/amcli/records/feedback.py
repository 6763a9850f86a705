"""What customers said about us, and what became of it."""

from amcli import vocabulary as v
from amcli.records.declaration import ACCOUNT, SOURCE, Field, File, Key, Record, contact, option, reference

RECORD = Record(
    "feedback",
    "feedback",
    fields=(
        *reference("feedback", "f3"),
        ACCOUNT,
        contact("who said it", "Who said it."),
        Field(
            "on",
            "happened",
            "when",
            option("When they said it (default: today).", "--on", clears=False),
            headers="date, day",
            needed=True,
        ),
        Field(
            "text",
            "text",
            "what was said",
            option("What they said.", "--text", only="edit"),
            headers="feedback, quote",
            needed=True,
        ),
        Field(
            "theme",
            "line",
            "what it is about",
            option("Its theme, in a word: am feedback themes ranks them.", "--theme", reads="name"),
            headers="topic",
        ),
        Field(
            "audience",
            "choice",
            "who should hear about it: product, marketing, support or leadership",
            option("Who should hear about it, for example product.", "--audience"),
            choices=v.AUDIENCES,
        ),
        Field(
            "relayed_on",
            "happened",
            "when it was passed on to them",
            option("When it was passed on.", "--relayed", only="edit"),
            headers="relayed",
        ),
        Field(
            "closed_on",
            "happened",
            "when the customer was told the result",
            option("When the customer was told the result.", "--closed", only="edit"),
            headers="closed",
        ),
        Field("outcome", "text", "the result", option("The result.", "--outcome", only="edit")),
        SOURCE,
    ),
    columns={
        "feedback": "",
        "on": "On",
        "account": "Account",
        "theme": "Theme",
        "audience": "Audience",
        "text": "Said",
        "relayed_on": "Passed on",
        "closed_on": "Closed",
    },
    file=File((Key(("account_id", "on", "text")),), (("account",), ("text",), ("on",))),
    add="am feedback add ACCOUNT",
    wide="audience relayed_on closed_on",
    one="a piece of feedback",
    first="text theme audience",
)
