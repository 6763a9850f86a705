"""Speaking to the installed `am mcp` as an assistant's program does: the SDK's own client, over real
pipes."""

import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from anyio.from_thread import start_blocking_portal
from mcp import Client
from mcp.client import session
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS, LATEST_HANDSHAKE_VERSION, MODERN_PROTOCOL_VERSIONS

from tests import forkserver
from tests.forkserver import LONGEST

VERSIONS = (*MODERN_PROTOCOL_VERSIONS, *reversed(HANDSHAKE_PROTOCOL_VERSIONS))
NEWEST = VERSIONS[0]
EXIT_CODE = "amcli/exit_code"
NAMING = threading.Lock()


MARK = re.compile(r"«([a-z]{4}): ([^«»]*) :\1»")


def unmarked(value: Any) -> Any:
    """An answer without its marks, for what is to be compared with what a command prints."""
    if isinstance(value, str):
        return MARK.sub(r"\2", value)
    if isinstance(value, list):
        return [unmarked(each) for each in value]
    return {name: unmarked(each) for name, each in value.items()} if isinstance(value, dict) else value


class Said(NamedTuple):
    """What a tool answered."""

    text: str
    code: int
    structured: Any = None

    @property
    def data(self) -> Any:
        """The JSON of it; a last line may follow."""
        return json.loads(self.text.partition("\n")[0])


class Talk:
    """One client of one server."""

    def __init__(self, portal: Any, client: Client, errors: Path) -> None:
        self.portal = portal
        self.client = client
        self.errors = errors

    def do(self, method: str, *given: Any, **named: Any) -> Any:
        """Call a method of the client, and wait for what it gives."""
        return self.portal.call(lambda: getattr(self.client, method)(*given, **named))

    def __call__(self, tool: str, **given: Any) -> Said:
        """Call a tool."""
        found = self.do("call_tool", tool, given)
        (content,) = found.content
        code = (found.meta or {}).get(EXIT_CODE, 0)
        assert bool(code) == found.is_error
        return Said(content.text, code, found.structured_content)

    def data(self, tool: str, **given: Any) -> Any:
        """The JSON that a tool answers."""
        found = self(tool, **given)
        assert not found.code, found.text
        return found.data

    @property
    def tools(self) -> list[Any]:
        return list(self.do("list_tools").tools)

    def stderr(self) -> str:
        return self.errors.read_text(encoding="utf-8")


@contextmanager
def talking(
    environ: dict[str, str], *options: str, version: str = NEWEST, program: Path | None = None, **client: Any
) -> Iterator[Talk]:
    """A server with these options, and a client that speaks one version of the protocol."""
    given = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **environ}
    command = str(program or forkserver.program(given))
    server = StdioServerParameters(command=command, args=["mcp", *options], env=given, cwd=environ["HOME"])
    errors = Path(environ["HOME"]) / f"stderr-{threading.get_ident()}-{id(server)}.txt"
    mode = "auto" if version in MODERN_PROTOCOL_VERSIONS else "legacy"
    with errors.open("w", encoding="utf-8") as log, start_blocking_portal() as portal:
        made = Client(
            stdio_client(server, log), mode=mode, read_timeout_seconds=LONGEST, cache=None, **client
        )
        with NAMING:
            session.LATEST_HANDSHAKE_VERSION = version if mode == "legacy" else LATEST_HANDSHAKE_VERSION
            try:
                entered = portal.wrap_async_context_manager(made)
                entered.__enter__()
            finally:
                session.LATEST_HANDSHAKE_VERSION = LATEST_HANDSHAKE_VERSION
        try:
            yield Talk(portal, made, errors)
        finally:
            entered.__exit__(None, None, None)
