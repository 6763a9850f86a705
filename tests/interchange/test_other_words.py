"""Values in other words: constants, translations, the usual synonyms, and questions about the rest."""

import json
from pathlib import Path
from typing import Any

import pytest

from amcli import vocabulary as v
from amcli.interchange.values.columns import READERS
from amcli.interchange.values.languages import MONTHS, WEEKDAYS, words
from amcli.interchange.values.synonyms import SYNONYMS, bare, known_words
from tests.interchange.helpers import Desk

TICKETS = (
    "id,account,title,opened_on,priority\n"
    "T-1,acme,Login fails,2026-02-01,urgent\n"
    "T-2,acme,Slow page,2026-02-02,burning\n"
    "T-3,beta,Wrong sum,2026-02-03,burning\n"
    "T-4,beta,Typo,2026-02-04,meh\n"
)


def read(field_reader: str, cell: str, choices: tuple[str, ...] = ()) -> Any:
    return READERS[field_reader](choices)[cell]


@pytest.mark.parametrize(
    ("choices", "word", "value"),
    [
        *((v.SEVERITIES, word, "critical") for word in ("urgent", "P1", "p1", "sev1", "Sev 1", "blocker")),
        *((v.SEVERITIES, word, "high") for word in ("P2", "hoch", "élevée", "alta", "2 - High")),
        *((v.SEVERITIES, word, "medium") for word in ("normal", "P3", "mittel", "Moyenne")),
        *((v.SEVERITIES, word, "low") for word in ("P4", "minor", "niedrig", "baja")),
        *((v.ACCOUNT_STATUSES, word, "active") for word in ("Customer", "Kunde", "cliente")),
        (v.ACCOUNT_STATUSES, "Prospect", "onboarding"),
        *((v.TIERS, word, "key") for word in ("Gold", "Tier 1", "A", "or")),
        *((v.TIERS, word, "standard") for word in ("Silver", "Tier 2", "B")),
        *((v.TIERS, word, "light") for word in ("Bronze", "Tier 3", "C")),
        *((v.INTERACTION_KINDS, word, "call") for word in ("Phone call", "Anruf", "llamada")),
        *((v.INTERACTION_KINDS, word, "meeting") for word in ("Video meeting", "Lunch", "réunion")),
        *((v.GOAL_STATUSES, word, "met") for word in ("Completed", "Closed", "Done", "erledigt")),
        (v.FORECASTS, "Best case", "likely"),
        (v.STAGES, "Not Started", "not_started"),
    ],
)
def test_the_usual_words_are_known(choices: tuple[str, ...], word: str, value: str) -> None:
    assert read("choice", word, choices) == value


@pytest.mark.parametrize(("yes", "no"), [
    ("yes", "no"), ("Ja", "Nein"), ("WAHR", "FALSCH"), ("oui", "non"), ("VRAI", "FAUX"), ("Sí", "No"),
    ("VERDADERO", "FALSO"), ("sì", "no"), ("sim", "não"), ("ja", "nee"), ("ja", "nej"), ("ja", "nei"),
    ("kyllä", "ei"), ("tak", "nie"), ("auto", "manual"), ("はい", "いいえ"), ("1", "0"), ("x", "off"),
])  # fmt: skip
def test_yes_and_no_are_known_in_every_language(yes: str, no: str) -> None:
    assert (read("flag", yes), read("flag", no)) == (1, 0)


def test_no_word_means_two_things() -> None:
    for choices, values in SYNONYMS.items():
        meant: dict[str, str] = {bare(choice): choice for choice in choices}
        for value, by_language in values.items():
            for word in ",".join(by_language.values()).split(","):
                assert meant.setdefault(bare(word), value) == value, word
        assert known_words(choices) == meant
    assert not words("yes") & words("no")
    assert {len(line.split()) for line in MONTHS.values()} == {12}
    assert {len(line.split()) for line in WEEKDAYS.values()} == {7}


def test_unknown_words_are_refused_in_one_sentence_with_what_translates_them(two_accounts: Desk) -> None:
    answer = two_accounts.am("import", two_accounts.file("tickets.csv", TICKETS))
    assert answer.code == 5
    assert (
        "    priority: burning (2 rows), meh (line 5) are none of low, medium, high, critical; "
        "say --values severity:burning=critical\n" in answer.err
    )
    assert "Line  Column" not in answer.err
    said = two_accounts.am("import", two_accounts.file("tickets.csv", TICKETS), "-o", "json")
    groups = json.loads(said.out)["files"][0]["bad_groups"]
    assert [(group["found"], group["rows"], group["field"]) for group in groups] == [
        ("burning", 2, "severity"),
        ("meh", 1, "severity"),
    ]
    assert groups[0]["values"] == list(v.SEVERITIES)


def test_words_are_translated_in_any_case_and_an_empty_one_leaves_the_field_empty(two_accounts: Desk) -> None:
    path = two_accounts.file("tickets.csv", TICKETS)
    options = ("--values", "severity:BURNING=high", "--values", "severity:meh=")
    two_accounts.imported(path, *options)
    found = two_accounts.rows("SELECT severity FROM issue ORDER BY id")
    assert found == [("critical",), ("high",), ("high",), ("medium",)]  # the last one as any new issue
    assert "0 new · 0 changed · 4 unchanged" in two_accounts.imported(path, *options).out


def test_a_translation_is_saved_with_the_mapping_and_said_anew_replaces_it(two_accounts: Desk) -> None:
    path = two_accounts.file("tickets.csv", TICKETS)
    saying = (
        "--values",
        "severity:burning=high",
        "--values",
        "severity:meh=low",
        "--set",
        "category=support",
    )
    two_accounts.imported(path, *saying, "--save-map", "desk")
    settings = Path(two_accounts.am("config", "path").out.strip()).read_text(encoding="utf-8")
    assert '[maps.desk.values.severity]\nburning = "high"\nmeh = "low"\n' in settings
    assert two_accounts.value("SELECT count(*) FROM issue WHERE category = 'support'") == 4
    assert "4 unchanged" in two_accounts.imported(path, "--preset", "desk").out
    answer = two_accounts.imported(path, "--preset", "desk", "--values", "severity:Burning=low")
    assert "2 changed" in answer.out


def test_a_person_is_asked_once_for_each_word_and_the_answers_are_saved(two_accounts: Desk) -> None:
    path = two_accounts.file("tickets.csv", TICKETS)
    argv = ("import", path, "--save-map", "desk", "--kind", "issues")
    answer = two_accounts.am(*argv, terminal=True, stdin="hmm\nhi\nlow\n")
    assert answer.code == 0, answer
    assert 'priority "burning": 2 rows, which of low, medium, high, critical? (- for none)' in answer.err
    assert 'priority "meh": 1 row, which of low, medium, high, critical? (- for none)' in answer.err
    assert answer.err.count("which of") == 3
    assert two_accounts.rows("SELECT severity FROM issue ORDER BY id") == [
        ("critical",),
        ("high",),
        ("high",),
        ("low",),
    ]
    assert "4 unchanged" in two_accounts.imported(path, "--preset", "desk").out


def test_a_word_that_a_person_leaves_open_is_bad_as_in_a_pipe(two_accounts: Desk) -> None:
    before = two_accounts.dump()
    path = two_accounts.file("tickets.csv", TICKETS)
    answer = two_accounts.am("import", path, terminal=True, stdin="\n-\nn\n")
    assert (answer.code, "burning (2 rows) is none of" in answer.err) == (5, True)
    assert two_accounts.dump() == before
    assert "which of" not in two_accounts.am("import", path, "--yes", terminal=True).err


def test_a_constant_stands_in_every_row(two_accounts: Desk) -> None:
    text = "account,when,what\nacme,2026-02-03,Asked about prices\nbeta,2026-02-04,Sent the quote\n"
    path = two_accounts.file("notes.csv", text)
    saying = ("--set", "kind=Phone call", "--map", "on=when", "--map", "summary=what")
    answer = two_accounts.imported(path, *saying)
    assert "interactions, UTF-8, comma; 3 of 3 columns recognised" in answer.out
    assert two_accounts.rows('SELECT kind, "on", summary FROM interaction ORDER BY id') == [
        ("call", "2026-02-03", "Asked about prices"),
        ("call", "2026-02-04", "Sent the quote"),
    ]
    assert "2 unchanged" in two_accounts.imported(path, *saying).out


def test_a_constant_takes_the_place_of_a_column_and_may_be_a_custom_field(two_accounts: Desk) -> None:
    path = two_accounts.file("a.csv", "code,name,owner\nacme,Acme Robotics,Jo\n")
    answer = two_accounts.imported(path, "--set", "owner=Ama", "--set", "extra.wave=3")
    assert "ignored: owner" in answer.out
    assert two_accounts.rows("SELECT owner, extra FROM account WHERE code = 'acme'") == [
        ("Ama", '{"wave": 3}')
    ]


def test_one_column_may_be_two_fields(desk: Desk) -> None:
    path = desk.file("a.csv", "Firm,Who\nAcme,Ama\n")
    saying = ("--kind", "accounts", "--map", "name=Firm", "--map", "segment=Firm", "--map", "owner=Who")
    assert "2 of 2 columns recognised" in desk.imported(path, *saying).out
    assert desk.rows("SELECT name, segment, owner FROM account") == [("Acme", "Acme", "Ama")]
    assert "1 unchanged" in desk.imported(path, *saying).out


def test_a_bad_cell_that_is_read_twice_is_named_by_its_own_column(two_accounts: Desk) -> None:
    text = "account,subject,day\nacme,Call Jo,2026-02-31\n"
    argv = ("--kind", "tasks", "--map", "due_on=day", "--map", "done_on=day")
    answer = two_accounts.am("import", two_accounts.file("t.csv", text), *argv, "-o", "json")
    assert answer.code == 5
    bad = json.loads(answer.out)["files"][0]["bad_rows"]
    assert [(each["column"], each["found"]) for each in bad] == [("day", "2026-02-31")] * 2


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("--set", "kind"), '--set "kind": no field and value in it.'),
        (("--set", "kind="), '--set "kind=": no field and value in it.'),
        (("--set", "colour=red"), '--set "colour": issues don\'t have this field.'),
        (("--set", "category=a", "--set", "category=b"), "category already has a value"),
        (("--set", "category=nonsense"), '--set category="nonsense": not one of product'),
        (("--set", "title=x", "--map", "title=id"), "title: --map and --set both say"),
        (("--values", "severity"), '--values "severity": no field and words in it.'),
        (("--values", "severity:urgent"), "no field and words in it"),
        (("--values", "colour:red=blue"), '--values "colour": issues don\'t have this field.'),
        (("--values", "severity:meh=dire"), '--values severity:meh="dire": not one of low'),
        (("--values", "severity:a=low", "--values", "severity:A=high"), '"A" already has a meaning'),
    ],
)
def test_wrong_constants_and_translations_are_one_clear_line(
    two_accounts: Desk, argv: tuple[str, ...], words: str
) -> None:
    before = two_accounts.dump()
    path = two_accounts.file("tickets.csv", TICKETS)
    answer = two_accounts.am("import", path, "--kind", "issues", *argv)
    assert (answer.code, words in answer.err) == (2, True), answer
    assert two_accounts.dump() == before
