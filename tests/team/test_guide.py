"""What docs/team.md and the guide say is run: every command and every statement, on a real server."""

import shlex
import socket
import sys
from pathlib import Path

import psycopg
import pytest
from tools.examples import blocks

from tests.commands.every import REPORTS, filled_in, referred
from tests.docs.commands import ROOT
from tests.support import Cli
from tests.team.conftest import Team
from tests.team.postgres import ADMIN
from tests.team.two import parts

ADDRESS = "@db.example.com/team"
PAGE = ROOT / "docs" / "team.md"
GUIDE = ROOT / "src" / "amcli" / "topics" / "team.md"


def lines_of(path: Path) -> list[list[str]]:
    """The commands of a page, in the order in which they stand there."""
    text = path.read_text(encoding="utf-8")
    lines = [line for block in blocks(text) if block.language == "sh" for line in block.lines]
    if path == GUIDE:
        lines = [line.strip() for line in text.splitlines() if line.startswith("    am ")]
    return [shlex.split(line.split("   ")[0].split(" > ")[0])[1:] for line in lines]


def statements_of(path: Path) -> list[str]:
    """The statements for one server. Those for two have a mark, and each test of two servers runs them."""
    found = [each for each in blocks(path.read_text(encoding="utf-8")) if each.language == "sql"]
    assert sum(each.comment.startswith("<!-- on ") for each in found) == len(parts())
    inside = "\n".join("\n".join(block.lines) for block in found if not block.comment.startswith("<!-- on "))
    return [each.strip() for each in inside.split(";") if each.strip()]


def run(team: Team, cli: Cli, words: list[str]) -> None:
    """One command of a page, on the server of the test."""
    words = [
        each.replace(ADDRESS, f"@/{team.database}?host={team.server.data}&port={team.server.port}")
        for each in words
    ]
    other = {"grant": "postgres", "pull": "lead", "conflicts": "lead"}.get(words[1])
    if other:
        kept = cli.config.read_bytes()
        cli.ok("config", "set", "team.url", team.url(other))
    found = cli(*words, *(["--yes"] if words[1:2] == ["push"] and "--full" in words else []))
    if other:
        cli.config.write_bytes(kept)
    told = found.err.startswith("am: Acme Robotics is in robin's book now")
    assert found.code == 0, (words, found)
    assert told or found.err == "", (words, found)


@pytest.mark.parametrize("page", [PAGE, GUIDE], ids=["page", "guide"])
def test_every_command_of_a_page_works_as_it_stands(team: Team, sample_book: Path, page: Path) -> None:
    dana, robin = team.book("dana", sample_book), team.joined("robin")
    robin.ok("account", "add", "Other Firm")
    robin.ok("team", "push")
    lines = [words for words in lines_of(page) if words[0] in ("team", "config")]
    assert len(lines) >= 8
    joined = next(words for words in lines if words[1] == "join")
    lines.sort(key=lambda words: (words[1] == "leave", words[0] == "config"))  # what ends it comes last
    for words in [joined, *lines]:
        run(team, robin if words[1] == "take" else dana, words)
    assert ["team", "take", "acme"] in lines or page == GUIDE
    assert dana.ok("config", "get", "team.name") == "dana\n"


def test_every_statement_of_the_page_runs(team: Team, sample_book: Path) -> None:
    dana = team.joined("dana", source=sample_book)
    dana.ok("team", "push")
    made, asked = [], []
    for each in statements_of(PAGE):
        (asked if each.startswith("SELECT") else made).append(each)
    with psycopg.connect(team.server.url("postgres", "postgres"), autocommit=True) as connection:
        for each in made:
            own = each.replace("team", f"{team.database}_guide").replace("dana", "dana_guide")
            connection.execute(own.replace(" lead", " lead_guide").encode())
    assert len(made) == 3
    results = [team.sql(each, login="lead") for each in asked]
    assert len(results) == 2
    assert results[0][0][:1] == ("dana",)


def test_an_administrator_runs_the_printed_schema(team: Team) -> None:
    name = team.server.create(f"{team.database}_printed")
    cli = Cli(team.folder, team.folder / "none.db")
    team.server.sql(name, cli.ok("team", "init", "--sql"), login="postgres")
    cli.ok("team", "init", team.server.url("postgres", name))
    assert ADMIN in team.server.url(ADMIN, name)


def test_no_other_command_opens_a_socket_or_loads_the_client(
    sample: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "__init__", refuse)
    for name in [each for each in sys.modules if each.startswith("amcli.team")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)  # whoever asks for it fails
    known = referred(sample)
    done = 0
    for report in REPORTS:
        argv = filled_in(report, known)
        if argv is not None:
            assert sample(*argv).code in (0, 5, 10), argv
            done += 1
    assert done > 50
    for argv in (["log", "acme", "Words"], ["undo"], ["backup"], ["digest", "--new"]):
        assert sample(*argv).code == 0, argv
