"""What customers want to reach with what they bought."""

from amcli import vocabulary as v
from amcli.records.declaration import ACCOUNT, SOURCE, Field, File, Key, Record, option, reference

RECORD = Record(
    "goal",
    "goals",
    fields=(
        *reference("goal", "g2"),
        ACCOUNT,
        Field(
            "title",
            "name",
            "what the customer wants to reach",
            option("What they want to achieve.", "--title", only="edit", clears=False),
            headers="goal, objective",
            needed=True,
        ),
        Field(
            "measure",
            "text",
            "how it is measured",
            option("How you measure it.", "--measure"),
            headers="measured by, kpi",
        ),
        Field("target", "text", "what is to be reached", option("The target.", "--target")),
        Field(
            "actual",
            "text",
            "what has been reached",
            option("How far it is now.", "--actual", only="edit"),
            headers="reached",
        ),
        Field(
            "progress_on",
            "happened",
            "when that was last looked at",
            option("Date of that figure.", "--progress-on", only="edit"),
        ),
        Field(
            "due_on",
            "day",
            "by when",
            option("By when: eoq, 30 jun.", "--due", "-d", reads="ahead"),
            headers="due, due date, deadline",
        ),
        Field(
            "met_on",
            "happened",
            "when it was met",
            option("Date it was met.", "--met", only="edit"),
            headers="met",
        ),
        Field(
            "status",
            "choice",
            "open, met, missed or dropped",
            option("Status: open, met, missed or dropped.", "--status", only="edit", clears=False),
            choices=v.GOAL_STATUSES,
            default="open",
        ),
        Field(
            "agreed_with",
            "line",
            "who agreed to it",
            option("Who agreed to it: a contact or any name.", "--with", "-w", "--agreed-with"),
        ),
        SOURCE,
    ),
    columns={
        "goal": "",
        "account": "Account",
        "title": "Title",
        "target": "Target",
        "actual": "Actual",
        "due_on": "Due",
        "status": "Status",
        "met_on": "Met",
    },
    file=File(
        (Key(("account_id", "title")),),
        (("account",), ("title",), ("measure", "target", "actual", "progress_on", "met_on", "agreed_with")),
    ),
    add="am goal add ACCOUNT TITLE",
    wide="target actual met_on",
    first="title measure target due_on agreed_with actual progress_on status",
)
