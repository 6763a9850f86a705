"""A team whose books are on two servers: made by the statements of docs/team-details.md, each on the server
that the page says."""

from typing import NamedTuple

from tools.examples import blocks

from tests.docs.commands import ROOT
from tests.support import Cli
from tests.team.conftest import Team
from tests.team.postgres import ADMIN, PASSWORD, Postgres

PAGE = ROOT / "docs" / "team-details.md"
NUMBER = "00000000-0000-4000-8000-000000000000"


class Part(NamedTuple):
    """A block of statements of the page, and where it says that they are run."""

    where: str
    text: str


def parts() -> list[Part]:
    """What the page says of two servers, in its order."""
    found = [each for each in blocks(PAGE.read_text(encoding="utf-8")) if each.comment.startswith("<!-- on ")]
    return [Part(each.comment[8:-4], "\n".join(each.lines)) for each in found]


DIVIDE, NO_JOINING, EXTENSION, MAPPINGS, LOOK, TABLES, HANG = range(7)


class Two:
    """A database on each server, divided; every login has a mapping. No book is elsewhere yet, but those of
    the two that it is a copy of."""

    def __init__(self, team: Team, second: Postgres, like: "Two | None" = None) -> None:
        self.team, self.first, self.second = team, team.server, second
        team.server.made += 1
        self.database = team.made = f"team_{team.server.made}_two"
        for server in (self.first, self.second):
            server.create(self.database, like.database if like else "template_divided")
        there = f"ALTER SERVER second OPTIONS (SET dbname '{self.database}')"
        self.first.sql(self.database, there, login=ADMIN)
        if like:
            team.take_books(like.team)

    def drop(self) -> None:
        """Remove both databases."""
        for server in (self.first, self.second):
            server.drop(self.database)
        self.team.made = ""

    def there(self, query: str, values: object = None, login: str = "postgres") -> list[tuple[object, ...]]:
        """What a statement gives on the second server."""
        return self.second.sql(self.database, query, values, login)

    def elsewhere(self, name: str) -> str:
        """Put a book that has joined and not been pushed on the second server; gives its number."""
        ((number,),) = self.team.sql(parts()[LOOK].text.replace("'dana'", f"'{name}'"), login=name)

        def own(at: int) -> str:
            text = parts()[at].text.replace(NUMBER, str(number)).replace("am_dana", f"am_{name}")
            return text.replace(" TO dana", f" TO {name}")

        self.second.sql(self.database, own(TABLES), login=ADMIN)
        self.first.sql(self.database, own(HANG), login=ADMIN)
        return str(number)

    def joined(self, name: str, source: object = None) -> Cli:
        """A book on the second server, not pushed yet."""
        cli = self.team.joined(name, source=source)  # type: ignore[arg-type]
        self.elsewhere(name)
        return cli


def divide(server: Postgres, cli: Cli, second: Postgres | None = None) -> None:
    """A database of a server with divided tables, as the page says, for others to be made of: the first
    server's leads to the second one, for every login."""
    name = server.create("template_divided", "template_team")
    server.sql(name, parts()[DIVIDE].text, login=ADMIN)
    cli.ok("team", "init", server.url(ADMIN, name))
    if second is None:
        server.sql(name, parts()[NO_JOINING].text, login=ADMIN)
        return
    server.sql(name, parts()[EXTENSION].text)
    server.sql(name, as_here(parts()[MAPPINGS].text, second, name), login=ADMIN)
    for login in ("robin", "chief", "bi"):
        mapping = f"CREATE USER MAPPING FOR {login} SERVER second"
        more = f"{mapping} OPTIONS (user '{login}', password '{PASSWORD}')"
        server.sql(name, more, login=ADMIN)


def as_here(text: str, second: Postgres, database: str) -> str:
    """A statement of the page, for the second server of the tests, which is built without TLS."""
    address = f"host '127.0.0.1', port '{second.port}', dbname '{database}', sslmode 'disable',"
    before, host, rest = text.partition("host 'db2.example.com'")
    if host:
        text = before + address + rest.partition("'/etc/team/ca.crt',")[2]
    return text.replace("change-me", PASSWORD)
