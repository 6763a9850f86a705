"""A way to the server that ends after so many bytes: cut, its user killed, or the server stopped."""

import os
import select
import shutil
import socket
import tempfile
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from tests import forkserver
from tests.team.postgres import Postgres

PORT = 5432
NEVER = 1 << 60


class Relay:
    """Passes on what it hears on a socket of its own, both ways, and counts it. Before the byte `until` it
    calls `then`, passes on nothing more, and hangs up as soon as the client does."""

    def __init__(self, server: Postgres) -> None:
        self.target = str(server.data / f".s.PGSQL.{server.port}")
        self.folder = Path(tempfile.mkdtemp(prefix="am-relay-"))
        self.passed, self.until, self.then = 0, NEVER, lambda: None
        self.reached, self.lines = False, list[socket.socket]()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(self.folder / f".s.PGSQL.{PORT}"))
        self.listener.listen(8)
        threading.Thread(target=self.listen, daemon=True).start()

    def url(self, login: str, database: str) -> str:
        return f"postgresql://{login}@/{database}?host={self.folder}&port={PORT}"

    def set(self, until: int, then: Callable[[], object]) -> None:
        self.passed, self.until, self.then, self.reached = 0, until, then, False

    def listen(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self.carry, args=(client,), daemon=True).start()

    def carry(self, client: socket.socket) -> None:
        """Pass on what both say, to the end of one of them."""
        with suppress(OSError), client, socket.socket(socket.AF_UNIX) as server:
            server.connect(self.target)
            self.lines = [client, server]
            other = {client: server, server: client}
            while True:
                for source in select.select([client, server], [], [])[0]:
                    data = source.recv(65536)
                    if not data:
                        return
                    if self.may_pass(len(data)):
                        other[source].sendall(data)

    def may_pass(self, size: int) -> bool:
        """Whether these bytes still go through. The first that don't make what was asked for happen."""
        if self.reached:
            return False
        self.passed += size
        self.reached = self.passed > self.until
        if self.reached:
            self.then()
        return not self.reached

    def cut(self) -> None:
        """End the connection on both sides."""
        for each in self.lines:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.listener.close()
        shutil.rmtree(self.folder)


def killed(relay: Relay, until: int, argv: list[str], environ: Mapping[str, str]) -> int:
    """A command as a process of its own, which SIGKILL ends when so many bytes have passed; its exit code."""
    (away, given), (kept, taken) = os.pipe(), os.pipe()
    line = forkserver.start(argv, environ, (away, taken, taken))
    for each in (away, given, taken):
        os.close(each)
    gone = threading.Event()

    def kill() -> None:
        line.shutdown(socket.SHUT_RDWR)  # the server kills what runs
        gone.set()

    relay.set(until, kill)
    with os.fdopen(kept, "rb") as said:
        said.read()  # to the end of the process
    with line:
        return -9 if gone.is_set() else int.from_bytes(line.recv(forkserver.WORD), "big", signed=True)
