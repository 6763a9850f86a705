"""A team on a real server: started once, a database for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import Cli, OneConnection, Result, kept_open, made_once
from tests.team.postgres import ADMIN, BI, BOTH, READER, WRITERS, Postgres

if TYPE_CHECKING:
    from tests.team.two import Two

FEW = ("acme", "juniper", "sable-finch", "saltmarsh")


class Team:
    """A database with the schema, and the books of those who push to it."""

    def __init__(self, server: Postgres, database: str, folder: Path, template: Path) -> None:
        self.server, self.folder, self.template = server, folder, template
        self.made = database
        self.open: dict[str, Cli] = {}

    @property
    def database(self) -> str:
        """Its name; made with the schema where nobody has asked for it yet."""
        self.made = self.made or self.server.another()
        return self.made

    def url(self, login: str) -> str:
        return self.server.url(login, self.database)

    def sql(self, query: str, values: Any = None, login: str = "postgres") -> list[tuple[Any, ...]]:
        return self.server.sql(self.database, query, values, login)

    def one(self, query: str, values: Any = None, login: str = "postgres") -> Any:
        ((found,),) = self.sql(query, values, login)
        return found

    def book(self, name: str, source: Path | None = None) -> Cli:
        """A book of its own, not yet of the team."""
        (self.folder / name).mkdir()
        cli = self.came(name)
        shutil.copyfile(source or self.template, cli.book)
        if source is not None and source.with_suffix(".toml").exists():
            shutil.copyfile(source.with_suffix(".toml"), cli.config)
        return cli

    def joined(self, name: str, login: str = "", source: Path | None = None) -> Cli:
        """A book that has joined under its name."""
        cli = self.book(name, source)
        cli.ok("team", "join", self.url(login or name), "--as", name)
        return cli

    def copy(self, folder: Path) -> "Team":
        """A team of its own with all that this one's server and books have; `came` gives a book."""
        found = Team(self.server, "", folder, self.template)
        found.become(self)
        return found

    def become(self, other: "Team") -> None:
        """Have all that the server and the books of another team have."""
        assert not self.made, "something was asked of its own database already"
        self.made = self.server.another(other.database)
        self.take_books(other)

    def take_books(self, other: "Team") -> None:
        """Have the books of another team, whose database this one's is a copy of."""
        for name in (each.name for each in other.folder.iterdir() if each.is_dir()):
            shutil.copytree(other.folder / name, self.folder / name)
            config = self.folder / name / "config.toml"
            config.write_text(config.read_text().replace(other.url(name), self.url(name)))

    def came(self, name: str) -> Cli:
        """A book that is there; it stays open between its commands."""
        if name not in self.open:
            path = self.folder / name / "book.db"
            self.open[name] = Cli(path.parent, path, OneConnection(path))
        return self.open[name]

    def let_go(self) -> None:
        """Close the books."""
        for cli in self.open.values():
            cli.let_go()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[Postgres]:
    """The server, with the schema that `am team init` makes by an ordinary login."""
    server = Postgres()
    server.prepare()
    folder = tmp_path_factory.mktemp("admin")
    cli = Cli(folder, folder / "none.db")
    cli.ok("team", "init", server.url(ADMIN, "template_team"))
    for login in (*WRITERS, BOTH):
        server.sql("postgres", f"GRANT am_writer TO {login}")
    for login in (READER, BI, BOTH):
        server.sql("postgres", f"GRANT am_reader TO {login}")
    yield server
    server.close()


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory, server: Postgres, template: Path) -> Iterator[Postgres]:
    """A second server, and on both a database whose tables are divided by book."""
    from tests.team.two import divide

    folder = tmp_path_factory.mktemp("admin")
    cli = Cli(folder, folder / "none.db")
    second = Postgres()
    second.prepare()
    cli.ok("team", "init", second.url(ADMIN, "template_team"))
    for login in (READER, BI, BOTH):
        second.sql("postgres", f"GRANT am_reader TO {login}")
    divide(server, cli, second)
    divide(second, cli)
    yield second
    second.close()


@pytest.fixture
def two(team: "Team", second: Postgres) -> "Iterator[Two]":
    """A team on two servers, without books."""
    from tests.team.two import Two

    found = Two(team, second)
    yield found
    found.drop()


@pytest.fixture
def team(server: Postgres, home: Path, template: Path) -> Iterator[Team]:
    found = Team(server, "", home, template)
    yield found
    found.let_go()
    if found.made:
        server.drop(found.made)


@pytest.fixture(scope="session")
def of_dana(
    server: Postgres, sample_book: Path, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Team:
    """A team with the sample book, which was pushed as dana's, made once to be copied."""
    return pushed_once(Team(server, "", tmp_path_factory.mktemp("of-dana"), template), sample_book)


def pushed_once(team: Team, source: Path) -> Team:
    """A team with a book, which was pushed as dana's."""
    assert team.joined("dana", source=source).json("team", "push")["mode"] == "full"
    team.let_go()
    return team


@pytest.fixture
def dana(team: Team, of_dana: Team) -> Cli:
    """The sample book, pushed; comes before all else that is asked of the team."""
    team.become(of_dana)
    return team.came("dana")


@pytest.fixture(scope="session")
def few_book(sample_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four accounts of the sample book with all that is theirs, for what doesn't hang on how many there are:
    a push or a pull of all takes a sixth of the time."""

    def make(folder: Path) -> None:
        for suffix in (".db", ".toml"):
            shutil.copyfile(sample_book.with_suffix(suffix), (folder / "few").with_suffix(suffix))
        with kept_open(folder, folder / "few.db") as cli:
            cli.config = folder / "few.toml"
            for row in cli.json("account", "list", "--all"):
                if row["account"] not in FEW:
                    cli.ok("account", "rm", row["account"], "--yes")

    return made_once(tmp_path_factory, "few", make) / "few.db"


@pytest.fixture(scope="session")
def of_few(
    server: Postgres, few_book: Path, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Team:
    """A team with the few accounts, which were pushed as dana's, made once to be copied."""
    return pushed_once(Team(server, "", tmp_path_factory.mktemp("of-few"), template), few_book)


@pytest.fixture
def few(team: Team, of_few: Team) -> Cli:
    """The few accounts, pushed as dana's; comes before all else that is asked of the team."""
    team.become(of_few)
    return team.came("dana")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a test works, and the client's library looks for passwords and authorities."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def refused() -> Callable[[Result, int], str]:
    """What a command that must fail says, in one line and a hint, with nothing on standard output."""

    def said(found: Result, code: int) -> str:
        assert found.code == code, found
        assert "Traceback" not in found.err
        return " ".join(found.err.split())

    return said
