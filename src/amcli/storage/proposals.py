"""What assistants ask to run, kept until a person decides. It is no record: neither journalled nor exported.

An expired one needs nobody to write that down: every read tells it by the real clock, as `at` is of the real
clock, whatever day `--today` says.
"""

from collections.abc import Collection, Sequence

from amcli import jsontext
from amcli.errors import BadValue, NotFound, Refused
from amcli.hints import Any, NamedTuple
from amcli.rules.names import client_name, quoted
from amcli.storage.connection import Book, now, translated
from amcli.vocabulary import PROPOSAL_LETTER

MOST = 50
DAYS = 14
# What an assistant may ask for, by its first words; no book makes anything else run, whoever wrote it there.
COMMANDS = ("log", "task add", "done", "snooze", "stage", "undo", "meet", "held", "churn", "renew")
EXPIRES = f"strftime('%Y-%m-%dT%H:%M:%fZ', {{}}, '+{DAYS} days')"
ENDED = f"({EXPIRES.format('p.at')} <= strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))"
READ = f"""
SELECT p.id, p.at, p.client, p.arguments, p.account, a.name, p.why, p.changes, p.change,
  iif(p.state = 'open' AND {ENDED}, 'expired', p.state) AS state,
  iif(p.state = 'open' AND {ENDED}, {EXPIRES.format("p.at")}, p.decided_at) AS decided_at
FROM proposal p LEFT JOIN account a ON a.code = p.account"""
LISTED = f"{READ} WHERE :everything OR (p.state = 'open' AND NOT {ENDED}) ORDER BY p.id"
ONE = f"{READ} WHERE p.id = ?"
COUNT = f"""
SELECT count(*) FROM proposal p WHERE state = 'open' AND NOT {ENDED}
AND (:only IS NULL OR (SELECT a.id FROM account a WHERE a.code = p.account)
     IN (SELECT value FROM json_each(:only)))"""
EXPIRE = f"""
UPDATE proposal AS p SET state = 'expired', decided_at = {EXPIRES.format("p.at")}
WHERE state = 'open' AND {ENDED}"""
SAME = "SELECT id FROM proposal WHERE state = 'open' AND arguments = ?"
INSERT = """
INSERT INTO proposal(at, client, arguments, account, why, changes) VALUES (?, ?, ?, ?, ?, ?)"""
# One that is to be open again isn't where the same line was asked for meanwhile.
MOVE = """
UPDATE OR IGNORE proposal SET state = :state, change = :change, decided_at = iif(:state = 'open', NULL, :now)
WHERE id = :id AND state = :since"""


class Proposal(NamedTuple):
    """A line that an assistant asks to run: when, who asked, its words, its account by code and name, the
    assistant's reason, what it would change in sentences; how it stands, since when, and the change it
    became."""

    id: int
    at: str
    client: str | None
    arguments: list[str]
    account: str | None
    name: str | None
    why: str | None
    changes: list[str]
    state: str
    decided_at: str | None
    change: int | None

    @property
    def ref(self) -> str:
        """How it is called."""
        return f"{PROPOSAL_LETTER}{self.id}"


def propose(
    book: Book,
    client: str | None,
    argv: Sequence[str],
    account: str | None,
    why: str | None,
    changes: Sequence[str],
) -> int:
    """Keep a line until a person decides; gives its number. The same line that still waits is kept once.
    Raises Refused for a command that nobody may propose, and where too many wait."""
    refuse_other(argv)
    words = jsontext.dumps([*argv], ascii=False)
    with book.aside(waits=True):
        book.db.execute(EXPIRE)
        same = book.db.execute(SAME, (words,)).fetchone()
        if same is not None:
            return int(same[0])
        if (waiting := count(book)) >= MOST:
            raise Refused(
                f"{waiting} proposals wait already, and no more than {MOST} may. Nothing was proposed.",
                "Go through them: am proposals review",
            )
        said = jsontext.dumps([*changes], ascii=False)
        values = (now(), client_name(client), words, account, why or None, said)
        return int(book.db.execute(INSERT, values).lastrowid or 0)


def refuse_other(argv: Sequence[str]) -> None:
    """Raise Refused for a line that no assistant may propose."""
    if argv and (argv[0] in COMMANDS or " ".join(argv[:2]) in COMMANDS):
        return
    raise Refused("it isn't a command that an assistant may propose.", f"These are: {', '.join(COMMANDS)}")


def list_proposals(book: Book, everything: bool = False) -> list[Proposal]:
    """Those that wait, or all, in the order in which they came."""
    with translated(book.file):
        found = book.db.execute(LISTED, {"everything": everything}).fetchall()
    return list(map(as_proposal, found))


def one(book: Book, number: int) -> Proposal:
    """A proposal by its number. Raises NotFound."""
    with translated(book.file):
        found = book.db.execute(ONE, (number,)).fetchone()
    if found is None:
        raise NotFound(f"no proposal {PROPOSAL_LETTER}{number}", "All of them: am proposals --all")
    return as_proposal(found)


def as_proposal(row: Any) -> Proposal:
    """A row as a proposal, whoever wrote it."""
    values = dict(row)
    lists = {name: [str(each) for each in jsontext.loads(values[name])] for name in ("arguments", "changes")}
    return Proposal(**values | lists)


def count(book: Book, accounts: Collection[int] | None = None) -> int:
    """How many wait, of some accounts or in all."""
    only = None if accounts is None else jsontext.dumps(sorted(accounts))
    with translated(book.file):
        return int(book.db.execute(COUNT, {"only": only}).fetchone()[0])


def move(book: Book, number: int, since: str, state: str, change: int | None = None) -> bool:
    """Let a proposal stand in another way, and gives whether it did: somebody else may have decided."""
    values = {"id": number, "since": since, "state": state, "change": change, "now": now()}
    with book.aside(waits=True):
        book.db.execute(EXPIRE)
        return book.db.execute(MOVE, values).rowcount == 1


def number_of(text: str) -> int:
    """The number of a reference such as q3. Raises BadValue."""
    word = text.strip().lower()
    figures = word.removeprefix(PROPOSAL_LETTER)
    if word == figures or not (figures.isascii() and figures.isdigit()) or len(figures) > 18:
        raise BadValue(f"{quoted(text)}: not a proposal, such as q3.", "Those that wait: am proposals")
    return int(figures)
