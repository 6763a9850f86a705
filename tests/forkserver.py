"""The installed command as a process of its own, in a tenth of the time: a server that has loaded everything
once forks for each command line.

What runs is the program's own door, with the streams, variables, folder and file mask that it was given, in
a process that nobody else has seen; only Python's start and the imports are left out. What is about those,
about signals, closed streams or another locale starts the program itself (`PROGRAM`); the stand-in in a
search path does so by itself.
"""

import atexit
import ctypes
import gc
import importlib
import io
import os
import pkgutil
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).with_name("am")
LONGEST = 300.0  # seconds that a command line may take on a busy machine: only what hangs is ended
WORD = 4  # bytes of a number on the line between the two
HIGHEST = 256  # no descriptor of the server is above
HOLES = (65536, 16384, 4096, 2048, 1024, 512, 256, 128, 96, 64, 48, 32, 24)  # bytes
HEAP = (  # the numbers of `struct mallinfo2`
    "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost",
)  # fmt: skip
UNUSUAL = ("PYTHON", "MALLOC", "LD_")  # what Python or the system reads at the start of a process

# Stands where `am` stands in a folder of the search path. It is read by Python without `site`.
STAND_IN = """#!@python@ -IS
import _socket, os, sys
def usual():
    try:
        [os.fstat(number) for number in range(3)]
    except OSError:
        return False
    env = os.environ
    locale = env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or ""
    return "UTF-8" in locale.upper() and not any(name.startswith(@unusual@) for name in env)
if not usual():
    os.execv("@program@", sys.argv)
mask = os.umask(0)
os.umask(mask)
environ = [name + b"=" + value for name, value in os.environb.items()]
words = [os.fsencode(word) for word in sys.argv[1:]]
fields = [os.getcwdb(), b"@program@", b"%d" % mask, b"%d" % len(words), *words, *environ]
said = b"\\0".join(fields)
line = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
line.connect("@address@")
streams = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
line.sendmsg([len(said).to_bytes(4, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
while said:
    said = said[line.send(said):]
code = int.from_bytes(line.recv(4) or b"\\0\\0\\0\\1", "big", signed=True)
if code < 0:
    os.kill(os.getpid(), -code)
os._exit(code)
"""


class Order(NamedTuple):
    """A command line, and the world that it is to run in."""

    folder: bytes
    program: bytes
    mask: int
    words: list[bytes]
    environ: dict[bytes, bytes]

    def packed(self) -> bytes:
        """It as bytes."""
        pairs = (name + b"=" + value for name, value in self.environ.items())
        head = (self.folder, self.program, b"%d" % self.mask, b"%d" % len(self.words))
        return b"\0".join((*head, *self.words, *pairs))

    @classmethod
    def unpacked(cls, said: bytes) -> "Order":
        """It out of bytes."""
        folder, program, mask, count, *rest = said.split(b"\0")
        words, pairs = rest[: int(count)], rest[int(count) :]
        environ = dict(pair.split(b"=", 1) for pair in pairs)
        return cls(folder, program, int(mask), words, environ)


# The server.


def serve(address: str) -> None:
    """Fork for each order until nobody holds our standard input any more."""
    load_everything()
    wake, woken = os.pipe()
    for end in (wake, woken):
        os.set_blocking(end, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.set_wakeup_fd(woken)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(64)
        os.write(1, b"ready\n")
        running: dict[int, socket.socket] = {}
        while True:
            ready, _, _ = select.select([0, wake, listener, *running.values()], [], [])
            if 0 in ready:
                return
            if wake in ready:
                os.read(wake, HIGHEST)
                report_ended(running)
            for line in [line for line in running.values() if line in ready]:
                hang_up(line, running)
            if listener in ready:
                take_order(listener.accept()[0], running)


def load_everything() -> None:
    """Import the whole package, and build the commands, so that no process has to."""
    import amcli

    for found in pkgutil.walk_packages(amcli.__path__, "amcli."):
        if ".migrations" not in found.name:
            importlib.import_module(found.name)
    from amcli.app import whole

    whole()
    for name in ("alembic.command", "alembic.config", "sqlalchemy.dialects.sqlite", "sqlalchemy.pool"):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    fill_holes()


class Heap(ctypes.Structure):
    """What glibc says of its memory; `fordblks` is free, `keepcost` of that at its end."""

    _fields_ = tuple((name, ctypes.c_size_t) for name in HEAP)


def fill_holes() -> None:
    """Use up what is free between all that was loaded. A process that is forked then puts what it needs into
    new pages behind it, and copies none of ours for that: half of what a command line costs."""
    glibc = ctypes.CDLL(None)
    if not hasattr(glibc, "mallinfo2"):
        return
    glibc.mallinfo2.restype, glibc.malloc.restype = Heap, ctypes.c_void_p
    for size in HOLES:
        heap = glibc.mallinfo2()
        while heap.fordblks - heap.keepcost >= size:
            before = heap.keepcost
            glibc.malloc(ctypes.c_size_t(size))
            heap = glibc.mallinfo2()
            if heap.keepcost < before:  # no hole is so large
                break


def report_ended(running: dict[int, socket.socket]) -> None:
    """Tell those who wait how their processes ended."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        if pid in running:
            with running.pop(pid) as line, suppress(OSError):
                line.sendall(os.waitstatus_to_exitcode(status).to_bytes(WORD, "big", signed=True))


def hang_up(line: socket.socket, running: dict[int, socket.socket]) -> None:
    """Whoever gave the order is gone: its process goes too."""
    pid = next(each for each, other in running.items() if other is line)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    running.pop(pid).close()


def take_order(line: socket.socket, running: dict[int, socket.socket]) -> None:
    """Read an order and fork for it; there is nothing to fork for where its giver was killed meanwhile."""
    size, streams, _, _ = socket.recv_fds(line, WORD, 3)
    many, said = int.from_bytes(size, "big"), b""
    while len(said) < many and (piece := line.recv(many - len(said))):
        said += piece
    if said and len(said) == many:
        pid = os.fork()
        if pid == 0:
            become(said, streams)
        running[pid] = line
    else:
        line.close()
    for stream in streams:
        os.close(stream)


def become(said: bytes, streams: Sequence[int]) -> NoReturn:
    """The process of one command line. It never returns into the server, which clears up at its end."""
    code = 1
    try:
        order = Order.unpacked(said)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.setsid()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.closerange(3, HIGHEST)
        os.umask(order.mask)
        os.chdir(order.folder)
        os.environb.clear()
        os.environb.update(order.environ)
        time.tzset()
        open_streams()
        sys.argv = [os.fsdecode(word) for word in (order.program, *order.words)]
        code = run_main()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def open_streams() -> None:
    """The three streams as Python opens them at its start in a UTF-8 locale."""
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    out = open(1, "wb", closefd=False)  # noqa: SIM115
    sys.stdout = sys.__stdout__ = io.TextIOWrapper(out, encoding="utf-8", line_buffering=out.isatty())
    err = open(2, "wb", closefd=False)  # noqa: SIM115
    sys.stderr = sys.__stderr__ = io.TextIOWrapper(
        err, encoding="utf-8", errors="backslashreplace", line_buffering=True
    )


def run_main() -> int:
    """The program's door, which ends the process itself but for `--version`."""
    from amcli.__main__ import main

    try:
        main()
    except SystemExit as error:
        sys.stdout.flush()
        return error.code if isinstance(error.code, int) else 0
    return 0


# Whoever gives orders.

ONE_AT_A_TIME = threading.Lock()


def server() -> Path:
    """The folder of a running server, with a stand-in for `am` and `amcli` in it."""
    with ONE_AT_A_TIME:
        return started()


@cache
def started() -> Path:
    """Start it."""
    folder = Path(tempfile.mkdtemp(prefix="am-server-"))
    address = folder / "line"
    plain = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forkserver", str(address)],
        cwd=ROOT, env=plain, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    atexit.register(end, process)
    assert process.stdout.readline() == b"ready\n"
    (folder / "bin").mkdir()
    for name in ("am", "amcli"):
        script = folder / "bin" / name
        script.write_text(stand_in(address, PROGRAM.with_name(name)), encoding="utf-8")
        script.chmod(0o755)
    return folder


def stand_in(address: Path, program: Path) -> str:
    """The text of a stand-in."""
    values = {"python": sys.executable, "address": address, "program": program, "unusual": UNUSUAL}
    text = STAND_IN
    for name, value in values.items():
        text = text.replace(f"@{name}@", str(value))
    return text


def end(process: "subprocess.Popen[bytes]") -> None:
    """End the server, which takes its folder with it; it does so too where this process is killed."""
    assert process.stdin is not None
    process.stdin.close()
    process.wait(timeout=LONGEST)


def commands() -> Path:
    """A folder for the front of a search path: `am` and `amcli` in it are forked by the server."""
    return server() / "bin"


def program(environ: Mapping[str, str]) -> Path:
    """What stands for `am` in a process with these variables: the stand-in, or the program itself."""
    return commands() / PROGRAM.name if is_usual(environ) else PROGRAM


def start(argv: Sequence[str], environ: Mapping[str, str], streams: Sequence[int]) -> socket.socket:
    """Start a command line with these descriptors as its streams; `wait` gives its exit code."""
    order = Order(
        os.fsencode(Path.cwd()),
        os.fsencode(PROGRAM),
        current_mask(),
        [os.fsencode(word) for word in argv],
        {os.fsencode(name): os.fsencode(value) for name, value in environ.items()},
    )
    said = order.packed()
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(LONGEST)
    line.connect(str(server() / "line"))
    socket.send_fds(line, [len(said).to_bytes(WORD, "big")], list(streams))
    line.sendall(said)
    return line


def wait(line: socket.socket) -> int:
    """The exit code of what was started; negative where a signal ended it."""
    with line:
        return int.from_bytes(line.recv(WORD), "big", signed=True)


def current_mask() -> int:
    """The file mask of this process."""
    with ONE_AT_A_TIME:  # it can't be read without being set
        mask = os.umask(0)
        os.umask(mask)
        return mask


def is_usual(environ: Mapping[str, str]) -> bool:
    """Whether a process with these variables starts as the server did."""
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    return "UTF-8" in locale.upper() and not any(name.startswith(UNUSUAL) for name in environ)


def run(argv: Sequence[str], environ: Mapping[str, str], stdin: bytes = b"") -> tuple[int, bytes, bytes]:
    """A command line whose streams are pipes: its exit code, and what it wrote on both."""
    (given, giving), (taking, taken), (hearing, heard) = os.pipe(), os.pipe(), os.pipe()
    line = start(argv, environ, (given, taken, heard))
    for theirs in (given, taken, heard):
        os.close(theirs)
    found: dict[int, bytes] = {}
    ends = (
        threading.Thread(target=write_all, args=(giving, stdin), daemon=True),
        threading.Thread(target=read_all, args=(hearing, found), daemon=True),
    )
    for thread in ends:
        thread.start()
    read_all(taking, found)
    for thread in ends:
        thread.join()
    return wait(line), found[taking], found[hearing]


def write_all(descriptor: int, text: bytes) -> None:
    """Write into a pipe, as far as its reader wants it."""
    with suppress(BrokenPipeError), open(descriptor, "wb") as pipe:
        pipe.write(text)


def read_all(descriptor: int, found: dict[int, bytes]) -> None:
    """Read a pipe to its end."""
    with open(descriptor, "rb") as pipe:
        found[descriptor] = pipe.read()


if __name__ == "__main__":
    try:
        serve(sys.argv[1])
    finally:
        shutil.rmtree(Path(sys.argv[1]).parent, ignore_errors=True)
