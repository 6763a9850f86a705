"""How a book stands on its team's server, and what a push sent: their fields and pages. Nothing of the server
is asked here (team/).
"""

from collections.abc import Sequence

from amcli.fields import Row, shape
from amcli.page import Column, Footer, Page, Pairs, Part, Sentence, Table, dash, says
from amcli.rules.formatting import count, minute, of
from amcli.rules.names import in_shell, shown

BOOK = shape("""
name      text! the book's name
pushed_at instant when it was last pushed; null before the first time
change    int   the last change that the server has
schema    int!  the version of the book's file
mine      bool! whether it belongs to the login that asks
""")
PULLED = shape("""
path text!    its file
at   instant! the moment of it
""")
PARCELS = shape("""
account  text!    the account's code
name     text!    the account's name
from     text     the book that sent it; null where that has left
to       text     the book that it is for; null where that has left
message  text     a word for the taker
sent_at  instant! when it was sent
taken_at instant  when it was taken; null while it waits
in_book  text     the book whose rows on the server have the account; null for none
""")
STATES = ("current", "behind", "never", "forked")
STATUS = shape(
    """
server  text! the server and its version
login   text! who is logged in
tls     text  how TLS was asked for; null without TLS
role    text  writer, reader or both; null for neither
schema  text! the version of the schema on the server
staging text! copy, or rows where the login can't have temporary tables, which takes longer
name    text  what this book is called there; null where it has not joined
behind  int   changes that weren't pushed yet; null where that can't be told
state   text  current, behind, never or forked; null where it has not joined
books   list! the books on the server
parcels list! accounts on their way: all that wait, and those taken in the last 30 days
pulled  object the team's book that am team pull made here; null where there is none
""",
    {"books": BOOK, "parcels": PARCELS, "pulled": PULLED},
    role=("writer", "reader", "both"),
    staging=("copy", "rows"),
    state=STATES,
)
MODES = ("full", "incremental", "nothing")
PUSH = shape(
    """
book         text!   the number of the book
name         text!   what it is called on the server
mode         text!   full, incremental or nothing
from_change  int     the last change that the server had; null the first time
to_change    int!    the last change that it has now
rows_sent    int!    rows that were sent
rows_deleted int!    rows that were deleted there: in a full push all that it had
seconds      number! how long it took
""",
    mode=MODES,
)
CHECK = shape("""
book   text! the number of the book
name   text! what it is called on the server
tables int!  how many tables were compared
rows   int!  how many rows they have
""")
SAID = {
    "current": "up to date",
    "never": "not pushed yet",
    "forked": "another book than the one that was pushed: restored or copied",
}
PARCEL_COLUMNS = (
    *(Column("Account", most=30), Column("From", most=16), Column("To", most=16)),
    *(Column("Sent", most=16), Column("")),
)
COLUMNS = (Column("Book", most=40), Column("Pushed", most=16), Column("Change", right=True), Column(""))


def status_page(data: Row, *, own: bool) -> Page:
    """What a person sees of the server and the books on it; `own` is whether they have a book themselves."""
    pairs = [
        ("Server", dash(data["server"])),
        ("Login", f"{data['login']}, {data['role'] or 'no role'}"),
        ("TLS", data["tls"] or "none"),
        ("Schema", data["schema"]),
    ]
    if own:
        pairs.append(("This book", standing(data)))
    if data["staging"] == "rows":
        pairs.append(("Sent as", "rows: this login can't have temporary tables"))
    if data["pulled"] is not None:
        pairs.append(("Pulled", f"{minute(data['pulled']['at'])}, {shown(data['pulled']['path'])}"))
    parts: list[Part] = [Pairs(pairs)]
    if data["books"]:
        lines = [
            [dash(each["name"]), pushed_at(each), dash(each["change"]), "yours" if each["mine"] else ""]
            for each in data["books"]
        ]
        parts.append(Table(COLUMNS, lines))
    if data["parcels"]:
        parts.append(parcels_table(data["parcels"]))
        parts += [
            Sentence(f"{dash(each['name'])} is in no book: am team take {handle_of_parcel(each)}")
            for each in data["parcels"]
            if is_nowhere(each)
        ]
    return Page("Team", count(len(data["books"]), "book"), parts=parts, footer=next_step(data, own=own))


def is_nowhere(each: Row) -> bool:
    """Whether an account is in no book, until somebody takes it."""
    return each["taken_at"] is None and each["in_book"] is None


def handle_of_parcel(each: Row) -> str:
    """What `am team take` takes."""
    code = in_shell(str(each["account"]))
    return f"{each['from']}/{code}" if each["from"] else code


def parcels_table(rows: Sequence[Row]) -> Table:
    """Accounts on their way."""
    return Table(
        PARCEL_COLUMNS,
        [
            [
                dash(each["name"]), dash(each["from"]), dash(each["to"]), minute(each["sent_at"]),
                "waits" if each["taken_at"] is None else f"taken {minute(each['taken_at'])}",
            ]
            for each in rows
        ],
    )  # fmt: skip


def parcels_page(few: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the parcels that wait."""
    if not whole:
        return says("Nothing waits.")
    table = parcels_table(few)
    said = [Sentence(f"{dash(each['from'])}: {dash(each['message'])}") for each in few if each["message"]]
    footer = [Footer("Take it", f"am team take {handle_of_parcel(whole[0])}")]
    return Page("Parcels", of(len(few), len(whole)), parts=[table, *said], footer=footer)


def standing(data: Row) -> str:
    """How the book stands in a few words."""
    if data["name"] is None:
        return "not joined"
    said = SAID.get(data["state"]) or f"{count(data['behind'], 'change')} to push"
    return f"{data['name']}, {said}"


def next_step(data: Row, *, own: bool) -> list[Footer]:
    """What to type next."""
    if not own:
        return [Footer("Read them", "am team pull")] if data["books"] else []
    if data["name"] is None:
        return [Footer("Join", "am team join --as NAME")]
    if data["state"] == "current":
        return []
    return [Footer("Send it", "am team push --full" if data["state"] == "forked" else "am team push")]


def pushed_at(each: Row) -> str:
    return "-" if each["pushed_at"] is None else minute(each["pushed_at"])


def push_page(data: Row, why: str, *, dry: bool) -> Page:
    """What a push did, or would do."""
    if data["mode"] == "nothing":
        return says(f"Nothing to send: the server has {data['name']} up to change {data['to_change']}.")
    verb, gone = ("Would send", "delete") if dry else ("Sent", "deleted")
    rows = f"{verb} {count(data['rows_sent'], 'row')} of {data['name']}, up to change {data['to_change']}"
    if data["mode"] == "full":
        return Page(parts=[Sentence(f"{rows}."), Sentence(f"All of it: {why}.")])
    return says(f"{rows}, and {gone} {data['rows_deleted']:,}." if data["rows_deleted"] else f"{rows}.")


def check_page(data: Row) -> Page:
    said = f"The server has {data['name']} as it is here: {count(data['rows'], 'row')}"
    return Page(parts=[Sentence(f"{said} in {data['tables']} tables.")])
