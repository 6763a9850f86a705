"""Running the installed command on a book, and holding what it prints against the oracle.

The words of the program (`next_step`, `command`, the `text` of a reason) must be there, and are then
left out of the comparison.
"""

import json
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from tests.oracle.oracle import Oracle, Rules
from tests.oracle.replies import replies
from tests.support import Result, run_program

Row = dict[str, Any]
WORDS = ("next_step", "command", "text")
TABLES = (
    *("contacts", "contracts", "tasks", "goals", "issues", "surveys", "usage", "events", "handoffs"),
    "scores",
)
QUESTIONS = (
    "checkins",
    "checkins --all",
    "checkins --in 7d",
    "checkins --in 1d",
    "checkins --all --in 30d",
    "renewals",
    "renewals --in 30d",
    "risks",
    "risks --all",
    "replies",
    "replies --in 400d",
)


class Answer(NamedTuple):
    """What the command wrote."""

    rows: list[Row]
    warnings: str


def run(home: Path, *words: str, book: Path, config: Path | None = None, today: str = "2026-03-02") -> Result:
    """Run the command as it is installed, in a surrounding of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AMCLI_", "PYTHON"))}
    surrounding = kept | {"HOME": str(home), "TZ": "UTC", "NO_COLOR": "1"}
    config = config or home / "absent.toml"
    options = ["--book", str(book), "--config", str(config), "--today", today]
    return run_program([*options, *words], surrounding | {"LC_ALL": "C.UTF-8"})


def ask(home: Path, question: str, **where: Any) -> Answer:
    """The rows that a list prints as JSON."""
    done = run(home, *question.split(), "-o", "json", **where)
    assert done.code == 0, f"am {question}: exit {done.code}\n{done.err}"
    return Answer(json.loads(done.out), done.err)


def ask_all(home: Path, questions: Iterable[str], **where: Any) -> dict[str, Answer]:
    """The answers to several questions, asked side by side."""
    questions = list(questions)
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return dict(zip(questions, pool.map(lambda each: ask(home, each, **where), questions), strict=True))


def expected(oracle: Oracle, question: str) -> list[Row]:
    """What the oracle says to a question."""
    kind, *options = question.split()
    everything = "--all" in options
    ahead = int(options[options.index("--in") + 1].removesuffix("d")) if "--in" in options else None
    if kind == "checkins":
        return oracle.checkins(ahead, everything)
    if kind == "replies":
        return replies(oracle, ahead)
    return oracle.renewals(ahead) if kind == "renewals" else oracle.risks(everything)


def key_of(row: Row) -> str:
    """What names a row: its reference, its contract, or its account."""
    return str(row.get("ref") or row.get("contract") or row["account"])


def compare(oracle: Oracle, question: str, answer: Answer) -> None:
    """Fail with the first difference between the command and the oracle, and the rows behind it."""
    wanted = expected(oracle, question)
    for row in answer.rows:
        check_words(row)
    said = {key_of(row): plain(row) for row in answer.rows}
    meant = {key_of(row): plain(row) for row in wanted}
    for key, row in meant.items():
        about = f"am {question}: {key}"
        assert key in said, f"{about} is missing: {row}\n{behind(oracle, row)}"
        differences = {
            name: (said[key].get(name), row[name]) for name in row if said[key].get(name) != row[name]
        }
        assert not differences, f"{about} (command, oracle): {differences}\n{behind(oracle, row)}"
        assert list(said[key]) == list(row), f"{about}: its fields are {list(said[key])}"
    for key, row in said.items():
        assert key in meant, f"am {question}: {key} does not belong there: {row}\n{behind(oracle, row)}"
    assert [key_of(row) for row in answer.rows] == list(meant), f"am {question}: the order differs"
    check_warning(question, answer)


def check_words(row: Row) -> None:
    """Every word of the program is a text that says something; a reason has its five fields."""
    for line in row.get("reasons", ()):
        assert list(line) == ["signal", "points", "text", "refs", "new"], line
    for each in (row, *row.get("reasons", ())):
        for name in WORDS:
            assert name not in each or (isinstance(each[name], str) and each[name].strip()), (name, each)


def check_warning(question: str, answer: Answer) -> None:
    """A missing rate is said once, on standard error; otherwise nothing is."""
    unknown = any("arr" in row and row["arr"] is None for row in answer.rows)
    lines = answer.warnings.splitlines()
    assert len(lines) <= 1, f"am {question}: {lines}"
    assert not unknown or lines, f"am {question}: nothing says that a rate is missing"


def plain(row: Row) -> Row:
    """A row without its words; reasons in a fixed order, evidence as far as it is exact."""
    found = {key: None if key in WORDS else value for key, value in row.items()}
    if "auto_renew" in row:  # 1 equals True in Python, not in JSON
        found |= {name: str(row[name]) for name in ("auto_renew", "unconfirmed") if name in row}
    if "reasons" in row:
        lines = [
            (line["signal"], line["points"], sorted(line["refs"]), line["new"]) for line in row["reasons"]
        ]
        found["reasons"] = sorted(lines)
        found["evidence"] = found["coverage"] = round(row["evidence"], 9)
    return found


def behind(oracle: Oracle, row: Row) -> str:
    """What the book holds about the account of a row, to see who is right; the newest of each kind."""
    facts = next(each for each in oracle.facts.values() if each.account["code"] == row["account"])
    lines = [f"today {oracle.today}, {oracle.rules}", shown(facts.account)]
    for table in TABLES:
        lines += [f"  {table} {shown(each)}" for each in getattr(facts, table)[-12:]]
    for each in facts.interactions[-12:]:
        lines.append(f"  interaction {shown(each)}, people={sorted(facts.people[each['id']])}")
    return "\n".join(lines)


def shown(row: Row) -> str:
    """A row without its empty columns."""
    left_out = (
        "created_at",
        "updated_at",
        "tags",
        "extra",
        "emails",
        "phones",
        "code_folded",
        "name_folded",
        "reasons",
    )
    kept = {key: value for key, value in row.items() if value not in (None, 0) and key not in left_out}
    return ", ".join(
        f"{key}={value.isoformat() if isinstance(value, date) else value}" for key, value in kept.items()
    )


def config_text(rules: Rules) -> str:
    """The configuration file that says what the rules say."""
    lines = ["[book]", f"grace_days = {rules.grace}"]
    for tier in ("key", "standard", "light"):
        lines += [f"[tiers.{tier}]", f"cadence_days = {getattr(rules, tier)}"]
        if tier != "light":
            lines.append(f"qbr_days = {getattr(rules, f'{tier}_review')}")
    lines += [
        "[lists]",
        f'checkins = "{rules.checkins_ahead}d"',
        f'renewals = "{rules.renewals_ahead}d"',
        "[fx]",
    ]
    return "\n".join([*lines, *(f"{code} = {rate}" for code, rate in rules.rates)]) + "\n"
