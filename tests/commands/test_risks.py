"""`am risks` through the installed command: a fresh import, three weeks of use, and how its parts agree."""

import csv
import json
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support import Cli, Result, kept_open

IMPORTED_ON = date(2026, 3, 2)
ACCOUNTS = 200


def write_files(folder: Path) -> list[str]:
    """An export of accounts, their people and their contracts, as a CRM gives it; nothing that was said."""
    pick = random.Random("a fresh import")
    tiers = ("key", "standard", "standard", "light")
    accounts: list[list[Any]] = [["name", "code", "tier", "customer_since", "industry"]]
    contacts: list[list[Any]] = [["account", "name", "email", "role"]]
    contracts: list[list[Any]] = [["account", "product", "starts_on", "ends_on", "annual_value", "currency"]]
    for number in range(ACCOUNTS):
        code = f"c{number:03}"
        since = IMPORTED_ON - timedelta(days=pick.randrange(60, 2000))
        accounts.append([f"Customer {number} Ltd", code, tiers[number % 4], since, "retail"])
        for place, role in enumerate(("champion", "user", "")[: pick.randrange(1, 4)]):
            contacts.append([code, f"Person {place} Of {number}", f"p{place}@{code}.example", role])
        if number % 10:
            ends = IMPORTED_ON + timedelta(days=pick.randrange(20, 900))
            starts = ends - timedelta(days=364)
            contracts.append([code, "Platform", starts, ends, 1000 * pick.randrange(5, 90), "EUR"])
    paths = []
    for name, rows in (("accounts", accounts), ("contacts", contacts), ("contracts", contracts)):
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        paths.append(str(path))
    return paths


def working_days(count: int) -> list[date]:
    days = (IMPORTED_ON + timedelta(days=ahead) for ahead in range(1, 100))
    return [day for day in days if day.weekday() < 5][:count]


def use(cli: Cli, codes: list[str]) -> None:
    """Three weeks in which somebody talks to eight customers a day, and writes down what follows."""
    queue = iter(codes)
    for day in working_days(15):
        said = []
        for _ in range(8):
            code = next(queue)
            said.append({"account": code, "text": "How it goes", "with": [f"p0@{code}.example"]})
        said[0] |= {"promise": "Send the figures", "due": (day + timedelta(days=4)).isoformat()}
        cli.ok("log", "--stdin", stdin="\n".join(json.dumps(each) for each in said), today=day.isoformat())


def test_a_fresh_import_is_unknown_and_three_weeks_of_use_show_bands(
    cli: Cli, am: Callable[..., Result]
) -> None:
    files = write_files(cli.folder)
    where = {"AMCLI_BOOK": str(cli.book), "AMCLI_CONFIG": str(cli.config), "AMCLI_TODAY": str(IMPORTED_ON)}
    done = am("import", *files, "--yes", env=where)
    assert done.code == 0, done
    for today in (IMPORTED_ON, *working_days(15)):
        rows = cli.json("risks", "--all", today=today.isoformat())
        assert {row["health"] for row in rows} == {"unknown"}
        assert {row["score"] for row in rows} == {None}
        assert max(row["evidence"] for row in rows) < 0.5
    assert len(rows) == ACCOUNTS
    codes = [row["account"] for row in rows]
    pick = random.Random("three weeks")
    pick.shuffle(codes)
    use(cli, codes)
    last = (working_days(15)[-1] + timedelta(days=1)).isoformat()
    found = {
        row["account"]: row
        for row in json.loads(am("risks", "--all", "-o", "json", env=where | {"AMCLI_TODAY": last}).out)
    }
    spoken, rest = codes[:120], codes[120:]
    bands = Counter(found[code]["health"] for code in spoken)
    assert (bands["unknown"], bands["critical"]) == (0, 0)
    assert bands["healthy"] + bands["watch"] >= 100
    assert bands["at_risk"] <= 20  # contracts that have ended, or end within two weeks
    assert {found[code]["health"] for code in rest} == {"unknown"}
    assert all(0.5 <= found[code]["evidence"] <= 0.85 for code in spoken if found[code]["score"] is not None)


BEFORE = {
    "interactions": "account,kind,on\nacme,call,2025-06-02\nacme,call,2025-08-04\nbirch,call,2025-10-30\n",
    "contracts": (
        "account,product,starts_on,ends_on,annual_value,currency\nbirch,Desk,2025-01-01,2025-12-31,9000,EUR\n"
    ),
}


def test_on_a_day_before_it_was_added_an_account_counts_from_its_first_record(cli: Cli) -> None:
    """A book that was imported on 2 March says of November what it would had it been kept since."""
    told = []
    for column, days in (("", ("", "")), (",added_on", (",2025-06-02", ",2025-01-01"))):
        accounts = f"code,name{column}\nacme,Acme{days[0]}\nbirch,Birch{days[1]}\n"
        book = cli.book.with_name(f"book{column[1:]}.db")
        for name, text in (BEFORE | {"accounts": accounts}).items():
            (cli.folder / f"{name}.csv").write_text(text, encoding="utf-8")
        files = [str(cli.folder / f"{name}.csv") for name in ("accounts", "contracts", "interactions")]
        where = ("--book", str(book))
        cli(*where, "init", "--currency", "EUR")
        cli.ok(*where, "import", *files, "--yes", today=IMPORTED_ON.isoformat())
        told.append(
            [cli.json(*where, *words, today="2025-11-03") for words in (("risks", "--all"), ("checkins",))]
        )
    assert told[0] == told[1]
    points = {row["account"]: {r["signal"]: r["points"] for r in row["reasons"]} for row in told[0][0]}
    assert (points["acme"]["quiet"], "quiet" in points["birch"]) == (25, False)
    assert all(row["kinds"]["talk"] for row in told[0][0])


def test_where_most_is_unknown_it_is_said_what_is_missing_in_place_of_names(
    cli: Cli, am: Callable[..., Result]
) -> None:
    files = write_files(cli.folder)
    where = {"AMCLI_BOOK": str(cli.book), "AMCLI_CONFIG": str(cli.config), "AMCLI_TODAY": str(IMPORTED_ON)}
    assert am("import", *files, "--yes", env=where).code == 0
    today = IMPORTED_ON.isoformat()
    screen = cli.ok("risks", tty=True, today=today, env={"COLUMNS": "120"})
    assert "200 of 200 accounts, not enough on record to score" in screen
    for line in (
        "conversations       200",
        "usage               200",
        "am import usage.csv",
        "am help sources",
    ):
        assert line in screen
    assert "am config set risk.evidence.minimum 0.4" in screen
    assert "Customer 7 Ltd" not in screen
    assert len(screen.splitlines()) < 14
    assert " more" in cli.ok("risks", "--all", tty=True, today=today, env={"COLUMNS": "120"})
    morning = cli.ok("today", tty=True, today=today, env={"COLUMNS": "120"})
    assert "200 accounts" in morning
    assert "no conversations recorded yet" in morning
    assert "no score, missing: usage, issues, ratings" in morning
    cli.ok("log", "c001", "Hello", today=today)
    spoken = cli.ok("today", "--all", tty=True, today=today, env={"COLUMNS": "120"})
    assert "no score, missing: conversations, usage, issues, ratings" in spoken
    assert "Never contacted" not in spoken
    listed = cli.json("today", today=today)["actions"]
    assert any(row["why"].endswith("never contacted") for row in listed)
    said = cli.ok("backtest", "--backdated", today="2026-12-01")
    assert "monthly scores are unknown, missing: " in said
    assert "What brings them: am help sources, am import usage.csv" in said
    found = cli.json("backtest", "--backdated", today="2026-12-01")
    assert found["unknown_missing"]["use"] == found["cases_unknown"] > found["cases"] / 2
    assert found["unknown_missing"]["commercial"] == 0


def test_the_worked_case_of_what_cannot_be_seen(cli: Cli) -> None:
    """Signals with data have 103 points of 217 that apply, and take 33: raised by 1.26, that is 9 more."""
    today = IMPORTED_ON.isoformat()
    cli.ok("account", "add", "Acme", "--code", "acme", "--since", "2024-01-01", today=today)
    terms = ("--starts", "2025-03-21", "--ends", "2026-03-20", "--value", "12k")
    cli.ok("contract", "add", "acme", *terms, today=today)
    for on in ("2025-10-01", "2025-10-02", "2025-10-03"):
        cli.ok("issue", "add", "acme", "Exports fail", "--opened", on, "--severity", "low", today=today)
    for ref in ("i1", "i2", "i3"):
        cli.ok("issue", "resolve", ref, "--on", "2025-10-09", today=today)
    for on, value in (("2026-01-05", "100"), ("2026-02-20", "40")):
        cli.ok("usage", "add", "acme", "logins", value, "--on", on, today=today)
    for on in ("2026-01-10", "2026-02-10"):
        cli.ok("survey", "add", "acme", "nps", "9", "--on", on, today=today)
    page = cli.json("risks", "acme", today=today)
    assert {each["signal"]: each["points"] for each in page["reasons"]} == {
        "renewal_uncommitted": 18,
        "usage_falling": 15,
        "unseen": 9,
    }
    assert (page["score"], page["health"], page["evidence"]) == (58, "at_risk", 0.8)
    unseen = next(each for each in page["reasons"] if each["signal"] == "unseen")
    assert unseen["text"] == "Little data: points raised by 1.26"
    assert "100 - 33 = 67. Little data: points raised by 1.26 (-9). That is at risk." in cli.ok(
        "risks", "acme", today=today
    )
    assert page["kinds"] == {
        "talk": False, "use": True, "support": True, "sentiment": True, "commercial": True
    }  # fmt: skip


# The bands of the sample book, by account, before evidence was counted by kinds and points were raised.
BANDS = {
    "critical": "acme orchard",
    "at_risk": "dunmore garnet birchwood kestrel",
    "watch": "meridian sable-finch ivory larkspur thornton",
    "healthy": """elmfield harbour acton millrace copperlane solway fernhill juniper acorn tidegate nakheel
        brule lindenbrook cobalt lumen northgate hedgerow foxley zolw 云杉木业 saltmarsh tamar basalt""",
    "unknown": "wren vale quarry",
}
# Whose band a newer signal changed, and which.
MOVED = {"elmfield": "downgraded"}


def test_accounts_that_are_kept_as_usual_keep_their_bands(sample: Cli) -> None:
    rows = {row["account"]: row for row in sample.json("risks", "--all")}
    before = {code: band for band, codes in BANDS.items() for code in codes.split()}
    assert before.keys() == rows.keys()
    for code, row in rows.items():
        signals = {each["signal"] for each in row["reasons"]}
        assert row["health"] == before[code] or MOVED[code] in signals, (code, row["health"], signals)
    assert all(rows[code]["health"] != before[code] for code in MOVED)


# How the parts agree


@pytest.fixture(scope="session")
def sample(sample_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    """The sample book, in which every signal occurs."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copyfile(sample_book, folder / "demo.db")
    with kept_open(folder, folder / "demo.db") as cli:
        shutil.copyfile(sample_book.with_suffix(".toml"), cli.config)
        yield cli


def test_the_points_shown_add_up_to_the_score_shown(sample: Cli) -> None:
    rows = sample.json("risks", "--all")
    assert len(rows) >= 30
    for row in rows:
        lost = sum(each["points"] for each in row["reasons"])
        assert row["score"] in (None, 100 - lost)
        assert 0 <= lost <= 100
        page = sample.json("risks", row["account"])
        for name in ("score", "health", "evidence", "trend", "arr", "renews_on", "next_step", "command"):
            assert page[name] == row[name]
        assert [(each["signal"], each["points"], each["refs"]) for each in page["reasons"]] == [
            (each["signal"], each["points"], each["refs"]) for each in row["reasons"]
        ]


def test_every_record_behind_a_point_can_be_shown(sample: Cli) -> None:
    refs = {ref for row in sample.json("risks", "--all") for each in row["reasons"] for ref in each["refs"]}
    assert {ref[0] for ref in refs} >= {"n", "k", "p", "t", "i", "s"}
    for ref in refs:
        sample.ok("show", ref)


def test_what_took_no_points_a_month_ago_is_new_in_json_and_on_both_screens(sample: Cli) -> None:
    then = {"acme": {"quiet", "promise_overdue", "escalation"}, "kestrel": {"only_selling", "cap"}}
    for row in sample.json("risks"):
        if row["account"] in then:
            assert {each["signal"] for each in row["reasons"] if each["new"]} == then[row["account"]]
    page = sample.json("risks", "acme")
    assert {each["signal"] for each in page["reasons"] if each["new"]} == then["acme"]
    assert {each["new"] for each in sample.json("risks", "wren")["reasons"]} == {None}
    assert "Quiet 27 days, due every 14 · new" in sample.ok("risks", tty=True)
    said = " ".join(sample.ok("risks", "acme", tty=True).split())
    assert "New quiet, late promises, open issues: no points on 31 Jan" in said


def test_a_limit_says_what_lifts_it_and_steps_what_they_would_win_without(sample: Cli) -> None:
    page = sample.json("risks", "kestrel")
    assert (page["cap_until"], page["cap_command"]) == ("the renewal is agreed", "am stage k69 verbal")
    gains = {each["signal"]: (each["back"], each["back_unlimited"]) for each in page["reasons"]}
    assert gains == {
        "renewal_uncommitted": (0, 0), "only_selling": (0, 12), "record_gaps": (0, 5), "bad_news": (0, 0),
        "cap": (0, 0),
    }  # fmt: skip
    said = " ".join(sample.ok("risks", "kestrel", tty=True).split())
    assert "Limit limited to 59 until the renewal is agreed: am stage k69 verbal" in said
    assert "(+12)" in said
    assert "limited to 39 until your pulse is better: am account pulse orchard ok" in " ".join(
        sample.ok("risks", "orchard", tty=True).split()
    )
    assert sample.json("risks", "northgate")["cap_until"] is None


def test_issues_of_others_change_what_is_usual_and_with_it_a_score_that_was_kept(cli: Cli) -> None:
    """Three critical issues are many where nobody else has any, and not where everybody has."""
    for code in ("acme", "brill", "corn"):
        cli.ok("account", "add", code, "--code", code, today="2025-06-01")
        cli.ok("log", code, "Met", "--feel", "ok", today="2026-03-01")
    for _ in range(3):
        cli.ok("issue", "add", "acme", "Down", "--severity", "critical", "--on", "2026-01-15")
    cli.ok("today")
    assert loads(cli) == {"acme": 10}
    for code in ("brill", "corn"):
        cli.ok("issue", "add", code, "Down", "--severity", "critical", "--on", "2025-12-01")  # 91 days ago
    assert loads(cli) == {"acme": 10}
    for code in ("brill", "corn"):
        for _ in range(2):
            cli.ok("issue", "add", code, "Down", "--severity", "critical", "--on", "2025-12-10")
    assert loads(cli) == {}  # 24 of 16, the median: 1.5 times as many
    assert cli.one("doctor", "check:day")["state"] == "ok"


def loads(cli: Cli) -> dict[str, int]:
    """The points for many issues by account, as the kept state has them."""
    return {
        row["account"]: each["points"]
        for row in cli.json("risks", "--all")
        for each in row["reasons"]
        if each["signal"] == "support_load"
    }


def test_a_person_who_moved_on_counts_only_where_they_spoke_and_still_are(cli: Cli) -> None:
    """Jane spoke for Acme and went to Birch: neither hangs on her, and both lists say so alike."""
    for code, name in (("acme", "Acme"), ("birch", "Birch")):
        cli.ok("account", "add", name, "--code", code, "--tier", "key", today="2025-03-03")
    cli.ok("contact", "add", "acme", "Jane Orr", today="2025-03-03")
    cli.ok("contact", "add", "acme", "Omar Haddad", today="2025-03-03")
    cli.ok("log", "acme", "Hello", "-w", "jane", "-w", "omar", today="2026-02-23")
    cli.ok("contact", "move", "jane", "birch", "--on", "2026-02-24", today="2026-02-24")
    listed = {row["account"]: row for row in cli.json("risks", "--all")}

    def people(row: dict[str, Any]) -> list[str]:
        return [each["text"] for each in row["reasons"] if each["signal"] == "single_threaded"]

    assert (
        people(listed["acme"])
        == people(cli.json("risks", "acme"))
        == ["Spoke to 1 person in 90 days, need 3"]
    )
    assert people(listed["birch"]) == people(cli.json("risks", "birch")) == []
    assert "single_threaded" in str(cli.json("risks", "birch")["not_known"])


def test_good_news_is_given_as_no_reason_for_a_risk(office: Cli, tmp_path: Path) -> None:
    """A good pulse gives points back: the arithmetic of one score says so, no list of reasons does."""
    office.ok("account", "add", "Kite Labs", "--code", "kite", "--tier", "key", today="2026-01-02")
    office.ok("contact", "add", "kite", "Ida Holm", today="2026-01-02")
    for day in ("2026-01-12", "2026-01-15"):
        office.ok("log", "kite", "Spoke", "-w", "ida", "--on", day)
    office.ok("account", "pulse", "kite", "good", today="2026-01-20")
    office.ok("digest", "--new", today="2026-01-20")
    for title in ("Quote", "Slides", "Names"):
        office.ok("task", "add", "kite", title, "--promised", "--due", "2026-02-03", today="2026-02-02")
    reasons = {each["signal"]: each["points"] for each in office.json("risks", "kite")["reasons"]}
    assert (office.json("risks", "kite")["health"], reasons["pulse"]) == ("critical", -5)
    assert "Good pulse" in office.ok("risks", "kite")
    page = tmp_path / "book.html"
    office.ok("export", "html", "--to", str(page))
    said = [page.read_text(encoding="utf-8"), office.ok("risks", tty=True)]
    for argv in (["today", "--all"], ["show", "kite"], ["brief", "kite"], ["account", "plan", "kite"],
                 ["away", "tomorrow..+20d"], ["digest"], ["digest", "--new", "--peek"],
                 ["digest", "--period", "week"], ["qbr", "brief", "kite", "--internal"]):  # fmt: skip
        said += [office.ok(*argv, tty=tty, env={"COLUMNS": "160"}) for tty in (False, True)]
    assert sum("Kite Labs" in text for text in said) > 15
    assert [text for text in said if "eels good" in text] == []
