"""`am backtest` as a person and a program meet it."""

import csv
import datetime as dt
import io
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from amcli.reports.backtest_fields import LOSS, PAGE
from tests.backtest.lived import START, Lived, month
from tests.support import Cli

YEAR, END = "2024-03-01", "2026-01-01"
NEGLECTED = ("ashby", "cobalt")
DRAWN = ("backtest", "-o", "table")


@pytest.fixture
def story(cli: Cli) -> Cli:
    """The story of five customers."""
    return cli.once(tell)


def tell(cli: Cli) -> None:
    """Five customers. Ashby is neglected and leaves, Birch leaves unforeseen, Cobalt is neglected and stays,
    Dunmore pays less from August on, Elm is well."""
    lived = Lived(cli.book)
    rows = {}
    with lived.on(START):
        for number, name in enumerate(("ashby", "birch", "cobalt", "dunmore", "elm")):
            row = rows[name] = lived.account(number)
            lived.change("account", row, code=name, code_folded=name, name=name, name_folded=name)
            ends = month(7) - dt.timedelta(days=1)
            value = (number + 1) * 1_000_000
            stage = "not_started" if name in NEGLECTED else "verbal"
            rows[f"{name} contract"] = lived.contract(row, START, ends, value, stage=stage)
    for number in range(1, 7):
        with lived.on(month(number) - dt.timedelta(days=2)):
            for name in ("ashby", "birch", "cobalt", "dunmore", "elm"):
                if number < 3 or name not in NEGLECTED:
                    lived.touch(rows[name], month(number) - dt.timedelta(days=3), lived.people(rows[name]))
                else:
                    lived.add(
                        "survey", account_id=rows[name], on=lived.day, kind="nps", score=1, scale_max=10
                    )
    with lived.on(month(7)):
        for name in ("ashby", "birch"):
            lived.churn(rows[f"{name} contract"], rows[name], month(7))
        for name, value in (("cobalt", 3_000_000), ("dunmore", 1_500_000), ("elm", 5_000_000)):
            lived.renew(rows[f"{name} contract"], rows[name], value)
    lived.close()


def test_the_losses_are_told_with_the_day_on_which_each_was_flagged(story: Cli) -> None:
    found = story.json("backtest", today=YEAR)
    told = {row["account"]: row for row in found["losses"]}
    assert set(told) == {"ashby", "birch", "dunmore"}
    assert told["ashby"]["kind"] == "churn"
    assert told["dunmore"]["kind"] == "contraction"
    assert [told[name]["amount"] for name in ("ashby", "birch", "dunmore")] == [10_000, 20_000, 25_000]
    assert [told[name]["flagged"] for name in ("ashby", "birch", "dunmore")] == [True, False, False]
    assert {row["day"] for row in told.values()} == {"2023-08-01"}
    first = dt.date.fromisoformat(told["ashby"]["first_flagged_on"])
    assert told["ashby"]["days_ahead"] == (dt.date(2023, 8, 1) - first).days > 0
    assert told["birch"]["first_flagged_on"] is None


def test_the_numbers_agree_with_the_losses_and_the_months(story: Cli) -> None:
    found = story.json("backtest", today=YEAR)
    assert (found["loss_count"], found["loss_flagged"]) == (3, 1)
    assert (found["arr_lost"], found["arr_lost_flagged"]) == (55_000, 10_000)
    assert (found["stayed"], found["arr_stayed"]) == (2, 45_000)  # cobalt; dunmore, since it pays less
    assert (found["verdict"], found["from"], found["horizon"]) == ("too_few", "2023-01-01", "90d")
    assert found["cases"] == sum(row["accounts"] for row in found["months"])
    lost = sum(row["lost"] for row in found["months"])
    assert found["recall"] == sum(row["lost_flagged"] for row in found["months"]) / lost
    flagged = sum(row["flagged"] for row in found["months"])
    assert found["precision"] == sum(row["lost_flagged"] for row in found["months"]) / flagged
    quiet = next(row for row in found["signals"] if row["signal"] == "quiet")
    assert quiet["lift"] == pytest.approx((quiet["lost"] / quiet["cases"]) / found["lost_share"])


def test_on_a_terminal_words_come_first(story: Cli) -> None:
    out = story.ok(*DRAWN, today=YEAR)
    assert "1 of 3 losses was flagged," in out
    assert "2 flagged accounts stayed." in out
    assert "Too early to tell: 3 losses" in " ".join(out.split())
    assert "Recall" not in out
    everything = story.ok(*DRAWN, "--all", today=YEAR)
    for words in ("Precision", "Recall", "AUC", "Lift", "Jul 2023"):
        assert words in everything


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_no_line_is_wider_than_the_terminal(story: Cli, columns: str) -> None:
    for more in ((), ("--all",)):
        out = story.ok(*DRAWN, *more, today=YEAR, env={"COLUMNS": columns})
        assert [line for line in out.splitlines() if len(line) > int(columns)] == []


def test_csv_has_the_losses(story: Cli) -> None:
    rows = list(csv.DictReader(io.StringIO(story.ok("backtest", "-o", "csv", today=YEAR))))
    assert list(rows[0]) == [field.name for field in LOSS.fields]
    assert [row["account"] for row in rows] == ["dunmore", "birch", "ashby"]
    assert story.ok("backtest", "-o", "ids", today=YEAR).split() == ["dunmore", "birch", "ashby"]


def test_in_a_pipe_it_is_markdown(story: Cli) -> None:
    out = story.ok("backtest", today=YEAR)
    assert out.startswith("# Back-test\n")
    assert "\n1 of 3 losses was flagged" in out
    assert "| 1 Aug 2023 | birch | churn | 20,000 | not: " in out
    for heading in ("## Losses", "## Numbers", "## Signals", "## Months"):
        assert f"\n{heading}\n" in out
    assert "- AUC " in out
    assert "am backtest --all" not in out
    assert out == story.ok("backtest", "--all", today=YEAR)


def test_every_field_is_there_also_of_an_empty_book(cli: Cli) -> None:
    found = cli.json("backtest")
    assert list(found) == [field.name for field in PAGE.fields]
    assert (found["verdict"], found["losses"], found["auc"]) == ("nothing", [], None)
    assert "nothing to check" in cli.ok(*DRAWN)
    assert "nothing to check" in cli.ok("backtest")


def test_a_book_that_was_imported_today_had_nothing_on_record(sample: Cli) -> None:
    made = sqlite3.connect(sample.book)
    made.execute("UPDATE txn SET at = '2026-03-02T10:00:00.000Z'")
    made.commit()
    made.close()
    out = " ".join(sample.ok(*DRAWN).split())
    assert "Nothing was on record before 2 Mar 2026." in out
    assert "from 1 Apr 2026, once its 90 days are over, on 30 Jun 2026." in out
    assert "am backtest --backdated" in out
    assert sample.json("backtest")["verdict"] == "nothing"
    assert sample.json("backtest")["on_record_since"] == "2026-03-02"


def test_an_import_can_be_judged_by_the_days_that_its_records_carry(sample: Cli) -> None:
    found = sample.json("backtest", "--backdated")
    assert found["loss_count"] > 0
    assert found["months"]
    assert "this may use hindsight" in " ".join(sample.ok(*DRAWN, "--backdated").split())


def test_the_horizon_the_first_month_and_the_accounts_can_be_chosen(story: Cli) -> None:
    assert story.json("backtest", "--from", "2023-05", today=YEAR)["from"] == "2023-05-01"
    assert story.json("backtest", "--from", "2 may 2023", today=YEAR)["from"] == "2023-06-01"
    near = story.json("backtest", "--horizon", "1m", today=YEAR)
    assert (near["horizon"], near["losses"][0]["account"]) == ("1m", "dunmore")
    assert {row["day"] for row in near["months"] if row["lost"]} == {"2023-07-01"}
    only = story.json("backtest", "ashby", today=YEAR)
    assert [row["account"] for row in only["losses"]] == ["ashby"]
    assert max(row["accounts"] for row in only["months"]) == 1


def test_smaller_falls_can_be_left_out(story: Cli) -> None:
    """Dunmore pays 15,000 of 40,000 less: 62.5%."""
    for argv, accounts, least in (
        (("--least", "62.5%"), ["dunmore", "birch", "ashby"], 0.625),
        (("--least", "0.626"), ["birch", "ashby"], 0.626),
        (("--churn-only",), ["birch", "ashby"], 1),
    ):
        found = story.json("backtest", *argv, today=YEAR)
        assert ([row["account"] for row in found["losses"]], found["least"]) == (accounts, least)
    assert "Only churn counts" in story.ok("backtest", "--churn-only", today=YEAR)
    assert "Only losses of 10% of an account's ARR or more count." in story.ok(
        "backtest", "--least", "10%", today=YEAR
    )


def test_the_tens_agree_with_the_cases(story: Cli) -> None:
    found = story.json("backtest", today=YEAR)
    assert sum(row["cases"] for row in found["tens"]) == found["cases"] - found["cases_unknown"]
    assert all(row["share"] == row["lost"] / row["cases"] for row in found["tens"] if row["cases"])
    assert "By score" in story.ok("backtest", today=YEAR)


def test_a_score_says_what_it_has_meant_until_its_figures_change(cli: Cli, driven_book: Path) -> None:
    copied(cli, driven_book)
    account = cli.json("risks", "--all", today=END)[-1]["account"]
    assert cli.json("risks", account, today=END)["meant"] is None
    judged = cli.json("backtest", today=END)
    about = cli.json("risks", account, today=END)
    ten = next(row for row in judged["tens"] if row["from"] <= about["score"] <= row["to"])
    assert ten["cases"] >= 30
    assert about["meant"] == {
        **ten, "all": judged["lost_share"], "on": END, "horizon": "90d", "least": None,
    }  # fmt: skip
    said = " ".join(cli.ok("risks", account, "-o", "table", today=END).split())
    assert f"of {ten['cases']:,} scores from {ten['from']} to {ten['to']}," in said
    assert "were followed by a loss within 90 days; of all scores," in said
    cli.ok("backtest", account, today=END)  # of some accounts: what is kept is of the whole book
    assert cli.json("risks", account, today=END)["meant"] == about["meant"]
    assert cli.json("risks", account, today="2025-12-31")["meant"] is None  # it knew more than that day did
    cli.ok("config", "set", "risk.points.unhappy", "13")
    assert cli.json("risks", account, today=END)["meant"] is None
    cli.ok("undo")
    assert cli.json("risks", account, today=END)["meant"] == about["meant"]


def test_the_web_page_draws_what_scores_have_meant(cli: Cli, driven_book: Path) -> None:
    copied(cli, driven_book)
    title = "Score and share lost"
    assert title not in cli.ok("export", "html", today=END)
    judged = cli.json("backtest", today=END)
    text = cli.ok("export", "html", today=END)
    ten = next(row for row in judged["tens"] if row["lost"])
    drawn = text[text.index(title) :]
    words = f"{ten['from']} to {ten['to']} {100 * ten['share']:.1f}% of {ten['cases']:,}"
    assert words in drawn[drawn.index("<desc") : drawn.index("</desc>")]


def test_as_of_a_day_it_knows_no_later_loss(story: Cli) -> None:
    assert story.json("backtest", "--as-of", "2023-07-15", today=YEAR)["losses"] == []
    assert len(story.json("backtest", "--as-of", "2023-09-15", today=YEAR)["losses"]) == 3


def test_losses_that_were_settled_before_are_listed_and_count_neither_way(cli: Cli) -> None:
    lived = Lived(cli.book)
    with lived.on(START):
        row = lived.account(1)
        contract = lived.contract(row, START, month(9) - dt.timedelta(days=1), 1_000_000)
        lived.touch(row, START, lived.people(row))
        lived.change("contract", contract, outcome="churned", outcome_on=START)
    lived.close()
    found = cli.json("backtest", today=YEAR)
    assert (found["loss_count"], found["loss_unseen"]) == (0, 1)
    assert found["losses"][0]["flagged"] is None
    assert "beyond any warning" in " ".join(cli.ok(*DRAWN, today=YEAR).split())


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--horizon", "0d"), "--horizon"), (("--horizon", "soon"), "--horizon"), (("--from", "x"), "--from"),
        (("--from", "2023-13"), "--from"), (("nosuch:1",), "nosuch"), (("--least", "10"), "--least"),
        (("--least", "0%"), "--least"), (("--least", "10%", "--churn-only"), "--churn-only"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(story: Cli, argv: tuple[str, ...], said: str) -> None:
    code, out, err = story("backtest", *argv, today=YEAR)
    assert (code, out) == (2, "")
    assert said in err


def test_a_missing_rate_is_refused(story: Cli) -> None:
    db = sqlite3.connect(story.book)
    db.execute("UPDATE contract SET currency = 'USD' WHERE id = 1")
    db.commit()
    db.close()
    code, out, err = story("backtest", today=YEAR)
    assert (code, out) == (5, "")
    assert "fx.USD" in err


def copied(cli: Cli, book: Path) -> Cli:
    shutil.copyfile(book, cli.book)
    return cli


def test_where_neglected_customers_leave_the_score_is_said_to_help(cli: Cli, driven_book: Path) -> None:
    """Of three years of hundreds of accounts it takes seconds."""
    copied(cli, driven_book)
    started = time.process_time()
    found = cli.json("backtest", today=END)
    assert time.process_time() - started < 10
    assert found["auc"] > 0.8
    assert found["verdict"] == "helps"
    assert "The score helps here" in cli.ok(*DRAWN, today=END)
    lifts = {row["signal"]: row["lift"] for row in found["signals"]}
    assert lifts["quiet"] > 2
    assert lifts["unhappy"] > 2


def test_where_anyone_leaves_the_score_is_said_not_to_help(cli: Cli, random_book: Path) -> None:
    found = copied(cli, random_book).json("backtest", today=END)
    assert 0.4 < found["auc"] < 0.6
    assert found["verdict"] == "no_help"
    assert "the score doesn't help here" in " ".join(cli.ok(*DRAWN, today=END).split())
