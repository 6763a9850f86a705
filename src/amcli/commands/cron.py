"""`am cron`: the digest by itself: the line for a crontab, and the units for systemd.

What stands in them is made in jobs.py.
"""

import os
import pwd
import sys
from functools import partial
from pathlib import Path
from shutil import which

from amcli.commands.declared import option
from amcli.commands.options import PAGE_OPTIONS, Yes, finish, shows
from amcli.commands.readers import Address, TimeOfDay, Value
from amcli.config import folders
from amcli.config.settings import replace_file
from amcli.config.values import DAY_NAMES
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.hints import Annotated, Any
from amcli.output import say
from amcli.output.result import Options, Page
from amcli.page import Cell, Code, Footer, Sentence
from amcli.page import Page as PersonsPage
from amcli.reports.jobs import EVERY_DAY, Job, crontab, service, timer
from amcli.rules.names import quoted, shown

DAILY = ("digest", "--new")
WEEKLY = ("digest", "--period", "week", "--new")
PLAYS = ("play", "run")
WORKDAYS, MONDAY = (0, 1, 2, 3, 4), (0,)
# The programs that send a message that names its own receiver, and where they are beyond PATH.
MAILERS = (("sendmail", "-t", "-oi"), ("msmtp", "-t"))
SYSTEM_FOLDERS = ("/usr/sbin", "/usr/lib", "/usr/bin", "/usr/local/bin")


class Days(Value):
    """Days of the week, from Monday 0 on."""

    name = "DAYS"

    def read(self, text: str, run: Run) -> tuple[int, ...]:
        """The days of `mon-fri`, `mon,thu` or `daily`."""
        wanted = text.strip().lower()
        if wanted == "daily":
            return EVERY_DAY
        found: set[int] = set()
        for part in wanted.split(","):
            first, dash, last = part.partition("-")
            start, end = day_of(first, text), day_of(last if dash else first, text)
            found |= {(start + at) % 7 for at in range((end - start) % 7 + 1)}
        return tuple(sorted(found))


def day_of(word: str, text: str) -> int:
    """A day of the week by its first letters. Raises BadValue naming all that was typed."""
    if word.strip()[:3] not in DAY_NAMES:
        raise BadValue(f"{quoted(text)}: not days of the week.", "Days: mon-fri, mon,thu, daily")
    return DAY_NAMES.index(word.strip()[:3])


@shows(PAGE_OPTIONS)
def cron(
    run: Run,
    at: Annotated[str, option("--at", reader=TimeOfDay(), help="What time to run it.")] = "07:30",
    days: Annotated[
        Any, option("--days", reader=Days(), help="Which days to run it on: mon-fri, mon,thu, daily.")
    ] = None,
    weekly: Annotated[bool, option("--weekly", help="Use the weekly digest, on Mondays.")] = False,
    mail: Annotated[
        str | None, option("--mail", reader=Address(), help="Send it to this email address.")
    ] = None,
    install: Annotated[
        bool, option("--install", help="Write the systemd units, after showing them.")
    ] = False,
    yes: Yes = False,
    *,
    out: Options,
) -> None:
    """Print a schedule for the digest: a cron line, and systemd units.

    Plays that are switched on are started first: am help plays.
    Paths are written in full, so the job runs without your terminal or PATH. Cron emails what the
    command prints; --mail hands a message to sendmail or msmtp instead. The command changes neither your
    crontab nor systemd.

    \b
    am cron
    am cron --at 06:45 --days daily --mail me@example.com
    am cron --weekly -o json | jq -r .crontab
    am cron --install
    """
    job = Job(
        units(run, weekly=weekly),
        f"The digest of the {'week' if weekly else 'day'} from amcli",
        program(), WEEKLY if weekly else DAILY, environment(run),
        days or (MONDAY if weekly else WORKDAYS), at, mail, mailer(run) if mail is not None else (),
        PLAYS,
    )  # fmt: skip
    page = parts(run, job)
    drawn = (out.output or ("table" if run.terminal else "")) == "table"
    if install and not drawn:
        install_units(run, page, yes)
    finish(run, Page("cron", page, page=partial(cron_page, page)), out)
    if install and drawn:
        install_units(run, page, yes)
        said(run, page)


def units(run: Run, *, weekly: bool) -> str:
    """What the units are called. Those that an earlier version wrote under its own name keep it: next to them
    others would make the same digest a second time."""
    end = "-weekly" if weekly else ""
    before = f"amcli-summary{end}"
    return before if (folder(run) / f"{before}.timer").exists() else f"amcli-digest{end}"


def program() -> list[str]:
    """How this installation is started, with its whole path."""
    script = Path(sys.argv[0])
    beside = Path(sys.executable).with_name("am")
    for each in (script.absolute() if script.name in ("am", "amcli") else beside, beside):
        if os.access(each, os.X_OK) and each.is_file():
            return [str(each)]
    return [sys.executable, "-m", "amcli"]


def environment(run: Run) -> dict[str, str]:
    """The variables without which the command would not find the book and the settings of this run: those
    that are not in their usual places. Cron knows neither the variables nor the options of this run."""
    found = {}
    for name, path, kind, file in (
        ("AMCLI_BOOK", run.book_path, "data", "book.db"),
        ("AMCLI_CONFIG", run.config_path, "config", "config.toml"),
    ):
        if path.absolute() != usual(kind, file):
            found[name] = str(path.absolute())
    return found


def usual(kind: str, file: str) -> Path | None:
    """Where a file of amcli's is when no variable says otherwise, as under cron; None where nobody knows."""
    if sys.platform in ("darwin", "win32"):
        return Path(folders.folder(kind)) / file
    try:
        home = pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:  # a user whom the machine does not know, as in a container
        return None
    return Path(home) / folders.XDG[kind][1].removeprefix("~/") / "amcli" / file


def mailer(run: Run) -> list[str]:
    """What sends a message on this machine, with its whole path. Raises Refused where nothing does."""
    path = os.pathsep.join([run.environ.get("PATH", ""), *SYSTEM_FOLDERS])
    for name, *options in MAILERS:
        found = which(name, path=path)
        if found:
            return [os.path.abspath(found), *options]
    raise Refused(
        "neither sendmail nor msmtp is on this machine: nothing would send the message.",
        "Install one of them; or leave out --mail and set MAILTO in the crontab",
    )


def folder(run: Run) -> Path:
    """Where systemd looks for the units of a person."""
    return Path(folders.folder("config", run.environ)).parent / "systemd" / "user"


def parts(run: Run, job: Job) -> dict[str, Any]:
    """Everything that `am cron` shows: the line, the units with what already exists, and how the timer
    is started."""
    texts = {f"{job.name}.service": service(job), f"{job.name}.timer": timer(job)}
    files = [{"path": str(folder(run) / name), "text": text} for name, text in texts.items()]
    return {
        "crontab": crontab(job),
        "files": [{**each, "state": state_of(each["path"], each["text"])} for each in files],
        "commands": ["systemctl --user daemon-reload", f"systemctl --user enable --now {job.name}.timer"],
    }


def state_of(path: str, text: str) -> str:
    """What is there: nothing (`new`), the `same`, or something that `differs`."""
    try:
        return "same" if Path(path).read_text(encoding="utf-8") == text else "differs"
    except FileNotFoundError:
        return "new"
    except (OSError, ValueError):
        return "differs"


def install_units(run: Run, page: dict[str, Any], yes: bool) -> None:
    """Write the units that are not there yet as they should be; the page says so afterwards. Raises
    Refused without a yes."""
    from amcli.commands.records import confirm

    if not sys.platform.startswith("linux"):
        raise Refused("systemd exists on Linux only.", "Use the crontab line: am cron")
    changed = [each for each in page["files"] if each["state"] != "same"]
    old = [Path(each["path"]).name for each in changed if each["state"] == "differs"]
    if changed:
        instead = f" and replace another {' and '.join(old)}" if old else ""
        confirm(run, yes, f"Write them to {folder(run)}{instead}?")
    for each in changed:
        replace_file(Path(each["path"]), each["text"])
        each["state"] = "replaced" if each["state"] == "differs" else "written"


def said(run: Run, page: dict[str, Any]) -> None:
    """What became of each file, and what to type now."""
    words = {"same": "already exists", "written": "written", "replaced": "replaced"}
    lines = [f"{shown(each['path'])} {words[each['state']]}." for each in page["files"]]
    say(run, [*lines, "To start the timer:"])
    for command in page["commands"]:
        print(f"    {command}", file=run.stdout)


def cron_page(data: dict[str, Any]) -> PersonsPage:
    """The page, each part to be copied whole. What stands in the lines has been refused where it could do
    harm."""
    add = "run crontab -e and add this line"
    instead = "instead, on Linux"
    return PersonsPage(
        parts=[
            Sentence(heading("For cron", add)),
            Code([Cell(data["crontab"], "command")]),
            Sentence(heading("For systemd", instead)),
            *(Code([Cell(file_line(each), "muted"), *each["text"].splitlines()]) for each in data["files"]),
            Code(data["commands"], only="written"),
        ],
        footer=[Footer("To write them", "am cron --install"), Footer("What it means", "am help cron")],
    )


def heading(title: str, how: str) -> list[Cell]:
    """What something is for, and what to do with it."""
    return [Cell(title, "heading", plain=f"{title}: {how}"), Cell(f"   {how}", "muted", plain="")]


def file_line(file: dict[str, Any]) -> str:
    """Where a unit goes, and whether one exists there."""
    state = {"same": "already exists", "differs": "another one exists"}.get(file["state"])
    return f"# {file['path']}{f' ({state})' if state else ''}"
