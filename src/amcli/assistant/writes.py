"""The tools of `am mcp` that write: what each takes, and the argument list that it becomes once its names and
days are settled (`settling.py`). How one is asked for, and written: `writing.py`.
"""

from amcli import vocabulary as v
from amcli.assistant.arguments import Given, Schema
from amcli.assistant.tools import ACCOUNT, FLAG, REF, Tool, chosen, options, text, texts
from amcli.rules.meetings import KINDS

DAY = text(40)
WHY = text(300)
LONGEST = 4000
SHORT = text(200)
PEOPLE = texts(10)
SAID = text(LONGEST)
TASKS: dict[str, Schema] = {"next": SHORT, "promise": SHORT, "theirs": SHORT, "due": DAY}
ALLOWED = ("churn", "renew")


def line(command: str, given: Given, names: tuple[str, ...], *rest: str) -> list[str]:
    """An argument list: options as one word each, people one by one, and nothing behind `--` is one."""
    people = [f"--with={each}" for each in given.get("with", ())]
    places = [given[each] for each in rest if given.get(each) is not None]
    return [*command.split(), *people, *options(given, *names), "--", *places]


def log(given: Given) -> list[str]:
    renamed = given | {"no-answer": given.get("no_answer")}
    return line("log", renamed, ("kind", "on", "no-answer", "feel", *TASKS), "account", "text")


def task_add(given: Given) -> list[str]:
    renamed = given | {"promised-by": given.get("promised_by")}
    return line("task add", renamed, ("due", "promised-by"), "account", "title")


def done(given: Given) -> list[str]:
    return line("done", given, ("on",), "ref")


def snooze(given: Given) -> list[str]:
    return line("snooze", given, ("reason", "off"), "ref", "until")


def stage(given: Given) -> list[str]:
    return line("stage", given, (), "ref", "stage")


def undo(given: Given) -> list[str]:
    return line("undo", given, (), "change")


def meet(given: Given) -> list[str]:
    return line("meet", given, ("kind", "minutes"), "ref", "day", "time", "text")


def held(given: Given) -> list[str]:
    return line("held", given, ("no", "feel", *TASKS), "ref", "text")


def churn(given: Given) -> list[str]:
    return line("churn", given, ("reason", "on"), "ref")


def renew(given: Given) -> list[str]:
    return line("renew", given, ("term", "reason"), "ref")


WRITING: tuple[Tool, ...] = (
    Tool(
        "log", "write", "Log a call, email or meeting", {
            "account": ACCOUNT, "text": SAID, "kind": chosen(*v.INTERACTION_KINDS), "with": PEOPLE, "on": DAY,
            "no_answer": FLAG, "feel": chosen(*v.PULSES), **TASKS, "why": WHY,
        },
        log, ("account",), writes=True,
    ),
    Tool(
        "task_add", "write", "Add a task or promise", {
            "account": ACCOUNT, "title": SHORT, "due": DAY, "with": texts(1),
            "promised_by": chosen(*v.PROMISED_BY), "why": WHY,
        },
        task_add, ("account", "title"), writes=True,
    ),
    Tool("done", "write", "Mark a task or promise as done", {"ref": REF, "on": DAY, "why": WHY}, done,
        ("ref",), writes=True,
    ),
    Tool(
        "snooze", "write", "Postpone a check-in or record",
        {"ref": REF, "until": DAY, "reason": SHORT, "off": FLAG, "why": WHY}, snooze, ("ref",), writes=True,
    ),
    Tool(
        "stage", "write", "Move a renewal (ref: account or contract) to another stage",
        {"ref": REF, "stage": chosen(*v.STAGES), "why": WHY}, stage,
        ("ref", "stage"), writes=True,
    ),
    Tool("undo", "write", "Undo the last change that you made", {"why": WHY}, undo, writes=True,
        destructive=True,
    ),
    Tool(
        "meet", "meet", "Book a meeting, or move one (ref: account or meeting; when: thu 14:00)",
        {"ref": REF, "when": DAY, "text": SHORT, "kind": chosen(*KINDS), "with": PEOPLE,
         "minutes": {"type": "integer", "minimum": 1, "maximum": 10080}, "why": WHY},
        meet, ("ref", "when"), writes=True,
    ),
    Tool(
        "held", "meet", "Confirm that a meeting took place; no: it didn't",
        {"ref": REF, "text": SAID, "no": FLAG, "with": PEOPLE, "feel": chosen(*v.PULSES), **TASKS,
         "why": WHY},
        held, ("ref",), writes=True,
    ),
    Tool("churn", "churn", "Record a contract as lost",
        {"ref": REF, "reason": SHORT, "on": DAY, "why": WHY}, churn, ("ref",), writes=True,
    ),
    Tool("renew", "renew", "Record a renewal on the same terms",
        {"ref": REF, "term": text(20), "reason": SHORT, "why": WHY}, renew, ("ref",), writes=True,
    ),
)  # fmt: skip
