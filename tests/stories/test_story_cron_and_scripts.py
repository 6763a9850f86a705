"""Cron and scripts: one mail a morning that is worth reading, none when nothing is new; and lines of a shell
that ask for just what they need."""

import email
import email.policy
import json
import shlex
from pathlib import Path

import pytest

from tests.stories.shell import BOOK, Shell
from tests.support import PROGRAM

CUSTOMERS = (
    ("2026-02-16", """
am account add "Acme Robotics" --code acme --tier key --region emea --since 2024-04-05
am account add "Birchwood Schools" --code birch --region us --since 2024-02-01
am contact add acme "Jane Orr" --role champion
am contact add birch "Dana Reyes" --role champion
am contract add acme --product Platform --value 72k --ends 2026-04-15 --notice 30
am contract add birch --product Platform --value 12k --ends 2026-11-30
am log acme "Wants the roadmap" -w jane -p "Send the roadmap" -d 2026-03-02
am log birch "All is well" -w dana
"""),
)  # fmt: skip


@pytest.fixture(scope="module")
def customers(empty: Shell, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Two customers, spoken to two weeks ago."""
    return empty.after(tmp_path_factory.mktemp("customers"), CUSTOMERS)


@pytest.fixture
def book(customers: Shell, tmp_path: Path) -> Shell:
    """The same book on Monday 2 March."""
    return customers.copied(tmp_path, "2026-03-02")


def cron(shell: Shell, line: str) -> str:
    """What cron would mail of a line: it runs in next to no environment."""
    day = shell.environ["AMCLI_TODAY"]
    home = shlex.quote(str(shell.home))
    bare = f"env -i HOME={home} PATH=/usr/bin:/bin LANG=C SHELL=/bin/sh AMCLI_TODAY={day}"
    return shell(f"{bare} /bin/sh -c {shlex.quote(line)}")


def test_a_week_of_mornings(book: Shell) -> None:
    line = f"{PROGRAM} digest --new"
    book("am digest --new > /dev/null")  # the first one tells all that stands
    assert cron(book, line) == ""
    book.on("2026-03-03")
    told = cron(book, line)
    assert told.splitlines()[0] == "Tue 3 March 2026, new since Mon 2 March"
    assert "Send the roadmap, promised to Jane Orr, 1 day late (t1)" in " ".join(told.split())
    book("am done t1")
    book('am log acme "Roadmap sent and liked" -w jane')
    book.on("2026-03-04")
    assert "Send the roadmap, done (t1)" in cron(book, line)
    for day in ("2026-03-05", "2026-03-06"):
        book.on(day)
        assert cron(book, line) == ""
    book.on("2026-03-09")
    told = cron(book, line)
    assert "new since Wed 4 March" in told
    assert "Notice by Mon 16 Mar, in 7 days: not started (k1)" in " ".join(told.split())
    assert "digest today" in book.terminal("am")


def test_the_line_that_am_cron_prints_delivers_a_message(book: Shell, tmp_path: Path) -> None:
    outbox = tmp_path / "outbox"
    mailer = tmp_path / "bin" / "sendmail"
    mailer.parent.mkdir()
    mailer.write_text(f"#!/bin/sh\ncat > {shlex.quote(str(outbox))}\n")
    mailer.chmod(0o755)
    page = json.loads(book(f"PATH={mailer.parent}:$PATH am cron --mail me@example.com -o json"))
    command = page["crontab"].split(None, 5)[5].replace("\\%", "%")
    assert cron(book, command) == ""
    found = email.message_from_string(outbox.read_text(), policy=email.policy.default)
    assert (found["To"], found["Subject"]) == ("me@example.com", "am: 1 due today, 1 deadline (Mon 2 Mar)")
    outbox.unlink()
    assert cron(book, command) == ""
    assert not outbox.exists()


def test_scripts_ask_for_just_what_they_need(book: Shell) -> None:
    assert book("am renewals --in 60d stage:not_started -o ids") == "k1\n"
    assert book("am checkins region:emea --exit-code > /dev/null; echo $?") == "10\n"
    assert book("am checkins region:us --exit-code > /dev/null; echo $?") == "0\n"
    assert book("am tasks --no-header --fields task,due_on | cut -f2") == "2026-03-02\n"
    assert book("am account list -0 | xargs -0 -n1 am show -o ids") == "acme\nbirch\n"
    assert book("am sql \"SELECT count(*) AS n FROM account WHERE tier = 'key'\" --no-header") == "1\n"
    lines = r"""printf '%s\n' '{"account":"acme","text":"Rang"}' '{"account":"birch","text":"Rang"}'"""
    assert book(f"{lines} | am log --stdin | wc -l") == "2\n"
    bad = book.run(f'{lines} \'{{"account":"nobody"}}\' | am log --stdin')
    assert (bad.code, bad.out, 'line 3: no account "nobody"' in bad.err) == (5, "", True)
    assert book("am history --limit 1 -o json | grep -c 'log --stdin'") == "1\n"
    book("am undo")
    assert (book.home / BOOK).exists()
