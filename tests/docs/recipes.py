"""The steps that docs/architecture.md has for adding things, and what is tried after them.

`python -m tests.docs.recipes FOLDER NAME...` is run within a copy of the package, where the steps were taken:
it says what is wrong there, one line each, and ends with 1 if anything is.
"""

import io
import json
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from tests.support import Cli

PAGE = Path("docs", "architecture.md")
PART = "Adding things"
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"^`([\w/.]+)`", re.MULTILINE)
SIGNAL, FIGURE, METRIC = "only_support", "support.share", "promises_overdue"
PRESET = "orchard"
FIRMS = """Firm Number,Firm,Orchard Owner,Orchard Status,Web
7,Pear Co,Ama,active,https://www.pear.example/about
8,Plum Co,Ama,Closed,
"""
PEOPLE = """Firm No,Forename,Surname,Mail,Orchard Owner
7,Jane,Orr,jane@pear.example,Ama
,Jo,Voss,jo@pear.example,Ama
"""
FIRST_DAY, LATER = "2026-01-05", "2026-03-02"


class Step(NamedTuple):
    """A step of a recipe: a new file, lines put into one, or a command; `path` is its file."""

    kind: str
    path: str
    text: str

    def take(self, root: Path) -> None:
        """Do it in a copy. Raises ValueError where the lines around new ones aren't there."""
        path = root / self.path
        if self.kind in ("python", "toml"):
            path.write_text(self.text, encoding="utf-8")
        elif self.kind == "diff":
            path.write_text(with_lines(path.read_text(encoding="utf-8"), self.text), encoding="utf-8")


def with_lines(text: str, hunk: str) -> str:
    """A text with the lines that a hunk adds, between the lines that it has around them."""
    lines = hunk.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if not line.startswith("+"))
    after = "".join(line[1:] for line in lines)
    if text.count(before) != 1:
        raise ValueError(
            f"{text.count(before)} times in the file: {before}\nThe page shows these lines around what it "
            "adds: edit the recipe in docs/architecture.md where others stand there now."
        )
    return text.replace(before, after)


def recipes(page: str) -> dict[str, list[Step]]:
    """Every recipe of the page by its name, as steps in their order."""
    part = page.split(f"\n## {PART}\n")[1].split("\n## ")[0]
    return {
        title: list(steps(body))
        for title, _, body in (each.partition("\n") for each in part.split("\n### ")[1:])
    }


def steps(body: str) -> Iterator[Step]:
    """The steps of a recipe: a block is for the file that the last line before it begins with."""
    at = 0
    for found in FENCED.finditer(body):
        paths, (kind, text) = NAMED.findall(body[at : found.start()]), found.groups()
        at = found.end()
        pieces = {"diff": text.split("@@\n"), "sh": text.splitlines()}.get(kind, [text])
        yield from (Step(kind, paths[-1] if paths else "", piece) for piece in pieces)


def commands(chosen: list[Step]) -> list[str]:
    """The modules that are run as commands, with their arguments."""
    return [step.text.removeprefix("python -m ") for step in chosen if step.kind == "sh"]


def made(argv: str) -> int:
    """Run a tool in this process; gives its exit code."""
    module, *given = argv.split()
    sys.argv = [module, *given]
    try:
        with redirect_stdout(io.StringIO()):
            return int(import_module(module).main() or 0)
    except SystemExit as end:
        return int(end.code or 0)


# What must be found after a recipe: each gives what is missing.


def current(cli: Cli) -> Iterator[str]:
    """What is made from the program's lists was made anew."""
    if made("tools.docs completions tables"):
        yield "what is made is not current"


def signal_found(cli: Cli) -> Iterator[str]:
    """A signal: guide, settings, schema, documents, completion, and the score of accounts."""
    cli.ok("account", "add", "Quiet Co", "--code", "quiet", "--tier", "key", today=FIRST_DAY)
    cli.ok("account", "add", "Problem Co", "--code", "problem", "--tier", "key", today=FIRST_DAY)
    cli.ok("log", "problem", "Login fails again", "--purpose", "support", today=LATER)
    wanted = {
        "guide": SIGNAL in cli.ok("help", "signals"),
        "its points as a setting": cli.ok("config", "get", f"risk.points.{SIGNAL}").strip() == "6",
        "its figure as a setting": cli.ok("config", "get", f"risk.{FIGURE}").strip() == "0.8",
        "schema": f'"{SIGNAL}"' in cli.ok("schema", "risks ACCOUNT"),
        "document": f"| `{SIGNAL}` | 6 | **only about problems**: of" in read("docs/risk.md"),
        "document of settings": f"`risk.{FIGURE}`" in read("docs/risk.md"),
        "completion": f"risk.points.{SIGNAL}" in typed_so_far("am config get risk.points.only"),
        "what is missing": {"signal": SIGNAL, "why": "no touch with a purpose"}
        in cli.json("risks", "quiet")["not_known"],
        "what is missing, on a screen": "only about problems: no touch with a purpose"
        in " ".join(cli.ok("risks", "quiet", tty=True).split()),
        "its rule": "80% of recent touches with a purpose are about problems"
        in " ".join(cli.ok("risks", "problem", "--all", tty=True).split()),
        "its reason": "1 touches about problems" in cli.ok("risks", "problem", tty=True),
        "the gain of its step": any(
            each["signal"] == SIGNAL and each["back"] >= 6  # more where points are raised
            for each in cli.json("risks", "problem")["reasons"]
        ),
        "back-test": any(each["signal"] == SIGNAL for each in cli.json("backtest")["signals"]),
    }
    yield from (place for place, there in wanted.items() if not there)


def metric_found(cli: Cli) -> Iterator[str]:
    """A metric: itself, the lists of metrics, guide, schema, completion."""
    cli.ok("account", "add", "Late Co", "--code", "late", today=FIRST_DAY)
    cli.ok("task", "add", "late", "Quote", "--promised", "--due", "2026-01-09", today=FIRST_DAY)
    wanted = {
        "its number": cli.json("metrics", METRIC, "--period", "2026-01")["value"] == 1,
        "list": METRIC in cli.json("metrics"),
        "screen": "Promises overdue" in cli.ok("metrics", "--all", tty=True),
        "table": f"\n{METRIC}\t" in cli.ok("metrics", "-o", "tsv"),
        "guide": METRIC in cli.ok("help", "ratios"),
        "schema": f'"{METRIC}"' in cli.ok("schema", "metrics"),
        "document": f"`{METRIC}`" in read("docs/scripting.md"),
        "completion": METRIC in completed("metric", "promises_o"),
    }
    yield from (place for place, there in wanted.items() if not there)


def preset_found(cli: Cli) -> Iterator[str]:
    """A preset: the plan of its files and what they become, guide, documents, completion, saved maps."""
    firms, people, other = (str(cli.folder / name) for name in ("firms.csv", "people.csv", "other.csv"))
    for path, text in ((firms, FIRMS), (people, PEOPLE), (other, "name\nQuince Co\n")):
        Path(path).write_text(text, encoding="utf-8")
    plan = cli.ok("import", people, firms, "--dry-run")
    cli.ok("import", people, firms)
    accounts = cli.json("account", "list", "--fields", "name,owner,domain")
    contacts = cli.json("contact", "list", "--fields", "account,name")
    wanted = {
        "import plan": "firms.csv: Orchard firms, " in plan and "people.csv: Orchard people, " in plan,
        "rows that are passed over": "1 skipped: closed there" in plan,
        "accounts": [each for each in accounts if each["domain"] == "pear.example"]
        == [{"name": "Pear Co", "owner": "Ama", "domain": "pear.example"}],
        "contacts": [each["name"] for each in contacts if each["account"] == "pear-co"]
        == ["Jane Orr", "Jo Voss"],
        "nothing new the second time": "Nothing to do" in cli.ok("import", firms, "--preset", PRESET),
        "other files are none of it": "Known files: firms, people"
        in " ".join(cli("import", other, "--preset", PRESET).err.split()),
        "guide": f"    {PRESET:<13} firms, people" in cli.ok("help", "sources"),
        "document": f"| Orchard | `--preset {PRESET}` | firms, people |" in read("docs/sources.md"),
        "completion": completed("preset", "orch") == f"{PRESET}\t\n",
        "its name is taken": "already knows" in cli("import", firms, "--save-map", PRESET).err,
    }
    yield from (place for place, there in wanted.items() if not there)


FOUND: dict[str, tuple[Callable[[Cli], Iterator[str]], ...]] = {
    "A signal": (signal_found, current),
    "A metric": (metric_found, current),
    "A preset": (preset_found, current),
}


def read(path: str) -> str:
    """A file of the copy."""
    return Path(path).read_text(encoding="utf-8")


def completed(kind: str, word: str) -> str:
    """What a shell is given for a word."""
    from amcli.completion.answers import lines

    return lines(kind, [f"word={word}"])


def typed_so_far(line: str) -> list[str]:
    """What a shell is given for a line."""
    from amcli.completion.shells import fish

    return fish(line)


def some_commands(cli: Cli, step: int = 6) -> Iterator[str]:
    """One in so many of the commands that print a result, validated against its schema."""
    from tests.commands import every
    from tests.commands.test_schema import MAY_FAIL, validator

    known = every.referred(cli)
    for report in every.REPORTS[::step]:
        argv = every.filled_in(report, known)
        if argv is None:
            continue
        found = cli(*argv, "-o", "json")
        text, schema = (found.err, "error") if found.code in MAY_FAIL else (found.out, report.schema)
        if found.code and found.code not in MAY_FAIL:
            yield f"{argv}: exit code {found.code}, {found.err}"
        else:
            yield from (
                f"{argv}: {error.message}" for error in validator(schema).iter_errors(json.loads(text))
            )


def every_command(cli: Cli) -> Iterator[str]:
    """All of them."""
    return some_commands(cli, 1)


def tried(folder: Path, names: list[str]) -> Iterator[str]:
    """Take the commands of some recipes in this copy, and look for what is missing. With `some` or `every`,
    run such commands, too."""
    from amcli.storage.schema import create
    from tests.commands.prepared import prepare

    chosen = recipes(read(str(PAGE)))
    for name in names:
        if name in chosen:
            yield from (argv for argv in commands(chosen[name]) if made(argv))
    create(folder / "empty.db", "EUR")
    cli = Cli(folder, folder / "empty.db")
    more = {"some": some_commands, "every": every_command}
    if more.keys() & set(names):
        cli = Cli(folder, prepare(folder / "empty.db", folder))
    for name in names:
        for found in FOUND[name] if name in FOUND else (more[name],):
            yield from (f"{name}: {missing}" for missing in found(cli))


def main(folder: str, *names: str) -> int:
    """Say what is wrong; gives the exit code."""
    wrong: list[Any] = []
    try:
        wrong += tried(Path(folder), list(names))
    except Exception:
        wrong.append(traceback.format_exc())
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
