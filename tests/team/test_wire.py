"""The way to a server: addresses, passwords, TLS, and the product's own line for each way it fails."""

import os
import sys
from pathlib import Path

import psycopg
import pytest

from amcli.team.server import way_to
from tests.support import Cli, Result
from tests.team.conftest import Team
from tests.team.postgres import HOST, PASSWORD


def status(cli: Cli, url: str, *, tty: bool = False, stdin: str = "", **environ: str) -> Result:
    cli.config.write_text(f'[team]\nurl = "{url}"\n')
    return cli("team", "status", env=environ, tty=tty, stdin=stdin)


@pytest.mark.parametrize("url", [
    "postgresql://dana:secret@db.example/team", "postgres://dana:@db.example/team",
    "postgresql://dana@db.example/team?password=secret", "postgresql://dana@h/t?pass%77ord=secret",
    "host=db.example password=secret", "postgresql://h/t?sslpassword=secret",
])  # fmt: skip
def test_a_password_in_the_address_is_refused_and_not_repeated(team: Team, refused, url: str) -> None:
    cli = team.book("dana")
    for argv in (
        ["team", "init", url],
        ["team", "join", url, "--as", "dana"],
        ["config", "set", "team.url", url],
    ):
        said = refused(cli(*argv), 2)
        assert "secret" not in said
    assert not cli.config.exists()
    cli.config.write_text(f'[team]\nurl = "{url}"\n')
    for argv in (["team", "status"], ["config", "list"]):
        assert "secret" not in refused(cli(*argv), 2)


@pytest.mark.parametrize("url", [
    "mysql://dana@h/t", "db.example", "", "http://h", "postgresql://dana@h/t?nonsense=1", "service=", "/",
    "postgresql://h:port/t", "service=a b",
])  # fmt: skip
def test_what_is_no_address_is_refused(team: Team, refused, url: str) -> None:
    assert "not the address of a PostgreSQL server" in refused(
        team.book("dana")("team", "join", url, "--as", "x"), 2
    )


def test_an_address_is_asked_for_where_none_is_known(team: Team, refused) -> None:
    cli = team.book("dana")
    for line in (["init"], ["join", "--as", "dana"]):
        assert "URL: the address of your team's server is missing" in refused(cli("team", *line), 2)


def test_a_server_elsewhere_is_asked_for_a_checked_certificate() -> None:
    def asked(url: str, **environ: str) -> tuple[object, bool]:
        way = way_to(url, environ)
        return way.given.get("sslmode"), way.is_weaker

    for host in ("db.example", "10.0.0.7", "localhost.example", "here,db.example"):
        assert asked(f"postgresql://dana@{host}/team") == ("verify-full", False), host
        assert way_to(f"postgresql://dana@{host}/team", {}).given["sslrootcert"]
    for host in ("localhost", "127.0.0.1", "[::1]", ""):
        assert asked(f"postgresql://dana@{host}/team") == (None, False), host
    assert asked("/run/postgresql") == (None, False)
    assert asked("postgresql:///team", PGHOST="db.example") == ("verify-full", False)
    assert asked("postgresql:///team", PGHOSTADDR="10.0.0.7") == ("verify-full", False)
    assert asked("postgresql://db.example/team", PGSSLMODE="disable") == ("verify-full", False)
    for mode in ("require", "prefer", "disable", "verify-ca"):
        assert asked(f"postgresql://db.example/team?sslmode={mode}") == (mode, True)


def test_a_service_file_says_where_and_how(tmp_path: Path, refused, team: Team) -> None:
    file = tmp_path / "services"
    file.write_text(
        "[far]\nhost=db.example\n[near]\nhost=/run/postgresql\n[loose]\nhost=h.example\nsslmode=require\n"
    )
    environ = {"PGSERVICEFILE": str(file)}
    assert way_to("service=far", environ).given["sslmode"] == "verify-full"
    assert "sslmode" not in way_to("service=near", environ).given
    assert way_to("service=loose", environ).is_weaker
    said = refused(status(team.book("dana"), "service=gone", **environ), 6)
    assert 'no service "gone" in the service file' in said


def test_the_certificates_of_this_machine_are_handed_over_by_name() -> None:
    """The library's own OpenSSL looks for them where they may not be."""
    import ssl

    known = ssl.get_default_verify_paths().cafile
    assert way_to("postgresql://db.example/team", {}).given["sslrootcert"] == (known or "system")
    own = {"SSL_CERT_FILE": "/x"}
    assert way_to("postgresql://db.example/team", own).given["sslrootcert"] == "system"
    assert way_to("postgresql://db.example/t?sslrootcert=/ca", {}).given["sslrootcert"] == "/ca"


def test_tls_is_checked_against_the_authority_and_the_name(team: Team, refused) -> None:
    cli, folder = team.book("dana"), team.server.folder

    def through(authority: str, host: str = HOST) -> Result:
        more = "sslmode=verify-full", f"sslrootcert={folder}/{authority}"
        url = team.server.tcp("dana", team.database, *more, host=host, tls=True)
        return status(cli, url, PGPASSWORD=PASSWORD)

    found = through("ca.crt")
    assert (found.code, "verify-full" in found.out) == (0, True), found
    assert "of another name than elsewhere.example" in refused(through("ca.crt", "elsewhere.example"), 6)
    assert "from an authority that this computer doesn't know" in refused(through("other.crt"), 6)
    assert "the file of certificates in its address isn't there" in refused(through("none.crt"), 6)


def test_a_server_without_tls_gets_no_password(team: Team, refused) -> None:
    cli = team.book("dana")
    for mode in ("require", "verify-full"):
        url = team.server.tcp(
            "dana", team.database, f"sslmode={mode}", "sslrootcert=" + str(team.server.folder / "ca.crt")
        )
        said = refused(status(cli, url, PGPASSWORD=PASSWORD), 6)
        assert f"the server {HOST}: it has no TLS." in said


def test_a_weaker_mode_is_warned_of_once(team: Team, monkeypatch) -> None:
    from amcli.team import server

    monkeypatch.setattr(server, "HERE", frozenset())
    monkeypatch.setattr(server, "is_local", lambda host: host.startswith("/"))
    cli = team.book("dana")
    url = team.server.tcp("dana", team.database, "sslmode=require", tls=True)
    found = cli("team", "join", url, "--as", "dana", env={"PGPASSWORD": PASSWORD})
    assert (found.code, "TLS is require: nobody checks who the server is" in found.err) == (0, True)
    again = cli("team", "status", "-o", "json", env={"PGPASSWORD": PASSWORD})
    assert (again.err, '"tls": "require"' in again.out) == ("", True)


def test_each_way_to_fail_has_its_line(team: Team, refused) -> None:
    cli, server = team.book("dana"), team.server
    tcp = server.tcp("dana", team.database)
    cases = {
        server.url("dana", "nowhere"): "no such database",
        server.url("nemo", team.database): "no login nemo",
        tcp: "it asks for a password",
        f"postgresql://dana@/x?host={server.folder}": "it refuses the connection, or doesn't run",
        "postgresql://dana@127.0.0.1:1/x": "it refuses the connection, or doesn't run",
        "postgresql://dana@no-such-host.invalid/x?connect_timeout=5": "no host no-such-host.invalid",
    }
    for url, words in cases.items():
        said = refused(status(cli, url), 6)
        assert words in said, (url, said)
        assert said.startswith("am: the server ")
    said = refused(status(cli, tcp, PGPASSWORD="wrong"), 6)
    assert "wrong password for dana" in said
    assert "wrong password" in said
    said = refused(cli("team", "join", server.url("dana", "postgres"), "--as", "dana"), 6)
    assert "no team schema yet" in said
    said = refused(cli("team", "join", team.url("stranger"), "--as", "dana"), 6)
    assert "no right on the server" in said
    assert "GRANT am_writer TO stranger" in said


@pytest.mark.parametrize(("setting", "words"), [
    ("SET default_transaction_read_only = on", "it takes no changes: it is a copy, or read-only."),
    ("SET statement_timeout = '1ms'", "it broke off what it was asked for."),
    ("SET lc_messages = 'C'", ""),
    ("CONNECTION LIMIT 0", "it has too many connections."),
    ("ALLOW_CONNECTIONS false", "it lets nobody into this database now."),
    ("CONNECTION LIMIT -1; REVOKE CONNECT ON DATABASE {} FROM PUBLIC", "it doesn't let dana in."),
])  # fmt: skip
def test_what_the_server_is_set_to_is_said_in_a_line(
    team: Team, refused, sample_book: Path, setting: str, words: str
) -> None:
    dana = team.joined("dana", source=sample_book)
    for each in f"ALTER DATABASE {team.database} {setting}".format(team.database).split("; "):
        team.server.sql("postgres", each)
    found = dana("team", "push")
    assert (words in refused(found, 6)) if words else (found.code == 0)
    team.server.sql("postgres", f"ALTER DATABASE {team.database} ALLOW_CONNECTIONS true")


def test_a_push_that_waits_too_long_for_another_says_so(team: Team, refused, sample_book: Path) -> None:
    dana = team.joined("dana", source=sample_book)
    team.server.sql("postgres", f"ALTER DATABASE {team.database} SET lock_timeout = '50ms'")
    with psycopg.connect(team.url("dana")) as other:
        other.execute("SELECT name FROM am.book FOR UPDATE")
        assert "another push of this book takes too long." in refused(dana("team", "push"), 6)
    dana.ok("team", "push")


def test_passwords_come_from_the_environment_a_command_a_file_or_a_person(
    team: Team, refused, monkeypatch
) -> None:
    cli, url = team.book("dana"), team.server.tcp("dana", team.database)
    assert status(cli, url, PGPASSWORD=PASSWORD).code == 0
    secret = team.folder / "secret"
    secret.write_text(f"{PASSWORD}\nmore\n")
    cli.config.write_text(f'[team]\nurl = "{url}"\npassword_command = ["cat", "{secret}"]\n')
    assert cli("team", "status", env={"PATH": os.environ["PATH"]}).code == 0
    wrong = cli("team", "status", env={"PATH": os.environ["PATH"], "PGPASSWORD": "wrong"})
    assert wrong.code == 6, "the environment comes first"
    for command, words in (
        ('["false"]', 'team.password_command "false" failed (exit code 1)'),
        ('["true"]', 'team.password_command "true" printed nothing'),
        ('["no-such-program-here"]', "can't be run"),
    ):
        cli.config.write_text(f'[team]\nurl = "{url}"\npassword_command = {command}\n')
        assert words in refused(cli("team", "status", env={"PATH": os.environ["PATH"]}), 6)
    assert status(cli, url, tty=True, stdin=f"{PASSWORD}\n").code == 0
    asked = status(cli, url, tty=True, stdin="wrong\n")
    assert (asked.code, "Password of dana at db.example:" in asked.err) == (6, True)
    passfile = team.folder / "pgpass"
    passfile.write_text(f"*:*:*:dana:{PASSWORD}\n")
    passfile.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passfile))
    assert status(cli, url).code == 0


def test_the_password_is_nowhere(team: Team, sample_book, monkeypatch) -> None:
    """Neither in output, settings, book and journal, nor in what an unforeseen error leaves behind."""
    from amcli.team import pushing

    cli, url = team.book("dana", sample_book), team.server.tcp("dana", team.database)
    env = {"PGPASSWORD": PASSWORD}
    said = [cli(*argv, env=env) for argv in (
        ["team", "join", url, "--as", "dana"], ["team", "push"], ["team", "status", "-o", "json"],
        ["config", "list"], ["history"], ["doctor", "--report"],
    )]  # fmt: skip

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr(pushing, "registered", fail)
    said.append(cli("team", "push", env=env))
    assert said[-1].code == 1
    assert all(PASSWORD not in each.out + each.err for each in said)
    for path in cli.folder.rglob("*"):
        assert not path.is_file() or PASSWORD.encode() not in path.read_bytes(), path


def test_the_password_is_in_no_argument_of_a_process(team: Team, sample_book, monkeypatch) -> None:
    """Looked at while a push is under way, whose password comes from a command."""
    from amcli.team import pushing

    cli, url = team.book("dana", sample_book), team.server.tcp("dana", team.database)
    secret = team.folder / "secret"
    secret.write_text(f"{PASSWORD}\n")
    cli.config.write_text(f'[team]\nurl = "{url}"\npassword_command = ["cat", "{secret}"]\n')
    seen: list[bytes] = []
    insert = pushing.staging.insert

    def look(*given, **more) -> int:
        seen.extend(path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists())
        return insert(*given, **more)

    monkeypatch.setattr(pushing.staging, "insert", look)
    for line in (["join", "--as", "dana"], ["push"]):
        assert cli("team", *line, env={"PATH": os.environ["PATH"]}).code == 0
    assert any(b"postgres: dana" in each for each in seen), "the push was under way"
    assert not any(PASSWORD.encode() in each for each in seen)
    assert PASSWORD not in cli.ok("config", "list") + cli.ok("history") + cli.ok("doctor", "--report")


def test_without_the_client_each_command_says_what_to_install(team: Team, refused, monkeypatch) -> None:
    cli = team.book("dana")
    cli.config.write_text('[team]\nurl = "postgresql://dana@h/t"\nname = "dana"\n')
    for name in [each for each in sys.modules if each.startswith("amcli.team")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    lines = (["status"], ["push"], ["check"], ["leave"], ["init"], ["init", "--sql"], ["join"],
             ["grant", "dana", "--role", "writer"])  # fmt: skip
    for line in lines:
        said = refused(cli("team", *line), 1)
        assert 'am team needs PostgreSQL\'s client: pip install "amcli[team]"' in said, line
    cli.ok("account", "add", "Acme Robotics")
