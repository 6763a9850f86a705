"""Speaking to `am mcp` line by line: every line of its standard output must be a message."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import forkserver
from tests.forkserver import LONGEST

CLIENT = {"name": "raw", "version": "1"}


def hurried(program: Path, module: str, name: str, seconds: float) -> Path:
    """A program in a file: `am`, but that it waits for so many seconds where a module says how many."""
    program.write_text(
        f"#!{sys.executable}\nimport {module} as module\nmodule.{name} = {seconds}\n"
        "from amcli.__main__ import main\nmain()\n"
    )
    program.chmod(0o700)
    return program


class Wire:
    """A server, and what was said to it."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.number = 0
        self.rest = b""

    def send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
        self.process.stdin.flush()

    def line(self) -> dict[str, Any]:
        """The next line, which is a message."""
        assert self.process.stdout is not None
        while b"\n" not in self.rest:
            ready, _, _ = select.select([self.process.stdout], [], [], LONGEST)
            assert ready, "no answer"
            got = os.read(self.process.stdout.fileno(), 1 << 16)
            assert got, f"it ended with {self.process.wait()}"
            self.rest += got
        line, _, self.rest = self.rest.partition(b"\n")
        found: dict[str, Any] = json.loads(line)
        assert found["jsonrpc"] == "2.0"
        return found

    def ask(self, method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """A request and its answer."""
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params or {}})
        while (found := self.line()).get("id") != self.number:
            pass
        return found

    def call(self, tool: str, **given: Any) -> dict[str, Any]:
        """A tool's result."""
        found: dict[str, Any] = self.ask("tools/call", {"name": tool, "arguments": given})["result"]
        return found

    def said(self, tool: str, **given: Any) -> str:
        text: str = self.call(tool, **given)["content"][0]["text"]
        return text

    def end(self) -> tuple[int, bytes]:
        """Close its input; gives its exit code, and what it wrote to standard error where that is a pipe.
        Nothing more may stand on standard output."""
        out, err = self.process.communicate(timeout=LONGEST)
        for line in (self.rest + out).splitlines():
            assert json.loads(line)["jsonrpc"] == "2.0"
        return self.process.returncode, err or b""


@contextmanager
def wired(
    environ: dict[str, str],
    *words: str,
    stderr: Any = subprocess.PIPE,
    options: Sequence[str] = (),
    program: str | None = None,
) -> Iterator[Wire]:
    """A server that has shaken hands."""
    given = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **environ}
    process = subprocess.Popen(
        [program or str(forkserver.program(given)), *words, "mcp", *options],
        env=given,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        cwd=environ["HOME"],
    )
    wire = Wire(process)
    try:
        given = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": CLIENT}
        assert wire.ask("initialize", given)["result"]["serverInfo"]["name"] == "amcli"
        wire.send({"method": "notifications/initialized"})
        yield wire
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
