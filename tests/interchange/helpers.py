"""A book in a folder of its own, and `am import` run in this process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support import Cli, OneConnection, Result, dump_of, lending, rows_of, run_here

FILLED: dict[Callable[["Desk"], object], dict[Path, bytes]] = {}  # the files by their places


class Desk:
    """A folder with a book that may not be there yet, and files to import. The book stays open between its
    commands where a connection is lent."""

    lent: OneConnection | None = None

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.book = folder / "data" / "book.db"
        self.environ = Cli(folder, self.book).environ("2026-03-02")

    def once(self, fill: Callable[["Desk"], object]) -> "Desk":
        """The desk as this function leaves it: with the first test by its imports, later by a copy of all
        files that they made."""
        if fill not in FILLED:
            fill(self)
            self.let_go()
            found = (path for path in self.folder.rglob("*") if path.is_file())
            FILLED[fill] = {path.relative_to(self.folder): path.read_bytes() for path in found}
        for place, held in FILLED[fill].items():
            (self.folder / place).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / place).write_bytes(held)
        return self

    def let_go(self) -> None:
        """Close the book, before its file is put away."""
        if self.lent is not None:
            self.lent.close()

    @property
    def backups(self) -> Path:
        """Where copies of the book lie, and what an import set aside."""
        return self.book.parent / "backups"

    def file(self, name: str, text: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return str(path)

    def am(
        self, *argv: str, stdin: str | bytes = "", terminal: bool = False, today: str | None = None
    ) -> Result:
        """What a command line gives back; at a terminal its output goes into a file all the same."""
        environ = self.environ | ({"AMCLI_TODAY": today} if today else {})
        with lending(self.lent, argv):
            return run_here(argv, environ, stdin, ("stdin", "stderr") if terminal else ())

    def imported(self, *argv: str, **options: Any) -> Result:
        """An import that must succeed."""
        answer = self.am("import", *argv, **options)
        assert answer.code == 0, answer
        return answer

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return rows_of(self.book, query, self.lent)

    def value(self, query: str) -> Any:
        return self.rows(query)[0][0]

    def dump(self, *but: str) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table and of the search; not how SQLite keeps them, nor numbers used up."""
        return dump_of(self.book, self.lent, but)


ACCOUNTS = "code,name,tier,domain\nacme,Acme Robotics,key,acme.example\nbeta,Beta Foods,light,beta.example\n"
CONTACTS = (
    "account,name,email\nacme,Jane Orr,jane@acme.example\nacme,Ben Okoro,ben@acme.example\nbeta,Jo Voss,\n"
)
CONTRACTS = (
    "account,product,starts_on,ends_on,annual_value,currency,reference\n"
    "acme,Suite,2024-04-05,2025-04-04,60000,EUR,K-1\n"
    "acme,Suite,2025-04-05,2026-04-04,72000,EUR,K-2\n"
    "beta,Suite,2025-07-01,2026-06-30,9600,EUR,\n"
)
INTERACTIONS = (
    "account,kind,on,summary,contacts\n"
    "acme,call,2026-02-03,Wants SSO,Jane Orr; ben@acme.example\n"
    "acme,call,2026-02-03,Wants SSO,\n"
    "beta,email,2026-02-10,Sent the quote,Jo Voss\n"
)
TASKS = (
    "account,contact,title,due_on,done_on,promised\n"
    "acme,Jane Orr,Send answers,2026-02-26,,yes\n"
    "acme,,Call,,,\n"
)
SURVEYS = (
    "account,contact,kind,on,score,scale_max,comment\n"
    "acme,Jane Orr,nps,2026-02-21,9,,good\n"
    "beta,,csat,2026-02-22,4,5,\n"
)
PRODUCTS = "name,list_price,currency\nSuite,1200,EUR\nAdd-on,99.50,EUR\n"
OPPORTUNITIES = (
    "account,product,kind,name,value,currency,stage,probability,expected_on,fit\n"
    "acme,Add-on,cross_sell,Add-on for sales,6000,EUR,qualified,40%,2026-05-01,They ask for it\n"
    "beta,,upsell,More seats,,,identified,,,\n"
)
ISSUES = (
    "account,contact,title,category,severity,opened_on,resolved_on\n"
    "acme,Jane Orr,Login is slow,product,high,2026-02-10,\n"
    "acme,,Invoice is wrong,billing,low,2026-01-12,2026-01-20\n"
)
FEEDBACK = (
    "account,contact,on,text,theme,audience\n"
    "acme,Jane Orr,2026-02-03,Wants single sign-on,sign-on,product\n"
    "beta,,2026-02-10,Likes the new editor,editor,product\n"
)
USAGE = "account,metric,on,value,entitlement\nacme,seats,2026-01-31,38,60\nacme,seats,2026-02-28,41.5,60\n"
GOALS = (
    "account,title,measure,target,actual,due_on,met_on\n"
    "acme,Answer within a day,hours,24,31,2026-06-30,\n"
    "beta,All on board,,,,,2026-02-01\n"
)
EVENTS = (
    "account,on,kind,good,note,until\n"
    "acme,2026-02-20,takeover,,Bought by Harbour,2026-06-30\n"
    "beta,2026-02-21,funding,,,\n"
)
HANDOFFS = (
    "account,from_owner,to_owner,on,why_bought,expectations,promises\n"
    "acme,Ama,Lena,2025-11-03,To answer faster,Weekly calls,Single sign-on by summer\n"
)
TARGETS = "period,metric,value,currency\n2026-Q1,renewals,120000,EUR\n2026,nrr,1.04,\n"

EVERYTHING = {
    "accounts.csv": ACCOUNTS,
    "products.csv": PRODUCTS,
    "contacts.csv": CONTACTS,
    "contracts.csv": CONTRACTS,
    "interactions.csv": INTERACTIONS,
    "tasks.csv": TASKS,
    "surveys.csv": SURVEYS,
    "opportunities.csv": OPPORTUNITIES,
    "issues.csv": ISSUES,
    "feedback.csv": FEEDBACK,
    "usage.csv": USAGE,
    "goals.csv": GOALS,
    "events.csv": EVENTS,
    "handoffs.csv": HANDOFFS,
    "targets.csv": TARGETS,
}
