"""What a person may type for a record: the first rule that matches decides."""

import pytest

from amcli.vocabulary import with_article
from tests.support import Cli


def fill_names(cli: Cli) -> None:
    for name, code in (
        ("Sky", "blue"), ("Blue Sky", "blue-sky"), ("Skyblue Ltd", "sb"), ("Deep Blue Sea", "dbs"),
        ("Two Tone", "two"),
        ("Müller Straße", "mueller"),
    ):  # fmt: skip
        cli.ok("account", "add", name, "--code", code)


@pytest.fixture
def names(cli: Cli) -> Cli:
    """Accounts whose codes and names overlap."""
    return cli.once(fill_names)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("blue", "blue"),  # a code, before the names that start with it
        ("BLUE", "blue"),
        ("sky", "blue"),  # a whole name, before Skyblue that starts with it
        ("skyb", "sb"),  # the start of a name
        ("sea", "dbs"),  # the start of a word, before any part
        ("eep", "dbs"),  # any part
        (" blue-s ", "blue-sky"),
        ("MÜLLER STRASSE", "mueller"),
        ("mu\u0308ller", "mueller"),  # the same letter in two characters
    ],
)
def test_the_first_rule_that_matches_decides(names: Cli, typed: str, code: str) -> None:
    assert names.ok("show", typed, "-o", "ids") == f"{code}\n"


def test_several_matches_of_one_rule_are_listed(names: Cli) -> None:
    code, out, err = names("show", "e")
    assert (code, out) == (4, "")
    first, *candidates = err.splitlines()
    assert first == 'am: "e" matches 6 accounts. Which one?'
    assert [line.split()[0] for line in candidates] == ["blue", "blue-sky", "dbs", "mueller", "sb", "two"]


def test_more_candidates_than_fit_are_counted(cli: Cli) -> None:
    for number in range(12):
        cli.ok("account", "add", f"Branch {number}")
    code, _, err = cli("show", "branch")
    assert (code, len(err.splitlines()), err.splitlines()[-1]) == (4, 10, "    and 4 more")


def test_a_long_name_does_not_break_the_list_of_candidates(cli: Cli) -> None:
    for letter in "ab":
        cli.ok("account", "add", letter * 200)
        cli.ok("account", "add", f"same {letter * 195}")
    code, _, err = cli("show", "same")
    assert (code, max(len(line) for line in err.splitlines()) < 80) == (4, True)
    assert max(len(line) for line in cli("show", "a" * 190 + "b").err.splitlines()) < 80


def test_nothing_fits_and_the_near_ones_are_named(office: Cli) -> None:
    assert (
        office("show", "akme").err == 'am: no account or record "akme". Did you mean acme (Acme Robotics)?\n'
    )
    assert office("show", "zzz").err.startswith(
        'am: no account or record "zzz"\n    All accounts: am account list.'
    )


def test_nothing_fits_in_an_empty_book(cli: Cli) -> None:
    assert cli("show", "acme") == (
        3,
        "",
        'am: no account or record "acme"\n    Add one: am account add NAME\n',
    )


@pytest.mark.parametrize(
    ("ref", "kind"),
    [("n1", "interaction"), ("t1", "task"), ("k1", "contract"), ("p1", "contact"), ("N1", "interaction")],
)
def test_a_record_is_a_letter_and_its_number(office: Cli, ref: str, kind: str) -> None:
    assert office.json("show", ref)[kind] == ref.lower()
    assert office.json(kind, "show", ref) == office.json("show", ref)
    assert office(kind, "show", f"{ref}99").code == 3


OTHERS = {
    "issue": ("i1", "INSERT INTO issue(account_id, title, opened_on) VALUES (1, 'Feed down', '2026-02-20')"),
    "goal": ("g1", "INSERT INTO goal(account_id, title) VALUES (1, 'Halve the delay')"),
    "opportunity": (
        "o1",
        "INSERT INTO opportunity(account_id, name, kind, value, currency)"
        " VALUES (1, 'Site B', 'upsell', 5, 'EUR')",
    ),
    "feedback": ("f1", "INSERT INTO feedback(account_id, \"on\", text) VALUES (1, '2026-02-20', 'Too slow')"),
    "survey": (
        "s1",
        'INSERT INTO survey(account_id, kind, "on", score, scale_max)'
        " VALUES (1, 'nps', '2026-02-20', 4, 10)",
    ),
    "event": ("e1", "INSERT INTO event(account_id, \"on\", kind) VALUES (1, '2026-02-20', 'takeover')"),
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
def test_every_other_kind_is_shown_by_its_letter(office: Cli, kind: str) -> None:
    import sqlite3

    ref, insert = OTHERS[kind]
    now = "2026-03-02T09:00:00.000Z"
    head, _, values = insert.partition(") VALUES (")
    with sqlite3.connect(office.book) as db:
        db.execute(f"{head}, created_at, updated_at) VALUES ({values[:-1]}, '{now}', '{now}')")
    db.close()
    found = office.json("show", ref)
    assert (found[kind], found["account"]) == (ref, "acme")
    for form in ("table", "md", "csv", "tsv", "jsonl"):
        assert ref in office.ok("show", ref, "-o", form)
    assert office.ok("show", ref, "-o", "ids") == f"{ref}\n"
    said = f"am: {ref} of Acme Robotics is {with_article(kind)}, not a task. Nothing was changed."
    assert office("done", ref).err.startswith(said)


def test_vocabularies_are_typed_by_their_beginning(office: Cli) -> None:
    assert office.json("show", office.ref("log", "acme", "x", "-k", "em"))["kind"] == "email"
    code, _, err = office("log", "acme", "x", "-k", "me" * 40)
    assert (code, "not a kind" in err, "Use call, email, meeting" in err) == (2, True, True)
    code, _, err = office("contact", "edit", "p1", "--role", "e")
    assert (code, "matches economic_buyer and executive_sponsor" in err) == (2, True)
    office.ok("contact", "edit", "p1", "--role", "Executive Sponsor")
    office.ok("contact", "edit", "p1", "--role", "decision-maker")
    assert office.json("show", "p1")["role"] == "decision_maker"
