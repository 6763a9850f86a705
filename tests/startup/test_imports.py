"""What each command really loads, seen from inside the program as it runs: the reason it starts fast."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from amcli.app import COMMANDS
from amcli.vocabulary import OUTPUT_FORMATS
from tests.forkserver import LONGEST
from tests.interchange.workbooks import xlsx
from tests.profiles import some
from tests.support import TODAY, Cli, clean_environment

# Notes every module that is looked for, at the moment it is, so that nothing escapes: neither an
# import that is undone again nor a process that ends without saying goodbye.
WATCHED = """
import sys
class Watch:
    notes = open(sys.argv.pop(1), "a", buffering=1, encoding="utf-8")
    def find_spec(self, name, path=None, target=None):
        print(name, file=self.notes)
sys.meta_path.insert(0, Watch())
sys.argv[0] = "am"
from amcli.__main__ import main
main()
"""
# The same for many commands: what each of them loads is loaded once, then a process is forked for each.
FORKING = """
import io, os, sys
class Watch:
    notes = io.StringIO()
    def find_spec(self, name, path=None, target=None):
        print(name, file=self.notes)
sys.meta_path.insert(0, Watch())
for name in sys.argv[1:]:
    try:
        __import__(name)
    except ImportError:
        pass
begun = Watch.notes.getvalue()
print("ready", flush=True)
while order := sys.stdin.readline():
    folder, many, *given = order.rstrip("\\n").split("\\0")
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, end in ((1, "out"), (2, "err")):
            os.dup2(os.open(f"{folder}/{end}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)
        sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = sys.__stderr__ = open(2, "w", buffering=1, encoding="utf-8", closefd=False)
        os.environ.clear()
        os.environ.update(each.split("=", 1) for each in given[int(many):])
        Watch.notes = open(f"{folder}/modules", "w", buffering=1, encoding="utf-8")
        Watch.notes.write(begun)
        sys.argv = ["am", *given[:int(many)]]
        from amcli.__main__ import main
        main()
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""
DECLARING = {"sqlmodel", "sqlalchemy", "pydantic", "pydantic_core", "alembic", "mako"}
WORKBOOKS = {"python_calamine"}
DRAWING = {"rich", "markdown_it", "pygments"}
OF_RICH = {f"rich.{name}" for name in ("console", "table", "text", "markup", "progress", "live", "theme")}
SELDOM = {
    "dateutil",
    "holidays",
    "icalendar",
    "phonenumbers",
    "plotext",
    "psycopg",
    "python_calamine",
    "rapidfuzz",
    "recurring_ical_events",
    "x_wr_timezone",
    "tomlkit",
    "tomli_w",
    "babel",
    "email",
    "http",
    "multiprocessing",
    "asyncio",
    "jinja2",
    "markupsafe",
}
# What takes longer to load than most of a command does.
SLOW = {
    "typer", "inspect", "typing", "re", "enum", "pathlib", "json", "shlex", "subprocess", "urllib",
    "contextlib", "__future__",
}  # fmt: skip
# Who can't do without some of it: exact fractions, patterns of amounts and periods, copies of the book.
PATTERNS = {"re", "enum"}
WITH_TYPING = PATTERNS | {"typing", "contextlib", "__future__"}
WITH_FILES = WITH_TYPING | {"pathlib", "urllib", "json", "shlex"}
MAY_LOAD = {
    **dict.fromkeys(("metrics", "metrics METRIC", "metrics --by", "forecast"), PATTERNS),
    **dict.fromkeys(("account edit FILTER", "task edit FILTER"), PATTERNS),
    **dict.fromkeys(("checkins FILTER", "away", "config get", "target set", "product add"), PATTERNS),
    **dict.fromkeys(("opportunity add", "contract add", "renew", "survey add"), PATTERNS),
    **dict.fromkeys(
        ("usage add", "account handoff", "task add --repeat", "sql", "sql --tables"), WITH_TYPING
    ),
    **dict.fromkeys(("report", "backtest", "help", "completion print", "cron"), WITH_FILES),
    **dict.fromkeys(("account merge", "contact merge"), WITH_FILES),
}
ELSEWHERE = (
    "amcli.interchange",
    "amcli.demo",
    "amcli.storage.schema",
    "amcli.storage.models",
    "amcli.storage.bulk",
)
COMMAND_MODULES = {entry.module for entry in COMMANDS.values()}

# Each with what follows `am`, on the book made below.
READING = {
    "am": [],
    "today": ["today"],
    "week": ["week"],
    "next": ["next"],
    "checkins": ["checkins"],
    "checkins FILTER": ["checkins", "tier:key", "touched.after:-30d"],
    "report": ["report"],
    "renewals": ["renewals"],
    "risks": ["risks"],
    "risks ACCOUNT": ["risks", "acme"],
    "show": ["show", "acme"],
    "brief": ["brief", "acme"],
    "qbr brief": ["qbr", "brief", "acme"],
    "account plan": ["account", "plan", "acme"],
    "timeline": ["timeline", "acme"],
    "find": ["find", "SSO"],
    "tasks": ["tasks"],
    "replies": ["replies"],
    "history": ["history"],
    "account list": ["account", "list"],
    "away": ["away", "mon..fri"],
    "portfolio": ["portfolio"],
    "metrics": ["metrics"],
    "metrics METRIC": ["metrics", "nrr"],
    "metrics --by": ["metrics", "--by", "tier"],
    "forecast": ["forecast", "--period", "this-quarter"],
    "backtest": ["backtest"],
    "qbr due": ["qbr", "due"],
    "qbr list": ["qbr", "list"],
    "account handoffs": ["account", "handoffs"],
    "feedback themes": ["feedback", "themes"],
    "sql": ["sql", "SELECT name FROM checkins"],
    "sql --tables": ["sql", "--tables"],
    **{
        f"{kind} list": [kind, "list"]
        for kind in (
            "contact", "contract", "activity", "task", "opportunity", "issue", "feedback", "survey",
            "usage", "news", "goal", "product", "target",
        )
    },
}  # fmt: skip
WRITING = {
    "log": ["log", "acme", "Asked about SSO", "-w", "jane", "-n", "Send the quote", "-d", "fri"],
    "done": ["done", "t1"],
    "snooze": ["snooze", "t1", "+7d"],
    "stage": ["stage", "acme", "verbal"],
    "renew": ["renew", "acme", "--value", "66k"],
    "undo": ["undo"],
    "account pulse": ["account", "pulse", "acme", "bad", "Two calls unanswered"],
    "account handoff": ["account", "handoff", "acme", "--to", "Ana Bell", "--why", "One place for all"],
    "contact left": ["contact", "left", "jane"],
    "contact move": ["contact", "move", "jane", "beta"],
    "account merge": ["account", "merge", "acme", "beta", "--yes"],
    "contact merge": ["contact", "merge", "p1", "p2", "--yes"],
    "task add": ["task", "add", "acme", "Usage report", "--due", "eom"],
    "task add --repeat": ["task", "add", "acme", "Usage report", "--due", "eom", "--repeat", "monthly"],
    "opportunity add": ["opportunity", "add", "acme", "SSO for all", "--value", "9k", "--product", "SSO"],
    "issue add": ["issue", "add", "acme", "CSV export times out", "-w", "jane"],
    "feedback add": ["feedback", "add", "acme", "Exports take a coffee break", "--theme", "export"],
    "survey add": ["survey", "add", "acme", "nps", "9"],
    "usage add": ["usage", "add", "acme", "seats", "41", "--of", "60"],
    "news add": ["news", "add", "acme", "funding"],
    "goal add": ["goal", "add", "acme", "Answer within a day", "--target", "24"],
    "product add": ["product", "add", "Platform", "--price", "900"],
    "target set": ["target", "set", "2026-Q1", "renewals", "400k"],
    "qbr held": ["qbr", "held", "acme", "Goals agreed"],
    "account add": ["account", "add", "Gamma Glass", "--tier", "key"],
    "account edit": ["account", "edit", "acme", "--tier", "key"],
    "account edit FILTER": ["account", "edit", "tier:standard", "--owner", "Ana Bell", "--yes"],
    "task edit FILTER": ["task", "edit", "due.before:today", "--due", "+7d", "--yes"],
    "contact add": ["contact", "add", "acme", "Omar Haddad", "--role", "user"],
    "contract add": [
        "contract",
        "add",
        "acme",
        "--product",
        "Support",
        "--value",
        "6k",
        "--ends",
        "2027-01-31",
    ],
}
SAYING = {
    "config get": ["config", "get", "book.grace_days"],
    "help": ["help"],
    "completion print": ["completion", "print", "bash"],
    "cron": ["cron"],
    "--version": ["--version"],
}
DAILY = READING | WRITING | SAYING
REPORTS = [name for name in READING if name != "am"]  # the others take -o
# The days of a rule.
NEEDED = {"task add --repeat": {"dateutil"}}
# What shows another command's page, or is another command under the noun's name.
OF_ACCOUNTS = "add list show edit rm archive pulse handoff handoffs plan merge tag untag"
BORROWED = {
    "account": {"accounts"},
    **{f"account {name}": {"accounts"} for name in OF_ACCOUNTS.split()},
    "account edit FILTER": {"accounts"},
    **{name: {"log"} for name in ("activity", "activity list")},
    **{name: {"activity", "log"} for name in ("qbr", "qbr brief", "qbr due", "qbr list", "qbr held")},
    **{name: {"log"} for name in ("meet", "held")},
}

Loads = Callable[..., set[str]]


@pytest.fixture(scope="module")
def small_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One account with a person, a contract, a task and a call."""
    folder = tmp_path_factory.mktemp("small")
    path = folder / "book.db"
    shutil.copyfile(template, path)
    cli = Cli(folder, path)
    cli.ok("account", "add", "Acme Robotics", "--code", "acme")
    cli.ok("account", "add", "Beta Foods", "--code", "beta")
    cli.ok("contact", "add", "acme", "Jane Orr", "--role", "champion")
    cli.ok("contact", "add", "acme", "J. Orr")
    cli.ok("contract", "add", "acme", "--value", "60k", "--starts", "2025-04-05", "--ends", "2026-04-04")
    cli.ok(
        "log",
        "acme",
        "Wants SSO",
        "-w",
        "jane",
        "-n",
        "Send SSO quote",
        "-d",
        "2026-02-20",
        "--on",
        "2026-01-05",
    )
    return path


class Prepared:
    """A process that has loaded what every daily command loads, and is forked for each."""

    def __init__(self, names: list[str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", FORKING, *names], env=surroundings(Path("/nonexistent")), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.line()

    def line(self, *order: str) -> str:
        """What it answers to an order."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        if order:
            print("\0".join(order), file=self.process.stdin, flush=True)
        return self.process.stdout.readline().strip()

    def run(self, folder: Path, *argv: str) -> list[str]:
        """What a command line loads, as if the process were its own."""
        environ = [f"{name}={value}" for name, value in surroundings(folder).items()]
        code = self.line(str(folder), str(len(argv)), *argv, *environ)
        assert (code, (folder / "err").read_text(encoding="utf-8")) == ("0", ""), argv
        return (folder / "modules").read_text(encoding="utf-8").split()

    def close(self) -> None:
        self.process.communicate(timeout=LONGEST)


def surroundings(folder: Path) -> dict[str, str]:
    """The variables of a process on the book in a folder."""
    environ = clean_environment(folder) | {"AMCLI_BOOK": str(folder / "book.db"), "AMCLI_TODAY": TODAY}
    return environ | {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}


def whole(folder: Path, *argv: str) -> list[str]:
    """What a command line loads in a process of its own, from Python's start on."""
    notes = folder / "modules"
    notes.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(notes), *argv], env=surroundings(folder), text=True,
        stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, ""), done
    return notes.read_text(encoding="utf-8").split()


@pytest.fixture(scope="module")
def prepared(small_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """It has loaded what three commands that have nothing else in common all load."""
    folder = tmp_path_factory.mktemp("prepared")
    shutil.copyfile(small_book, folder / "book.db")
    first, *others = (whole(folder, *DAILY[name]) for name in ("done", "config get", "log"))
    found = Prepared([name for name in first if all(name in other for other in others)])
    yield found
    found.close()


@pytest.fixture
def loads(small_book: Path, tmp_path: Path, prepared: Prepared) -> Loads:
    """Run `am` on a copy of the small book; gives the names of what it loaded, with what each daily command
    loads."""
    shutil.copyfile(small_book, tmp_path / "book.db")
    return lambda *argv: set(prepared.run(tmp_path, *argv))


@pytest.fixture
def loads_whole(small_book: Path, tmp_path: Path) -> Loads:
    """The same in a process of its own: nothing else is loaded there."""
    shutil.copyfile(small_book, tmp_path / "book.db")
    return lambda *argv: set(whole(tmp_path, *argv))


@pytest.fixture(scope="module", params=DAILY)
def daily(
    request: pytest.FixtureRequest, small_book: Path, prepared: Prepared,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, set[str]]:  # fmt: skip
    """A daily command in a pipe, and what it loaded; run once for all that is asked of it."""
    folder = tmp_path_factory.mktemp("daily")
    shutil.copyfile(small_book, folder / "book.db")
    return request.param, set(prepared.run(folder, *DAILY[request.param]))


def packages(loaded: set[str]) -> set[str]:
    """The first part of each name."""
    return {name.partition(".")[0] for name in loaded}


def of_commands(loaded: set[str]) -> set[str]:
    """The modules that hold commands, among what was loaded."""
    return {
        name.rpartition(".")[2] for name in loaded if name.startswith("amcli.commands.")
    } & COMMAND_MODULES


@pytest.mark.parametrize("name", ["config get", "log", "today"])
def test_what_is_forked_loads_what_a_process_of_its_own_loads(
    name: str, loads: Loads, loads_whole: Loads
) -> None:
    assert loads(*DAILY[name]) == loads_whole(*DAILY[name])


def test_a_daily_command_in_a_pipe_loads_neither_the_models_nor_what_draws(
    daily: tuple[str, set[str]],
) -> None:
    name, loaded = daily
    assert "amcli.__main__" in loaded
    assert packages(loaded) & (DECLARING | DRAWING | SELDOM) == NEEDED.get(name, set())
    assert not [module for module in loaded if module.startswith(ELSEWHERE)]


def test_a_daily_command_loads_nothing_that_takes_longer_than_itself(daily: tuple[str, set[str]]) -> None:
    name, loaded = daily
    assert packages(loaded) & SLOW <= MAY_LOAD.get(name, set()), name


def test_help_and_errors_are_where_typer_is_loaded(loads_whole: Loads) -> None:
    assert "typer" in packages(loads_whole("--help"))
    assert "typer" in packages(loads_whole("tasks", "--help"))


def test_a_command_loads_no_other_commands_module(daily: tuple[str, set[str]]) -> None:
    name, loaded = daily
    own = COMMANDS.get(DAILY[name][0] if DAILY[name] else "today")
    assert of_commands(loaded) == (({own.module} if own else set()) | BORROWED.get(name, set()))


@pytest.mark.parametrize("name", some(REPORTS, 6))
def test_a_report_as_json_loads_nothing_that_draws(name: str, loads: Loads) -> None:
    loaded = loads(*READING[name], "-o", "json")
    assert not packages(loaded) & (DECLARING | DRAWING | SELDOM)


@pytest.mark.parametrize("form", [form for form in OUTPUT_FORMATS if form not in ("json", "table")])
def test_no_format_but_a_table_loads_what_draws(form: str, loads: Loads) -> None:
    assert not packages(loads("checkins", "-o", form)) & (DECLARING | DRAWING | SELDOM)


@pytest.mark.parametrize("name", some(REPORTS, 8))
def test_a_report_for_a_person_loads_rich_and_still_not_the_models(name: str, loads: Loads) -> None:
    loaded = loads(*READING[name], "-o", "table")
    assert "rich" in loaded
    assert not packages(loaded) & (DECLARING | SELDOM)
    assert not loaded & OF_RICH


def test_redo_loads_what_undo_loads(loads: Loads) -> None:
    undone = loads("undo")
    redone = loads("redo")
    assert of_commands(redone) == {"history"}
    assert not packages(redone) & (DECLARING | DRAWING | SELDOM)
    assert packages(redone) == packages(undone)


def test_the_list_of_all_commands_loads_none_of_them_and_opens_no_book(loads_whole: Loads) -> None:
    loaded = loads_whole("--help")
    assert "amcli.app" in loaded
    assert {name for name in loaded if name.startswith("amcli.commands.")} == {
        "amcli.commands.commandline",
        "amcli.commands.declared",
        "amcli.commands.line",
        "amcli.commands.readers",
        "amcli.commands.tree",
    }
    assert not {"sqlite3", "amcli.storage"} & loaded


@pytest.mark.parametrize("name", some(list(COMMANDS), 4))
def test_the_help_of_a_command_loads_no_model_and_nothing_that_draws(name: str, loads: Loads) -> None:
    loaded = loads(name, "--help")
    assert of_commands(loaded) - BORROWED.get(name, set()) == {COMMANDS[name].module}
    assert not packages(loaded) & (DECLARING | DRAWING | SELDOM)


def test_the_version_is_told_without_loading_the_command_line(loads_whole: Loads) -> None:
    assert {name for name in loads_whole("--version") if name.startswith(("amcli.", "typer"))} == {
        "amcli.__main__"
    }


def test_only_the_schema_of_records_loads_the_models(loads: Loads) -> None:
    for argv in (["schema"], ["schema", "checkins"], ["schema", "error"]):
        assert not packages(loads(*argv)) & (DECLARING | DRAWING | SELDOM)
    assert "sqlmodel" in packages(loads("schema", "account"))


def test_the_digest_loads_a_template_only_for_a_page_and_mail_only_for_a_message(loads: Loads) -> None:
    for argv in ([], ["--new"], ["-o", "md"], ["-o", "json"], ["--period", "week"]):
        assert not packages(loads("digest", *argv)) & (DECLARING | DRAWING | SELDOM)
    assert packages(loads("digest", "-o", "html")) & {"jinja2", "email"} == {"jinja2"}
    assert {"jinja2", "email"} <= packages(loads("digest", "--mail", "me@example.com"))


def test_a_picture_in_a_pipe_is_a_table_and_loads_nothing_that_draws(loads: Loads) -> None:
    for argv in (["metrics"], ["metrics", "--plot"], ["portfolio", "--plot"], ["risks", "acme", "--plot"]):
        assert not packages(loads(*argv)) & (DECLARING | DRAWING | SELDOM)
    assert "plotext" not in packages(loads("metrics", "-o", "table"))
    assert "plotext" in packages(loads("metrics", "--plot", "-o", "table"))


def test_only_the_page_for_a_browser_fills_a_template(loads: Loads) -> None:
    assert packages(loads("export", "html")) & (DECLARING | DRAWING | SELDOM) == {"jinja2", "markupsafe"}


def test_only_the_export_of_a_calendar_loads_what_knows_icalendar(loads: Loads) -> None:
    assert "icalendar" in packages(loads("export", "calendar"))
    assert not packages(loads("export", "vcard")) & (DECLARING | DRAWING | SELDOM)


def test_only_the_import_of_a_calendar_loads_what_expands_repeats(loads: Loads, tmp_path: Path) -> None:
    table, cards, days = tmp_path / "a.csv", tmp_path / "p.vcf", tmp_path / "w.ics"
    table.write_text("name\nGamma Glass\n")
    cards.write_text("BEGIN:VCARD\nFN:Ana Bell\nORG:Acme Robotics\nEND:VCARD\n")
    days.write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    for path in (table, cards):
        assert not packages(loads("import", str(path))) & {"icalendar", "recurring_ical_events", *WORKBOOKS}
    assert {"icalendar", "recurring_ical_events"} <= packages(loads("import", str(days)))


def test_only_the_import_of_a_workbook_loads_what_reads_them(loads: Loads, tmp_path: Path) -> None:
    path = tmp_path / "customers.xlsx"
    path.write_bytes(xlsx({"Customers": [["name"], ["Gamma Glass"]]}))
    loaded = packages(loads("import", str(path)))
    assert loaded >= WORKBOOKS
    assert not loaded & {"icalendar", "recurring_ical_events", "plotext", "rapidfuzz"}


def test_only_who_writes_a_number_loads_what_knows_them(loads: Loads) -> None:
    assert "phonenumbers" in packages(loads("contact", "add", "acme", "Bo Li", "--phone", "+44 20 7946 0018"))
    assert "phonenumbers" not in packages(loads(*WRITING["contact add"]))


def test_only_who_looks_for_duplicates_loads_what_measures_how_alike_names_are(loads: Loads) -> None:
    loaded = packages(loads("doctor", "--duplicates"))
    assert "rapidfuzz" in loaded
    assert not loaded & ((DECLARING | DRAWING | SELDOM) - {"rapidfuzz"})


def test_a_list_without_filters_loads_nothing_about_them(loads: Loads) -> None:
    filters = {"amcli.rules.filters", "amcli.facts.filters", "amcli.facts.filter_fields"}
    assert not filters & loads("checkins")
    assert filters <= loads("checkins", "tier:key")


def test_a_change_without_hooks_loads_nothing_about_them(loads: Loads) -> None:
    assert not {"amcli.hooks", "amcli.storage.changes"} & loads(*WRITING["log"])


def test_making_a_book_is_where_the_models_are_loaded(loads_whole: Loads, tmp_path: Path) -> None:
    loaded = loads_whole("--book", str(tmp_path / "another.db"), "init", "-q")
    assert {"alembic", "sqlalchemy"} <= packages(loaded)
