"""A line of every command, from the command tree itself, and of those that make files one for each of them.

A command that is not there yet is tried with the arguments of `tests/commands/test_nonsense.py`; one with an
option that takes a file fails `test_leaks.py` until it stands here.
"""

import shlex
from collections.abc import Iterator
from pathlib import Path

from tests.commands.test_nonsense import NEEDED, arguments, leaves
from tests.docs.commands import every_command
from tests.profiles import in_turn, is_nightly

# The files that lines read, in the folder where they are typed.
GIVEN = {
    "people.csv": "account,name,email\nacme,Kit Moss,kit@acme.example\n",
    "customers.csv": "name,domain\nNew Firm,new.example\n",
    "bad.csv": "account,name,email\nacme,Kit Moss,kit@acme.example\nnobody-like-it,Ann Low,ann@low.example\n",
    "edit.sh": "printf 'hints = true\\n' > \"$1\"\n",
    "old.db": "no book at all",
}
# Lines that make files; each must make or change at least one, and succeed. A large sample book is nightly.
MAKING: dict[str, tuple[str, ...]] = {
    "init": ("--book made/init.db init",),
    "demo": ("demo", "demo made/trial.db", *(("demo made/many.db --size large",) if is_nightly() else ())),
    "import": (
        "import people.csv --yes",
        "import bad.csv --skip-bad --yes",
        "import bad.csv --bad aside.csv --yes",
        "import people.csv --kind contacts --save-map firms --yes",
        "--book made/new.db import customers.csv --yes",
    ),
    "export": (
        "export --all --to copy",
        "export --all --to copy.jsonl",
        "export --kind contacts --to people-too.csv",
        "export --account acme --to acme.jsonl --redact",
    ),
    "export calendar": ("export calendar --to book.ics",),
    "export vcard": ("export vcard --to people.vcf",),
    "export html": ("export html --to book.html", "export html --account acme --to acme.html"),
    "backup": (
        "backup",
        "backup --to other.db",
        "backup --to other.age --age age1hy59lptfcm2etz47exgylw92cfg4jlhd5jyqs6wt5xph9maxugcsvnyjup",
    ),
    "restore": ("restore --yes", "restore other.db --yes", "--book old.db restore other.db --yes"),
    "account merge": ("account merge acme acton --yes",),
    "contact merge": ("contact merge p1 p2 --yes",),
    "doctor": ("doctor --report",),
    "report": ("report save mine -- accounts tier:key",),
    "cron": ("cron --install --yes",),
    "config set": ("config set dates.order dmy", "config set hooks.after-change 'touch left-behind'"),
    "log": ("log acme words",),
    "log -e": ("log acme -e",),
    "config edit": ("config edit",),
    "play on": ("play on renewal",),
    "completion install": tuple(
        f"completion install {shell}" for shell in ("bash", "zsh", "fish", "powershell")
    ),
}


def making(turn: int = 0) -> list[list[str]]:
    """The lines that make files; of those that take long, since they make a sample book, by day one, with the
    next turn the next one."""
    alike = {"demo": in_turn(MAKING["demo"], turn)}
    return [shlex.split(line) for name, lines in MAKING.items() for line in alike.get(name, lines)]


def every_line() -> Iterator[list[str]]:
    """A line of each command, with valid arguments."""
    for path, command in leaves().items():
        yield [*path, *NEEDED.get(path, []), *arguments(path, command)]


def file_options() -> set[tuple[str, str]]:
    """What takes the name of a file to write, of every command: the command, and the option or argument."""
    named = ("FILE", "PATH", "DIR", "FOLDER")
    return {
        (path, param.opts[0])
        for path, command in every_command()
        for param in command.params
        if any(word in str(param.metavar or "").upper() for word in named)
    }


def lay_out(folder: Path) -> None:
    """Put what lines read into a folder."""
    for name, text in GIVEN.items():
        (folder / name).write_text(text, encoding="utf-8")
