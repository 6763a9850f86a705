"""What a command leaves behind or lets out: files are their owner's alone whatever the umask, nothing goes to
the network, and no path that is shown obeys or hides."""

import os
import shlex
import shutil
import socket
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from amcli.__main__ import PRIVATE
from amcli.storage.connection import connect
from amcli.storage.held import is_held
from tests import forkserver
from tests.commands.lines import MAKING, every_line, file_options, lay_out, making
from tests.commands.test_hostile_names import strange
from tests.commands.test_nonsense import DOCUMENTED, MORE
from tests.profiles import crossed, in_turn, is_nightly, some
from tests.support import TODAY, Cli, clean_environment, filled, run_here, run_on_terminal

# What is between the two that forbid nothing and all is tried nightly.
MASKS = (0o000, 0o022, 0o077, 0o777) if is_nightly() else (0o000, 0o777)
OWNER_FILE, OWNER_FOLDER = 0o600, 0o700
# What takes the name of a file, but writes none there.
READ = {("import", "files"), ("restore", "file"), ("restore", "--identity")}
OF_A_SERVER = {("team pull", "--to")}  # tests/team/test_pull.py looks at what that makes


@pytest.fixture(scope="module")
def full_book(office_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's book with a record of every kind."""
    return filled(office_book, tmp_path_factory.mktemp("full"), MORE)


class Home:
    """A person's home, in which lines are typed under a umask; says what they made that others may use."""

    def __init__(self, folder: Path, book: Path, mask: int) -> None:
        self.folder, self.source, self.mask = folder, book, mask
        self.book = folder / ".local" / "share" / "amcli" / "book.db"
        (folder / "tmp").mkdir(mode=0o700)
        lay_out(folder)
        self.environ = {
            **clean_environment(folder), "AMCLI_TODAY": TODAY, "EDITOR": f"sh {folder}/edit.sh",
            "TMPDIR": str(folder / "tmp"), "COLUMNS": "80",
        }  # fmt: skip
        assert self.run(["init"])[0] == 0
        self.before = self.modes()

    def run(self, argv: list[str]) -> tuple[int, bytes, bytes]:
        """Type a line on a fresh book."""
        if self.book.exists():
            for tail in ("-wal", "-shm"):
                Path(f"{self.book}{tail}").unlink(missing_ok=True)
            shutil.copyfile(self.source, self.book)
        with masked(self.mask):
            return forkserver.run(argv, self.environ)

    def here(self, argv: list[str]) -> tuple[int, bytes, bytes]:
        """Type it in this process, with the umask that the program's own door sets whatever it is given."""
        shutil.copyfile(self.source, self.book)
        before = os.umask(PRIVATE)
        try:
            code, out, err = run_here(argv, self.environ)
        finally:
            os.umask(before)
        return code, out.encode(), err.encode()

    def modes(self) -> dict[Path, tuple[int, int]]:
        """Everything there is, with its permissions and when it was changed."""
        found = {}
        for folder, folders, files in os.walk(self.folder):
            for name in (*folders, *files):
                state = (Path(folder) / name).lstat()
                found[Path(folder) / name] = (state.st_mode, state.st_mtime_ns)
        return found

    def open_to_others(self) -> list[str]:
        """What came since, and others may use, or its owner may not; what was there and has other permissions
        now."""
        wrong = []
        for path, (mode, _) in self.modes().items():
            allowed = OWNER_FOLDER if stat.S_ISDIR(mode) else OWNER_FILE
            if path not in self.before and stat.S_IMODE(mode) != allowed:
                wrong.append(f"{path.relative_to(self.folder)}: {stat.S_IMODE(mode):03o}")
            if path in self.before and self.before[path][0] != mode:
                wrong.append(f"{path.relative_to(self.folder)} had {self.before[path][0]:o}, has {mode:o}")
        return wrong


class Watch:
    """An audit hook, which can't be taken off again: it notes what asks for the network while it is on, and
    what opens a file that SQLite has open, whose locks closing it takes away."""

    def __init__(self) -> None:
        self.on, self.seen = False, list[str]()
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.on and event.startswith(("socket.", "urllib.", "http.", "smtplib.", "ftplib.", "imaplib.")):
            self.seen.append(event)
            raise OSError("no network is used")
        if self.on and event == "open" and not isinstance(arguments[0], int) and is_held(state(arguments[0])):
            self.seen.append(f"open {os.fsdecode(arguments[0])}")

    @contextmanager
    def watching(self, on: bool = True) -> Iterator[None]:
        """It is on meanwhile."""
        self.on = on
        try:
            yield
        finally:
            self.on = False


def state(path: str | bytes) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:
        return None


@pytest.fixture(scope="module")
def network() -> Watch:
    """A watch over the network and over files that SQLite has open, in this process."""
    return Watch()


@contextmanager
def masked(mask: int) -> Iterator[None]:
    """What is started meanwhile has a umask."""
    forkserver.server()
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize("mask", MASKS, ids="{:03o}".format)
def test_what_is_made_is_its_owners_alone_whatever_the_umask(
    mask: int, full_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By day under the umask that forbids all a part of the lines, and those that lead to a hook: the door
    sets its own, and each line has shown its files under the one that forbids nothing."""
    monkeypatch.chdir(tmp_path)
    home = Home(tmp_path, full_book, mask)
    assert home.open_to_others() == []
    wrong = []
    lines = making(MASKS.index(mask))
    if mask != MASKS[0]:
        lines = [each for each in lines if each in some(lines, 4) or each[0] in ("config", "log")]
    for argv in lines:
        before = home.modes()
        code, out, err = home.run(argv)
        after = home.modes()
        made = {path for path in after if after[path] != before.get(path)} - {home.book, home.book.parent}
        if code != 0 or not (made or argv[0] == "log"):
            wrong.append(
                f"{shlex.join(argv)}: exit code {code}, made {len(made)}: {err.decode()}{out.decode()}"
            )
        wrong += [f"{shlex.join(argv)}: {each}" for each in home.open_to_others()]
        assert list((tmp_path / "tmp").iterdir()) == [], argv
    assert wrong == []
    assert (tmp_path / "left-behind").exists(), "no hook was run"


@pytest.mark.parametrize("mask", MASKS if is_nightly() else MASKS[:1], ids="{:03o}".format)
def test_no_command_makes_a_file_for_others(
    mask: int, full_book: Path, tmp_path: Path, network: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By day in this process, under the watch; those that make files show that the door sets its umask,
    whatever it is given. Nightly each is a process, under each umask."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    home = Home(tmp_path, full_book, mask)
    wrong = []
    network.seen.clear()
    for argv in every_line():
        with network.watching(not is_nightly()):
            code, _, err = home.run(argv) if is_nightly() else home.here(argv)
        if code not in DOCUMENTED or b"unexpected" in err:
            wrong.append(f"{shlex.join(argv)}: exit code {code}: {err.decode()}")
        wrong += [f"{shlex.join(argv)}: {each}" for each in (*home.open_to_others(), *network.seen)]
        network.seen.clear()
    assert wrong == []


def test_the_table_has_a_line_for_everything_that_takes_a_file() -> None:
    used = {
        (path, word)
        for path, lines in MAKING.items()
        for line in lines
        for word in shlex.split(line)
        if word.startswith("--")
    }
    asked = file_options() - READ - OF_A_SERVER
    assert {each for each in asked if each not in used} == {("demo", "path")}
    assert "demo made/trial.db" in MAKING["demo"]


@pytest.mark.parametrize("mask", MASKS if is_nightly() else MASKS[:1], ids="{:03o}".format)
def test_the_list_last_shown_and_completion_leave_nothing_for_others(
    mask: int, full_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By day under the one umask that lets a file be left open to others."""
    monkeypatch.chdir(tmp_path)
    home = Home(tmp_path, full_book, mask)
    home.run(["today"])
    with masked(mask):
        assert run_on_terminal(["accounts"], home.environ, 80, "").code == 0
        assert forkserver.run(["__complete", "bash", "am show ", "", "9", "80"], home.environ)[0] == 0
    kept = list((tmp_path / ".local" / "state" / "amcli").iterdir())
    assert [path.name[:5] for path in kept] == ["lines"]
    assert home.open_to_others() == []


def test_a_file_that_is_replaced_keeps_its_permissions(
    full_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By day each file with one of the permissions, in turn: one place replaces all of them."""
    monkeypatch.chdir(tmp_path)
    home = Home(tmp_path, full_book, 0o022)
    settings = tmp_path / ".config" / "amcli" / "config.toml"
    unit = tmp_path / ".config" / "systemd" / "user" / "amcli-digest.timer"
    script = tmp_path / ".config" / "fish" / "completions" / "am.fish"
    written = (
        ("config set dates.order mdy", settings), ("config set dates.order dmy", settings),
        ("export --kind contacts --to people-too.csv", tmp_path / "people-too.csv"),
        ("export html --to book.html", tmp_path / "book.html"),
        ("backup --to other.db --yes", tmp_path / "other.db"),
        ("cron --install --yes", unit), ("completion install fish", script),
    )  # fmt: skip
    for (line, path), mode in crossed(written, (0o600, 0o640, 0o644, 0o400)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_text("")
        path.chmod(mode)
        code, out, err = home.run(shlex.split(line))
        assert (code, path.stat().st_size > 0) == (0, True), (line, out, err)
        assert stat.S_IMODE(path.stat().st_mode) == mode, line


# By day only the one that isn't what a new book gets.
@pytest.mark.parametrize("mode", [0o600, 0o640] if is_nightly() else [0o640])
def test_a_book_that_is_restored_keeps_its_permissions(
    mode: int, full_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    home = Home(tmp_path, full_book, 0o000)
    assert home.run(["backup"])[0] == 0
    for spoilt in (False, True):
        if spoilt:
            home.source = tmp_path / "old.db"
        home.book.chmod(mode)
        assert home.run(["restore", "--yes"])[0] == 0
        assert stat.S_IMODE(home.book.stat().st_mode) == mode


def test_no_command_uses_the_network_or_opens_the_book_beside_sqlite(
    cli: Cli, full_book: Path, network: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By day those that make files; the others are watched where they are said to make none."""
    monkeypatch.chdir(cli.folder)
    lay_out(cli.folder)
    seen = {}
    for argv in [*(every_line() if is_nightly() else ()), *making()]:
        cli.let_go()
        shutil.copyfile(full_book, cli.book)
        network.seen.clear()
        with network.watching():
            found = cli(*argv, env={"EDITOR": "true"})
        if network.seen or "unexpected" in found.err:
            seen[shlex.join(argv)] = (network.seen[:], found.err)
    assert seen == {}


def test_the_watch_sees_a_book_that_is_opened_beside_sqlite(network: Watch, full_book: Path) -> None:
    network.seen.clear()
    network.on = True
    try:
        full_book.open("rb").close()
        with closing(connect(full_book)):
            full_book.open("rb").close()
            os.close(os.open(os.fsencode(full_book), os.O_RDONLY))
        full_book.open("rb").close()
    finally:
        network.on = False
    assert network.seen == [f"open {full_book}"] * 2


def test_the_watch_over_the_network_sees_it(network: Watch) -> None:
    network.seen.clear()
    network.on = True
    try:
        for ask in (socket.socket, lambda: socket.getaddrinfo("localhost", 80)):
            with pytest.raises(OSError, match="no network is used"):
                ask()
    finally:
        network.on = False
    assert network.seen == ["socket.__new__", "socket.getaddrinfo"]


FORBIDDING = """
import sys
def forbid(event, arguments):
    if event.startswith("socket."):
        raise OSError("no network is used")
sys.addaudithook(forbid)
"""


def test_no_process_of_its_own_uses_the_network_from_its_first_line_on(
    cli: Cli, full_book: Path, run_whole: Callable[..., Any]
) -> None:
    shutil.copyfile(full_book, cli.book)
    (cli.folder / "sitecustomize.py").write_text(FORBIDDING)
    environ = cli.environ(TODAY) | {"PYTHONPATH": str(cli.folder)}
    code, _, err = run_whole(["-c", "import socket; socket.socket()"], environ)
    assert (code, "no network is used" in err) == (1, True)
    for argv in (["--version"], ["accounts"], ["export", "html"], ["__complete", "account"], ["cron"]):
        assert run_whole(["-m", "amcli", *argv], environ)[::2] == (0, ""), argv


@pytest.fixture
def run_whole() -> Callable[..., Any]:
    """A Python of its own."""
    import subprocess

    def run(argv: list[str], environ: dict[str, str]) -> tuple[int, str, str]:
        found = subprocess.run(
            [sys.executable, *argv], env=environ, capture_output=True, text=True, timeout=forkserver.LONGEST,
            check=False,
        )  # fmt: skip
        return found.returncode, found.stdout, found.stderr

    return run


# A folder whose name clears the screen, turns the text around, hides, and breaks the line.
NAMED = "a\x1b[2J\u202ecod\u202c\u3164\u115f\x9b31m\n\ttab"


def test_no_path_that_is_shown_obeys_or_hides(
    cli: Cli, full_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = cli.folder / NAMED
    folder.mkdir()
    odd = Cli(folder, folder / f"{NAMED}.db")
    monkeypatch.chdir(folder)
    """By day an eighth of the commands that make no file, since those have no path to show but that of the
    book; nightly all."""
    found = {}
    for at, argv in enumerate([*some(list(every_line()), 8), *more_lines(odd.config)]):
        for turn, book in enumerate((full_book, None, full_book.parent)):
            lay_out(folder)
            (folder / f"{NAMED}.csv").write_text("account,name\nnobody-like-it,\x1b[2J\n")
            shutil.rmtree(odd.book, ignore_errors=True) if odd.book.is_dir() else odd.book.unlink(
                missing_ok=True
            )
            if book is full_book:
                shutil.copyfile(full_book, odd.book)
            elif book is not None:
                odd.book.mkdir()
            for tty in in_turn((False, True), at + turn):  # a screen and a pipe in turn, nightly both
                said = odd(*argv, env={"EDITOR": "true", "SHELL": "/bin/bash"}, tty=tty, stdin="n\n")
                if bad := hidden(said.out + said.err):
                    found[shlex.join(argv)] = (bad, said)
            if argv[0] not in MAKING or argv[0] == "demo":  # which makes its own, whatever book there is
                break
    assert found == {}


def hidden(text: str) -> set[str]:
    """What a text holds that a terminal would obey or hide, colours aside."""
    from tests.support import uncoloured

    text = text.replace("\r\n", "\n")  # as calendars and cards end their lines
    return strange(uncoloured(text)) | {f"U+{ord(char):04X}" for char in text if char in "\u3164\u115f"}


def more_lines(config: Path) -> Iterator[list[str]]:
    """Lines that make files, and those that say something of a path that is wrong."""
    yield from making(1)
    name = f"{NAMED}.csv"
    yield from (["import", name, *more] for more in ((), ("--yes",), ("--skip-bad", "--yes"), ("-o", "json")))
    yield from (["import", f"no{name}"], ["import", name, "--bad", f"aside{name}", "--yes"])
    yield from (
        ["export", "--kind", "contacts", "--to", f"to{name}"],
        ["export", "vcard", "--to", f"x/{name}"],
    )
    yield from (
        ["backup", "--to", f"copy{name}"],
        ["backup", "--to", f"copy{name}"],
        ["restore", f"copy{name}"],
    )
    yield from (["restore", name], ["--book", name, "accounts"], ["--book", f"no{name}", "accounts"])
    yield from (
        ["--config", NAMED, "config", "list"],
        ["--config", "/", "config", "set", "dates.order", "dmy"],
    )
    yield from (["config", "path"], ["backup", "--list"], ["backup", "--list", "-o", "json"], ["init"])
    yield from (
        ["demo", f"demo{name}"],
        ["demo", name],
        ["am"],
        ["doctor", "--report", "-o", "json"],
        ["cron"],
    )


def test_no_path_of_a_file_with_mistakes_obeys_or_hides(
    cli: Cli, full_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = cli.folder / NAMED
    (folder / "plays").mkdir(parents=True)
    monkeypatch.chdir(folder)
    odd = Cli(folder, folder / f"{NAMED}.db")
    shutil.copyfile(full_book, odd.book)
    found, said_it = {}, 0
    for settings in (
        "no TOML \x1b[2J",
        "[me]\nnames = 5\n[plays]\non = ['mine']\n",
        "fx = 1\nhooks = 2\nreports = 3\n",
    ):
        odd.config.write_text(settings)
        (folder / "plays" / "mine.toml").write_text("title = 'x\n")
        for argv in (
            ["config", "check"], ["config", "list"], ["config", "set", "hints", "no"], ["play", "check"],
            ["play", "list"], ["play", "show", "mine"], ["today"], ["accounts"], ["log", "acme", "x"],
            ["report"], ["config", "get", "me.names"], ["import", "people.csv"],
            ["config", "set", "fx.USD", "2"],
        ):  # fmt: skip
            for tty in (False, True):
                said = odd(*argv, tty=tty, stdin="n\n")
                said_it += "\\x1b[2J" in said.err
                if bad := hidden(said.out + said.err):
                    found[settings, shlex.join(argv)] = (bad, said)
    assert found == {}
    assert said_it > 20
