import csv
import io
import json

import pytest

from amcli.vocabulary import OUTPUT_FORMATS
from tests.support import Cli

HOSTILE = "\x1b[2J[red]x[/red] | '; DROP TABLE account;-- \N{RIGHT-TO-LEFT OVERRIDE}cod"


def fill_trouble(office: Cli) -> None:
    office.ok("issue", "add", "acme", "Export times out", "--category", "product", "-w", "omar", "--on",
              "2026-02-20", "--owner", "Ama")  # fmt: skip
    office.ok("issue", "add", "birch", "Nobody can sign in", "--severity", "critical")
    office.ok("feedback", "add", "acme", "Exports take a coffee break", "--theme", "export", "--audience",
              "product", "-w", "jane", "--on", "2026-02-10")  # fmt: skip
    office.ok("feedback", "add", "birch", "The drill says it all")


@pytest.fixture
def trouble(office: Cli) -> Cli:
    """acme: i1, an export that fails, reported by Omar; birch: i2, an outage; f1 of acme, f2 of birch."""
    return office.once(fill_trouble)


def of(cli: Cli, ref: str, *names: str) -> list[object]:
    found = cli.json("show", ref)
    return [found[name] for name in names]


def test_an_issue_is_kept_with_every_field(trouble: Cli) -> None:
    found = trouble.one("issue", "list", "acme")
    del found["created_at"], found["updated_at"]
    assert found == {
        "issue": "i1", "id": 1, "account": "acme", "contact": "Omar Haddad", "title": "Export times out",
        "category": "product", "severity": "medium", "owner": "Ama", "opened_on": "2026-02-20",
        "escalated_on": None, "escalated_to": None, "first_response_on": None, "resolved_on": None,
        "resolved_first_contact": None, "resolution": None,
    }  # fmt: skip
    assert of(trouble, "i2", "opened_on", "category", "severity") == ["2026-03-02", "other", "critical"]


def test_an_issue_is_resolved_today_or_on_another_day(trouble: Cli) -> None:
    assert trouble.ref("issue", "resolve", "i1", "Fixed in 4.2", "--on", "yesterday") == "i1"
    assert of(trouble, "i1", "resolved_on", "resolution", "resolved_first_contact", "first_response_on") == [
        "2026-03-01", "Fixed in 4.2", None, None
    ]  # fmt: skip
    assert "i1 Export times out was already resolved." in trouble.ok("issue", "resolve", "i1", tty=True)
    assert of(trouble, "i1", "resolved_on") == ["2026-03-01"]
    trouble.ok("issue", "resolve", "i1", "--on", "2026-02-28")
    assert of(trouble, "i1", "resolved_on", "resolution") == ["2026-02-28", "Fixed in 4.2"]


def test_resolved_at_first_contact_was_answered_then(trouble: Cli) -> None:
    trouble.ok("issue", "resolve", "i2", "--first-contact")
    assert of(trouble, "i2", "resolved_first_contact", "first_response_on") == [True, "2026-03-02"]
    trouble.ok("issue", "edit", "i1", "--first-response", "2026-02-21")
    trouble.ok("issue", "resolve", "i1", "--first-contact")
    assert of(trouble, "i1", "first_response_on", "resolved_on") == ["2026-02-21", "2026-03-02"]


def test_an_issue_is_opened_again(trouble: Cli) -> None:
    trouble.ok("issue", "resolve", "i1", "--first-contact")
    trouble.ok("issue", "edit", "i1", "--resolved", "")
    assert of(trouble, "i1", "resolved_on", "resolved_first_contact") == [None, None]


def test_an_issue_is_not_resolved_before_it_opened(trouble: Cli) -> None:
    code, _, err = trouble("issue", "resolve", "i1", "--on", "2026-02-19")
    assert (code, "an issue can't be resolved before it was opened" in err) == (5, True)
    assert of(trouble, "i1", "resolved_on") == [None]


def test_an_issue_is_escalated_once_it_is_open(trouble: Cli) -> None:
    trouble.ok("issue", "escalate", "acme", "--to", "Head of Support", "--on", "2026-02-25")
    assert of(trouble, "i1", "escalated_on", "escalated_to") == ["2026-02-25", "Head of Support"]
    trouble.ok("issue", "escalate", "i1")
    assert of(trouble, "i1", "escalated_on", "escalated_to") == ["2026-02-25", "Head of Support"]
    trouble.ok("issue", "resolve", "i2")
    assert trouble("issue", "escalate", "i2").code == 5


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("issue", "escalate", "i1"), "i1 was opened later, on 2026-02-20"),
        (("feedback", "pass-on", "f2", "f1"), "f2 is dated later, 2026-03-02"),
        (("feedback", "close", "f1", "Told"), "f1 is dated later, 2026-02-10"),
    ],
)
def test_nothing_is_done_about_what_was_not_there_yet(trouble: Cli, argv: tuple[str, ...], said: str) -> None:
    before = trouble.dump()
    assert trouble(*argv, "--on", "2026-02-09") == (5, "", f"am: {said}. Nothing was changed.\n")
    assert trouble.dump() == before


def test_an_account_stands_for_its_one_open_issue(trouble: Cli) -> None:
    trouble.ok("issue", "add", "acme", "Another", "--severity", "low")
    code, _, err = trouble("issue", "resolve", "acme")
    assert code == 4
    assert [line.split()[0] for line in err.splitlines()[1:]] == ["i1", "i3"]
    trouble.ok("issue", "resolve", "i1")
    assert trouble.ref("issue", "resolve", "acme") == "i3"
    assert trouble("issue", "resolve", "acme").code == 3


@pytest.mark.parametrize(("ref", "exit_code"), [("i99", 3), ("nobody", 3), ("t1", 5), ("f1", 5), ("ac", 4)])
def test_what_is_no_issue_is_refused(trouble: Cli, ref: str, exit_code: int) -> None:
    for verb in ("resolve", "escalate"):
        assert trouble("issue", verb, ref).code == exit_code
    assert {row["resolved_on"] for row in trouble.json("issue", "list")} == {None}


@pytest.mark.parametrize("option", [("--severity", "fatal"), ("--category", "x"), ("--on", "someday")])
def test_bad_values_are_refused(trouble: Cli, option: tuple[str, str]) -> None:
    assert trouble("issue", "add", "acme", "X", *option).code == 2
    assert trouble("issue", "add", "acme", "").code == 2
    assert len(trouble.json("issue", "list")) == 2


def test_open_issues_are_listed_first_the_gravest_on_top(trouble: Cli) -> None:
    trouble.ok("issue", "add", "acme", "A trifle", "--severity", "low")
    trouble.ok("issue", "add", "acme", "Late", "--on", "2026-02-01")
    assert trouble.ok("issue", "list", "-o", "ids").split() == ["i2", "i4", "i1", "i3"]
    trouble.ok("issue", "resolve", "i2")
    assert trouble.ok("issue", "list", "-o", "ids").split() == ["i4", "i1", "i3", "i2"]
    assert trouble.ok("issue", "list", "--open", "-o", "ids").split() == ["i4", "i1", "i3"]
    assert trouble.ok("issue", "list", "birch", "--open", "-o", "ids") == ""


def test_feedback_is_kept_with_every_field(trouble: Cli) -> None:
    found = trouble.one("feedback", "list", "acme")
    del found["created_at"], found["updated_at"]
    assert found == {
        "feedback": "f1", "id": 1, "account": "acme", "contact": "Jane Orr", "on": "2026-02-10",
        "text": "Exports take a coffee break", "theme": "export", "audience": "product", "relayed_on": None,
        "closed_on": None, "outcome": None,
    }  # fmt: skip


def test_feedback_needs_words(trouble: Cli) -> None:
    for text in ("", "  "):
        assert trouble("feedback", "add", "acme", text).code == 2
    assert trouble("feedback", "edit", "f1", "--text", "").code == 2
    assert trouble("feedback", "add", "acme", "X", "--audience", "everybody").code == 2
    assert len(trouble.json("feedback", "list")) == 2


def test_feedback_is_relayed_all_or_none(trouble: Cli) -> None:
    assert trouble("feedback", "pass-on", "f1", "f9", "--to", "support").code == 3
    assert of(trouble, "f1", "relayed_on", "audience") == [None, "product"]
    out = trouble.ok("feedback", "pass-on", "f1", "birch", "--to", "support", "--on", "2026-03-02")
    assert out == "f1\nf2\n"
    assert of(trouble, "f2", "relayed_on", "audience") == ["2026-03-02", "support"]
    trouble.ok("feedback", "pass-on", "f1", today="2026-03-05")
    assert of(trouble, "f1", "relayed_on", "audience") == ["2026-03-02", "support"]
    assert trouble("feedback", "pass-on", "birch").code == 3


def test_feedback_is_closed_with_what_became_of_it(trouble: Cli) -> None:
    assert trouble.ref("feedback", "close", "acme", "Exports run in the background") == "f1"
    assert of(trouble, "f1", "closed_on", "outcome") == ["2026-03-02", "Exports run in the background"]
    assert trouble("feedback", "close", "acme").code == 3
    trouble.ok("feedback", "close", "f1", "--on", "2026-02-28")
    assert of(trouble, "f1", "closed_on", "outcome") == ["2026-02-28", "Exports run in the background"]
    assert trouble.ok("feedback", "list", "--open", "-o", "ids") == "f2\n"
    assert "closed already" in trouble.ok("feedback", "close", "f1", tty=True)


def test_themes_are_counted_with_the_revenue_behind_them(trouble: Cli) -> None:
    trouble.ok("feedback", "add", "birch", "Exports again", "--theme", "Export", "--on", "2026-02-20")
    trouble.ok("feedback", "add", "birch", "No dark mode", "--theme", "looks", "--on", "2026-02-21")
    trouble.ok("feedback", "add", "acton", "Said tomorrow", "--theme", "export", "--on", "2026-03-03")
    assert trouble.json("feedback", "themes") == [
        {"theme": "Export", "count": 2, "accounts": 2, "arr": 72000, "currency": "EUR",
         "newest_on": "2026-02-20", "refs": ["f3", "f1"]},
        {"theme": None, "count": 1, "accounts": 1, "arr": 12000, "currency": "EUR",
         "newest_on": "2026-03-02", "refs": ["f2"]},
        {"theme": "looks", "count": 1, "accounts": 1, "arr": 12000, "currency": "EUR",
         "newest_on": "2026-02-21", "refs": ["f4"]},
    ]  # fmt: skip
    assert trouble.ok("feedback", "themes", "-o", "ids") == "f3\nf1\nf2\nf4\n"


def test_a_theme_without_a_rate_has_no_revenue_and_one_warning(trouble: Cli) -> None:
    trouble.ok("config", "set", "book.currency", "EUR")
    trouble.ok("contract", "add", "acton", "--value", "SEK 10k", "--term", "12m")
    trouble.ok("feedback", "add", "acton", "Slow", "--theme", "export")
    code, out, err = trouble("feedback", "themes", "-o", "json")
    assert (code, err.count("no exchange rate from SEK to EUR: not in the totals.")) == (0, 1)
    assert [(row["theme"], row["arr"]) for row in json.loads(out)] == [(None, 12000), ("export", None)]


def test_themes_on_a_terminal_and_without_any(trouble: Cli, cli: Cli) -> None:
    lines = trouble.ok("feedback", "themes", tty=True).splitlines()
    assert lines[0] == "Themes   2"
    assert next(line for line in lines if line.startswith("export")).split() == [
        "export", "1", "1", "60k", "10", "Feb", "f1"
    ]  # fmt: skip
    for ref in ("f1", "f2"):
        trouble.ok("feedback", "rm", ref, "--yes")
    assert "am feedback add" in trouble.ok("feedback", "themes", tty=True)
    assert trouble.json("feedback", "themes") == []


LISTS = {"issue list": ["i2", "i1"], "feedback list": ["f2", "f1"], "feedback themes": ["f1", "f2"]}


@pytest.mark.parametrize("form", OUTPUT_FORMATS)
@pytest.mark.parametrize("name", LISTS)
def test_every_format_has_the_same_rows(trouble: Cli, name: str, form: str) -> None:
    argv = name.split()
    out = trouble.ok(*argv, "-o", form)
    rows = trouble.json(*argv)
    if form == "json":
        assert json.loads(out) == rows
    elif form == "jsonl":
        assert [json.loads(line) for line in out.splitlines()] == rows
    elif form == "ids":
        assert out.split() == LISTS[name]
    elif form in ("csv", "tsv"):
        table = list(csv.reader(io.StringIO(out), delimiter="," if form == "csv" else "\t"))
        assert (table[0], len(table)) == (list(rows[0]), 1 + len(rows))
    else:
        assert "export" in out.casefold()


def test_both_are_on_the_timeline_and_found(trouble: Cli) -> None:
    trouble.ok("issue", "escalate", "i1", "--to", "Ama", "--on", "2026-02-25")
    trouble.ok("issue", "resolve", "i1", "Fixed")
    trouble.ok("feedback", "pass-on", "f1", "--on", "2026-02-11")
    trouble.ok("feedback", "close", "f1", "Faster now")
    told = {(row["on"], row["ref"], row["kind"], row["text"]) for row in trouble.json("timeline", "acme")}
    assert told >= {
        ("2026-02-20", "i1", "issue opened", "Export times out"),
        ("2026-02-25", "i1", "issue escalated", "Export times out, to Ama"),
        ("2026-03-02", "i1", "issue resolved", "Export times out: Fixed"),
        ("2026-02-10", "f1", "feedback", "Exports take a coffee break"),
        ("2026-02-11", "f1", "passed on", "Exports take a coffee break, to product"),
        ("2026-03-02", "f1", "feedback closed", "Faster now"),
    }
    assert {row["ref"] for row in trouble.json("find", "export")} == {"i1", "f1"}


@pytest.mark.parametrize(("noun", "ref"), [("issue", "i1"), ("feedback", "f1")])
def test_a_deleted_one_is_gone_and_comes_back(trouble: Cli, noun: str, ref: str) -> None:
    before = trouble.dump()
    trouble.ok(noun, "rm", ref, "--yes")
    assert trouble("show", ref).code == 3
    trouble.ok("undo")
    assert trouble.dump() == before


@pytest.mark.parametrize("argv", [
    ("issue", "resolve", "i1", "Fixed", "--first-contact"), ("issue", "escalate", "i1", "--to", "Ama"),
    ("issue", "edit", "i1", "--severity", "high", "--with", ""), ("feedback", "pass-on", "f1", "f2"),
    ("feedback", "close", "f1", "Done"), ("feedback", "edit", "f1", "--theme", "speed"),
])  # fmt: skip
def test_every_change_can_be_taken_back(trouble: Cli, argv: tuple[str, ...]) -> None:
    before = trouble.dump()
    trouble.ok(*argv)
    assert trouble.dump() != before
    trouble.ok("undo")
    assert trouble.dump() == before


def test_hostile_text_is_kept_to_the_letter_and_does_no_harm(trouble: Cli) -> None:
    issue = trouble.ref("issue", "add", "acton", HOSTILE, "--owner", HOSTILE)
    said = trouble.ref("feedback", "add", "acton", f"{HOSTILE}\nsecond line", "--theme", HOSTILE)
    assert of(trouble, issue, "title", "owner") == [HOSTILE, HOSTILE]
    assert of(trouble, said, "text", "theme") == [f"{HOSTILE}\nsecond line", HOSTILE]
    for argv in (["issue", "list"], ["feedback", "list"], ["feedback", "themes"], ["show", issue],
                 ["show", said], ["timeline", "acton"], ["issue", "escalate", issue, "--to", HOSTILE],
                 ["feedback", "close", said, HOSTILE]):  # fmt: skip
        out = trouble.ok(*argv, tty=True, env={"COLUMNS": "200"})
        assert not {"\x1b", "\N{RIGHT-TO-LEFT OVERRIDE}"} & set(out), argv
        assert "[red]x[/red]" in out
