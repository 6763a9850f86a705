"""Plays that were started: checklists that became tasks, each for an account or a contract and a day."""

from amcli.records.declaration import ACCOUNT, SOURCE, Field, File, Key, Record, reference

RECORD = Record(
    "play",
    "plays",
    fields=(
        *reference("play", "y3"),
        ACCOUNT,
        Field("name", "name", "the play's name, such as renewal", headers="play name", needed=True),
        Field("contract", "link", "the contract that it is for, such as k12", to="contract"),
        Field("on", "day", "the day of its trigger", headers="date, day", needed=True),
        Field("started_on", "day", "when it was started", headers="started", needed=True),
        Field("stopped_on", "day", "when it was stopped, or its contract had its outcome", headers="stopped"),
        SOURCE,
    ),
    columns={
        "play": "",
        "name": "Play",
        "account": "Account",
        "contract": "Contract",
        "on": "For",
        "started_on": "Started",
        "stopped_on": "Stopped",
    },
    file=File(
        (Key(("account_id", "name", "contract_id", "on")),),
        (("account",), ("name",), ("on",), ("started_on",)),
    ),
    add="am play start NAME ACCOUNT",
)
