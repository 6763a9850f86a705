"""What is answered to commands, options and words that are not there: the nearest thing a person means.

Loaded only when something was mistyped. The words of other programs and of everyday speech are tables.
"""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from amcli.errors import AmcliError, BadValue
from amcli.rules.names import folded, in_shell, quoted, shown

if TYPE_CHECKING:
    from amcli.commands.words import Given, Typed

# What people type for a command of `am`; the first word after it takes the place of a last one in capitals.
COMMANDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("add", "new", "create", "insert"), ("am account add", "am contact add", "am contract add")
    ),
    **dict.fromkeys(("list", "ls", "all"), ("am account list", "am tasks", "am contact list")),
    **dict.fromkeys(("accounts", "customers", "clients", "companies", "book"), ("am account list",)),
    **dict.fromkeys(("people", "persons", "who", "contacts"), ("am contact list",)),
    **dict.fromkeys(("deals", "deal", "pipeline", "upsell", "upsells"), ("am opportunity list",)),
    **dict.fromkeys(("tickets", "ticket", "bugs", "problems"), ("am issue list",)),
    **dict.fromkeys(
        ("calls", "meetings", "emails", "notes", "activity", "activities"), ("am interaction list",)
    ),
    **dict.fromkeys(("todo", "todos", "promises"), ("am tasks",)),
    **dict.fromkeys(("search", "query", "grep", "lookup", "where"), ("am find TEXT",)),
    **dict.fromkeys(("view", "open", "get", "info", "display", "cat"), ("am show REF",)),
    **dict.fromkeys(("agenda", "calendar", "upcoming", "tomorrow"), ("am week",)),
    **dict.fromkeys(("home", "status", "dashboard", "morning", "start", "now"), ("am today",)),
    **dict.fromkeys(("health", "score", "scores", "churning"), ("am risks",)),
    **dict.fromkeys(("checkin", "check-in", "check-ins", "late", "overdue"), ("am checkins",)),
    **dict.fromkeys(("renewal", "expiring", "expires"), ("am renewals",)),
    **dict.fromkeys(("revenue", "arr", "mrr", "nrr", "grr", "stats", "kpi", "kpis"), ("am metrics",)),
    **dict.fromkeys(("complete", "finish", "close", "check", "finished"), ("am done REF",)),
    **dict.fromkeys(("postpone", "defer", "delay", "later"), ("am snooze REF",)),
    **dict.fromkeys(("revert", "rollback", "back"), ("am undo",)),
    **dict.fromkeys(("changes", "audit", "journal"), ("am history",)),
    **dict.fromkeys(("lost", "cancel", "terminate", "leave"), ("am churn ACCOUNT",)),
    **dict.fromkeys(("settings", "configure", "setup", "preferences", "set"), ("am config list",)),
    **dict.fromkeys(("load", "sync"), ("am import FILE",)),
    **dict.fromkeys(("dump", "save"), ("am export",)),
    **dict.fromkeys(("digest", "mail"), ("am summary",)),
    **dict.fromkeys(("duplicates", "dedupe", "dupes"), ("am doctor",)),
    **dict.fromkeys(("guide", "guides", "manual", "man", "docs", "topics"), ("am help",)),
    **dict.fromkeys(("quarterly", "review", "reviews", "qbrs"), ("am qbr due",)),
    "version": ("am --version",),
    "nps": ("am survey add ACCOUNT nps SCORE",),
}
# What people type for a talk: the kind that it is.
TALKS = {
    **dict.fromkeys(("call", "called", "phone", "ring"), "call"),
    **dict.fromkeys(("email", "mailed", "wrote"), "email"),
    **dict.fromkeys(("meeting", "met", "lunch"), "meeting"),
    **dict.fromkeys(("visit", "visited"), "visit"),
    **dict.fromkeys(("chat", "message", "slack"), "chat"),
    **dict.fromkeys(("note", "comment", "memo"), "note"),
    **dict.fromkeys(("touch", "interact", "record", "talk", "talked", "spoke"), ""),
}
TASKS = {
    **dict.fromkeys(("remind", "reminder", "followup", "follow-up"), ""),
    **dict.fromkeys(("promise", "promised", "commit"), " --promised"),
}
# What people type for a verb of a noun.
VERBS = {
    **dict.fromkeys(("new", "create", "insert", "register"), "add"),
    **dict.fromkeys(("delete", "remove", "del", "erase", "drop"), "rm"),
    **dict.fromkeys(("update", "change", "modify", "set", "rename"), "edit"),
    **dict.fromkeys(("view", "get", "info", "open", "display"), "show"),
    **dict.fromkeys(("ls", "all", "search", "find"), "list"),
    **dict.fromkeys(("complete", "finish", "close", "check"), "done"),
}
# What people type for an option; the first that the command has is meant.
OPTIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("--date", "--when", "--day"), ("--on", "--due", "--starts")),
    **dict.fromkeys(("--deadline", "--by", "--until"), ("--due", "--ends")),
    **dict.fromkeys(("--type", "--sort-of"), ("--kind",)),
    **dict.fromkeys(("--who", "--contact", "--person", "--people"), ("--with", "--contact")),
    **dict.fromkeys(("--amount", "--price", "--arr", "--worth"), ("--value",)),
    **dict.fromkeys(("--job", "--position", "--jobtitle", "--job-title"), ("--title",)),
    **dict.fromkeys(("--mail", "--e-mail"), ("--email",)),
    **dict.fromkeys(("--tel", "--telephone", "--mobile"), ("--phone",)),
    **dict.fromkeys(("--order", "--order-by", "--sort-by"), ("--sort",)),
    **dict.fromkeys(("--top", "--max", "--count", "--first"), ("--limit",)),
    **dict.fromkeys(("--columns", "--cols", "--only"), ("--fields",)),
    **dict.fromkeys(("--days", "--next-days", "--ahead"), ("--in",)),
    **dict.fromkeys(("--force", "--confirm"), ("--yes",)),
    **dict.fromkeys(("--why", "--because"), ("--reason",)),
    **dict.fromkeys(("--todo", "--task", "--follow-up"), ("--next",)),
    **dict.fromkeys(("--mood", "--feeling", "--sentiment"), ("--feel",)),
    **dict.fromkeys(("--length", "--duration", "--months"), ("--term", "--minutes")),
    **dict.fromkeys(("--unreached", "--no-answer", "--missed"), ("--tried",)),
    **dict.fromkeys(("--everything", "--full"), ("--all",)),
    **dict.fromkeys(("--format",), ("--output",)),
}
# What people type for a stage, which is an outcome: what records it.
OUTCOMES = {
    **dict.fromkeys(("lost", "churn", "churned", "cancelled", "canceled", "ended", "closed-lost"), "churn"),
    **dict.fromkeys(("won", "renewed", "closed-won", "done"), "renew"),
}
OUTCOME_QUESTIONS = {"churn": "Are they leaving?", "renew": "Is it renewed?"}
FORMATS = ("json", "jsonl", "csv", "tsv", "md", "ids", "table")
NOT_IN_DOUBLE_QUOTES = '"$`\\!'


def no_command(ctx: Any, word: str, rest: Sequence[str], known: Sequence[str]) -> BadValue:
    """The error for a command that is not there."""
    path = ctx.command_path
    at_root = path == "am"
    found = list(meant_command(ctx, word, rest, known) if at_root else meant_verb(path, word, rest, known))
    if not found:
        found = [f"{path} {name}" for name in get_close_matches(word, known, n=2, cutoff=0.6)]
    if not found and at_root:
        found = record_meant(ctx, word)
    hint = f"Did you mean {listed(found, 'or')}?" if found else f"All commands: {path} --help"
    return BadValue(f"no command {quoted(word)}.", hint)


def meant_command(ctx: Any, word: str, rest: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    """What somebody means by a word that is no command of `am`."""
    asked = folded(word)
    first = said(rest[0]) if rest else None
    if asked in COMMANDS:
        yield from (filled(each, first) for each in COMMANDS[asked])
    elif asked in TALKS:
        yield " ".join([logged(rest), *(["-k", TALKS[asked]] if TALKS[asked] else [])])
    elif asked in TASKS:
        yield f"{with_text('am task add', rest, 'TITLE')}{TASKS[asked]}"
    elif asked in VERBS:
        yield f"am {noun_of(rest)} {VERBS[asked]} {first or 'ACCOUNT'}"
    elif asked.endswith("s") and asked[:-1] in known:
        yield f"am {asked[:-1]} list"
    elif rest and rest[0] in known:  # am acme log "..."
        yield " ".join(["am", rest[0], said(word), *map(said, rest[1:])])


def meant_verb(path: str, word: str, rest: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    """What somebody means by a word that is no verb of a noun."""
    verb = VERBS.get(folded(word))
    if verb in known:
        yield " ".join([path, str(verb), *map(said, rest[:1])])
    elif "show" in known and not get_close_matches(word, known, n=1, cutoff=0.6):
        yield f"{path} show {said(word)}"


def record_meant(ctx: Any, word: str) -> list[str]:
    """`am show acme`, where what was typed for a command is a record of the book."""
    from amcli.book import resolve
    from amcli.context import current

    try:
        resolve.any_record(current(ctx).book, word)
    except AmcliError:
        return []
    return [f"am show {said(word)}"]


def outcome_meant(contract: str, word: str) -> str | None:
    """What records an outcome that was typed for a stage."""
    verb = OUTCOMES.get(folded(word.strip()))
    return None if verb is None else f"{OUTCOME_QUESTIONS[verb]} am {verb} {said(contract)}"


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
    account = said(typed[0]) if options else "ACCOUNT"
    words = " ".join(typed[1:options]) or text
    return " ".join([command, account, in_quotes(words), *map(said, typed[options:])])


def noun_of(rest: Sequence[str]) -> str:
    """The noun of a reference that was typed: `t31` is a task; an account otherwise."""
    from amcli.book.lines import REFERENCE
    from amcli.vocabulary import KIND_OF_LETTER

    found = REFERENCE.fullmatch(folded(rest[0])) if rest else None
    return KIND_OF_LETTER.get(found[1], "account") if found else "account"


def cut_short(typed: str, name: str) -> BadValue:
    """The error for the beginning of an option in a pipe."""
    return BadValue(f"no option {quoted(typed)} here.", f"Write it out in a script: {name}")


def no_option(ctx: Any, option: str) -> BadValue:
    """The error for an option that is not there."""
    has = [name for param in ctx.command.params for name in (*param.opts, *param.secondary_opts)]
    path = ctx.command_path
    wrong = f"no option {quoted(option)} here."
    meant = next((name for name in OPTIONS.get(option, ()) if name in has), None)
    found = [meant] if meant else get_close_matches(option, [name for name in has if name[:2] == "--"], n=2)
    if option.removeprefix("--") in FORMATS and "--output" in has:
        return BadValue(wrong, f"Did you mean -o {option.removeprefix('--')}?")
    if position := argument_named(ctx, option.lstrip("-")):
        return BadValue(wrong, position)
    if found and len(option) > 2:
        return BadValue(wrong, f"Did you mean {listed(found, 'or')}?")
    typed = ctx.meta.get("amcli.typed")
    if len(option) == 2 and typed is not None and typed.spoken:
        return BadValue(
            wrong, f"In a text? Put all of it in quotes: {path} ACCOUNT {in_quotes('what was said')}"
        )
    return BadValue(wrong, f"See {path} --help")


def argument_named(ctx: Any, name: str) -> str | None:
    """What to type where an argument was taken for an option: `am contact add takes the account first`."""
    arguments = [param for param in ctx.command.params if param.param_type_name == "argument"]
    for at, param in enumerate(arguments):
        metavar = str(param.metavar or param.name).strip("[].").lower()
        if name == metavar or name == param.name:
            order = ("first", "second", "third")[at] if at < 3 else "as a word"
            return f"{ctx.command_path} takes the {name} {order}: {usage(ctx, arguments)}"
    return None


def usage(ctx: Any, arguments: Iterable[Any]) -> str:
    """`am contact add ACCOUNT NAME`."""
    names = [str(param.metavar or str(param.name).upper()).strip("[]") for param in arguments]
    return " ".join([ctx.command_path, *names])


def too_many(ctx: Any, typed: "Typed", rest: Sequence[str]) -> BadValue:
    """The error for more words than a command takes, with the quotes to type."""
    wrong = f"too many words: {quoted(' '.join(rest))}."
    arguments = [param for param in ctx.command.params if param.param_type_name == "argument"]
    if not arguments:
        return BadValue(wrong, f"See {ctx.command_path} --help")
    kept = typed.arguments[: len(typed.arguments) - len(rest)]
    text = in_quotes(" ".join([*kept[-1:], *rest]))
    words = [ctx.command_path, *map(said, kept[:-1]), text, *option_words(typed.given)]
    return BadValue(wrong, f"Put text in quotes: {' '.join(words)}")


def too_many_words(ctx: Any, typed: "Typed") -> BadValue:
    """The error for words after an option that are more than one argument: those of its value, or of the
    text. Nothing is guessed; the hint has the quotes."""
    words, given = typed.arguments, typed.given
    if not typed.first:  # the account stands behind an option
        spilled, account, text = words[2:], words[0], words[1:]
        return spilled_error(ctx, spilled, account, text, given)
    spilled, account, text = words[typed.first :], words[0], words[1 : typed.first]
    last = next(each for each in reversed(given) if each.before <= len(words) - len(spilled))
    if len(last.words) == 2 and takes_text(ctx, last.words[0]):
        whole = (last.words[0], " ".join([last.words[1], *spilled]))
        given = [each._replace(words=whole) if each is last else each for each in given]
        return spilled_error(ctx, spilled, account, text or ["what was said"], given)
    return spilled_error(ctx, spilled, account, [*text, *spilled], given)


def spilled_error(
    ctx: Any, spilled: Sequence[str], account: str, text: Sequence[str], given: Sequence["Given"]
) -> BadValue:
    """The error for words that belong to a text before them."""
    words = [ctx.command_path, said(account), in_quotes(" ".join(text)), *option_words(given)]
    return BadValue(f"too many words: {quoted(' '.join(spilled))}.", f"Put text in quotes: {' '.join(words)}")


def takes_text(ctx: Any, option: str) -> bool:
    """Whether the value of an option is a text or a name."""
    from amcli.commands.params import Name, Text

    params = [param for param in ctx.command.params if option in param.opts]
    return bool(params) and (isinstance(params[0].type, Name | Text) or params[0].type.name == "text")


def option_words(given: Iterable["Given"]) -> Iterator[str]:
    """Options as they were typed, in quotes where those are needed."""
    for each in given:
        yield from (said(word) for word in each.words)


def said(word: str) -> str:
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
