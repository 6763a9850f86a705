"""Renewal season: what is near, how far it has come, and how it ended; the revenue always adds up."""

from pathlib import Path
from typing import Any

import pytest

from tests.stories.shell import Shell

BOOK = """
am account add "Acme Robotics" --code acme --tier key
am account add "Smith & Co" --code smith --tier light
am account add "Tamar Foundry" --code tamar
am account add "Dunmore Logistics" --code dunmore
am contact add acme "Jane Orr" --role champion
am contract add acme --product Platform --starts 2025-07-01 --term 12m --value 60k --auto-renew --notice 60
am contract add smith --product Support --starts 2025-05-01 --term 12m --value 9.6k
am contract add tamar --product Platform --starts 2025-09-01 --term 24m --value 48k
am contract add dunmore --product Platform --starts 2025-02-21 --term 12m --value 57k
"""


@pytest.fixture(scope="module")
def kept(empty: Shell, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Four customers with a contract each."""
    return empty.after(tmp_path_factory.mktemp("kept"), [("2026-03-02", BOOK)])


@pytest.fixture
def season(kept: Shell, tmp_path: Path) -> Shell:
    """The same book on Monday 2 March."""
    return kept.copied(tmp_path, "2026-03-02")


def arr(shell: Shell, day: str) -> dict[str, int]:
    """Revenue a year by account on a day, added up by hand from the contracts."""
    found: dict[str, int] = {}
    for row in shell.json("am contract list --all"):
        stops = row["terminated_on"] or row["ends_on"]
        if row["starts_on"] <= day and day <= stops:
            found[row["account"]] = found.get(row["account"], 0) + row["annual_value"]
    return found


def bridge(opening: dict[str, int], closing: dict[str, int]) -> dict[str, int]:
    """How the one became the other, net by account."""
    moves = {"new": 0, "expansion": 0, "contraction": 0, "churned": 0}
    for account in opening | closing:
        before, after = opening.get(account, 0), closing.get(account, 0)
        if not before:
            moves["new"] += after
        elif not after:
            moves["churned"] += before
        elif after > before:
            moves["expansion"] += after - before
        else:
            moves["contraction"] += before - after
    return moves


def near(shell: Shell, window: str) -> list[tuple[str, str, int]]:
    """Account, day to act and value of what is near."""
    rows: list[Any] = shell.json(f"am renewals --in {window}")
    return [(row["account"], row["deadline"], row["annual_value"]) for row in rows]


def test_what_is_near_stands_by_the_day_to_act_what_is_past_its_end_first(season: Shell) -> None:
    assert near(season, "120d") == [
        ("dunmore", "2026-02-20", 57000),
        ("smith", "2026-04-30", 9600),
        ("acme", "2026-05-01", 60000),
    ]
    screen = season.terminal("am renewals --in 120d").splitlines()
    assert screen[0].startswith("Renewals   3 within 120 days")
    assert screen[0].endswith("EUR 127k · 57k past its end")
    rows = {line[2:14].strip(): " ".join(line.split()) for line in screen[4:7]}
    assert "ended 20 Feb -10d" in rows["Dunmore Logi"]
    assert "notice 1 May 60d 30 Jun auto" in rows["Acme Robotic"]
    assert near(season, "55d") == [("dunmore", "2026-02-20", 57000)]


def test_a_renewal_is_brought_on_step_by_step_and_recorded(season: Shell) -> None:
    for stage in ("contacted", "proposed", "verbal"):
        assert season.terminal(f"am stage acme {stage}").endswith(f"→ {stage}.\n")
    assert season.json("am show k1")["stage"] == "verbal"
    said = season.terminal("am renew acme --value 66k --term 12m")
    assert said.startswith("Acme Robotics: k1 renewed for EUR 66,000 (+10%), ")
    renewed, successor = season.json("am show k1"), season.json("am show k5")
    assert (renewed["outcome"], renewed["renewed_by"]) == ("renewed", "k5")
    assert (successor["starts_on"], successor["ends_on"]) == ("2026-07-01", "2027-06-30")
    assert (successor["annual_value"], successor["notice_days"]) == (66000, 60)
    assert [account for account, _, _ in near(season, "120d")] == ["dunmore", "smith"]


def test_who_leaves_is_churned_at_the_end_of_the_term_and_says_why(season: Shell) -> None:
    said = season.terminal("am churn smith --reason price")
    assert "k2 recorded as lost (price), runs to 30 Apr." in said
    assert "Smith & Co is leaving." in said
    lost = season.json("am show k2")
    assert (lost["outcome"], lost["reason"], lost["terminated_on"]) == ("churned", "price", None)
    assert season.json("am account show smith")["status"] == "leaving"
    assert season.json("am --today 2026-05-01 account show smith")["status"] == "churned"
    assert arr(season, "2026-04-30")["smith"] == 9600
    assert "smith" not in arr(season, "2026-05-01")
    refused = season.run("am renew smith")
    assert refused.code == 3
    assert "no open contract of Smith & Co; nothing was changed." in refused.err


def test_opening_and_closing_revenue_reconcile_over_the_season(season: Shell) -> None:
    opening = arr(season, "2026-02-20")
    assert sum(opening.values()) == 174_600
    season.type("""
        am stage acme verbal
        am renew acme --value 66k --term 12m
        am churn smith --reason price
        am renew dunmore --value 50k --term 12m
        am contract amend tamar --by 6k --on 2026-04-01 --quantity 5
        am account add "Wren Optics" --code wren
        am contract add wren --product Platform --starts 2026-06-01 --term 12m --value 12k
    """)
    closing = arr(season, "2026-07-01")
    moves = bridge(opening, closing)
    assert moves == {"new": 12000, "expansion": 12000, "contraction": 7000, "churned": 9600}
    assert sum(closing.values()) == 182_000
    assert sum(closing.values()) == (
        sum(opening.values()) + moves["new"] + moves["expansion"] - moves["contraction"] - moves["churned"]
    )


@pytest.mark.parametrize("day", ["2026-03-02", "2026-04-30", "2026-05-01", "2026-06-30", "2026-07-01"])
def test_the_morning_counts_the_same_revenue_on_each_day_of_the_season(season: Shell, day: str) -> None:
    season.type("""
        am renew acme --value 66k --term 12m
        am renew dunmore --value 50k --term 12m
        am renew smith
        am contract amend tamar --by 6k --on 2026-04-01
    """)
    season.on(day)
    totals = season.json("am today")["totals"]
    assert totals["arr"] == sum(arr(season, day).values())
    assert totals["arr"] == season.json("am portfolio")["totals"]["arr"]


def test_each_step_of_the_season_can_be_taken_back(season: Shell) -> None:
    before = season.json("am contract list --all")
    for line in ("am stage acme verbal", "am renew acme --value 66k", "am churn smith --reason price"):
        season(line)
        season("am undo")
        after = season.json("am contract list --all")
        assert [{**row, "updated_at": ""} for row in after] == [{**row, "updated_at": ""} for row in before]
