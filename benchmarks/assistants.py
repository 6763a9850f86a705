"""`am mcp` beside an empty server of the same SDK: what starting costs until the first answer, what a read
costs beside its command, what an idle minute costs, and the most memory.

A driver starts the server, asks it as many times as it is told, reads each answer and closes its input; the
harness counts what both took, and the driver is the same for all. What the server takes while nothing is
asked, the driver says: a line a tick.
"""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from benchmarks.books import Shelf
from benchmarks.installed import environment
from benchmarks.measure import Command
from benchmarks.table import Budget, Measured, memory, over

BOOK = "B"
MANY = 20
IDLE = 60  # seconds
TICKS = 100  # a second
FIRST, EMPTY = "am mcp, first answer", "an empty server, first answer"
READS, COMMAND = f"am mcp, {MANY} reads more", "the same command"
SAMPLE = f"am mcp, {MANY} reads more, of a book as the sample"
RESTS = "am mcp, an idle minute"
TOOL = "renewals"
Made = Callable[[], Command]

DRIVER = '''
"""Ask a server for a tool so many times, wait, and end."""
import subprocess, sys, time
tool, many, idle, *server = sys.argv[1:]
INITIALIZE = (
    '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",'
    '"capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}'
)
process = subprocess.Popen(server, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

def clock():
    """The CPU of the server, in ticks of a hundredth of a second, where the system tells it."""
    try:
        with open(f"/proc/{process.pid}/stat") as file:
            words = file.read().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(words[11]) + int(words[12])

def ask(text):
    process.stdin.write(text.encode() + b"\\\\n")
    process.stdin.flush()
    line = process.stdout.readline()
    assert b'"result"' in line and b'"isError":true' not in line, line

ask(INITIALIZE)
process.stdin.write(b'{"jsonrpc":"2.0","method":"notifications/initialized"}\\\\n')
for number in range(int(many)):
    call = '{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"%s","arguments":{}}}'
    ask(call % (number + 1, tool))
before = clock()
time.sleep(int(idle))
ticks = clock() - before
process.stdin.close()
process.wait()
print("tick\\n" * ticks, end="")
'''
NOTHING = '''
"""A server of the SDK with one tool that answers nothing."""
import anyio
import mcp_types as types
from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server

async def list_tools(context, params):
    return types.ListToolsResult(tools=[])

async def call_tool(context, params):
    return types.CallToolResult(content=[types.TextContent(text="{}")])

async def main():
    server = Server("empty", on_list_tools=list_tools, on_call_tool=call_tool)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())

anyio.run(main)
'''


def here(work: Path, shelf: Shelf, *, small: bool) -> dict[str, Made]:
    """What can be measured where the SDK is installed beside the program: by name, what gets it ready."""
    folder = work / "assistants"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "driver.py").write_text(DRIVER.replace("\\\\n", "\\n"), encoding="utf-8")
    (folder / "nothing.py").write_text(NOTHING, encoding="utf-8")
    ours = [shelf.program.am, "mcp"]
    empty = [shelf.program.python, str(folder / "nothing.py")]
    cases = {
        FIRST: (1, 0, ours),
        EMPTY: (1, 0, empty),
        READS: (1 + MANY, 0, ours),
        RESTS: (1, 2 if small else IDLE, ours),
    }
    made: dict[str, Made] = {
        name: partial(driven, shelf, folder, many, idle, server, BOOK)
        for name, (many, idle, server) in cases.items()
    }
    made[SAMPLE] = partial(driven, shelf, folder, 1 + MANY, 0, ours, "S")
    return made | {COMMAND: partial(typed, shelf)}


def driven(shelf: Shelf, folder: Path, many: int, idle: int, server: list[str], book: str) -> Command:
    """A server that is asked."""
    argv = [shelf.program.python, str(folder / "driver.py"), TOOL, str(many), str(idle), *server]
    return Command(argv, environment(shelf.home(book)))


def typed(shelf: Shelf) -> Command:
    """The command that a tool runs, as a process of its own."""
    return Command([shelf.program.am, TOOL, "-o", "json"], environment(shelf.home(BOOK)))


def lines(there: Collection[str]) -> list[Budget]:
    """The lines of the table; none where the SDK isn't installed."""
    if FIRST not in there:
        return []
    beside = over(FIRST, EMPTY)
    return [
        Budget("am mcp, first answer, by an empty server", BOOK, (FIRST, EMPTY), beside, limit=1.3),
        Budget("a read by am mcp, by its command", BOOK, (READS, FIRST, COMMAND), a_read, limit=1),
        Budget("am mcp, an idle minute", BOOK, (RESTS,), idle, "s", 0),
        Budget("am mcp, memory", "S", (SAMPLE,), memory(SAMPLE), "MB", 80),
        Budget("am mcp, memory", BOOK, (READS,), memory(READS), "MB"),
    ]


def a_read(measured: Measured) -> float:
    """What one read more costs, by the command."""
    return (measured[READS].cpu - measured[FIRST].cpu) / MANY / measured[COMMAND].cpu


def idle(measured: Measured) -> float:
    """Seconds of CPU of a minute in which nothing is asked."""
    return measured[RESTS].lines / TICKS
