"""Leaving: the loss is recorded, the term still runs. Read from the contracts, never stored or typed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.profiles import examples
from tests.support import Cli, filled, kept_open

TERM = ("--starts", "2025-07-01", "--ends", "2026-06-30")
BOOK = [
    ("account", "add", "Ivory Print", "--tier", "key"),
    ("account", "add", "Birch"),
    ("contract", "add", "ivory", "--product", "Platform", "--value", "12k", *TERM),
    ("contract", "add", "birch", "--product", "Platform", "--value", "24k", *TERM),
    ("contract", "edit", "k2", "--forecast", "doubtful"),
    ("contact", "add", "ivory", "Ina Berg"),
    ("log", "ivory", "Fine", "--on", "2026-01-05"),
    ("log", "birch", "Fine", "--on", "2026-02-27"),
]
LAST_DAY, DAY_AFTER = "2026-06-30", "2026-07-01"


@pytest.fixture(scope="module")
def two_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(template, tmp_path_factory.mktemp("two"), BOOK)


@pytest.fixture
def two(two_book: Path, tmp_path: Path) -> Iterator[Cli]:
    """Two customers to 30 June: Ivory Print (k1, 12,000) and Birch (k2, 24,000, doubtful)."""
    (tmp_path / "book.db").write_bytes(two_book.read_bytes())
    with kept_open(tmp_path, tmp_path / "book.db") as cli:
        yield cli


def status(cli: Cli, account: str = "ivory-print", today: str = "2026-03-02") -> str:
    found = cli.json("account", "list", "--fields", "account,status", today=today)
    return str({row["account"]: row["status"] for row in found}[account])


def test_two_accounts_one_churned_have_one_arr_on_every_screen(two: Cli) -> None:
    two.ok("churn", "ivory", "--reason", "price")
    assert two.json("today")["totals"]["arr"] == 36000
    assert two.json("portfolio")["totals"]["arr"] == 36000
    assert two.json("metrics", "--period", "this-quarter")["closing_arr"] == 36000
    assert sum(row["arr"] for row in two.json("account", "list")) == 36000
    assert "36k ARR" in two.ok("today", tty=True)
    assert "of 36k ARR" in two.ok("risks", tty=True)
    ahead = two.json("metrics", "--period", "this-quarter")
    assert (ahead["known_losses"], ahead["carr"]) == (12000, 24000)
    forecast = two.json("forecast", "--period", "2026-Q2")
    assert forecast["grr"] == pytest.approx(0.30)


def test_who_is_leaving_is_a_customer_to_the_last_day_and_churned_from_the_day_after(two: Cli) -> None:
    two.ok("churn", "ivory")
    assert [status(two, today=day) for day in ("2026-03-02", LAST_DAY, DAY_AFTER)] == [
        "leaving", "leaving", "churned",
    ]  # fmt: skip
    assert (
        two.json("today", today=DAY_AFTER)["totals"] | {"arr": 24000, "accounts": 1}
        == two.json("today", today=DAY_AFTER)["totals"]
    )


def test_the_score_of_a_lost_customer_is_refused_by_the_status_as_it_reads(two: Cli) -> None:
    two.ok("churn", "ivory", "--reason", "price")
    found = two("risks", "ivory", today=DAY_AFTER)
    said = "am: Ivory Print is churned: only onboarding and active accounts have a score."
    assert (found.code, found.err.splitlines()[0]) == (5, said)


def test_leaving_stands_in_filters_lists_and_json_with_its_last_day(two: Cli) -> None:
    two.ok("churn", "ivory", "--reason", "price")
    assert two.ok("account", "list", "status:leaving", "-o", "ids").split() == ["ivory-print"]
    assert two.ok("account", "list", "leaves.before:2026-07-01", "-o", "ids").split() == ["ivory-print"]
    assert two.ok("contract", "list", "status:leaving", "-o", "ids").split() == ["k1"]
    row = two.one("account", "list", "health:leaving")
    assert [row[name] for name in ("status", "score", "health", "leaves_on", "arr", "next_step")] == [
        "leaving", None, "leaving", LAST_DAY, 12000, "Settle what's open by 30 Jun",
    ]  # fmt: skip
    assert two("account", "edit", "ivory", "--status", "leaving").code == 2


def test_checkins_brief_and_tasks_go_on_with_the_last_day(two: Cli) -> None:
    two.ok("churn", "ivory")
    two.ok("task", "add", "ivory", "Export their data", "--due", "2026-03-02")
    (row,) = two.json("checkins")
    assert (row["account"], row["leaves_on"], row["state"]) == ("ivory-print", LAST_DAY, "overdue")
    assert row["next_step"].startswith("Leaving 30 Jun: ")
    brief = two.json("brief", "ivory")
    assert (brief["status"], brief["leaves_on"]) == ("leaving", LAST_DAY)
    assert "leaving, last day 30 Jun" in two.ok("brief", "ivory", tty=True)
    assert [row["task"] for row in two.json("tasks")] == ["t1"]
    assert "Export their data" in two.ok("today")


def test_the_last_day_is_a_deadline(two: Cli) -> None:
    two.ok("churn", "ivory")
    found = {
        row["account"]: row
        for row in two.json("today", today="2026-06-26")["actions"]
        if row["section"] == "dated"
    }
    assert (found["ivory-print"]["why"], found["ivory-print"]["on"]) == (
        "Leaving, last day Tue 30 Jun",
        LAST_DAY,
    )
    assert (found["ivory-print"]["place"], found["ivory-print"]["value"]) == ("ahead", 12000)
    (week,) = [row for row in two.json("week", today="2026-06-26") if row["kind"] == "leaving"]
    assert (week["on"], week["ref"]) == (LAST_DAY, "k1")
    assert not [row for row in two.json("today")["actions"] if row["parts"]["kind"] == "leaving"]


def test_a_block_of_its_own_in_risks_without_a_score(two: Cli) -> None:
    two.ok("churn", "ivory", "--reason", "price", "--win-back", "2026-12-01")
    row = next(row for row in two.json("risks") if row["account"] == "ivory-print")
    names = ("score", "health", "leaves_on", "loss_reason", "win_back_on", "reasons")
    assert [row[name] for name in names] == [
        None, "leaving", LAST_DAY, "price", "2026-12-01", [],
    ]  # fmt: skip
    block = two.ok("risks", tty=True).partition("Leaving")[2]
    assert all(each in block for each in ("Ivory Print", "12k", "30 Jun", "price", "try again 1 Dec"))
    alone = two.ok("risks", "ivory", tty=True)
    assert "a customer who is leaving has no score" in alone
    assert all(each in alone for each in ("30 Jun", "price", "1 Dec"))


def test_not_in_renewals_reviews_or_expansion(two: Cli) -> None:
    two.ok("opportunity", "add", "ivory", "More seats", "--product", "Platform", "--expected", "2026-03-03")
    two.ok("churn", "ivory")
    assert [row["account"] for row in two.json("renewals", "--in", "200d")] == ["birch"]
    assert [row["account"] for row in two.json("qbr", "due", "--in", "400d")] == ["birch"]
    kinds = {row["parts"]["kind"] for row in two.json("today")["actions"] if row["account"] == "ivory-print"}
    assert not kinds & {"qbr", "renewal", "notice", "opportunity"}
    assert "ivory-print" not in two.ok("portfolio", "--white-space", "-o", "json")


def test_a_new_contract_before_the_last_day_ends_the_state_and_says_so(two: Cli) -> None:
    two.ok("churn", "ivory")
    before = two.dump()
    said = two.ok(
        "contract", "add", "ivory", "--product", "Other", "--starts", DAY_AFTER, "--value", "9k", tty=True
    )
    assert said.splitlines()[-1] == "Ivory Print is no longer leaving."
    assert status(two) == "active"
    assert status(two, today=DAY_AFTER) == "active"
    two.ok("undo")
    assert status(two) == "leaving"
    assert two.dump() == before


def test_a_customer_with_another_contract_is_not_leaving_until_that_is_lost_too(two: Cli) -> None:
    two.ok("contract", "add", "ivory", "--product", "Other", "--starts", "2026-01-01", "--ends", "2026-12-31")
    two.ok("churn", "k1")
    assert status(two) == "active"
    said = two.ok("churn", "k3", "--on", "2026-06-01", tty=True)
    assert "Ivory Print is leaving." in said
    assert [status(two, today=day) for day in (LAST_DAY, DAY_AFTER)] == ["leaving", "churned"]


def test_what_ended_within_the_grace_and_is_not_recorded_keeps_a_customer(two: Cli) -> None:
    """Its ARR runs to the end of the grace, and the lost contract to its last day: nobody left yet."""
    late = ("--starts", "2025-02-20", "--ends", "2026-02-19")
    two.ok("contract", "add", "ivory", "--product", "Support", "--value", "6k", *late)
    assert "lost" not in two.ok("churn", "k1", tty=True).replace("recorded as lost", "")
    assert (status(two), two.json("today")["totals"]["arr"]) == ("active", 42000)
    assert "Ivory Print is leaving." in two.ok("churn", "k3", tty=True)
    assert (status(two), status(two, today=LAST_DAY), status(two, today=DAY_AFTER)) == (
        "leaving", "leaving", "churned",
    )  # fmt: skip


def test_a_day_gone_by_makes_a_customer_lost_at_once(two: Cli) -> None:
    said = two.ok("churn", "ivory", "--on", "2026-02-01", tty=True)
    assert "k1 recorded as lost, stops on 1 Feb." in said
    assert "Ivory Print is lost." in said
    assert status(two) == "churned"
    assert two.json("today")["totals"]["arr"] == 24000
    two.ok("account", "edit", "ivory", "--status", "active")
    assert status(two) == "active"


def test_who_somebody_calls_active_after_the_last_day_is(two: Cli) -> None:
    two.ok("churn", "ivory")
    two.ok("account", "edit", "ivory", "--status", "active", today="2026-06-01")
    assert [status(two, today=day) for day in ("2026-06-02", DAY_AFTER)] == ["leaving", "churned"]
    two.ok("account", "edit", "ivory", "--status", "active", today=DAY_AFTER)
    assert status(two, today=DAY_AFTER) == "active"
    two.ok("undo")
    assert status(two, today=DAY_AFTER) == "churned"


def test_a_file_that_says_active_every_week_changes_nothing_and_another_word_counts(
    two: Cli, tmp_path: Path
) -> None:
    two.ok("churn", "ivory")
    file = tmp_path / "crm.csv"
    file.write_text("name,status\nIvory Print,active\n")
    two.ok("import", str(file), "--yes", today=DAY_AFTER)
    assert status(two, today=DAY_AFTER) == "churned"
    file.write_text("name,status\nIvory Print,onboarding\n")
    two.ok("import", str(file), "--yes", "--source-wins", today=DAY_AFTER)
    assert status(two, today=DAY_AFTER) == "onboarding"


@pytest.mark.parametrize("stops", [(), ("--on", "2026-02-01")])
def test_the_day_to_try_again_is_a_deadline_until_it_is_done(two: Cli, stops: tuple[str, ...]) -> None:
    two.ok("churn", "ivory", "--win-back", "2026-12-01", *stops)

    def told(day: str) -> list[tuple[str, str]]:
        every = two.json("today", today=day)["actions"]
        return [(row["section"], row["why"]) for row in every if row["account"] == "ivory-print"]

    assert told("2026-11-30") == []
    assert told("2026-12-01") == [("dated", "Win back: try again today")]
    assert told("2026-12-10") == [("dated", "Win back: try again since 1 Dec")]
    assert "Win back since 1 Dec" in two.ok("today", tty=True, today="2026-12-10")
    assert two.json("today", "ivory", today="2026-12-10")["actions"]
    two.ok("done", "t1", today="2026-12-10")
    assert told("2026-12-10") == []


def digested(cli: Cli, today: str, *argv: str) -> list[tuple[str, str]]:
    said = cli.ok("digest", *argv, "-o", "json", today=today)  # nothing where nothing is new
    found = json.loads(said)["events"] if said else []
    return [(row["section"], row["text"]) for row in found if row["account"] == "ivory-print"]


def test_the_digest_tells_of_the_last_day_and_of_the_day_to_try_again(two: Cli) -> None:
    two.ok("churn", "ivory", "--win-back", "2026-12-01")
    two.ok("log", "ivory", "Fine", "--on", "2026-05-29")
    two.ok("log", "ivory", "Fine", "--on", "2026-06-25")

    def told(today: str) -> list[tuple[str, str]]:
        return [each for each in digested(two, today) if "last day" in each[1] or "Win back" in each[1]]

    assert told("2026-05-30") == []
    assert told("2026-06-23") == [("nearer", "Leaving: last day Tue 30 Jun, in 7 days")]
    assert told(LAST_DAY) == [("nearer", "Leaving: last day today")]
    assert told(DAY_AFTER) == told("2026-11-30") == []
    assert told("2026-12-01") == [("due", "Win back Ivory Print")]
    assert told("2026-12-10") == [("late", "Win back Ivory Print, 9 days late")]
    assert "Leaving: last day today" in two.ok("digest", today=LAST_DAY)


def test_a_digest_of_what_is_new_tells_of_the_last_day_at_each_step_once(two: Cli) -> None:
    two.ok("churn", "ivory", "--win-back", "2026-12-01")
    days = [f"2026-06-{day:02}" for day in range(1, 31)] + ["2026-07-01", "2026-12-01", "2026-12-02"]
    told = {day: [text for _, text in digested(two, day, "--new")] for day in days}
    last = {day: text for day, texts in told.items() for text in texts if "last day" in text}
    assert last == {
        "2026-06-01": "Leaving: last day Tue 30 Jun, in 29 days",
        "2026-06-23": "Leaving: last day Tue 30 Jun, in 7 days",
        "2026-06-29": "Leaving: last day tomorrow",
        "2026-06-30": "Leaving: last day today",
    }
    assert told["2026-07-01"] == []
    assert (told["2026-12-01"], told["2026-12-02"]) == (
        ["Win back Ivory Print"],
        ["Win back Ivory Print, 1 day late"],
    )


@pytest.fixture
def busy(two: Cli) -> Cli:
    """The same with something of each kind that may be open at Ivory Print."""
    two.ok("task", "add", "ivory", "Rollout", "--due", "2026-03-20")
    two.ok("task", "add", "ivory", "Slides", "--promised", "--due", "2026-03-10")
    two.ok("issue", "add", "ivory", "Broken")
    two.ok("opportunity", "add", "ivory", "More seats")
    two.ok("goal", "add", "ivory", "Faster")
    return two


def open_of(cli: Cli, today: str = "2026-03-02") -> set[str]:
    return {row["ref"] for row in cli.json("show", "ivory", today=today)["open"]}


def test_what_stays_open_is_said_and_a_pipe_keeps_it(busy: Cli) -> None:
    said = busy.ok("churn", "ivory", "--keep", tty=True)
    assert said.splitlines()[-1] == (
        "Ivory Print is leaving. Still open: 2 tasks, 1 issue, 1 opportunity, 1 goal."
    )
    busy.ok("undo")
    busy.ok("churn", "ivory")
    assert open_of(busy) == {"t1", "t2", "i1", "o1", "g1"}


def test_closed_opportunities_are_lost_and_goals_dropped_and_tasks_go(busy: Cli) -> None:
    before = busy.dump()
    said = busy("churn", "ivory", "-r", "price", tty=True, stdin="y\n")
    assert "Still open: 2 tasks, 1 issue, 1 opportunity, 1 goal. Close" in said.err
    assert said.out.splitlines()[-1] == "Ivory Print is leaving. Still open: 1 task, 1 issue."
    assert open_of(busy) == {"t2", "i1"}
    deal = busy.one("opportunity", "list")
    assert [deal[name] for name in ("stage", "closed_on", "reason")] == ["lost", "2026-03-02", "price"]
    assert busy.one("goal", "list")["status"] == "dropped"
    busy.ok("undo")
    assert busy.dump() == before
    assert busy.ok("churn", "ivory", "--close").split() == ["k1"]
    assert open_of(busy) == {"t2", "i1"}


def test_yes_closes_what_is_open_without_a_question(busy: Cli) -> None:
    said = busy("churn", "ivory", "--yes", tty=True)
    assert "Close tasks" not in said.out + said.err
    assert said.out.splitlines()[-1] == "Ivory Print is leaving. Still open: 1 task, 1 issue."
    assert open_of(busy) == {"t2", "i1"}


def test_what_is_open_at_a_lost_customer_rests(busy: Cli) -> None:
    busy.ok("churn", "ivory", "--keep", "--win-back", "2026-08-01")
    assert [row["task"] for row in busy.json("tasks", today=LAST_DAY)] == ["t2", "t1", "t3"]
    assert [row["task"] for row in busy.json("tasks", today=DAY_AFTER)] == ["t3"]
    assert {row["task"] for row in busy.json("tasks", "ivory", today=DAY_AFTER)} == {"t1", "t2", "t3"}
    for kind in ("issue", "opportunity", "goal"):
        assert len(busy.json(kind, "list", "--open", today=LAST_DAY)) == 1
        assert busy.json(kind, "list", "--open", today=DAY_AFTER) == []
        assert len(busy.json(kind, "list", "--open", "--all", today=DAY_AFTER)) == 1


def test_the_page_of_a_lost_customer_says_when_why_how_much_and_for_how_long(two: Cli) -> None:
    two.ok("churn", "ivory", "-r", "price", "--win-back", "2026-12-01")
    found = two.json("show", "ivory", today=DAY_AFTER)
    assert found["lost"] == {
        "contract": "k1", "on": LAST_DAY, "recorded_on": "2026-03-02", "reason": "price", "value": 12000,
        "currency": "EUR", "since": "2025-07-01", "win_back_on": "2026-12-01",
    }  # fmt: skip
    page = two.ok("show", "ivory", tty=True, today=DAY_AFTER)
    assert "last day Tue 30 Jun 2026, price" in page
    assert "EUR 12,000 a year, customer since 1 Jul 2025, for 1 year" in page
    assert "try again 1 Dec" in page
    assert "no contract yet" not in page


RENEW, AMEND, ADD = ("renew", "{}"), ("contract", "amend", "{}", "--by", "1k"), ("contract", "add", "{}")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                ("churn", "{}"), ("churn", "{}", "--on", "2026-02-01"), ("churn", "{}", "--close"),
                ("churn", "{}", "--win-back", "2026-12-01"), RENEW, AMEND,
                (*ADD, "--product", "Other", "--value", "5k", "--term", "12m"),
                ("account", "edit", "{}", "--status", "active"),
            ]
        ),
        st.sampled_from(["ivory", "birch"]),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


@given(done=STEPS)
@settings(max_examples=examples(20))
def test_any_order_of_losses_renewals_amendments_and_as_many_undos_ends_in_the_same_bytes(
    two_book: Path, tmp_path_factory: pytest.TempPathFactory, done: list[tuple[tuple[str, ...], str]]
) -> None:
    folder = tmp_path_factory.mktemp("orders")
    (folder / "book.db").write_bytes(two_book.read_bytes())
    with kept_open(folder, folder / "book.db") as cli:
        cli.ok("task", "add", "ivory", "Rollout")
        cli.ok("today")  # keeps the scores of the day, once
        before, steps = cli.dump(), 0
        for line, account in done:
            was = cli.dump()
            cli(*(word.format(account) for word in line))
            steps += cli.dump() != was
            totals = [
                cli.json("today")["totals"]["arr"],
                cli.json("metrics", "--period", "this-quarter")["closing_arr"],
                cli.json("portfolio")["totals"]["arr"],
            ]
            assert len(set(totals)) == 1, (line, account, totals)
        for _ in range(steps):
            cli.ok("undo")
        assert cli.dump() == before


def test_every_screen_counts_the_same_accounts_and_one_arr_whatever_the_status(two: Cli) -> None:
    two.ok("account", "add", "Cedar")
    two.ok("contract", "add", "cedar", "--value", "7k", *TERM)
    two.ok("account", "edit", "cedar", "--status", "churned")
    two.ok("account", "archive", "birch")
    totals = [two.json(*argv)["totals"] for argv in (("today",), ("portfolio",))]
    assert [(each["accounts"], each["arr"]) for each in totals] == [(3, 43000), (3, 43000)]
    assert "3 accounts" in two.ok("today", tty=True)
    page = two.ok("accounts", tty=True)
    assert "EUR 43k ARR" in page
    assert "1 archived account not shown, EUR 24k of the ARR" in page
    assert "EUR 43k ARR" in two.ok("accounts", "--all", tty=True)
    two.ok("contract", "rm", "k2", "--yes")
    page = two.ok("accounts", tty=True)
    assert "EUR 19k ARR" in page
    assert "1 archived account not shown   " in page
