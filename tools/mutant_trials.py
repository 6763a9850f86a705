"""Runs the tests of one module against changed texts of it: a job in, whether each lives out, as JSON.

`tools.mutants` starts it in a copy of the tree. Where a text differs only within functions that nothing calls
before the first test, the tests are collected once, and each text is tried in a fork that puts its functions
in place of theirs. Any other is tried in a fork of its own, which imports the module, and all that depends on
it, from the text; pytest, what else is installed that the tests need, and what of the package doesn't depend
on the module are loaded once.
"""

import ast
import gc
import importlib
import importlib.util
import inspect
import json
import os
import resource
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest

LIVES, KILLED, NEVER_LOADED = 0, 1, 90
OURS = ("amcli", "tests", "tools")
SECONDS = 10
BYTES = 4 * 2**30
IDLE = (
    "cacheprovider faulthandler unraisableexception threadexception logging capture doctest junitxml unittest"
)
OPTIONS = (
    "-x", "--tb=no", "--assert=plain", "--noconftest", "--disable-plugin-autoload",
    *(each for name in IDLE.split() for each in ("-p", f"no:{name}")),
)  # fmt: skip


class Changed(SourceFileLoader):
    """Loads a module from a text that stands in no file."""

    text = ""
    loaded = False

    def get_code(self, fullname: str) -> CodeType:
        """The text, compiled; no cache is asked or written."""
        type(self).loaded = True
        return compile(self.text, self.path, "exec", dont_inherit=True)


class Finder(MetaPathFinder):
    """Finds the one module that is changed."""

    def __init__(self, name: str, file: Path) -> None:
        self.name = name
        self.file = file

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where the changed module is loaded from."""
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(
            fullname,
            self.file,
            loader=Changed(fullname, str(self.file)),
            submodule_search_locations=[str(self.file.parent)] if self.file.stem == "__init__" else None,
        )


class NoExamples:
    """Leaves out the tests that try random examples: each run of them is another, and takes long."""

    @staticmethod
    def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
        """Keep the tests by hand."""
        items[:] = [each for each in items if not hasattr(getattr(each, "obj", None), "hypothesis")]


def main() -> None:
    """Try every text of the job."""
    job = json.load(sys.stdin)
    source, file = Path.cwd() / "src", Path(job["file"])
    name = name_of(file, source)
    note = Path.cwd() / f".loaded-{name}"
    if note.exists():
        preload(note.read_text().split(), depending(name, source))
    sys.meta_path.insert(0, Finder(name, file))
    unchanged, *texts = job["sources"]
    answers = [lives(unchanged, job["tests"], note)]
    if answers[0]:
        for text, answer in zip(texts, exchanged(unchanged, texts, job["tests"], file), strict=True):
            answers.append(lives(text, job["tests"], note) if answer is None else answer)
    print(json.dumps(answers))


def name_of(file: Path, source: Path) -> str:
    """The dotted name of a module."""
    parts = file.relative_to(source).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def preload(loaded: list[str], depend: set[str]) -> None:
    """Import what the tests loaded the first time and what can't be touched by a change of the module."""
    for each in loaded:
        ours = each.partition(".")[0] in OURS
        if not ours or (each.startswith("amcli") and each not in depend):
            try:
                importlib.import_module(each)
            except ImportError:  # made by a library while it ran, not a module that can be found
                continue


def depending(name: str, source: Path) -> set[str]:
    """The modules that import one, however far away and however late, and itself."""
    imports = {name_of(file, source): set(imported(file, source)) for file in source.rglob("*.py")}
    found = {name}
    while more := {each for each, needs in imports.items() if each not in found and needs & found}:
        found |= more
    return found


def imported(file: Path, source: Path) -> Iterator[str]:
    """All names that a file imports, at its top or within functions, and the packages it lies in."""
    name = name_of(file, source)
    yield from parents(name)
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from (alias.name, *parents(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield from (node.module, *parents(node.module))
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def parents(name: str) -> Iterator[str]:
    """The packages around a module."""
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


def lives(text: str, tests: list[str], note: Path) -> bool:
    """Whether a text lives through the tests, in a process of its own; stopped when it takes too long."""
    child = os.fork()
    if child == 0:
        os._exit(trial(text, tests, note))
    status = os.waitpid(child, 0)[1]
    code = os.waitstatus_to_exitcode(status)
    if code in (pytest.ExitCode.NO_TESTS_COLLECTED, pytest.ExitCode.USAGE_ERROR, NEVER_LOADED):
        raise SystemExit(f"the tests say nothing of it ({code}): {' '.join(tests)}")
    return code == LIVES


def exchanged(unchanged: str, texts: list[str], tests: list[str], file: Path) -> list[bool | None]:
    """Whether each text lives; None where it takes more than to exchange functions to know."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        alone()
        Changed.text = unchanged
        trials = Trials(unchanged, texts, file)
        code = pytest.main([*OPTIONS, *tests], [NoExamples(), trials])
        if trials.is_fork:
            os._exit(int(code))
        os.write(into, json.dumps(trials.answers).encode())
        os._exit(LIVES)
    os.close(into)
    with open(out, "rb") as answers:
        found: list[bool | None] = json.loads(answers.read())
    os.waitpid(child, 0)
    return found


class Trials:
    """Tries texts once the tests are collected, each in a fork."""

    def __init__(self, unchanged: str, texts: list[str], file: Path) -> None:
        self.file = str(file)
        self.before = self.compiled(unchanged)
        self.texts = texts
        self.early: set[CodeType] = set()
        self.answers: list[bool | None] = []
        self.is_fork = False

    def compiled(self, text: str) -> CodeType:
        """A text as it is loaded."""
        return compile(text, self.file, "exec", dont_inherit=True)

    def pytest_collection(self) -> None:
        """What is called from here on, before the first test, is called early."""
        sys.setprofile(self.called)

    def called(self, frame: FrameType, event: str, argument: Any) -> None:
        """Remember a function of the module."""
        if event == "call" and frame.f_code.co_filename == self.file:
            self.early.add(frame.f_code)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Fork for each text. The forks run the tests, this process doesn't; it makes what they share."""
        for module in [each for name, each in sys.modules.items() if name.startswith("tests.")]:
            getattr(module, "before_forks", int)()
        sys.setprofile(None)
        plain = dict.fromkeys(each for each in session.items if is_plain(each))
        living = [each for each in gc.get_objects() if isinstance(each, FunctionType)]
        ours = {each.__code__: each for each in living if each.__code__.co_filename == self.file}
        for text in self.texts:
            pairs = changes(self.before, self.compiled(text))
            if pairs is None or any(old in self.early or old not in ours for old, _ in pairs):
                self.answers.append(None)
                continue
            child = os.fork()
            if child == 0:
                self.is_fork = True
                limit()
                for old, new in pairs:
                    ours[old].__code__ = new
                called(plain)
                session.items[:] = [each for each in session.items if each not in plain]
                return None
            self.answers.append(os.waitpid(child, 0)[1] == LIVES)
        return True


def is_plain(item: pytest.Item) -> bool:
    """Whether a test is a function of its parameters, without a fixture or a mark that takes more."""
    if not isinstance(item, pytest.Function) or any(
        mark.name != "parametrize" for mark in item.iter_markers()
    ):
        return False
    params = item.callspec.params if hasattr(item, "callspec") else {}
    return set(item.fixturenames) == set(params) == set(inspect.signature(item.obj).parameters)


def called(tests: Iterable[pytest.Item]) -> None:
    """Call tests as what they are, a hundred times as fast as pytest does; the first that fails ends it."""
    for test in tests:
        assert isinstance(test, pytest.Function)
        try:
            test.obj(**(test.callspec.params if hasattr(test, "callspec") else {}))
        except BaseException:
            os._exit(KILLED)


def changes(before: CodeType, after: CodeType) -> list[tuple[CodeType, CodeType]] | None:
    """The functions of a module or a class that differ, each with the other; None where it itself does."""
    if frame_of(before) != frame_of(after):
        return None
    found: list[tuple[CodeType, CodeType]] = []
    for old, new in zip(within(before), within(after), strict=True):
        if not old.co_flags & inspect.CO_OPTIMIZED:  # the body of a class
            inner = changes(old, new)
            if inner is None:
                return None
            found += inner
        elif old.co_freevars != new.co_freevars:
            return None
        elif old != new:
            found.append((old, new))
    return found


def within(code: CodeType) -> list[CodeType]:
    """What is defined in a module or a class."""
    return [each for each in code.co_consts if isinstance(each, CodeType)]


def frame_of(code: CodeType) -> tuple[Any, ...]:
    """What a module or a class does but for what is defined in it."""
    consts = [each.co_name if isinstance(each, CodeType) else (type(each), each) for each in code.co_consts]
    return code.co_code, code.co_names, code.co_exceptiontable, consts


def trial(text: str, tests: list[str], note: Path) -> int:
    """Run the tests in this process, and say how they ended."""
    limit()
    alone()
    Changed.text = text
    try:
        code: Any = pytest.main([*OPTIONS, *tests], [NoExamples()])
    except BaseException:  # whatever a mutant does, it did not pass
        return KILLED
    if not Changed.loaded:
        return NEVER_LOADED
    if code == LIVES and not note.exists():
        note.write_text(" ".join(sys.modules))
    return int(code)


def limit() -> None:
    """No mutant runs for ever."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def alone() -> None:
    """Nobody reads what the tests write."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)


if __name__ == "__main__":
    main()
