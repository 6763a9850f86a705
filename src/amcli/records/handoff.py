"""Accounts that passed from one owner to the next, with what the next one must know."""

from amcli.records.declaration import ACCOUNT, SOURCE, Field, File, Key, Record, reference

RECORD = Record(
    "handoff",
    "handoffs",
    fields=(
        *reference("handoff", "h2"),
        ACCOUNT,
        Field("from_owner", "line", "who had the account", headers="from, previous owner"),
        Field("to_owner", "line", "who has it from then on", headers="to, new owner"),
        Field("on", "happened", "the day on which it passed", headers="date, day", needed=True),
        Field("why_bought", "text", "why they bought", headers="why they bought"),
        Field("expectations", "text", "what they expect"),
        Field("promises", "text", "what was promised"),
        Field("risks", "text", "what could go wrong"),
        Field("note", "text", "anything else", headers="notes"),
        SOURCE,
    ),
    columns={
        "handoff": "",
        "on": "On",
        "account": "Account",
        "from_owner": "From",
        "to_owner": "To",
        "why_bought": "Why they bought",
        "note": "Note",
    },
    file=File(
        (Key(("account_id", "on")),), (("account",), ("from_owner", "to_owner", "why_bought", "expectations"))
    ),
    add="am account handoff ACCOUNT",
    wide="why_bought note",
)
