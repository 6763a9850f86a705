"""`am export`: what comes out goes in again, whatever it holds; nothing half-written, nothing overlooked."""

import csv
import io
import itertools
import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from amcli.commands.export import NAMES
from amcli.interchange.kinds import KIND_NAMES, KINDS
from amcli.storage.belonging import Outgoing
from amcli.storage.opening import open_book
from tests.interchange.helpers import ACCOUNTS, CONTACTS, CONTRACTS, INTERACTIONS, Desk
from tests.oracle.generate import Invented, books
from tests.oracle.writing import Writer
from tests.profiles import examples, in_turn, is_nightly
from tests.storage.support import add, outside

HOSTILE = (
    "=SUM(A1:A9)", "'=1", "''+x", "-5", "@me", "a;b", "a, b", "a ::: b", 'say "no"', "1.234", "0049", "yes",
    "Größe", "東京 本社", "عقد", "🚀 go", "Total:", "sep=;", "[1, 2]", '["x"]', "per cent %", "p1", "k2",
)  # fmt: skip
LONG = ("two\nlines", "  kept  ", "\ttab", "a\r\nb", "a\u2028b", "Copyright\n\nTotal", *HOSTILE)
# What no file carries: numbers used up, days of recording, what is derived.
LEFT_OUT = ("id", "created_at", "updated_at", "name_folded", "code_folded")
TABLES = tuple(kind.table for kind in KINDS)
WORDS = {
    "account": ("owner", "team", "industry", "segment", "region", "phone"),
    "contact": ("title", "language", "prefers"),
    "contract": ("reference",),
    "task": ("assignee", "waiting_on"),
    "goal": ("agreed_with",),
    "issue": ("owner", "escalated_to"),
    "handoff": ("from_owner", "to_owner"),
}
TEXTS = {
    "account": ("notes", "objectives", "address"),
    "contact": ("notes",),
    "contract": ("notes", "reason", "concessions"),
    "interaction": ("summary", "body"),
    "goal": ("measure", "target", "actual"),
    "issue": ("resolution",),
    "survey": ("comment",),
    "event": ("note",),
    "handoff": ("promises", "risks"),
}


def adorn(path: Path, dice: random.Random) -> None:
    """Put hostile words into a book, each where it may stand."""
    db = sqlite3.connect(path)
    for columns, values in ((WORDS, HOSTILE), (TEXTS, LONG)):
        for table, names in columns.items():
            for (row,) in db.execute(f"SELECT id FROM {table}").fetchall():
                for name in names:
                    if dice.random() < 0.4:
                        value = dice.choice(values)
                        if name == "reference":
                            value = f"{value} {row}"
                        db.execute(f"UPDATE {table} SET {name} = ? WHERE id = ?", (value, row))
    for (row,) in db.execute("SELECT id FROM contact").fetchall():
        tags = json.dumps(dice.sample(HOSTILE, dice.randrange(3)), ensure_ascii=False)
        name = f"{dice.choice(HOSTILE)} {dice.choice((row, 'Jr'))}"
        db.execute("UPDATE contact SET tags = ?, name = ? WHERE id = ?", (tags, name, row))
        extra = json.dumps(
            {
                key: dice.choice((*HOSTILE, 7, 1.5, 5.0, "7", "'7"))
                for key in dice.sample(("plan", "Größe"), 1)
            },
            ensure_ascii=False,
        )
        db.execute("UPDATE contact SET extra = ? WHERE id = ?", (extra, row))
    for task, account in db.execute("SELECT id, account_id FROM task").fetchall():
        talk = db.execute("SELECT id FROM interaction WHERE account_id = ?", (account,)).fetchone()
        db.execute("UPDATE task SET interaction_id = ? WHERE id = ?", (talk and talk[0], task))
    for (row,) in db.execute("SELECT id FROM account").fetchall():
        reasons = json.dumps(
            [{"signal": dice.choice(HOSTILE), "points": 7, "facts": {"days": [1, None]}}], ensure_ascii=False
        )
        values = (row, "2026-02-28", dice.choice((None, 40)), dice.choice((0.625, None)), reasons)
        db.execute(
            "INSERT INTO health(account_id, 'on', score, band, coverage, model, reasons) "
            "VALUES (?, ?, ?, 'watch', ?, '=a1', ?)".replace("'on'", '"on"'),
            values,
        )
    # What am itself sees to: a promise that names nobody is mine, the first due day stays known, nothing
    # ends before it began.
    db.execute('UPDATE event SET until = "on" WHERE until < "on"')
    db.execute("UPDATE issue SET resolved_on = opened_on WHERE resolved_on < opened_on")
    db.execute("UPDATE task SET promised_by = 'me' WHERE promised AND promised_by IS NULL")
    db.execute("UPDATE task SET first_due_on = due_on WHERE first_due_on IS NULL")
    db.commit()
    db.close()


def told(path: Path) -> dict[str, list[str]]:
    """A book's records with what they refer to by its content, in an order of their own."""
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    found = {
        table: {row["id"]: dict(row) for row in db.execute(f"SELECT * FROM {table}")} for table in TABLES
    }
    called = {table: {row: words(each) for row, each in rows.items()} for table, rows in found.items()}
    talked = db.execute("SELECT interaction_id, contact_id FROM interaction_contact ORDER BY id").fetchall()
    for talk, person in talked:
        found["interaction"][talk].setdefault("people", []).append(called["contact"][person])
    for rows in found.values():
        for each in rows.values():
            for name in [name for name in each if name.endswith("_id") and name not in LEFT_OUT]:
                kind = {"parent_id": "account", "successor_id": "contact", "renewed_by_id": "contract",
                        "amends_id": "contract"}.get(name, name.removesuffix("_id"))  # fmt: skip
                each[name] = each[name] and called[kind][each[name]]
    db.close()
    return {table: sorted(map(words, rows.values())) for table, rows in found.items()}


def words(row: dict[str, Any]) -> str:
    """A record without its numbers."""
    return repr(
        {name: value for name, value in row.items() if name not in LEFT_OUT and not is_link(name, value)}
    )


def is_link(name: str, value: Any) -> bool:
    return name.endswith("_id") and isinstance(value, int)


HOW = {
    "csv": (("--to", "out"), ()),
    "raw csv": (("--to", "out", "--raw"), ("--raw",)),
    "one jsonl": (("--to", "out.jsonl"), ()),
    "a jsonl each": (("--to", "folder", "-o", "jsonl"), ()),
}
# In which the largest values go out by day: the two ways of writing a value; nightly also those that differ
# in the files' names or in the mark before what a spreadsheet would run.
HUGE = ("csv", "one jsonl")
MOST_PEOPLE = 500 if is_nightly() else 80
FEW = settings(
    max_examples=examples(6), derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def test_what_comes_out_goes_into_an_empty_book_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    tried: set[str] = set()
    turns = itertools.count()

    @FEW
    @given(invented=books(8))
    def there_and_back(invented: Invented) -> None:
        for how in in_turn(list(HOW), next(turns)):
            tried.add(how)
            options, again = HOW[how]
            ours, theirs = (Desk(tmp_path_factory.mktemp("desk")) for _ in range(2))
            filled(ours, invented)
            round_trip(ours, theirs, (*options[:1], str(ours.folder / options[1]), *options[2:]), again)

    there_and_back()
    assert tried == set(HOW)


def filled(desk: Desk, invented: Invented) -> None:
    """Make the desk's book of what was invented, and of hostile words."""
    assert desk.am("init").code == 0
    Writer(desk.book).write(invented.accounts)
    adorn(desk.book, random.Random(len(invented.accounts)))


def round_trip(ours: Desk, theirs: Desk, options: tuple[str, ...], again: tuple[str, ...]) -> None:
    """Export one book and import it into another, and into itself."""
    before = ours.dump()
    if Path(options[1]).name == "folder":
        Path(options[1]).mkdir()
    listed = ours.am("export", "--all", *options)
    assert listed.code == 0, listed
    assert ours.dump() == before
    files = [*listed.out.splitlines(), *again]
    theirs.imported(*files, "--yes")
    wanted, got = told(ours.book), told(theirs.book)
    for table in TABLES:
        missing = [each for each in wanted[table] if each not in got[table]]
        assert not missing, (table, missing[0], [each for each in got[table] if each not in wanted[table]])
    assert got == wanted
    same = json.loads(ours.imported(*files, "--yes", "-o", "json").out)["files"]
    assert not [each for each in same if each["new"] or each["changed"]]


@pytest.mark.parametrize("how", HOW)
def test_an_empty_book_and_one_of_huge_values_come_back_the_same(tmp_path: Path, how: str) -> None:
    options, again = HOW[how]
    for name, fill in (("empty", None), ("huge", huge)):
        if fill and how not in HUGE and not is_nightly():
            continue
        ours, theirs = Desk(tmp_path / name / "ours"), Desk(tmp_path / name / "theirs")
        for desk in (ours, theirs):
            desk.folder.mkdir(parents=True)
        ours.am("init")
        theirs.am("init")
        if fill is not None:
            fill(ours.book)
        round_trip(ours, theirs, (*options[:1], str(ours.folder / options[1]), *options[2:]), again)


def huge(path: Path) -> None:
    """Records as large as the book takes them."""
    db = outside(path)
    code = "c" * 40
    add(db, "account", name="n" * 200, code=code, added_on="1000-01-01", cadence_days=3660,
        notes="long " * 199_999, extra=json.dumps({"k" * 300: "v" * 100_000}),
        tags=json.dumps([f"tag {n}" for n in range(2_000)]))  # fmt: skip
    account = add(db, "account", name="Many people", code="many", added_on="2026-01-01")
    people = [
        add(
            db,
            "contact",
            account_id=account,
            name=f"{n} " + "Ñ" * 190,
            emails=json.dumps([f"p{n}@x.example"]),
        )
        for n in range(MOST_PEOPLE)
    ]
    for value in (10**15, 0):
        add(db, "contract", account_id=account, starts_on="1000-01-01", ends_on="9999-12-31",
            annual_value=value, currency="KWD", quantity=2**31, reference=f"r{value}")  # fmt: skip
    talk = add(db, "interaction", account_id=account, on="9999-12-31", summary="s" * 100_000, minutes=10_080)
    for person in people:
        add(db, "interaction_contact", interaction_id=talk, contact_id=person)
    db.commit()
    db.close()


@settings(FEW, max_examples=examples(6) if is_nightly() else 2)
@given(invented=books(8))
def test_a_redacted_book_has_the_same_shape_and_none_of_its_words(
    tmp_path_factory: pytest.TempPathFactory, invented: Invented
) -> None:
    ours, theirs = (Desk(tmp_path_factory.mktemp("desk")) for _ in range(2))
    filled(ours, invented)
    out = ours.am("export", "--all", "--redact", "-o", "jsonl").out
    private = [
        value
        for table in TABLES
        for row in ours.rows(f"SELECT * FROM {table}")
        for value in row
        if isinstance(value, str) and any(word in value for word in ("@", "Acme", "東京", "say"))
    ]
    assert private
    assert not [value for value in private if json.dumps(value, ensure_ascii=False)[1:-1] in out]
    theirs.imported(theirs.file("redacted.jsonl", out), "--yes")
    for table in TABLES:
        query = f"SELECT count(*) FROM {table}"
        assert theirs.value(query) == ours.value(query), table
    for figures in (
        "SELECT annual_value, currency, starts_on, ends_on, outcome FROM contract",
        'SELECT account_id, kind, "on", planned FROM interaction',
    ):
        assert sorted(map(repr, theirs.rows(figures))) == sorted(map(repr, ours.rows(figures)))


def test_every_kind_that_is_imported_is_exported() -> None:
    assert sorted(NAMES) == sorted(KIND_NAMES)


# Plain files.


@pytest.fixture
def ours(tmp_path: Path) -> Desk:
    """A desk whose book has two accounts with what belongs to them."""
    desk = Desk(tmp_path / "ours")
    (tmp_path / "ours").mkdir(exist_ok=True)
    return desk.once(take_in)


def take_in(desk: Desk) -> None:
    desk.am("init")
    desk.imported(desk.file("accounts.csv", ACCOUNTS), desk.file("contacts.csv", CONTACTS))
    desk.imported(desk.file("contracts.csv", CONTRACTS), desk.file("interactions.csv", INTERACTIONS))


def test_one_kind_goes_to_standard_output_with_the_references_that_rows_use(ours: Desk) -> None:
    code, out, err = ours.am("export", "--kind", "contacts")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, err) == (0, "")
    assert [(row["ref"], row["account"], row["name"], row["email"]) for row in rows] == [
        ("p1", "acme", "Jane Orr", "jane@acme.example"),
        ("p2", "acme", "Ben Okoro", "ben@acme.example"),
        ("p3", "beta", "Jo Voss", ""),
    ]


def test_one_account_comes_with_all_that_is_its_own_and_nothing_else(ours: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    files = ours.am("export", "--account", "Acme Rob", "--to", str(folder)).out.splitlines()
    assert [Path(each).name for each in files] == [f"{kind.name}.csv" for kind in KINDS]
    assert "beta" not in "".join(Path(each).read_text(encoding="utf-8").lower() for each in files)
    theirs = Desk(tmp_path / "theirs")
    theirs.folder.mkdir()
    theirs.imported(*files)
    assert theirs.rows("SELECT (SELECT count(*) FROM contact), (SELECT count(*) FROM contract)") == [(2, 2)]
    assert theirs.rows("SELECT name FROM product") == [("Suite",)]


def test_bundles_of_two_books_do_not_meet_at_their_references(tmp_path: Path) -> None:
    """Both have a p1 and a k1; who takes both in has the people of both, the talks of each with theirs."""
    bundles = []
    for name in ("acme", "beta"):
        desk = Desk(tmp_path / name)
        desk.folder.mkdir()
        desk.am("init")
        desk.am("account", "add", name.title(), "--code", name)
        desk.am("contact", "add", name, f"Jane {name}", "--email", f"jane@{name}.example")
        desk.am("contract", "add", name, "--product", "Suite", "--starts", "2025-01-01", "--term", "1y",
                "--value", "100")  # fmt: skip
        desk.am("log", name, "hello", "--with", f"Jane {name}", "--on", "2026-02-02")
        bundles.append(
            desk.am("export", "--account", name, "--to", str(tmp_path / f"{name}-out")).out.splitlines()
        )
    mine = Desk(tmp_path / "mine")
    mine.folder.mkdir()
    for _ in range(2):
        for files in bundles:
            mine.imported(*files, "--yes")
    assert mine.rows("SELECT name FROM contact ORDER BY id") == [("Jane acme",), ("Jane beta",)]
    assert mine.value("SELECT count(*) FROM contract") == 2
    talks = mine.rows(
        "SELECT a.code, c.name FROM interaction i JOIN account a ON a.id = i.account_id"
        " JOIN interaction_contact x ON x.interaction_id = i.id JOIN contact c ON c.id = x.contact_id"
        " ORDER BY 1"
    )
    assert talks == [("acme", "Jane acme"), ("beta", "Jane beta")]


def test_options_that_do_not_go_together_are_refused(ours: Desk) -> None:
    answer = ours.am("export", "--all", "-o", "jsonl", "--raw")
    assert answer.code == 2
    assert "--raw is for CSV only: JSONL adds no '." in answer.err


def test_raw_writes_and_reads_text_as_it_is(ours: Desk) -> None:
    ours.am("contact", "edit", "p1", "--notes", "=1+1")
    guarded, raw = (ours.am("export", "--kind", "contacts", *option).out for option in ((), ("--raw",)))
    assert ",'=1+1," in guarded
    assert ",=1+1," in raw
    assert ours.imported(ours.file("contacts.csv", raw), "--raw").out.endswith(
        "the book already has all of this.\n"
    )


def test_two_of_one_name_are_told_apart_and_someone_elsewhere_is_named_by_reference(ours: Desk) -> None:
    ours.am("contact", "add", "acme", "Jane Orr", "--separate")
    ours.am("contact", "move", "p2", "beta")
    talks = list(csv.DictReader(io.StringIO(ours.am("export", "--kind", "interactions").out)))
    assert [row["contacts"] for row in talks] == ["p1; p2", "", "Jo Voss"]


@pytest.mark.parametrize(("currency", "cell"), [("KWD", "01.234"), ("JPY", "1234"), ("EUR", "12.34")])
def test_no_decimal_point_is_taken_for_thousands(tmp_path: Path, currency: str, cell: str) -> None:
    first, second = Desk(tmp_path / "a"), Desk(tmp_path / "b")
    for desk in (first, second):
        desk.folder.mkdir()
        desk.am("init")
    with closing(outside(first.book)) as db:
        add(db, "product", name="Odd", list_price=1234, currency=currency)
    out = first.am("export", "--kind", "products").out
    assert out == f"name,list_price,currency\nOdd,{cell},{currency}\n"
    second.imported(second.file("products.csv", out))
    assert second.rows("SELECT list_price, currency FROM product") == [(1234, currency)]


def test_importing_an_export_again_takes_nothing_that_a_file_cannot_say(ours: Desk, tmp_path: Path) -> None:
    with sqlite3.connect(ours.book) as db:
        db.execute("UPDATE account SET extra = ?", ('{"seats": 10, "ratio": 0.5, "gold": true}',))
        db.execute(
            "UPDATE contact SET phones = ?", ('[{"typed": "020 7946 0018", "e164": "+442079460018"}]',)
        )
    db.close()
    before = ours.dump("source_ref", "value_source")
    files = ours.am("export", "--all", "--to", str(tmp_path / "out")).out.splitlines()
    ours.imported(*files)
    assert ours.dump("source_ref", "value_source", "txn", "journal") == {
        table: rows for table, rows in before.items() if table not in ("txn", "journal")
    }


def test_a_file_is_for_its_owner_and_is_replaced_whole_or_not_at_all(ours: Desk, tmp_path: Path) -> None:
    target = tmp_path / "people.csv"
    for mode in (0o600, 0o644, 0o640):  # a new file, and one that others may read
        code, out, _ = ours.am("export", "--kind", "contacts", "--to", str(target))
        assert (code, out, target.stat().st_mode & 0o777) == (0, f"{target}\n", mode)
        target.write_text("what was there", encoding="utf-8")
        target.chmod(0o644 if mode == 0o600 else 0o640)
    ours.am("export", "--kind", "contacts", "--to", str(target))
    assert target.read_text(encoding="utf-8") == ours.am("export", "--kind", "contacts").out
    (tmp_path / "out" / "events.csv").mkdir(parents=True)  # in the way of one of fifteen files
    code, out, err = ours.am("export", "--all", "--to", str(tmp_path / "out"))
    assert (code, out) == (5, "")
    assert "events.csv can't be replaced: it isn't a regular file." in " ".join(err.split())
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["events.csv"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "what do you want to export? Everything: am export --all --to DIR"),
        (
            ("--all",),
            2,
            "17 kinds need 17 files: where should they go? Use a folder: --to DIR. Or one file: -o jsonl",
        ),
        (("--kind", "nonsense"), 2, "Use accounts, products,"),
        (("--account", "nobody", "--to", "x"), 3, 'no account "nobody"'),
        (("--all", "--to", "no/such/place"), 5, "can't be written: No such file or directory"),
        (("--to", "x.ics", "calendar"), 2, "put options of calendar after it."),
        (("nonsense",), 2, 'no command "nonsense"'),
    ],
)
def test_what_cannot_be_exported_is_said(ours: Desk, words: tuple[str, ...], code: int, said: str) -> None:
    before = sorted(ours.folder.rglob("*"))
    answer = ours.am("export", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in " ".join(answer.err.split())
    assert sorted(ours.folder.rglob("*")) == before


def test_a_change_while_it_is_written_is_not_half_in_it(ours: Desk) -> None:
    book = open_book(ours.book, "test")
    with book.reading():
        outgoing = Outgoing(book)
        assert len(list(outgoing.records("account"))) == 2
        assert ours.am("account", "add", "Gamma").code == 0
        assert len(list(outgoing.records("account"))) == 2
    assert len(list(outgoing.records("account"))) == 3
    book.close()
