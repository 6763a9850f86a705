"""Whether the tests notice a fault in the core: `python -m tools.mutants [MODULE...] [--afresh] [--all]`.

A mutant is a module with one thing wrong: `>` for `>=`, `7` for `8`, `min` for `max`. Each is run against
the tests that `tests/mutants.toml` names for its module, all of them of the fast tier, but for those that
try random examples: what they find today they may miss tomorrow. The mutant is killed when one fails, when
the module can't be imported, or when the tests don't come to an end. The run fails when fewer than 95 % are
killed, or when one lives that the same file doesn't list with its reason, or when one that is listed lives no
more.

The mutations are those of cosmic-ray, `min` for `max`, and in SQL `<>` for `=` and the like. Left out are
those that only repeat others (shifts, bits, powers) and `|`, which stands in types alone. Its own runner
isn't used: it changes files where they lie, and of an installed copy it changes what no test loads, so that
everything lives and it ends well. mutmut from 3 on leaves functions with a decorator, properties among them,
and constants out.

This runner never writes a mutant to a file. It copies the sources and the tests to a folder of its own, and
each mutant takes the place of the module in a process of its own (tools/mutant_trials.py). Before all else it
shows that it works: every fault that `tests/mutants.toml` plants must be found. The tests of each module must
pass on the unchanged copy, and must have loaded the module from there, before its mutants are tried.

What was found is kept in `.mutants.json` by the code of the mutant, its tests and what lies beside them, so
that a second run tries only what has changed; after a change in a module that others import, `--afresh`
tries all again. `--all` names the listed survivors too. It needs `pip install -e '.[test,mutants]'`.
"""

import argparse
import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from tools.mutations import Mutant, mutants_of

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path("src/amcli")
LISTED = Path("tests/mutants.toml")
KEPT = ROOT / ".mutants.json"
COPIED = ("src", "tests", "tools", "pyproject.toml")
LEAST = 0.95
AT_ONCE = 2
WORTH_A_PROCESS = 50


class Module(NamedTuple):
    """A module of the core: its file within the package, and the tests that must kill its mutants."""

    path: str
    tests: tuple[str, ...]

    @property
    def file(self) -> Path:
        """Where it lies in a tree."""
        return PACKAGE / self.path


class Listed(NamedTuple):
    """A mutant that lives for a reason; the same line of a function may hold several alike."""

    module: str
    function: str
    line: str
    mutant: str
    reason: str

    def is_of(self, module: Module, mutant: Mutant) -> bool:
        """Whether it tells of this mutant."""
        told = (self.module, self.function, self.line, self.mutant)
        return told == (module.path, mutant.function, mutant.line, mutant.changed)


def main(argv: list[str] | None = None) -> int:
    """Run what is asked for and say what lives."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants")
    parser.add_argument("module", nargs="*", help="part of a module's path, such as rules/cadence; else all")
    parser.add_argument("--afresh", action="store_true", help="try all again")
    parser.add_argument("--all", action="store_true", help="name the listed survivors too")
    asked = parser.parse_args(argv)
    import tomllib

    told = tomllib.loads((ROOT / LISTED).read_text())
    modules = [each for each in modules_of(told) if wanted(each, asked.module)]
    kept = {} if asked.afresh else recalled()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        runner = Runner(copied(Path(folder)), kept)
        faults = [*runner.unproved(modules, told["planted"])]
        if faults:
            return said(faults)
        listed = [Listed(**each) for each in told.get("survivor", [])]
        faults = report(runner, modules, listed, asked.all)
    return said(faults)


def modules_of(told: dict[str, Any]) -> Iterator[Module]:
    """The modules of the core with their tests; a pattern stands for all that it fits, `{name}` in its tests
    for the name of each."""
    for pattern, tests in told["modules"].items():
        for file in sorted((ROOT / PACKAGE).glob(pattern)):
            path = file.relative_to(ROOT / PACKAGE).as_posix()
            yield Module(path, tuple(each.replace("{name}", file.stem) for each in tests))


def wanted(module: Module, asked: list[str]) -> bool:
    """Whether a module was asked for."""
    return not asked or any(part in module.path for part in asked)


def recalled() -> dict[str, bool]:
    """What earlier runs found: whether a mutant lives, by its key."""
    return json.loads(KEPT.read_text()) if KEPT.exists() else {}


def copied(folder: Path) -> Path:
    """The tree without what it makes by itself, in a folder."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, folder / name)
    return folder


def said(faults: list[str]) -> int:
    """Name what is wrong; the exit code."""
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def report(runner: "Runner", modules: list[Module], listed: list[Listed], every: bool) -> list[str]:
    """Try all mutants, a line for each module and each that lives; what is wrong with the outcome."""
    faults: list[str] = []
    tried = killed = 0
    for module in modules:
        found = mutants_of((ROOT / module.file).read_text())
        lives = runner.living(module, found)
        print(f"{module.path}: {len(found)} mutants, {len(found) - len(lives)} killed", flush=True)
        tried, killed = tried + len(found), killed + len(found) - len(lives)
        of_it = [each for each in listed if each.module == module.path]
        for mutant in lives:
            reason = next((each.reason for each in of_it if each.is_of(module, mutant)), None)
            if reason is None:
                print(f"  {mutant.row}, {mutant.function}: {mutant.change}", flush=True)
                faults.append(f"{module.path}:{mutant.row}: a mutant lives that isn't listed")
            elif every:
                print(f"  {mutant.row}, {mutant.function}: {mutant.change}  ({reason})", flush=True)
        idle = [each for each in of_it if not any(each.is_of(module, mutant) for mutant in lives)]
        faults += [f"{each.module}: listed, but lives no more: {each.line} -> {each.mutant}" for each in idle]
    share = killed / tried if tried else 0.0
    print(f"{tried} mutants, {killed} killed: {share:.1%}")
    if share < LEAST:
        faults.append(f"fewer than {LEAST:.0%} were killed")
    return faults


class Runner:
    """Tries mutants on a copy of the tree, two at a time, and remembers what became of each."""

    def __init__(self, tree: Path, kept: dict[str, bool]) -> None:
        self.tree = tree
        self.kept = kept
        self.environ = os.environ | {"PYTHONPATH": f"{tree / 'src'}", "PYTHONSAFEPATH": ""}
        self.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what no mutant touches is compiled once

    def unproved(self, modules: Iterable[Module], planted: list[dict[str, str]]) -> Iterator[str]:
        """What keeps a run from meaning anything: planted faults that aren't found."""
        for module in modules:
            source = (ROOT / module.file).read_text()
            faults = [each for each in planted if each["module"] == module.path]
            changed = [source.replace(each["line"], each["mutant"], 1) for each in faults]
            for fault, text, lived in zip(faults, changed, self.tried(module, changed), strict=True):
                if text == source:
                    yield f"{module.path}: the line to plant a fault in is gone: {fault['line']}"
                elif lived:
                    yield f"{module.path}: a planted fault wasn't found: {fault['mutant']}"

    def living(self, module: Module, found: list[Mutant]) -> list[Mutant]:
        """The mutants of a module that no test notices."""
        beside = self.digest(module)
        keys = [hashlib.sha256((beside + essence(each.source)).encode()).hexdigest() for each in found]
        fresh = [(key, each) for key, each in zip(keys, found, strict=True) if key not in self.kept]
        for start in range(0, len(fresh), 100):  # keep what is known when somebody stops it
            some = fresh[start : start + 100]
            lived = self.tried(module, [each.source for _, each in some])
            self.kept |= {key: alive for (key, _), alive in zip(some, lived, strict=True)}
            KEPT.write_text(json.dumps(recalled() | self.kept))
        return [each for key, each in zip(keys, found, strict=True) if self.kept[key]]

    def digest(self, module: Module) -> str:
        """The tests of a module, and what lies beside them, as a few characters."""
        files: set[Path] = set()
        for test in module.tests:
            if not test.startswith("-"):
                beside = (self.tree / test).parent.glob("*.py")
                files |= {self.tree / test, *(each for each in beside if not each.name.startswith("test_"))}
        text = b"".join(file.read_bytes() for file in sorted(files))
        return hashlib.sha256(text + repr(module).encode()).hexdigest()

    def tried(self, module: Module, sources: list[str]) -> list[bool]:
        """Whether each source of a module lives through its tests; they are dealt out to the processes."""
        at_once = AT_ONCE if len(sources) > WORTH_A_PROCESS else 1
        parts = [part for at in range(at_once) if (part := sources[at::at_once])]
        with ThreadPoolExecutor(at_once) as pool:
            answers = list(pool.map(lambda part: self.asked(module, part), parts))
        return [answers[at % at_once][at // at_once] for at in range(len(sources))]

    def asked(self, module: Module, sources: list[str]) -> list[bool]:
        """The same of one process, which has to show first that the module lives as it is."""
        unchanged = (self.tree / module.file).read_text()
        texts = [unchanged, *sources]
        job = {"file": str(self.tree / module.file), "tests": module.tests, "sources": texts}
        command = [sys.executable, "-m", "tools.mutant_trials"]
        ran = subprocess.run(
            command, input=json.dumps(job), cwd=self.tree, env=self.environ, capture_output=True, text=True
        )
        if ran.returncode:
            raise SystemExit(f"{module.path}: {ran.stderr.strip()}")
        alive, *answers = json.loads(ran.stdout)
        if not alive:
            raise SystemExit(f"{module.path}: its tests fail without any mutant")
        return list(answers)


def essence(source: str) -> str:
    """What a text does: itself without comments, docstrings and how it is laid out."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module)
            and ast.get_docstring(node) is not None
        ):
            del node.body[0]
    return ast.dump(tree)


if __name__ == "__main__":
    sys.exit(main())
