"""What is answered to commands, options and words that are not there: the nearest thing a person means.

Loaded only when something was mistyped. The words of other programs and of everyday speech are tables in
synonyms.py.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from amcli.commands.readers import Name, Text
from amcli.commands.synonyms import COMMANDS, MEETINGS, OPTIONS, OUTCOMES, TALKS, TASKS, VERBS
from amcli.errors import AmcliError, BadValue, NotFound
from amcli.hints import TYPE_CHECKING, Any
from amcli.rules.dates import parse_duration
from amcli.rules.names import folded, in_shell, near_names, quoted, shown
from amcli.rules.periods import parse_period
from amcli.storage import resolve
from amcli.vocabulary import KIND_OF_LETTER, noun, parts_of_reference

if TYPE_CHECKING:
    from amcli.commands.commandline import Given, Line
    from amcli.commands.declared import Declared
    from amcli.context import Run

OUTCOME_QUESTIONS = {"churn": "Are they leaving?", "renew": "Is it renewed?"}
DIGESTS = ("day", "week")
MOST_VERBS = 3
SOME_DAY = dt.date(2000, 1, 1)
FORMATS = ("json", "jsonl", "csv", "tsv", "md", "ids", "table")
NOT_IN_DOUBLE_QUOTES = '"$`\\!'


def no_command(
    run: "Run",
    path: str,
    word: str,
    rest: Sequence[str],
    known: Sequence[str],
    verbs: Sequence[str],
    was: Mapping[str, str],
) -> BadValue:
    """The error for a command that is not there; `verbs` are those of that name, each with its noun,
    `was` has the old names of commands, which somebody may have mistyped too."""
    at_root = path == "am"
    found = list(meant_command(word, rest, known) if at_root else meant_verb(path, word, rest, known))
    found = found or with_noun(rest, verbs)
    if path == "am export" and (way := export_meant(run, word, known)):
        return BadValue(f"no command {quoted(word)}.", way)
    if not found:
        near = dict.fromkeys(was.get(name, name) for name in near_names(word, [*known, *was], 2))
        found = [f"{path} {name}" for name in near]
        found = found if len(found) > 1 else [" ".join([each, *map(in_line, rest)]) for each in found]
    if not found and at_root:
        found = record_meant(run, word)
    hint = f"Did you mean {listed(found, 'or')}?" if found else f"All commands: {path} --help"
    return BadValue(f"no command {quoted(word)}.", hint)


def meant_command(word: str, rest: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    """What somebody means by a word that is no command of `am`."""
    asked = folded(word)
    first = in_line(rest[0]) if rest else None
    if asked in COMMANDS:
        meant = COMMANDS[asked]
        yield from (with_account(each, rest) if len(meant) == 1 else filled(each, first) for each in meant)
    elif asked in TALKS:
        yield " ".join([logged(rest), *(["-k", TALKS[asked]] if TALKS[asked] else [])])
    elif asked in TASKS:
        yield f"{with_text('am task add', rest, 'TITLE')}{TASKS[asked]}"
    elif asked in VERBS:
        yield f"am {noun_of(rest)} {VERBS[asked]} {first or 'ACCOUNT'}"
    elif asked.endswith("s") and asked[:-1] in known:
        yield f"am {asked[:-1]} list"
    elif rest and rest[0] in known:  # am acme log "..."
        yield " ".join(["am", rest[0], in_line(word), *map(in_line, rest[1:])])
    if asked in MEETINGS:
        yield f"am meet {first or 'ACCOUNT'} tomorrow"


def export_meant(run: "Run", word: str, known: Sequence[str]) -> str | None:
    """What somebody means by a word after `am export`: a kind of record, an account or a file."""
    from amcli.interchange.kinds import KINDS

    if kinds := near_names(folded(word), (each.name for each in KINDS), 1):
        return f"Did you mean am export --kind {kinds[0]}?"
    if near_names(word, known, 1):
        return None
    if is_file(word):
        return f"For a file or folder: --to {in_line(word)}"
    try:
        code = str(resolve.account(run.book, word)["code"])
    except AmcliError:
        return None
    return f"Did you mean am export --account {in_line(code)} --to {in_line(f'{code}.jsonl')}?"


def is_file(word: str) -> bool:
    """Whether a word looks like a file or a folder: `acme.jsonl`, `copy/`."""
    return "/" in word or "\\" in word or "." in word.strip(".")


def meant_verb(path: str, word: str, rest: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    """What somebody means by a word that is no verb of a noun."""
    verb = VERBS.get(folded(word))
    if verb in known:
        yield " ".join([path, str(verb), *map(in_line, rest)])
    elif "show" in known and not near_names(word, known, 1):
        yield f"{path} show {in_line(word)}"


def with_noun(rest: Sequence[str], verbs: Sequence[str]) -> list[str]:
    """`am issue resolve i14`, of a verb typed without its noun: that of the reference after it, or the only
    one; of several their names alone."""
    wanted = f"{noun_of(rest)} " if rest else ""
    meant = verbs if len(verbs) == 1 else [each for each in verbs if wanted and each.startswith(wanted)]
    if meant:
        return [" ".join(["am", meant[0], *map(in_line, rest)])]
    return [f"am {each}" for each in verbs[:MOST_VERBS]]


def record_meant(run: "Run", word: str) -> list[str]:
    """`am show acme`, where what was typed for a command is a record of the book."""
    try:
        resolve.any_record(run.book, word)
    except AmcliError:
        return []
    return [f"am show {in_line(word)}"]


def outcome_meant(contract: str, word: str) -> str | None:
    """What records an outcome that was typed for a stage."""
    verb = OUTCOMES.get(folded(word.strip()))
    return None if verb is None else f"{OUTCOME_QUESTIONS[verb]} am {verb} {in_line(contract)}"


def with_account(command: str, rest: Sequence[str]) -> str:
    """A command with what was typed in the place of what it takes; a list takes all of it as its filters."""
    whole = command.endswith(" list") and rest
    return (
        " ".join([command, *map(in_line, rest)])
        if whole
        else filled(command, in_line(rest[0]) if rest else None)
    )


def filled(command: str, first: str | None) -> str:
    """A command with what was typed in the place of what it takes."""
    words = command.split()
    if first is not None and words[-1].isupper():
        words[-1] = first
    return " ".join(words)


def logged(rest: Sequence[str]) -> str:
    """`am log acme "what was said"` of what was typed after a word for a talk."""
    return with_text("am log", rest, "what was said")


def with_text(command: str, rest: Sequence[str], text: str) -> str:
    """A command that takes an account and a text, of what was typed."""
    typed = list(rest)
    options = next((at for at, word in enumerate(typed) if word.startswith("-")), len(typed))
    account = in_line(typed[0]) if options else "ACCOUNT"
    words = " ".join(typed[1:options]) or text
    return " ".join([command, account, in_quotes(words), *map(in_line, typed[options:])])


def noun_of(rest: Sequence[str]) -> str:
    """The noun of a reference that was typed: `t31` is a task; an account otherwise."""
    letter, _ = parts_of_reference(folded(rest[0])) if rest else ("", 0)
    return noun(KIND_OF_LETTER.get(letter, "account"))


def cut_short(typed: str, name: str) -> BadValue:
    """The error for the beginning of an option in a pipe."""
    return BadValue(f"no option {quoted(typed)} here.", f"Write it out in a script: {name}")


def no_option(path: str, declared: Sequence["Declared"], option: str) -> BadValue:
    """The error for an option that is not there, in a command with these."""
    has = [name for each in declared for name in each.spellings]
    wrong = f"no option {quoted(option)} here."
    meant = next((name for name in OPTIONS.get(option, ()) if name in has), None)
    found = [meant] if meant else near_names(option, (name for name in has if name[:2] == "--"), 2)
    if option.removeprefix("--") in FORMATS and "--output" in has:
        return BadValue(wrong, f"Did you mean -o {option.removeprefix('--')}?")
    arguments = [each for each in declared if not each.names]
    if position := argument_named(path, arguments, option.lstrip("-")):
        return BadValue(wrong, position)
    if found and len(option) > 2:
        return BadValue(wrong, f"Did you mean {listed(found, 'or')}?")
    if len(option) == 2 and any(getattr(each.reader, "spoken", False) for each in arguments):
        return BadValue(
            wrong, f"In a text? Put all of it in quotes: {path} ACCOUNT {in_quotes('what was said')}"
        )
    return BadValue(wrong, f"See {path} --help")


def argument_named(path: str, arguments: Sequence["Declared"], name: str) -> str | None:
    """What to type where an argument was taken for an option: `am contact add takes the account first`."""
    for at, each in enumerate(arguments):
        metavar = each.metavar.strip("[].").lower()
        if name == metavar or name == each.name:
            order = ("first", "second", "third")[at] if at < 3 else "as a word"
            return f"{path} takes the {name} {order}: {usage(path, arguments)}"
    return None


def usage(path: str, arguments: Iterable["Declared"]) -> str:
    """`am contact add ACCOUNT NAME`."""
    return " ".join([path, *(each.metavar.strip("[]") for each in arguments)])


def too_many(line: "Line", rest: Sequence[str]) -> BadValue:
    """The error for more words than a command takes, with what to type."""
    wrong = f"too many words: {quoted(' '.join(rest))}."
    arguments = [each for each in line.declared if not each.names]
    kept = line.arguments[: len(line.arguments) - len(rest)]
    quotes = quotes_meant(line, kept, rest, arguments)
    text_last = bool(arguments) and is_text(arguments[-1].reader)
    way = option_meant(line, kept, rest, reason=not text_last) or quotes or file_meant(line, rest)
    return BadValue(wrong, way or f"See {line.path} --help")


def file_meant(line: "Line", rest: Sequence[str]) -> str | None:
    """The option for a file, where a word too many is one: `am backup copy.db`."""
    if len(rest) != 1 or not is_file(rest[0]) or not has_option(line, "--to"):
        return None
    return f"Did you mean {' '.join([line.path, *option_words(line.given)])} --to {in_line(rest[0])}?"


def option_meant(line: "Line", kept: Sequence[str], rest: Sequence[str], *, reason: bool) -> str | None:
    """The command with the words that are too many as the value of an option: of the one before them, of one
    that they name (`tier key`), or as the reason."""
    given = list(line.given)
    before = [at for at, each in enumerate(given) if each.before == len(kept) and len(each.words) == 2]
    command = " ".join([line.path, *map(in_line, kept)])
    if before:
        name, value = given[before[-1]].words
        given[before[-1]] = given[before[-1]]._replace(words=(name, " ".join([value, *rest])))
        return f"Put text in quotes: {' '.join([command, *option_words(given)])}"
    options = " ".join(["", *option_words(given)])
    if has_option(line, f"--{rest[0]}") and len(rest) > 1:
        return f"Did you mean {command}{options} --{rest[0]} {in_line(' '.join(rest[1:]))}?"
    if reason and has_option(line, "--reason") and "".join(rest).isalpha():
        return f"Put a reason after --reason: {command}{options} --reason {in_quotes(' '.join(rest))}"
    return None


def quotes_meant(
    line: "Line", kept: Sequence[str], rest: Sequence[str], arguments: Sequence["Declared"]
) -> str | None:
    """The command with its last text in quotes; the one name that a command takes is such a text, too."""
    a_name = len(arguments) == 1 and "".join(rest).replace("-", "").isalpha()
    if not arguments or not (is_text(arguments[-1].reader) or a_name):
        return None
    text = in_quotes(" ".join([*kept[-1:], *rest]))
    words = [line.path, *map(in_line, kept[:-1]), text, *option_words(line.given)]
    return f"Put text in quotes: {' '.join(words)}"


def in_order(run: "Run", error: NotFound, words: Sequence[str]) -> NotFound:
    """The error for an account that is not there; where a later word is one, with the account first."""
    for at, word in enumerate(words[1:], 1):
        try:
            resolve.account(run.book, word)
        except AmcliError:
            continue
        others = " ".join([*words[:at], *words[at + 1 :]])
        command = " ".join(["am", *run.verbs, in_line(word), in_quotes(others)])
        return NotFound(error.message, f"Did you mean {command}?")
    return error


def too_many_words(line: "Line") -> BadValue:
    """The error for words after an option that are more than one argument: those of its value, or of the
    text. Nothing is guessed; the hint has the quotes."""
    words, given = line.arguments, line.given
    if not line.first:  # the account stands behind an option
        spilled, account, text = words[2:], words[0], words[1:]
        return spilled_error(line, spilled, account, text, given)
    spilled, account, text = words[line.first :], words[0], words[1 : line.first]
    last = next(each for each in reversed(given) if each.before <= len(words) - len(spilled))
    if len(last.words) == 2 and takes_text(line, last.words[0]):
        whole = (last.words[0], " ".join([last.words[1], *spilled]))
        given = [each._replace(words=whole) if each is last else each for each in given]
        return spilled_error(line, spilled, account, text or ["what was said"], given)
    return spilled_error(line, spilled, account, [*text, *spilled], given)


def spilled_error(
    line: "Line", spilled: Sequence[str], account: str, text: Sequence[str], given: Sequence["Given"]
) -> BadValue:
    """The error for words that belong to a text before them."""
    words = [line.path, in_line(account), in_quotes(" ".join(text)), *option_words(given)]
    return BadValue(f"too many words: {quoted(' '.join(spilled))}.", f"Put text in quotes: {' '.join(words)}")


def takes_text(line: "Line", option: str) -> bool:
    """Whether the value of an option is a text or a name."""
    return any(option in each.names and is_text(each.reader) for each in line.declared)


def is_text(kind: Any) -> bool:
    """Whether values of a kind are free text: a text, a name, or what has no reader of its own."""
    return isinstance(kind, Name | Text)


def has_option(line: "Line", option: str) -> bool:
    """Whether a command has an option."""
    return any(option in each.names for each in line.declared)


def window_meant(line: "Line", words: Iterable[str]) -> str | None:
    """The command with the option that somebody means by a length or a period among words that name nothing:
    `am renewals 60d`."""
    for word in words:
        for option, reads in (("--in", is_duration), ("--period", is_period)):
            if has_option(line, option) and reads(word):
                return f"Did you mean {line.path} {option} {in_line(word)}?"
    return None


def is_duration(word: str) -> bool:
    """Whether a word is a length of time: `60d`, and not a number alone."""
    try:
        return not word.isdecimal() and bool(parse_duration(word))
    except BadValue:
        return False


def is_period(word: str) -> bool:
    """Whether a word is a period: of a digest, or `2026-Q3`, `last-quarter`."""
    try:
        return word in DIGESTS or bool(parse_period(word, SOME_DAY))
    except BadValue:
        return False


def option_words(given: Iterable["Given"]) -> Iterator[str]:
    """Options as they were typed, in quotes where those are needed."""
    for each in given:
        yield from (in_line(word) for word in each.words)


def in_line(word: str) -> str:
    """A word of a command line, in quotes where a shell would take it apart."""
    safe = shown(word)
    return safe if in_shell(safe) == safe or safe.lstrip("-+").replace("=", "").isalnum() else in_quotes(safe)


def in_quotes(text: str) -> str:
    """A text in double quotes, or in single ones where a shell reads something within double ones."""
    safe = shown(text)
    return in_shell(safe) if any(char in safe for char in NOT_IN_DOUBLE_QUOTES) else f'"{safe}"'


def listed(words: Sequence[str], joint: str) -> str:
    """`a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"
