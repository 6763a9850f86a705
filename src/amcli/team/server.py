"""Reaching a team's server: who logs in, with which password, over what, and a line for each way it fails.

The password is handed to the client's library and kept nowhere. TLS is asked for wherever the server is
another machine, unless the address says otherwise: the library's own default goes on without it in silence.
"""

import configparser
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from amcli.errors import AmcliError, BadValue, Refused, ServerUnavailable
from amcli.hints import Any, NamedTuple
from amcli.programs import how, words_of
from amcli.rules.names import quoted, shown
from amcli.rules.servers import unreadable
from amcli.storage.connection import VERSION
from amcli.team import failures
from amcli.team.failures import PASSWORDS, Failure, first_line

MAJOR, MINOR = 1, VERSION
"""Of the schema. Within a major version a server only gets more columns and tables: those of a newer book."""
LEAST_SERVER = 150_000
"""PostgreSQL 15: before it no view looks with the eyes of who reads it."""
WRITER, READER = "am_writer", "am_reader"
Connection = psycopg.Connection[tuple[Any, ...]]
WAIT_SECONDS = 10
COMMAND_SECONDS = 60
STRICT = "verify-full"
HERE = frozenset({"", "localhost", "127.0.0.1", "::1"})
NOTHING_SENT = "Nothing was changed."
# The classes of errors of a connection, a login, a missing database, too little room, a server that stops.
ON_THE_WAY = ("08", "28", "3D", "53", "57")


class Access(NamedTuple):
    """What a login needs beside the address: the environment, the command that prints the password, and how a
    person is asked for it, where there is one."""

    environ: Mapping[str, str]
    command: str | None = None
    ask: Callable[[str], str] | None = None


class Way(NamedTuple):
    """How a server is reached: what the library is given, whether it is this machine, and the kind of TLS
    that was asked for, which may be empty on this machine."""

    given: dict[str, Any]
    is_here: bool
    tls: str

    @property
    def is_weaker(self) -> bool:
        """Whether somebody asked for less than a checked certificate of the right name."""
        return not self.is_here and self.tls != STRICT

    @property
    def host(self) -> str:
        return shown(str(self.given.get("host") or self.given.get("hostaddr") or "this computer"))

    @property
    def user(self) -> str:
        return shown(str(self.given.get("user") or "you"))


def way_to(url: str, environ: Mapping[str, str]) -> Way:
    """How the server of an address is reached. Raises BadValue for an address that can't be read."""
    given = given_of(url)
    service = service_of(str(given["service"]), environ) if "service" in given else {}
    known = {**service, **given}
    hosts = (
        known.get("hostaddr") or known.get("host") or environ.get("PGHOSTADDR") or environ.get("PGHOST") or ""
    )
    is_here = all(map(is_local, str(hosts).split(",")))
    given |= {"connect_timeout": given.get("connect_timeout", WAIT_SECONDS), "application_name": "amcli"}
    given["client_encoding"] = "utf8"
    if is_here:
        return Way(given, True, str(known.get("sslmode", "")))
    given["gssencmode"] = known.get("gssencmode", "disable")
    given["sslmode"] = known.get("sslmode", STRICT)
    authority = known.get("sslrootcert") or environ.get("PGSSLROOTCERT")
    if given["sslmode"] == STRICT and not authority and not (Path.home() / ".postgresql/root.crt").exists():
        authority = "system"
    if authority:
        given["sslrootcert"] = authority_of(str(authority), environ)
    return Way(given, False, str(given["sslmode"]))


def given_of(url: str) -> dict[str, Any]:
    """What an address says, by the library's own names. Raises BadValue."""
    if url.startswith("/"):
        return {"host": url}
    try:
        return conninfo_to_dict(url)
    except psycopg.Error:
        raise unreadable() from None


def service_of(name: str, environ: Mapping[str, str]) -> Mapping[str, str]:
    """What the service file says of a name: whether the server is this machine decides about TLS."""
    own = environ.get("PGSERVICEFILE") or str(Path.home() / ".pg_service.conf")
    folder = environ.get("PGSYSCONFDIR", "/etc/postgresql-common")
    found = configparser.ConfigParser(interpolation=None, strict=False)
    for path in (os.path.join(folder, "pg_service.conf"), own):
        try:
            found.read(path, encoding="utf-8")
        except (OSError, ValueError, configparser.Error):
            raise ServerUnavailable(f"the service file {quoted(path, 200)} can't be read.") from None
    if not found.has_section(name):
        raise ServerUnavailable(
            f"no service {quoted(name)} in the service file.", f"Services are in {shown(own)}"
        )
    return dict(found.items(name))


def is_local(host: str) -> bool:
    """Whether a host is this machine: by a socket, or by its own name."""
    name = host.strip().lower()
    return name in HERE or name.startswith(("/", "@", "127."))


def authority_of(said: str, environ: Mapping[str, str]) -> str:
    """The file of the authorities that this machine trusts, where they are asked for. The library has its own
    copy of OpenSSL, which looks for them in a folder that may not be there."""
    if said != "system" or environ.get("SSL_CERT_FILE") or environ.get("SSL_CERT_DIR"):
        return said
    import ssl

    return ssl.get_default_verify_paths().cafile or said


def password_of(access: Access) -> str | None:
    """The password that the environment or the command gives; None leaves it to the library's own files.
    Raises AmcliError where the command fails."""
    if given := access.environ.get("PGPASSWORD"):
        return given
    if access.command is None:
        return None
    words = words_of(access.command)
    try:
        done = subprocess.run(
            words, env=dict(access.environ), stdout=subprocess.PIPE, stdin=subprocess.DEVNULL,
            timeout=COMMAND_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise failed_command(words[0], f"took more than {COMMAND_SECONDS} s") from None
    except OSError as error:
        raise failed_command(words[0], f"can't be run: {error.strerror}") from None
    if done.returncode:
        raise failed_command(words[0], f"failed ({how(done.returncode)})")
    found = done.stdout.decode("utf-8", "replace").partition("\n")[0].rstrip("\r")
    if not found:
        raise failed_command(words[0], "printed nothing")
    return found


def failed_command(program: str, why: str) -> AmcliError:
    return ServerUnavailable(
        f"team.password_command {quoted(program)} {why}.", "Look at it: am config get team.password_command"
    )


def connect(url: str, access: Access) -> tuple[Connection, Way]:
    """A connection to a server. Raises ServerUnavailable, BadValue."""
    try:
        way = way_to(url, access.environ)
    except BadValue as error:
        raise BadValue(f"URL: {error.message}", error.hint) from None
    password = password_of(access)
    try:
        return connected(way, password), way
    except psycopg.OperationalError as error:
        asked = error.pgconn is not None and error.pgconn.needs_password
        if password is not None or not asked or access.ask is None:
            raise explained(error, way) from None
    typed = access.ask(f"Password of {way.user} at {way.host}:")
    try:
        return connected(way, typed), way
    except psycopg.OperationalError as error:
        raise explained(error, way) from None


def connected(way: Way, password: str | None) -> Connection:
    """Log in. Nothing is prepared or kept in the session: a pooler may stand between."""
    given = way.given if password is None else {**way.given, "password": password}
    try:
        return psycopg.connect(**given, autocommit=True, prepare_threshold=None)
    except psycopg.ProgrammingError:  # a word in the address that the library doesn't know
        raise unreadable() from None


@contextmanager
def reached(url: str, access: Access) -> Iterator[tuple[Connection, Way]]:
    """A connection for one command, whose errors are told in our words. Raises AmcliError."""
    connection, way = connect(url, access)
    login = connection.info.user
    try:
        with connection:
            refuse_unfit(connection)
            yield connection, way
    except psycopg.Error as error:
        raise explained(error, way, login) from None


def refuse_unfit(connection: Connection) -> None:
    """Raise Refused for a server that is too old, or whose texts aren't UTF-8."""
    if connection.info.server_version < LEAST_SERVER:
        version = connection.info.server_version // 10_000
        raise Refused(f"the server is PostgreSQL {version}; 15 is the least. {NOTHING_SENT}")
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise Refused(
            f"the database keeps its texts as {encoding}; UTF8 is needed. {NOTHING_SENT}",
            "CREATE DATABASE team ENCODING 'UTF8' TEMPLATE template0",
        )


def explained(error: psycopg.Error, way: Way, login: str = "") -> AmcliError:
    """An error of the server, of the way there or of a second one, in one line of our own. Without a login,
    nobody was let in yet."""
    state, text = error.sqlstate or "", str(error)
    if (second := failures.of_second(error, shown(login))) is not None:
        return ServerUnavailable(f"the server {way.host} {second.said}", second.hint)
    if state == "42501":
        return lacking(text, login)
    if state in ("3F000", "42P01"):
        return no_schema()
    known = failures.STATES.get(state)
    if known is None and (not state or state[:2] in ON_THE_WAY):
        known = failures.by_words(text)
    if known is None and not login and error.pgconn is not None and error.pgconn.used_password:
        known = Failure("it refuses the login {user}.", PASSWORDS)  # in the server's own language
    if known is not None:
        return unavailable(way, known.said.format(host=way.host, user=way.user), known.hint)
    return unavailable(way, shown(first_line(text)))


def unavailable(way: Way, said: str, hint: str | None = None) -> ServerUnavailable:
    return ServerUnavailable(f"the server {way.host}: {said}", hint)


def lacking(text: str, login: str) -> AmcliError:
    """The right that is missing, and what gives it."""
    hint = f"Ask its administrator: GRANT {WRITER} TO {shown(login)}; for a lead, {READER}"
    return ServerUnavailable(f"no right on the server: {shown(first_line(text))}.", hint)


def no_schema() -> AmcliError:
    return ServerUnavailable("this database has no team schema yet.", "Make it: am team init URL")


def version_of(connection: Connection) -> tuple[int, int] | None:
    """The version of the schema on the server; None without one. Raises psycopg.Error."""
    there = connection.execute("SELECT to_regclass('am.server') IS NOT NULL").fetchone()
    if there is None or not there[0]:
        return None
    found = connection.execute("SELECT major, minor FROM am.server").fetchone()
    return None if found is None else (int(found[0]), int(found[1]))


def refuse_older(connection: Connection) -> None:
    """Go on only where the server's schema has all that this program sends. Raises AmcliError."""
    found = version_of(connection)
    if found is None:
        raise no_schema()
    if found[0] != MAJOR:
        raise Refused(
            f"the server's schema is version {found[0]}.{found[1]}; this amcli needs {MAJOR}. {NOTHING_SENT}",
            "Upgrade amcli" if found[0] > MAJOR else "Upgrade the server: am team init",
        )
    if found[1] < MINOR:
        raise Refused(
            f"the server's schema is older ({found[0]}.{found[1]}) than your book ({MAJOR}.{MINOR})."
            f" {NOTHING_SENT}",
            "Upgrade it: am team init",
        )
