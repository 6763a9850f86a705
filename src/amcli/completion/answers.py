"""What a shell asks while somebody types: `am __complete KIND word=TEXT of=RECORD book=PATH config=PATH`.

All but the kind may be left out. One candidate a line, the value, a tab, and what it is. Several kinds
are joined by `+`: what any of them gives. Asked before the command line is loaded, and in no help: a
person never types it. Whatever is wrong (no book, a broken one, one that is locked), the answer is
nothing, since an error would stand in the middle of a command that is being typed.
"""

import os
import sys

# Completion loads no `collections`, which typed words are answered twice as fast without.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Lists that are of records without being named after them.
SUBJECTS = {
    "renewals": "contract",
    "tasks": "task",
    "qbr.list": "interaction",
    "account.handoffs": "handoff",
    "feedback.themes": "feedback",
}


def answer_kinds(argv: "Sequence[str]") -> int:
    """Write the candidates to standard output; gives the exit code."""
    try:
        return write(lines(argv[0], argv[1:]))
    except Exception:  # nothing may come between a person and what they type
        return 0


def write(text: str) -> int:
    """Write an answer; gives the exit code: 0, also for a reader who has gone; 1 where it can't be done."""
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        return 0
    except OSError:
        return 1
    return 0


def lines(kinds: str, argv: "Sequence[str]") -> str:
    """The candidates of some kinds as text. Raises ValueError for what is no question."""
    given = dict(each.split("=", 1) for each in argv)
    return "".join(f"{value}\t{text}\n" for value, text in found(kinds, given))


def found(kinds: str, given: dict[str, str]) -> list[tuple[str, str]]:
    """The candidates of some kinds, which are joined by `+`; what cannot be read gives none."""
    rows: list[tuple[str, str]] = []
    for kind in kinds.split("+"):
        try:
            rows += of_kind(kind, given)
        except Exception:  # a book that can't be read, too
            continue
    return rows


def of_kind(asked: str, given: dict[str, str]) -> "Sequence[tuple[str, str]]":
    """The candidates of one kind, written KIND or KIND:WHICH; each loads no more than it needs."""
    kind, _, which = asked.partition(":")
    word = given.get("word", "")
    if kind == "fields":
        return listed(base(given) if which == "report" else which, word)
    if kind == "import":
        return of_files(which, word)
    if kind == "report":
        return list(reports(given, word))
    if kind == "preset":
        return list(presets(given, word))
    if kind == "playbook":
        return list(playbooks(given, word))
    if kind == "metric":
        return metrics(word)
    from amcli.completion.candidates import candidates

    if kind == "filter" and which == "report":
        which = subject(base(given))
    return candidates(book_path(given.get("book", "")), kind, which, word, given.get("of"))


def reports(given: dict[str, str], word: str) -> "Iterator[tuple[str, str]]":
    """The saved reports of a configuration, by any part of their names or titles. Raises OSError,
    ValueError for a file that is no TOML."""
    from amcli.rules.names import search_key, shown

    key = search_key(word)
    for name, table in saved(given).items():
        title = str(table.get("title") or table.get("base") or "")
        if shown(name) == name and not name.startswith("-") and key in search_key(f"{name}\n{title}"):
            yield name, shown(title)


def presets(given: dict[str, str], word: str) -> "Iterator[tuple[str, str]]":
    """The systems that import knows and the mappings that are saved, by any part of their names."""
    from amcli.config.maps import built_in
    from amcli.rules.names import search_key, shown

    key = search_key(word)
    try:
        saved_maps = tables(given, "maps")
    except (OSError, ValueError):
        saved_maps = {}
    for name in saved_maps:
        if shown(name) == name and not name.startswith("-") and key in search_key(name):
            yield name, "saved"
    yield from ((name, "") for name in built_in() if key in name)


def playbooks(given: dict[str, str], word: str) -> "Iterator[tuple[str, str]]":
    """The plays that amcli comes with and those of the user, by any part of their names."""
    from amcli.config.plays import files
    from amcli.config.settings import Config
    from amcli.rules.names import search_key, shown

    key = search_key(word)
    for name, (_, own) in files(Config(config_path(given.get("config", "")))).items():
        if shown(name) == name and not name.startswith("-") and key in search_key(name):
            yield name, "yours" if own else ""


def metrics(word: str) -> list[tuple[str, str]]:
    """The metrics by any part of their names, or by how what they are called begins."""
    from amcli.rules.metrics.register import METRICS

    key = word.casefold().replace("-", "_")
    return [
        (each.name, each.label)
        for each in METRICS
        if key in each.name or each.label.casefold().startswith(word.casefold())
    ]


def base(given: dict[str, str]) -> str:
    """The list that a saved report is made of, as `listed` knows it."""
    words = str(saved(given)[given.get("of", "")]["base"]).split()
    return ".".join(words[: 2 if words[1:2] in (["list"], ["due"], ["handoffs"], ["themes"]) else 1])


def subject(listed: str) -> str:
    """The kind of record that a list is of, as its filters know it."""
    noun, _, verb = listed.partition(".")
    return SUBJECTS.get(listed) or (noun if verb == "list" else "account")


def saved(given: dict[str, str]) -> dict[str, dict[str, object]]:
    """What the configuration says of each saved report."""
    return tables(given, "reports")


def tables(given: dict[str, str], name: str) -> dict[str, dict[str, object]]:
    """The tables of the configuration below a name."""
    import tomllib

    with open(config_path(given.get("config", "")), "rb") as file:
        return dict(tomllib.load(file).get(name, {}))


def book_path(typed: str) -> str:
    """Which book: the one named on the command line, as far as it is typed, else as for any command."""
    return named(typed, "AMCLI_BOOK", "data", "book.db")


def config_path(typed: str) -> str:
    """Which configuration, in the same way."""
    return named(typed, "AMCLI_CONFIG", "config", "config.toml")


def named(typed: str, variable: str, kind: str, name: str) -> str:
    """A file that is named on the command line, else by a variable, else that of amcli's own folder."""
    if typed:
        return os.path.expanduser(os.path.expandvars(typed) if "$" in typed else typed)
    given = os.environ.get(variable)
    if given:
        return os.path.expanduser(given)
    from amcli.config.folders import folder

    return os.path.join(folder(kind), name)


def listed(command: str, word: str) -> list[tuple[str, str]]:
    """What a comma list may become: its last part completed, by any part of a field's name. The fields
    that stand in it already are left out; a `-` before the last part stays. Raises OSError."""
    before, comma, last = word.rpartition(",")
    minus = "-" if last.startswith("-") else ""
    key = last.removeprefix("-").casefold()
    used = {each.strip().removeprefix("-") for each in before.split(",")}
    found = [each for each in declared(command) if key in each[0] and each[0] not in used]
    found.sort(key=lambda each: not each[0].startswith(key))
    return [(f"{before}{comma}{minus}{name}", text) for name, text in found]


def declared(command: str) -> list[tuple[str, str]]:
    """The fields of a list with their meanings; none for another command."""
    with open(os.path.join(os.path.dirname(__file__), "listed.tsv"), "rb") as file:
        lines = file.read().decode().splitlines()
    rows = (line.split("\t") for line in lines)
    return [(name, text) for where, name, text in rows if where == command]


def of_files(option: str, word: str) -> list[tuple[str, str]]:
    """What a value of an option of import may become: `FIELD=` of `map` and `set`, `FIELD:` of `values`, by
    any part of the field's name; behind the `=` what a field of a closed list may say. Raises OSError."""
    fields = declared("import")
    sign = ":" if option == "values" else "="
    field, begun, _ = word.partition(sign)
    if not begun:
        return [
            (f"{name}{sign}", values.replace(" ", ", "))
            for name, values in fields
            if field.casefold() in name and (option != "values" or values)
        ]
    before, equals, last = word.rpartition("=")
    known = dict(fields).get(field, "").split()
    if not equals or option == "map":
        return []
    return [(f"{before}={value}", "") for value in known if value.startswith(last.casefold())]
