"""Every command that writes is taken back and put back whole, on a book that has a record of every kind.

A command that is added later must be added here: to those that write, or to those that do not.
"""

import shlex
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.docs.commands import every_command
from tests.support import TODAY, Cli, dump

STORY = """
log acme Hello -k meeting -w jane -w omar -p "Send the plan" -n "Call again" -d fri
contact add acton "Leo Grant" --role executive_sponsor
opportunity add acme "SSO for all" --value 9k --product SSO --contract k1
issue add acme "Exports fail" -w omar --severity high
feedback add acme "Exports are slow" --theme exports -w jane
survey add acme nps 4 "Slow" -w jane
usage add acme seats 41 --of 60
usage add acton seats 12 --on -9d
goal add acme "Half the time" --due eoq -w jane
event add acme takeover "Bought by another"
product add Training --price 900
target add 2026-Q1 renewals 100k
account handoff acme --why Shifts --expectations "A call a month" --promises "Single sign-on"
account pulse acton good
task add acme "Monthly report" --due "18 mar" --repeat monthly
task add acme "Old one" --due 2026-03-01
done t5
qbr held acton "The year so far" -w leo
snooze i1 fri --reason "they look into it"
account tag acme pilot
log acton Hello --on -2d
contact add acme "J. Orr"
account archive birch
stage acme proposed
meet acme thu 14:00 "Renewal talk" -w jane
today
"""
WRITES = """
log acme "Jane wants more" -w jane -n Ask -p Send -d fri --theirs "Names"
interaction add acme --tried
interaction edit n3 --body "Long text"
interaction rm n3 --yes
meet acton fri 9:00 Review -w leo --minutes 30
meet n6 fri "Another title" -k qbr -w omar
held n6 "Agreed" -w omar -f good --on today -n Send -d fri
held n6 --no
done t4
task add acton New --promised --due fri
task edit t1 --title Other -w jane
task done t4
task reopen t5
task rm t1 --yes
snooze acme fri --reason away
snooze i1 --off
renew k1 --value 66.6k
stage k1 verbal
churn birch
contract add acton --product "Unheard of" --value 1.5k --term 12m
contract edit k1 --value 61k
contract renew k1 --term 24m
contract amend k1 --by -1
contract churn k1 --reason price
contract stage k1 signed
contract rm k1 --yes
account add New --tag x --set a=1
account edit acme --name "Acme Ltd" --region EMEA --parent acton
account archive acme
account pulse acme bad why
account handoff acme --to Ana --why "For all shifts" --note Careful
account merge acme acton --yes
account tag acme other
account untag acme pilot
account rm acme --yes
contact add acme New --phone 1
contact edit p1 --phone 2 --stance critic
contact left jane --successor omar
contact move omar acton
contact merge p1 p5 --yes
contact rm p1 --yes
opportunity add acme More -v 12k --product Analytics
opportunity edit o1 --fit "Fewer passwords"
opportunity stage o1 qualified
opportunity win o1 --contract --term 12m
opportunity lose o1 --reason price
opportunity rm o1 --yes
issue add acme Down --severity critical
issue edit i1 --category support
issue escalate i1 --to "Head of Support"
issue resolve i1 "Mended in 4.2"
issue rm i1 --yes
feedback add acton "Good help"
feedback edit f1 --theme speed
feedback relay f1 --to product
feedback close f1 "In the next release"
feedback rm f1 --yes
survey add acton csat 4 Fine -w leo
survey edit s1 --score 5
survey rm s1 --yes
usage add acme seats 44
usage edit u1 --of 70
usage rm u1 --yes
event add acton funding --good
event edit e1 --note "Bought by a friend"
event rm e1 --yes
goal add acton "All teams"
goal progress g1 "A third"
goal met g1
goal missed g1
goal drop g1
goal edit g1 --measure hours
goal rm g1 --yes
product add Analytics
product edit SSO --name "Single sign-on" --price 1k
product rm training --yes
target add 2026 nrr 104%
target set 2026-Q1 renewals 120k
target edit m1 --period 2026-Q2
target rm m1 --yes
qbr held acme "The half-year" -w jane -n "Send slides" -d fri
qbr add acton "Once more"
qbr edit n5 --feel good
qbr rm n5 --yes
import accounts.csv contacts.csv --yes
doctor --apart acme acton
unmatched tie zoe@acme.example jane
unmatched ignore j@acme.example @shop.example
unmatched forget j@acme.example
"""
READS = """
today week next away accounts checkins renewals risks show brief timeline find tasks portfolio
forecast metrics backtest history help sql schema summary report export-calendar export-vcard export-html
account-handoffs account-plan feedback-themes qbr-due qbr-brief
config-get config-list config-path config-check
"""
NO_CHANGE_OF_THE_BOOK = """
undo redo init demo config-set config-unset config-edit completion-install completion-print
cron backup restore
"""


def commands(lines: str) -> list[list[str]]:
    return [shlex.split(line) for line in lines.strip().splitlines()]


def tree() -> set[str]:
    """Every command there is: `log`, `account-add`."""
    found = dict(every_command())
    return {path.replace(" ", "-") for path, each in found.items() if not hasattr(each, "list_commands")}


@pytest.fixture(scope="module")
def firm_book(office_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's book with every kind of record, the scores of three days, and an address that was tied
    to a person, as an import of mail keeps it."""
    folder = tmp_path_factory.mktemp("firm")
    shutil.copyfile(office_book, folder / "book.db")
    cli = Cli(folder, folder / "book.db")
    for day in ("2026-02-26", "2026-02-27"):
        cli.ok("today", today=day)
    for argv in commands(STORY):
        cli.ok(*argv)
    with sqlite3.connect(cli.book) as db:
        db.execute(
            "INSERT INTO unmatched(kind, address, seen, contact_id) VALUES ('email', 'j@acme.example', 2, 1)"
        )
        db.execute("INSERT INTO arrival(source, key, said, interaction) VALUES ('mail', 'm1', '{}', 1)")
    db.close()
    return folder / "book.db"


@pytest.fixture
def firm(cli: Cli, firm_book: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """`am` on a copy of that book, in a folder with two files to import."""
    shutil.copyfile(firm_book, cli.book)
    monkeypatch.chdir(cli.folder)
    Path("accounts.csv").write_text("name,tier,notes\nAcme Robotics,light,Other words\nNew Name,key,\n")
    Path("contacts.csv").write_text("account,name,email\nacme,Jane Orr,jane@acme.example\nacton,Kim Oh,\n")
    return cli


def test_every_command_is_known_to_write_or_not() -> None:
    known = tree()
    written = {"-".join(argv[:2]) if argv[0] not in known else argv[0] for argv in commands(WRITES)}
    others = {*READS.split(), *NO_CHANGE_OF_THE_BOOK.split()}
    others |= {name for name in known if name.endswith(("-list", "-show"))}
    assert not written & others
    assert written | others == known


def test_the_book_has_a_row_in_every_table_of_records(firm_book: Path) -> None:
    later = {"digest", "txn", "journal", "source_ref"}
    assert {name for name, rows in dump(firm_book).items() if not rows} <= later


@pytest.mark.parametrize("argv", commands(WRITES), ids=lambda argv: " ".join(argv[:3]))
def test_it_is_taken_back_and_put_back_whole(firm: Cli, argv: list[str]) -> None:
    before = firm.dump()
    firm.ok(*argv)
    changed = firm.dump()
    assert changed != before
    for _ in range(2):
        assert firm.ok("undo", tty=True).startswith(f"Undone: am {argv[0]}")
        assert firm.dump() == before
        assert firm.ok("redo", tty=True).startswith(f"Redone: am {argv[0]}")
        assert firm.dump() == changed


@pytest.mark.parametrize("name", sorted(READS.split()))
def test_what_only_reads_changes_nothing(firm: Cli, name: str) -> None:
    """With what each needs; the scores of the day are kept already."""
    needs = {
        "away": ["tomorrow..+9d"], "show": ["k1"], "brief": ["acme"], "timeline": ["acme"], "find": ["plan"],
        "account-plan": ["acme"], "qbr-brief": ["acme"], "config-get": ["hints"],
    }  # fmt: skip
    before = firm.dump()
    firm.ok(*name.split("-"), *needs.get(name, []), today=TODAY)
    assert firm.dump() == before


def test_a_history_of_an_account_tells_what_was_added_to_it_of_every_kind(firm: Cli) -> None:
    kinds = {"log", "contact", "contract", "task", "opportunity", "issue", "feedback", "survey", "usage"}
    told = {line["command"].split()[0] for line in firm.json("history", "acme")}
    assert kinds | {"goal", "event", "account"} <= told


def test_scores_that_go_with_an_account_are_not_told_one_by_one(firm: Cli) -> None:
    firm.ok("account", "rm", "acme", "--yes")
    (change,) = firm.json("history", "--limit", "1")
    assert not any("health" in line for line in change["what"])
    assert "health" not in firm.ok("undo", tty=True)
