"""A command that runs by itself: its line in a crontab, and its units for systemd.

Only text is made here, quoted for whoever reads it; nothing is written and nothing is run. Which command
it is, when, and for whom, is cron.py's.
"""

import shlex
from collections.abc import Mapping, Sequence

from amcli.config.values import DAY_NAMES
from amcli.errors import Refused
from amcli.fields import shape
from amcli.hints import NamedTuple
from amcli.rules.names import quoted, shown

PAGE = shape(
    """
crontab  text! the line for a crontab
files    list! the units for systemd
commands list! what starts the timer
""",
    {
        "files": shape(
            """
path  text! where systemd looks for it
text  text! what it holds
state text! what was there: new, same or differs; or what was done: written or replaced
""",
            state=("new", "same", "differs", "written", "replaced"),
        )
    },
)
EVERY_DAY = tuple(range(7))
# Characters that systemd has in no program's name, however quoted; a shell has them in its own words.
NO_PROGRAM = "\"'\\"


class Job(NamedTuple):
    """A command and when it runs: `days` count from Monday, `at` is HH:MM. With `mail` it hands a message
    to `mailer`, where there is anything to tell. The one of `before` is run first, whatever comes of it, and
    says nothing."""

    name: str
    title: str
    program: Sequence[str]
    words: Sequence[str]
    environ: Mapping[str, str]
    days: Sequence[int]
    at: str
    mail: str | None = None
    mailer: Sequence[str] = ()
    before: Sequence[str] = ()


def crontab(job: Job) -> str:
    """The line for a crontab. Raises Refused for names that cannot stand in one."""
    refuse_odd(job)
    hour, minute = map(int, job.at.split(":"))
    set_ = " ".join(f"{name}={shlex.quote(value)}" for name, value in job.environ.items())
    first = [f"{shlex.join(first_argv(job))} >/dev/null"] if job.before else []
    line = "; ".join(f"{set_} {each}".lstrip() for each in (*first, shlex.join(argv(job))))
    return f"{minute} {hour} * * {cron_days(job.days)} {escaped_for_cron(line)}"


def first_argv(job: Job) -> list[str]:
    """What is run first."""
    return [*job.program, *job.before]


def argv(job: Job) -> list[str]:
    mail = ["--mail", job.mail, "--send-with", shlex.join(job.mailer)] if job.mail is not None else []
    return [*job.program, *job.words, *mail]


def service(job: Job) -> str:
    """The unit of systemd that runs the command once. Raises Refused for names that cannot stand in one."""
    refuse_odd(job)
    first = [f"ExecStartPre=-{started(job, first_argv(job))}"] if job.before else []
    lines = ["[Unit]", f"Description={job.title}", "", "[Service]", "Type=oneshot"]
    lines += [f"Environment={unit_word(f'{name}={value}')}" for name, value in job.environ.items()]
    return "\n".join([*lines, *first, f"ExecStart={started(job, argv(job))}", ""])


def started(job: Job, words: list[str]) -> str:
    """A command as a unit has it; by a shell, where its program's name asks for one."""
    by_shell = any(char in job.program[0] for char in NO_PROGRAM)
    words = ["/bin/sh", "-c", shlex.join(words)] if by_shell else words
    return " ".join([unit_word(words[0]), *(unit_word(word, dollar="$$") for word in words[1:])])


def timer(job: Job) -> str:
    """The unit of systemd that says when; a time that the machine slept through is made up for."""
    days = unit_days(job.days)
    return f"""[Unit]
Description={job.title}

[Timer]
OnCalendar={days} *-*-* {job.at}:00
Persistent=true

[Install]
WantedBy=timers.target
""".replace("OnCalendar= ", "OnCalendar=")


def refuse_odd(job: Job) -> None:
    """Raise Refused where a word has line breaks or other characters that cannot be shown, and copied, as
    they are."""
    for word in (*argv(job), *job.mailer, *job.environ.values()):
        plain = word.replace("\\", "")
        if shown(plain) != plain:
            raise Refused(
                f"{quoted(word)} has characters that a crontab or a systemd unit can't hold.",
                "Move it to a path without them",
            )


def escaped_for_cron(line: str) -> str:
    """A line as cron wants it: a % would end it, and so would one behind a backslash that is meant. Names
    with a backslash stand in single quotes, which are closed and opened again between the two."""
    return line.replace("\\%", "\\''%").replace("%", "\\%")


def unit_word(text: str, dollar: str = "$") -> str:
    """A word of a unit: in double quotes where it needs them, % doubled; where variables are filled in, $
    is doubled too."""
    text = text.replace("%", "%%").replace("$", dollar)
    if text and all(char.isalnum() or char in "/._-+=:@,%$" for char in text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def cron_days(days: Sequence[int]) -> str:
    """Days as a crontab has them, Sunday being 0: `1-5`."""
    if len(days) == len(EVERY_DAY):
        return "*"
    return ",".join(
        str(first) if first == last else f"{first}-{last}"
        for first, last in runs(sorted((day + 1) % 7 for day in days))
    )


def unit_days(days: Sequence[int]) -> str:
    """Days as systemd has them: `Mon..Fri`; every day needs none."""
    if len(days) == len(EVERY_DAY):
        return ""
    names = [name.capitalize() for name in DAY_NAMES]
    return ",".join(
        names[first] if first == last else f"{names[first]}..{names[last]}"
        for first, last in runs(sorted(days))
    )


def runs(days: Sequence[int]) -> list[tuple[int, int]]:
    """Days that follow each other, as first and last."""
    found: list[tuple[int, int]] = []
    for day in days:
        if found and found[-1][1] == day - 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
