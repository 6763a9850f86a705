"""Handing an account over: sent, taken, removed; in one book at every moment, with all that belongs to it."""

import json
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from amcli.storage.sent import SENT
from tests.support import Cli, rows_of
from tests.team.conftest import Team
from tests.team.handing import content, counted, holders, parcels, pushed
from tests.team.postgres import Postgres

REMOVED = "am: Acme Robotics is in robin's book now, and was removed from yours."


@pytest.fixture(scope="session")
def both(server: Postgres, few_book: Path, template: Path, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """Two books that were pushed, made once."""
    made = Team(server, server.another(), tmp_path_factory.mktemp("both"), template)
    made.joined("dana", source=few_book).ok("team", "push")
    robin = made.joined("robin")
    robin.ok("account", "add", "Other Firm")
    robin.ok("team", "push")
    made.let_go()
    return made


@pytest.fixture
def team(both: Team, home: Path) -> Iterator[Team]:
    """A team with both books."""
    found = both.copy(home)
    yield found
    found.let_go()
    found.server.drop(found.database)


@pytest.fixture
def dana(team: Team) -> Cli:
    """Four accounts, pushed: one of them goes over, the others stay."""
    return team.came("dana")


@pytest.fixture
def robin(team: Team) -> Cli:
    """A colleague's book with one account of its own."""
    return team.came("robin")


def handed_over(dana: Cli, robin: Cli) -> None:
    """An account that went from one to the other."""
    dana.ok("team", "send", "acme", "--to", "robin")
    robin.ok("team", "take", "acme")
    assert pushed(dana).err.startswith(REMOVED)


def test_an_account_goes_over_with_all_that_belongs_to_it(team: Team, dana: Cli, robin: Cli) -> None:
    dana.ok("account", "edit", "acme", "--owner", "Dana Reed")
    dana.ok("snooze", "acme", "+30d")
    risk = dana.json("risks", "acme")
    before = content(dana.book)
    sent = dana("team", "send", "acme", "--to", "robin", "--message", "Call Jane first", tty=True)
    assert sent.code == 0, sent
    said = sent.out
    assert "Acme Robotics is on its way to robin. It is yours until it is taken." in said
    assert (counted(team), holders(team)) == (1, ["dana"])
    dana.ok("show", "acme")
    (waits,) = robin.json("team", "take")
    assert {name: waits[name] for name in ("account", "name", "from", "to", "message", "in_book")} == {
        "account": "acme", "name": "Acme Robotics", "from": "dana", "to": "robin",
        "message": "Call Jane first", "in_book": "dana",
    }  # fmt: skip
    assert waits["taken_at"] is None
    said = robin.ok("team", "take", "acme", tty=True)
    assert "Acme Robotics is in your book as acme, with" in said
    assert "dana: Call Jane first" in said
    assert (counted(team), holders(team)) == (1, ["dana", "robin"])
    found = pushed(dana)
    assert found.err.startswith(REMOVED)
    assert (counted(team), holders(team)) == (1, ["robin"])
    assert dana("show", "acme").code == 3
    after = content(robin.book)
    handoffs = before.pop("handoff", []), after.pop("handoff")
    assert len(handoffs[1]) == len(handoffs[0]) + 1
    assert after == before
    assert {"account", "contact", "contract", "interaction", "task", "health", "interaction_contact",
            "value_source", "product", "goal"} <= set(after)  # fmt: skip
    (row,) = robin.json("account", "list", "acme")
    assert (row["owner"], row["owner_since"], row["snoozed_until"]) == ("robin", "2026-03-02", None)
    again = robin.json("risks", "acme")
    assert again["score"] == risk["score"]
    assert {each["signal"] for each in again["reasons"]} == {each["signal"] for each in risk["reasons"]}
    for each in (dana, robin):
        each.ok("team", "check")
        each.ok("doctor")
    assert [each["in_book"] for each in parcels(dana)] == ["robin"]
    assert any("handover" in path.name for path in (dana.book.parent / "backups").iterdir())
    assert any("handover" in path.name for path in (robin.book.parent / "backups").iterdir())


def test_what_belongs_elsewhere_stays_there(team: Team, dana: Cli, robin: Cli) -> None:
    dana.ok("account", "add", "Holding")
    dana.ok("account", "add", "Acme Italia", "--parent", "acme")
    dana.ok("account", "edit", "acme", "--parent", "holding")
    guest = dana.ref("contact", "add", "acme", "Guest Gray")
    touch = dana.ref("log", "acme", "Met with a guest", "-w", f"jane,{guest}")
    dana.ok("contact", "move", guest, "holding")
    dana.ok("target", "set", "2026-Q3", "renewals", "120k")
    robin.ok("product", "add", "Line Monitor")
    name = rows_of(dana.book, "SELECT p.name FROM contract c JOIN product p ON p.id = c.product_id"
                   " JOIN account a ON a.id = c.account_id WHERE a.code = 'acme' LIMIT 1")[0][0]  # fmt: skip
    robin.ok("product", "add", name.upper())
    targets = len(robin.json("target", "list"))
    dana.ok("team", "send", "acme", "--to", "robin")
    said = robin.ok("team", "take", "acme", tty=True)
    assert "link" in said
    assert "stay with dana" in said
    pushed(dana)
    assert robin.json("account", "list", "acme")[0]["parent"] is None
    assert [row["account"] for row in robin.json("account", "list")] == ["acme", "other-firm"]
    assert dana.json("account", "list", "acme-italia")[0]["parent"] is None
    assert len(robin.json("target", "list")) == targets
    assert len(dana.json("target", "list")) >= 1
    names = [row["name"].casefold() for row in robin.json("product", "list")]
    assert len(names) == len(set(names))
    assert name.casefold() in names
    # Who moved on left a record behind, which stands for them there.
    query = """SELECT c.name FROM interaction_contact x JOIN contact c ON c.id = x.contact_id
      JOIN interaction i ON i.id = x.interaction_id WHERE i.summary = 'Met with a guest' ORDER BY 1"""
    assert rows_of(robin.book, query) == [("Guest Gray",), ("Jane Orr",)]
    query = "SELECT count(*) FROM contact c JOIN account a ON a.id = c.account_id WHERE a.code = 'holding'"
    assert rows_of(dana.book, query) == [(1,)]
    assert dana("show", touch).code == 3
    for each in (dana, robin):
        each.ok("team", "push")
        each.ok("team", "check")


def test_accounts_that_go_one_by_one_go_without_each_other(team: Team, dana: Cli, robin: Cli) -> None:
    dana.ok("account", "add", "Acme Italia", "--parent", "acme")
    handed_over(dana, robin)
    dana.ok("account", "edit", "acme-italia", "--notes", "x")
    dana.ok("team", "send", "acme-italia", "--to", "robin")
    robin.ok("team", "take", "acme-italia")
    # Its parent had gone before, and took the link with it.
    assert robin.json("account", "list", "acme-italia")[0]["parent"] is None


def test_a_name_or_a_code_that_is_there_already_gets_the_senders(team: Team, dana: Cli, robin: Cli) -> None:
    robin.ok("account", "add", "ACME robotics", "--code", "acme")
    dana.ok("team", "send", "acme", "--to", "robin")
    said = robin.ok("team", "take", "acme", tty=True)
    assert "Acme Robotics (dana) is in your book as acme-dana" in said
    assert "am account merge acme-dana OTHER" in said
    robin.ok("account", "merge", "acme", "acme-dana", "--yes")
    pushed(dana)
    robin.ok("team", "push")
    assert holders(team) == ["robin"]
    robin.ok("team", "check")


def test_taken_twice_changes_nothing_and_says_who_has_it(dana: Cli, robin: Cli, team: Team, refused) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    found = []
    threads = [threading.Thread(target=lambda: found.append(robin("team", "take", "acme"))) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each.code for each in found) == [0, 5, 5], found
    assert "Acme Robotics is in your book since" in refused(robin("team", "take", "acme"), 5)
    assert "Acme Robotics is in robin's book since" in refused(dana("team", "take", "acme"), 5)
    assert rows_of(robin.book, "SELECT count(*) FROM account WHERE code LIKE 'acme%'") == [(1,)]
    assert counted(team) == 1


def test_sent_twice_is_refused_and_may_be_kept_after_all(dana: Cli, robin: Cli, team: Team, refused) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    assert "Did you mean acme?" in refused(robin("team", "take", "acne"), 3)
    said = refused(dana("team", "send", "acme", "--to", "robin"), 5)
    assert "Acme Robotics is on its way to robin already. Nothing was sent." in said
    assert "am team take acme" in said
    assert "Acme Robotics stays in your book." in dana.ok("team", "take", "acme", tty=True)
    assert "Acme Robotics is in dana's book since" in refused(robin("team", "take", "acme"), 5)
    assert holders(team) == ["dana"]
    pushed(dana)
    assert (counted(team), parcels(dana)[0]["in_book"]) == (1, "dana")
    dana.ok("team", "send", "acme", "--to", "robin")
    robin.ok("team", "take", "acme")
    assert pushed(dana).err.startswith(REMOVED)


def test_who_it_is_for_is_a_book_of_the_team(dana: Cli, robin: Cli, refused) -> None:
    assert "--to is missing" in refused(dana("team", "send", "acme"), 2)
    said = refused(dana("team", "send", "acme", "--to", "robi"), 3)
    assert 'no book "robi" on the server. Nothing was sent. Books: robin' in said
    assert "dana is your own book" in refused(dana("team", "send", "acme", "--to", "dana"), 5)
    assert 'no account "nobody"' in refused(dana("team", "send", "nobody", "--to", "robin"), 3)
    assert 'no parcel with "acme"' in refused(robin("team", "take", "acme"), 3)
    assert 'no parcel with "zzz". All of them: am team take' in refused(robin("team", "take", "zzz"), 3)
    assert robin.ok("team", "take", tty=True) == "Nothing waits.\n"


def test_others_neither_see_nor_take_it(team: Team, dana: Cli, robin: Cli, refused) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    chief = team.joined("chief")
    assert [each["account"] for each in chief.json("team", "take")] == ["acme"]
    assert "Acme Robotics is for dana and robin. Nothing was taken." in refused(
        chief("team", "take", "acme"), 5
    )
    lead = team.book("lead")
    lead.book.unlink()
    lead.ok("config", "set", "team.url", team.url("lead"))
    assert [each["account"] for each in lead.json("team", "take")] == ["acme"]
    assert lead("team", "take", "acme").code in (5, 6)
    assert team.sql("SELECT name FROM am.parcel", login="dana") == [("Acme Robotics",)]
    with pytest.raises(psycopg.Error):
        team.sql("SELECT name FROM am.parcel", login="stranger")
    team.sql("UPDATE am.book SET login = 'dana' WHERE name = 'robin'")
    assert team.sql("SELECT name FROM am.parcel", login="robin") == []


def test_each_push_renews_the_parcel(dana: Cli, robin: Cli, team: Team) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    dana.ok("log", "acme", "Said before it was taken")
    dana.ok("account", "edit", "acme", "--name", "Acme Robotics SE")
    dana.ok("team", "push")
    assert robin.json("team", "take")[0]["name"] == "Acme Robotics SE"
    robin.ok("team", "take", "acme")
    assert "Said before it was taken" in robin.ok("timeline", "acme")
    found = pushed(dana)
    assert "Acme Robotics SE is in robin's book now" in found.err
    assert "sent after it" not in found.err


def test_what_the_sender_wrote_meanwhile_goes_after_it(dana: Cli, robin: Cli, team: Team, refused) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    robin.ok("team", "take", "acme")
    task = rows_of(dana.book, "SELECT min(id) FROM task WHERE account_id = (SELECT id FROM account WHERE"
                   " code = 'acme') AND done_on IS NULL")[0][0]  # fmt: skip
    dana.ok("log", "acme", "Said after it was taken", "-w", "jane")
    dana.ok("account", "edit", "acme", "--region", "north", "--industry", "robots")
    dana.ok("done", f"t{task}")
    dana.ok("contact", "add", "acme", "New Person", "--email", "new@acme.example")
    robin.ok("account", "edit", "acme", "--industry", "machines")
    found = pushed(dana)
    assert "that robin hasn't yet were sent after it." in found.err
    assert REMOVED in found.err
    assert [(each["taken_at"] is None, each["in_book"]) for each in parcels(robin)] == [
        (False, "robin"), (True, "robin"),
    ]  # fmt: skip
    assert counted(team) == 1
    assert "Acme Robotics is in robin's book since" in refused(dana("team", "take", "acme"), 5)
    said = robin("team", "take", "acme", tty=True)
    assert said.code == 0, said
    assert "as it is in your book: account Acme Robotics: industry: robots there" in " ".join(
        said.err.split()
    )
    assert "Acme Robotics: taken over from dana" in said.out
    (row,) = robin.json("account", "list", "acme")
    assert (row["region"], row["industry"]) == ("north", "machines")
    assert "Said after it was taken" in robin.ok("timeline", "acme")
    assert "New Person" in robin.ok("contact", "list", "acme")
    query = """SELECT done_on FROM task JOIN source_ref s ON s.kind = 'task' AND s.row = task.id
      WHERE s.source LIKE 'team:%' AND s.source_id = """
    done = rows_of(robin.book, f"{query}'{task}'")
    assert done == [("2026-03-02",)]
    assert [each["taken_at"] is None for each in parcels(robin)] == [False, False]
    robin.ok("team", "check")
    robin.ok("undo")
    pushed(robin)
    assert "Said after it was taken" not in robin.ok("timeline", "acme")
    assert [each["taken_at"] is None for each in parcels(robin)] == [False, True]
    assert robin("team", "take", "acme").code == 0
    assert "Said after it was taken" in robin.ok("timeline", "acme")


def test_status_sees_it_taken_too(dana: Cli, robin: Cli, team: Team) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    robin.ok("team", "take", "acme")
    found = dana("team", "status")
    assert found.code == 0
    assert found.err.startswith(REMOVED)
    assert dana("show", "acme").code == 3
    assert counted(team) == 1
    assert dana.json("team", "status")["behind"] == 1
    dana.ok("team", "push")
    assert holders(team) == ["robin"]


def test_cron_says_it_alone(dana: Cli, robin: Cli) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    robin.ok("team", "take", "acme")
    found = dana("team", "push", "-q")
    assert found.out == ""
    assert found.err.startswith(REMOVED)
    assert dana.ok("team", "push", "-q") == ""


def test_undo_of_a_take_opens_the_parcel_again(dana: Cli, robin: Cli, team: Team) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    robin.ok("team", "take", "acme")
    robin.ok("undo")
    assert "other-firm" in robin.ok("account", "list", "-o", "ids")
    pushed(robin)
    assert (counted(team), holders(team)) == (1, ["dana"])
    assert dana.json("team", "take")[0]["in_book"] == "dana"
    assert dana.ok("team", "push") != ""
    dana.ok("show", "acme")
    robin.ok("redo")
    pushed(robin)
    assert (counted(team), holders(team)) == (1, ["dana", "robin"])
    assert pushed(dana).err.startswith(REMOVED)
    robin.ok("team", "check")
    # Undone once the sender has removed it, it is in no book, and either side may take it.
    robin.ok("undo")
    pushed(robin)
    assert (counted(team), holders(team)) == (0, [])
    assert parcels(dana)[0]["in_book"] is None
    assert "Acme Robotics is in no book: am team take dana/acme" in dana.ok("team", "status", tty=True)
    dana.ok("team", "take", "acme")
    assert (counted(team), holders(team), parcels(dana)[0]["in_book"]) == (1, ["dana"], "dana")
    dana.ok("team", "check")


def test_undo_of_the_removal_makes_two_that_count_once(dana: Cli, robin: Cli, team: Team) -> None:
    before = content(dana.book)
    handed_over(dana, robin)
    number = rows_of(dana.book, "SELECT max(id) FROM txn")[0][0]
    dana.ok("undo", str(number))
    pushed(dana)
    after = content(dana.book)
    before.pop("handoff", None), after.pop("handoff")
    assert after == before
    assert (counted(team), holders(team)) == (1, ["dana", "robin"])
    dana.ok("redo")
    pushed(dana)
    assert (counted(team), holders(team)) == (1, ["robin"])
    dana.ok("undo", str(number + 2))
    dana.ok("log", "acme", "Still here")
    pushed(dana)
    dana.ok("show", "acme")
    assert (counted(team), holders(team)) == (1, ["dana", "robin"])
    for each in (dana, robin):
        each.ok("team", "check")


def test_it_comes_back_and_goes_again(dana: Cli, robin: Cli, team: Team) -> None:
    before = content(dana.book)
    handed_over(dana, robin)
    robin.ok("log", "acme", "While it was robin's")
    robin.ok("team", "send", "acme", "--to", "dana")
    dana.ok("team", "take", "robin/acme")
    assert "Acme Robotics is in dana's book now" in pushed(robin).err
    assert (counted(team), holders(team)) == (1, ["dana"])
    after = content(dana.book)
    assert len(after["interaction"]) == len(before["interaction"]) + 1
    assert set(before["interaction"]) < set(after["interaction"])
    assert after["contract"] == before["contract"]
    handed_over(dana, robin)
    assert (counted(team), holders(team)) == (1, ["robin"])
    for each in (dana, robin):
        each.ok("team", "check")
        each.ok("doctor")


def test_what_came_back_by_undo_and_is_sent_again_is_not_there_twice(
    dana: Cli, robin: Cli, team: Team
) -> None:
    handed_over(dana, robin)
    dana.ok("undo", str(rows_of(dana.book, "SELECT max(id) FROM txn")[0][0]))
    dana.ok("log", "acme", "Said when it was back")
    pushed(dana)
    dana.ok("team", "send", "acme", "--to", "robin")
    robin.ok("team", "take", "acme")
    assert rows_of(robin.book, "SELECT count(*) FROM account WHERE code LIKE 'acme%'") == [(1,)]
    assert robin.ok("timeline", "acme").count("Said when it was back") == 1
    assert pushed(dana).err.startswith(REMOVED)
    assert (counted(team), holders(team)) == (1, ["robin"])


def test_a_taker_who_deletes_it_or_passes_it_on_opens_nothing(dana: Cli, robin: Cli, team: Team) -> None:
    handed_over(dana, robin)
    chief = team.joined("chief")
    robin.ok("team", "send", "acme", "--to", "chief")
    chief.ok("team", "take", "acme")
    pushed(robin)
    pushed(robin)
    assert (counted(team), holders(team)) == (1, ["chief"])
    assert [each["taken_at"] is None for each in parcels(chief)] == [False, False]
    chief.ok("account", "rm", "acme", "--yes")
    pushed(chief)
    assert chief.json("team", "take") == []


def test_a_taker_who_restores_an_older_book_opens_it_again(dana: Cli, robin: Cli, team: Team) -> None:
    older = robin.book.with_name("older.db")
    shutil.copyfile(robin.book, older)
    handed_over(dana, robin)
    shutil.copyfile(older, robin.book)
    assert robin("team", "push").code == 5
    pushed(robin, "--full", "--yes")
    assert [each["in_book"] for each in parcels(robin)] == [None]
    robin.ok("team", "take", "acme")
    assert (counted(team), holders(team)) == (1, ["robin"])


def test_a_sender_who_deletes_it_leaves_it_to_the_parcel(dana: Cli, robin: Cli, team: Team) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    dana.ok("account", "rm", "acme", "--yes")
    pushed(dana)
    assert (holders(team), parcels(dana)[0]["in_book"]) == ([], None)
    robin.ok("team", "take", "acme")
    assert holders(team) == ["robin"]


def cut_after_the_book(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is lost once the book has an account, before the parcel is marked."""
    from amcli.team import pushing

    def cut(*_: object) -> None:
        raise psycopg.OperationalError("server closed the connection")

    monkeypatch.setattr(pushing, "pushed", cut)


def test_cut_off_between_book_and_server_it_is_taken_again_without_adding(
    dana: Cli, robin: Cli, team: Team, monkeypatch, refused
) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    with monkeypatch.context() as patch:
        cut_after_the_book(patch)
        assert "it ended the connection" in refused(robin("team", "take", "acme"), 6)
    robin.ok("show", "acme")
    assert (counted(team), holders(team)) == (1, ["dana"])
    # Meanwhile the sender goes on, as the account is theirs.
    dana.ok("log", "acme", "Said in between")
    dana.ok("account", "edit", "acme", "--region", "north")
    pushed(dana)
    dana.ok("show", "acme")
    found = pushed(robin)
    assert "Acme Robotics has changed since you took it: am team take acme" in found.err
    assert (counted(team), holders(team)) == (1, ["dana", "robin"])
    robin.ok("team", "take", "acme")
    assert rows_of(robin.book, "SELECT count(*) FROM account WHERE code LIKE 'acme%'") == [(1,)]
    assert robin.ok("timeline", "acme").count("Said in between") == 1
    assert robin.json("account", "list", "acme")[0]["region"] == "north"
    assert pushed(dana).err.startswith(REMOVED)
    assert (counted(team), holders(team)) == (1, ["robin"])
    robin.ok("team", "check")


def test_cut_off_the_next_push_marks_it(dana: Cli, robin: Cli, team: Team, monkeypatch) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    with monkeypatch.context() as patch:
        cut_after_the_book(patch)
        assert robin("team", "take", "acme").code == 6
    pushed(robin)
    assert [each["taken_at"] is None for each in parcels(robin)] == [False]
    assert pushed(dana).err.startswith(REMOVED)
    assert rows_of(robin.book, "SELECT count(*) FROM setting WHERE value LIKE '%rows%'") == [(0,)]


def test_a_removal_that_is_cut_off_is_made_up_for(
    dana: Cli, robin: Cli, team: Team, monkeypatch, refused
) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    robin.ok("team", "take", "acme")
    from amcli.team import settling as room

    def cut(*_: object) -> None:
        raise psycopg.OperationalError("server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(room, "settle_parcel", cut)
        assert "it ended the connection" in refused(dana("team", "push"), 6)
    assert dana("show", "acme").code == 3
    assert (counted(team), holders(team)) == (1, ["dana", "robin"])
    assert pushed(dana).err == ""
    assert (counted(team), holders(team)) == (1, ["robin"])
    assert len([each for each in (dana.book.parent / "backups").iterdir() if "handover" in each.name]) == 1


def test_nobody_comes_back_whom_the_taker_forgot(dana: Cli, robin: Cli, team: Team, refused) -> None:
    robin.ok("account", "add", "Elsewhere")
    (row,) = rows_of(dana.book, "SELECT c.id, c.name, c.emails FROM contact c JOIN account a"
                     " ON a.id = c.account_id WHERE a.code = 'acme' ORDER BY c.id LIMIT 1")  # fmt: skip
    person, name, emails = row
    email = emails.split('"')[1]
    robin.ok("contact", "add", "elsewhere", name, "--email", email)
    robin.ok("forget", "p1", "--yes")
    dana.ok("log", "acme", f"{name} said yes", "-w", f"p{person}")
    dana.ok("team", "send", "acme", "--to", "robin")
    said = robin.ok("team", "take", "acme", tty=True)
    assert "Left out: 1 person forgotten here." in said
    with closing(sqlite3.connect(robin.book)) as db:
        whole = "\n".join(db.iterdump())
    assert name not in whole.replace("elsewhere", "")
    assert email not in whole
    assert "[forgotten] said yes" in whole
    robin.ok("doctor")
    pushed(dana)
    assert holders(team) == ["robin"]


def test_a_customer_whom_the_taker_forgot_is_refused(dana: Cli, robin: Cli, team: Team, refused) -> None:
    robin.ok("account", "add", "Acme Robotics")
    robin.ok("forget", "acme", "--yes")
    dana.ok("team", "send", "acme", "--to", "robin")
    said = refused(robin("team", "take", "acme"), 5)
    assert "Acme Robotics was forgotten here for good. Nothing was taken." in said
    assert (counted(team), holders(team)) == (1, ["dana"])


def test_whom_the_sender_forgets_leaves_the_parcel_too(dana: Cli, robin: Cli, team: Team) -> None:
    (name,) = rows_of(dana.book, "SELECT name FROM contact WHERE id = 1")[0]
    dana.ok("team", "send", "acme", "--to", "robin")
    assert team.one("SELECT count(*) FROM am.parcel WHERE bundle::text LIKE %s", (f"%{name}%",)) == 1
    dana.ok("forget", "p1", "--yes")
    pushed(dana)
    assert team.one("SELECT count(*) FROM am.parcel WHERE bundle::text LIKE %s", (f"%{name}%",)) == 0
    robin.ok("team", "take", "acme")
    with closing(sqlite3.connect(robin.book)) as db:
        assert name not in "\n".join(db.iterdump())
    # And one that is in no book, since its taker undid it.
    pushed(dana)
    robin.ok("undo")
    pushed(robin)
    (other,) = rows_of(robin.book, "SELECT json_extract(before, '$.name') FROM journal WHERE tbl = 'contact'"
                       " AND after IS NULL AND before IS NOT NULL LIMIT 1")[0]  # fmt: skip
    assert team.one("SELECT count(*) FROM am.parcel WHERE bundle::text LIKE %s", (f"%{other}%",)) == 1
    dana.ok("undo", str(rows_of(dana.book, "SELECT max(id) FROM txn")[0][0]))
    dana.ok("forget", other, "--yes")
    number = rows_of(dana.book, "SELECT id FROM account WHERE code = 'acme'")[0][0]
    dana.ok("account", "rm", "acme", "--yes")
    assert number
    pushed(dana)
    for table in (*SENT, "parcel"):
        for (row,) in team.sql(f"SELECT row_to_json(x)::text FROM am.{table} x"):
            assert other not in row, table


def test_a_taken_parcel_is_emptied_once_it_can_not_be_opened_again(dana: Cli, robin: Cli, team: Team) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    robin.ok("team", "take", "acme")
    dana.ok("log", "acme", "Said after it was taken")
    pushed(dana)
    robin.ok("team", "take", "acme")
    size = "SELECT max(length(bundle::text)) FROM am.parcel"
    assert team.one(size) > 10_000
    pushed(robin)
    assert team.one(size) > 10_000
    (name,) = rows_of(robin.book, "SELECT name FROM contact ORDER BY id LIMIT 1")[0]
    robin.ok("forget", "p1", "--yes")
    pushed(robin)
    assert team.one(size.replace("max", "min")) == 2
    for table in ("contact", "interaction", "parcel"):
        for (row,) in team.sql(f"SELECT row_to_json(x)::text FROM am.{table} x"):
            assert name not in row, table


def test_leaving_forgets_no_account(dana: Cli, robin: Cli, team: Team, refused) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    robin.ok("team", "take", "acme")
    assert "First: am team push" in refused(dana("team", "leave", "--yes"), 5)
    pushed(dana)
    robin.ok("undo")
    pushed(robin)
    assert "that no book has" in refused(dana("team", "leave", "--yes"), 5)
    robin.ok("team", "take", "acme")
    pushed(dana)
    dana.ok("team", "leave", "--yes")
    assert [each["from"] for each in parcels(robin)] == [None]
    pushed(robin)


def test_a_parcel_of_a_newer_program_is_refused(dana: Cli, robin: Cli, team: Team, refused) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    team.sql("UPDATE am.parcel SET bundle = jsonb_set(bundle::jsonb, '{schema}', '999')::json")
    assert "the parcel is from a newer amcli" in refused(robin("team", "take", "acme"), 5)
    assert robin("show", "acme").code == 3


def test_values_come_over_to_the_byte(team: Team, robin: Cli) -> None:
    dana = team.joined("chief")
    long = ("Ключ 鍵 مفتاح clé " * 20)[:190].strip()
    dana.ok("account", "add", long, "--code", "odd")
    dana.ok("contract", "add", "odd", "--value", "21500000", "--starts", "2026-01-01", "--ends", "2026-12-31")
    dana.ok("usage", "add", "odd", "seats", "9.1")
    dana.ok("usage", "add", "odd", "share", "0.07")
    with sqlite3.connect(dana.book) as db:
        db.execute("""UPDATE account SET extra = '{"z": "\\u0000", "a": "\\ud800", "z": 1}', notes = ''""")
    db.close()
    before = content(dana.book, "odd")
    dana.ok("team", "send", "odd", "--to", "robin")
    robin.ok("team", "take", "odd")
    after = content(robin.book, "odd")
    after.pop("handoff")
    assert after == before


def test_plays_of_the_taker_begin_with_the_handoff(dana: Cli, robin: Cli, team: Team) -> None:
    for each in (dana, robin):
        (each.folder / "plays").mkdir()
        play = f'on = "handoff"\n[[step]]\ntitle = "Plan of {each.folder.name}"\ndue = "+3d"\n'
        (each.folder / "plays" / "mine.toml").write_text(play, encoding="utf-8")
        each.ok("play", "on", "mine")
    dana.ok("team", "send", "acme", "--to", "robin")
    assert "Plan of" not in dana.ok("tasks")
    robin.ok("team", "take", "acme")
    assert robin.ok("tasks").count("Plan of robin") == 1
    pushed(dana)
    robin.ok("undo")
    assert robin.json("play", "status") == []


def test_what_is_missing_of_the_handoff_is_said(dana: Cli, robin: Cli) -> None:
    said = dana("team", "send", "acme", "--to", "robin", tty=True, stdin="One place\nSSO\n\n").out
    assert "Missing: what was promised." in said
    robin.ok("team", "take", "acme")
    (newest,) = robin.json("account", "handoffs", "acme", "--limit", "1")
    assert (newest["why_bought"], newest["expectations"], newest["to_owner"]) == ("One place", "SSO", "robin")


def test_an_account_is_on_one_way_at_a_time(dana: Cli, robin: Cli, team: Team, refused) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    robin.ok("team", "take", "acme")
    said = refused(robin("team", "send", "acme", "--to", "dana"), 5)
    assert "Acme Robotics is still in dana's book, too. Nothing was sent." in said
    dana.ok("log", "acme", "Said after it was taken")
    pushed(dana)
    said = refused(robin("team", "send", "acme", "--to", "dana"), 5)
    assert "dana has sent changes to Acme Robotics. Nothing was sent. First: am team take acme" in said
    robin.ok("team", "take", "acme")
    robin.ok("team", "send", "acme", "--to", "dana")


def test_what_is_in_the_book_already_is_not_taken_beside_it(
    dana: Cli, robin: Cli, team: Team, refused
) -> None:
    handed_over(dana, robin)
    dana.ok("undo", str(rows_of(dana.book, "SELECT max(id) FROM txn")[0][0]))
    robin.ok("team", "send", "acme", "--to", "dana")
    said = refused(dana("team", "take", "acme"), 5)
    assert "Acme Robotics is in your book already, as acme. Nothing was taken." in said
    dana.ok("account", "rm", "acme", "--yes")
    dana.ok("team", "take", "acme")
    pushed(robin)
    assert (counted(team), holders(team)) == (1, ["dana"])


def test_names_are_completed_by_what_the_server_had_last(dana: Cli, robin: Cli) -> None:
    from amcli.completion.candidates import candidates

    pushed(dana)
    assert candidates(str(dana.book), "colleague", "", "") == [("robin", "")]
    dana.ok("team", "send", "acme", "--to", "robin")
    pushed(robin)
    assert candidates(str(robin.book), "parcel", "", "robo") == [("acme", "Acme Robotics")]
    robin.ok("team", "take", "acme")
    assert candidates(str(robin.book), "parcel", "", "") == []


def test_the_roll_up_counts_it_once_at_each_step(dana: Cli, robin: Cli, team: Team) -> None:
    folder = team.folder / "lead"
    folder.mkdir()
    lead = Cli(folder, folder / "none.db")
    lead.config.write_text(f'[team]\nurl = "{team.url("lead")}"\npath = "{folder}/team.db"\n')
    rolled = Cli(folder, folder / "team.db")

    def looked(owner: str | None, *, both: bool = False) -> str:
        """What a pull says besides, and that the account is in one book of it, and all of that once."""
        found = lead("team", "pull")
        assert found.code == 0, found
        names = [row["account"] for row in json.loads(rolled("account", "list", "-o", "json").out)]
        assert [each for each in names if "acme" in each] == ([] if owner is None else ["acme"])
        query = (
            "SELECT count(*) FROM interaction i JOIN account a ON a.id = i.account_id WHERE a.code = 'acme'"
        )
        assert rows_of(rolled.book, query) == [(touches if owner else 0,)]
        assert ("1 customer is in two books and counts once" in found.err) is both, found.err
        return found.err

    query = "SELECT count(*) FROM interaction i JOIN account a ON a.id = i.account_id WHERE a.code = 'acme'"
    (touches,) = rows_of(dana.book, query)[0]
    looked("dana")
    dana.ok("team", "send", "acme", "--to", "robin")
    looked("dana")
    robin.ok("team", "take", "acme")
    looked("robin", both=True)
    pushed(dana)
    looked("robin")
    robin.ok("undo")
    pushed(robin)
    assert "Acme Robotics" in looked(None)
    robin.ok("team", "take", "acme")
    pushed(dana)
    looked("robin")
    dana.ok("undo", str(rows_of(dana.book, "SELECT max(id) FROM txn")[0][0]))
    pushed(dana)
    looked("robin", both=True)
    (conflict,) = json.loads(lead("team", "conflicts", "-o", "json").out)
    assert (conflict["certainty"], {conflict["one"], conflict["other"]}) == (
        "same", {"dana/acme", "robin/acme"},
    )  # fmt: skip
