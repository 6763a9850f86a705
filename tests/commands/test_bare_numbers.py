"""`am done 2`: a bare number is the line last shown on a terminal, or a whole code, name or reference; an
internal id is never matched."""

from pathlib import Path

import pytest

from amcli.output import OF_RECORDS
from tests.commands.test_list_lines import typed
from tests.profiles import some
from tests.support import Cli, rows_of

LISTS = (
    "am", "account list", "checkins --all", "renewals --all", "risks --all", "tasks", "week", "contact list",
    "contract list", "activity list", "task list", "find a", "timeline acme", "held", "qbr due --all",
    "account list -s -name", "tasks -s title --limit 3", "contact list --fields name,account",
)  # fmt: skip


def fill_digits(office: Cli) -> None:
    office.ok("account", "add", "Zeta", "--code", "2")
    office.ok("account", "add", "Yard Works", "--code", "4711")
    office.ok("account", "add", "1850")
    office.ok("contract", "add", "4711", "--value", "5k", "--starts", "2026-01-01", "--reference", "88123")
    office.ok("contract", "add", "2", "--value", "6k", "--starts", "2026-01-01", "--reference", "3")


@pytest.fixture
def digits(office: Cli) -> Cli:
    """The office, and customers that an import brought with digits for codes, names and references."""
    return office.once(fill_digits)


def test_in_a_pipe_a_number_is_a_whole_code_name_or_reference(digits: Cli) -> None:
    shown = {number: digits.ok("show", number, "-o", "ids").strip() for number in ("2", "4711", "1850")}
    assert shown == {"2": "2", "4711": "4711", "1850": "a1850"}
    assert digits.ok("show", "88123", "-o", "ids") == "k3\n"
    assert digits.ok("contract", "show", "88123", "-o", "ids") == "k3\n"
    assert digits.ok("contract", "show", "4711", "-o", "ids") == "k3\n"
    assert digits.json("show", digits.ref("log", "1850", "Hello"))["account"] == "a1850"
    assert digits.json("show", digits.ref("task", "add", "2", "Call"))["account"] == "2"
    assert digits.ok("done", "2") == "t2\n"
    assert digits.json("show", digits.ref("contact", "add", "4711", "Ann Lee"))["account"] == "4711"
    assert [row["contract"] for row in digits.json("contract", "list", "4711")] == ["k3"]
    row = '{"account": "4711", "summary": "From a phone"}'
    assert digits.json("show", digits.ref("log", "--stdin", stdin=row))["account"] == "4711"


def test_what_the_book_itself_looks_up_is_no_line(digits: Cli) -> None:
    """An account's code of digits, read from its record, is not what somebody typed."""
    task = digits.ref("task", "add", "2", "Call")
    person = digits.ref("contact", "add", "2", "Ann Lee")
    issue = digits.ref("issue", "add", "2", "Feed down")
    seen = typed(
        digits,
        "account list",
        f"task edit {task} --contact ann",
        f"contact edit {person} --title CEO",
        f"issue edit {issue} --contact ann",
        f"issue resolve {issue}",
    )
    assert (seen.code, "is line" in seen.out) == (0, False), seen.out


IDS = (
    ("show", "1"), ("log", "1", "x"), ("done", "1"), ("task", "show", "1"),
    ("task", "edit", "1", "-d", "+1d"),
    ("task", "rm", "1", "-y"), ("contract", "show", "1"), ("churn", "1"), ("stage", "1", "verbal"),
    ("contact", "show", "1"), ("contact", "left", "1"), ("log", "acme", "x", "-w", "1"), ("brief", "1"),
    ("timeline", "1"), ("history", "1"), ("tasks", "1"), ("risks", "1"), ("activity", "show", "1"),
    ("account", "edit", "1", "--tier", "key"), ("account", "rm", "1", "--yes"), ("snooze", "1"),
    ("task", "add", "1", "x"), ("product", "show", "1"), ("usage", "rm", "1", "--yes"),
    ("doctor", "--separate", "1", "2"),
    ("account", "edit", "acme", "--parent", "1"), ("task", "list", "task:1"),
    ("contract", "list", "renewed_by:1"),
)  # fmt: skip


@pytest.mark.parametrize("argv", IDS, ids=" ".join)
def test_an_internal_id_is_never_matched(office: Cli, argv: tuple[str, ...]) -> None:
    before = office.dump()
    code, out, err = office(*argv)
    assert (code, out) == (2, ""), err
    assert len(err.splitlines()) <= 3
    assert office.dump() == before


def test_rows_of_standard_input_and_of_files_know_no_id(office: Cli, tmp_path: Path) -> None:
    code, _, err = office("log", "--stdin", stdin='{"account": "1", "summary": "x"}')
    assert (code, 'nothing is called "1"' in err) == (5, True)
    file = tmp_path / "touches.csv"
    file.write_text("account,on,kind,summary\n1,2026-02-01,call,x\n")
    code, out, err = office("import", str(file), "--kind", "interactions", "--yes")
    assert (code, rows_of(office.book, "SELECT count(*) FROM interaction")) == (5, [(2,)]), out + err


def fill_meetings(office: Cli) -> None:
    """Something of each list for two lines; also of `risks`, where little that is known counts as enough."""
    office.ok("config", "set", "risk.evidence.minimum", "0")
    office.ok("task", "add", "birch", "Send the quote", "--due", "+1d")
    office.ok("task", "add", "acton", "Call them", "--due", "+2d")
    for code in ("acme", "acton", "birch"):
        office.ok("account", "edit", code, "--qbr", "90")
        office.ok("meet", code, "2026-02-25", "11:00", today="2026-02-20")


# By day a page, a list of accounts and of another kind, one that is sorted and one with columns of its own:
# each list says in the same way what its lines are.
@pytest.mark.parametrize("shown", some(LISTS, 9))
def test_after_every_list_a_number_is_the_line_that_was_shown(office: Cli, shown: str) -> None:
    """`am show 2` shows what `:2` does, and `am log 2` logs with that line's account."""
    shown = "today" if shown == "am" else shown
    office.once(fill_meetings)
    seen = typed(
        office, shown, "$ echo ----", "show 2", "$ echo ----", "show :2", "$ echo ----", "log 2 Seen"
    )
    parts = [part.strip() for part in seen.out.split("----\n")]
    assert (seen.code, parts[1]) == (0, parts[2]), seen.out
    logged = office.json("activity", "list")[0]
    name = office.json("account", "list", f"code:{logged['account']}")[0]["name"]
    assert parts[3].startswith(f"{name}: call")
    assert name.split()[0] in parts[1] or logged["account"] in parts[1]
    assert (logged["summary"], office.json("history", "--limit", "1")[0]["command"]) == (
        "Seen",
        f"log {seen_ref(office, shown)} Seen",
    )


def seen_ref(office: Cli, shown: str) -> str:
    """What the second line of a list stands for, from the file that remembers it."""
    (kept,) = (office.folder / ".local" / "state" / "amcli").iterdir()
    return kept.read_text().split("\0")[2]


def test_every_list_of_records_is_among_those_tried() -> None:
    heads = {" ".join(shown.split()[:1]) for shown in LISTS}
    assert OF_RECORDS - heads - {"accounts", "records", "qbrs", "usage", "meetings", "replies"} == set()


def test_done_means_the_line(office: Cli) -> None:
    office.ok("task", "add", "birch", "Send the quote", "--due", "+1d")
    seen = typed(office, "tasks", "done 2")
    assert (seen.code, "t2 done: Send the quote (birch)" in seen.out) == (0, True), seen.out
    seen = typed(office, "account list", "done 1")  # an account: its one open task
    assert "t1 done: Security answers (acme)" in seen.out
    seen = typed(office, "account list", "done 1")
    assert (seen.code, "Acme Robotics has no open task" in seen.out) == (3, True)
    seen = typed(office, "contract list", "done 1")
    assert (seen.code, "k1 of Acme Robotics is a contract, not a task." in seen.out) == (5, True)


def test_done_means_the_line_of_a_reply(office: Cli) -> None:
    for account in ("birch", "acton"):
        office.ok("log", account, "A question", "-k", "email", "--direction", "in", "--on", "2026-02-27")
    seen = typed(office, "replies", "done 2")
    assert (seen.code, "n4 needs no answer: A question (Acton Glass)" in seen.out) == (0, True), seen.out


def test_several_numbers_are_several_lines(office: Cli) -> None:
    office.ok("task", "add", "birch", "Send the quote", "--due", "+1d")
    seen = typed(office, "tasks", "done 1 2")
    assert (seen.code, office.json("history", "--limit", "1")[0]["command"]) == (0, "done t1 t2"), seen.out


def test_history_puts_the_line_in_the_place_of_the_argument(office: Cli) -> None:
    seen = typed(office, "account list", "log --minutes 2 2 '2'")
    assert seen.code == 0, seen.out
    assert office.json("history", "--limit", "1")[0]["command"] == "log --minutes 2 acton 2"


def test_in_a_pipe_a_line_is_a_mistake_and_nothing_changes(office: Cli) -> None:
    typed(office, "tasks")
    before = office.dump()
    lines = ("done 1 | cat", "done 1 < /dev/null", "log 1 x | cat", '$ echo 1 | xargs "$am" done')
    for line in lines:
        seen = typed(office, "tasks", line, "$ true")
        assert "line numbers work on a terminal only" in " ".join(seen.out.split()), seen.out
    assert typed(office, "tasks", "done 1 < /dev/null").code == 2
    assert "For line 1 of the list last shown: :1" in typed(office, "tasks", "show 1 | cat").out
    assert office.dump() == before


def test_no_list_was_shown(office: Cli) -> None:
    seen = typed(office, "done 2")
    assert (seen.code, "no line 2: no list was shown on this terminal yet." in seen.out) == (2, True)
    assert "Show one: am, or am checkins" in seen.out


@pytest.mark.parametrize(
    ("shown", "last", "said", "way"),
    [
        ("account list", "show 2", '"2" is line 2 (Acme Robotics) and the account Zeta.', "Type :2 or zeta"),
        ("tasks", "log 2 x", '"2" is line 2 (t1 of Acme Robotics) and the account Zeta.', "Type :2 or zeta"),
        (
            "account list",
            "churn 3",
            '"3" is line 3 (Acton Glass) and the contract k4 of Zeta.',
            "Type :3 or k4",
        ),
    ],
)
def test_a_line_and_something_called_so_are_asked_apart(
    digits: Cli, shown: str, last: str, said: str, way: str
) -> None:
    digits.ok("task", "add", "2", "First", "--due", "2026-01-01")
    order = {"account list": "account list -s name", "tasks": "tasks"}[shown]
    seen = typed(digits, order, "$ echo ----", last)
    told = " ".join(seen.out.partition("----")[2].split())
    assert (seen.code, said in told, way in told) == (4, True, True), seen.out


def test_a_number_that_is_no_line_is_what_is_called_so(digits: Cli) -> None:
    seen = typed(digits, "tasks", "log 4711 'Called them'", "show 1850 | head -n 1", "log 2 Hello")
    assert "Yard Works: call logged" in seen.out
    assert "Zeta: call logged" in seen.out  # the list has one line only
    assert "# 1850" in seen.out


def test_a_line_that_is_called_by_its_own_number_is_one_thing(cli: Cli) -> None:
    cli.ok("account", "add", "Alpha", "--code", "1")
    seen = typed(cli, "account list", "log 1 Hello")
    assert (seen.code, "Alpha: call logged" in seen.out) == (0, True), seen.out


def test_a_line_that_stands_for_several_has_no_number(office: Cli) -> None:
    # On one terminal: the next one may bear another name, by which its list is found.
    kept = '"$HOME"/.local/state/amcli/lines*'
    keep = f"$ printf '%s\\0acme\\0\\0t1' '{office.book}' | tee {kept} > /dev/null"
    seen = typed(office, "tasks", keep, "show 2", "$ echo code $?", "done 3")
    assert "line 2 isn't one record." in seen.out
    assert "code 3" in seen.out
    assert "t1 done: Security answers (acme)" in seen.out


def test_a_line_whose_record_is_gone_is_said(office: Cli) -> None:
    seen = typed(office, "tasks", '$ "$am" task rm t1 --yes', "log 1 x")
    assert (seen.code, '"t1" is no longer in the book' in seen.out) == (3, True), seen.out


def test_a_product_on_a_line_is_no_account(office: Cli) -> None:
    office.ok("account", "add", "Platform")
    seen = typed(office, "product list", "log 1 x")
    assert (seen.code, "is a product" in seen.out) == (3, True), seen.out
    assert "Platform" in typed(office, "product list", "product show 1").out


def test_a_person_of_a_line(office: Cli) -> None:
    seen = typed(office, "contact list acme", "log acme Hello -w 2")
    assert "call with Omar Haddad logged" in seen.out
    seen = typed(office, "tasks", "log acme Hello -w 1")
    assert (seen.code, "that line is t1 of Acme Robotics: no contact" in seen.out) == (3, True), seen.out


def test_undo_counts_changes_never_lines(office: Cli) -> None:
    office.ok("log", "birch", "One")
    number = office.json("history", "--limit", "1")[0]["change"]
    seen = typed(office, "tasks", f"undo {number}")
    assert (seen.code, "Undone: am log birch One" in seen.out) == (0, True), seen.out
