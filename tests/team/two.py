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
    """A database on each server, divided; every login has a mapping, and no book is elsewhere yet."""

    def __init__(self, team: Team, second: Postgres) -> None:
        self.team, self.first, self.second = team, team.server, second
        team.server.made += 1
        self.database = team.made = f"team_{team.server.made}_two"
        self.first.create(self.database, "template_divided")
        self.second.create(self.database, "template_divided")
        self.on_first(EXTENSION, "postgres")
        self.on_first(MAPPINGS)
        for name in ("robin", "chief", "bi"):
            mapping = f"CREATE USER MAPPING FOR {name} SERVER second"
            more = f"{mapping} OPTIONS (user '{name}', password '{PASSWORD}')"
            self.first.sql(self.database, more, login=ADMIN)

    def as_here(self, text: str) -> str:
        """A statement of the page, for the second server of the test, which is built without TLS."""
        address = f"host '127.0.0.1', port '{self.second.port}', dbname '{self.database}', sslmode 'disable',"
        before, host, rest = text.partition("host 'db2.example.com'")
        if host:
            text = before + address + rest.partition("'/etc/team/ca.crt',")[2]
        return text.replace("change-me", PASSWORD)

    def on_first(self, at: int, login: str = ADMIN) -> None:
        self.first.sql(self.database, self.as_here(parts()[at].text), login=login)

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


def divide(server: Postgres, cli: Cli, *, is_second: bool) -> None:
    """A database of a server with divided tables, as the page says, for others to be made of."""
    server.create("template_divided", "template_team")
    server.sql("template_divided", parts()[DIVIDE].text, login=ADMIN)
    cli.ok("team", "init", server.url(ADMIN, "template_divided"))
    if is_second:
        server.sql("template_divided", parts()[NO_JOINING].text, login=ADMIN)
