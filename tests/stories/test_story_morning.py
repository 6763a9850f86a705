"""One screen in the morning: what to do today, in which order, why, and what to type next."""

from pathlib import Path

import pytest

from tests.stories.shell import Shell

FEBRUARY = """
am account add "Acme Robotics" --code acme --tier key --since 2024-04-05
am account add "Dunmore Logistics" --code dunmore --since 2024-02-21
am account add "Birchwood Schools" --code birchwood --since 2024-10-01
am account add "Cobalt Ceramics" --code cobalt --tier light --since 2024-01-01
am contact add acme "Jane Orr" --role champion --phone "020 7946 0018"
am contact add dunmore "Sean Daly" --role champion
am contact add birchwood "Dana Reyes" --role champion --phone "020 7946 0107"
am contact add cobalt "Yuki Mori" --role champion
am contract add acme --product Platform --starts 2025-04-05 --term 12m --value 72k --auto-renew --notice 30
am contract add dunmore --product Platform --starts 2025-02-21 --term 12m --value 57k
am contract add birchwood --product Platform --starts 2025-10-01 --term 12m --value 64k
am contract add cobalt --product Platform --starts 2026-01-01 --term 12m --value 48k
am log birchwood "Signed for another year" -w dana --on 2025-10-01
am log cobalt "The kiln runs" -w yuki --on 2025-12-10
am log birchwood "Asked for a date in the new term" -k email --on 2026-01-09 -w dana
am log cobalt "Second kiln is planned" -w yuki --on 2026-01-20
am log dunmore "Finance still has the proposal" -w sean
am log acme "Wants security answers before signing" -w jane -p "Security answers" -d thu
am stage acme proposed
am usage add cobalt seats 47 --of 50
"""


@pytest.fixture(scope="module")
def february(empty: Shell, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A book kept until Monday 23 February."""
    return empty.after(tmp_path_factory.mktemp("february"), [("2026-02-23", FEBRUARY)])


@pytest.fixture
def morning(february: Shell, tmp_path: Path) -> Shell:
    """The same book a week later."""
    return february.copied(tmp_path, "2026-03-02")


def lines(shell: Shell) -> list[tuple[str, str, str]]:
    """Section, account and strongest reason of each line."""
    return [(row["section"], row["account"], row["why"]) for row in shell.json("am today")["actions"]]


def test_one_screen_says_what_to_do_in_which_order_why_and_what_to_type(morning: Shell) -> None:
    screen = morning.terminal("am").splitlines()
    assert len(screen) < 24
    assert max(map(len, screen)) <= 80
    assert screen[0].startswith("Mon 2 Mar 2026   4 accounts · EUR 241k ARR")
    dated, owed, quiet = (screen.index(title) for title in ("Deadlines", "Promised or owed", "Keep in touch"))
    assert dated < owed < quiet
    assert (
        " ".join(screen[owed + 1].split()) == "! 3 Acme Robotics 72k Security answers 4 days late am done t1"
    )
    assert (
        " ".join(screen[dated + 1].split())
        == "• 1 Acme Robotics 72k Notice by 5 Mar, proposed +1 am brief acme"
    )
    assert (
        " ".join(screen[dated + 2].split())
        == "! 2 Dunmore Logistics 57k Ended 20 Feb: renewed? +1 am renew k2"
    )
    assert (
        " ".join(screen[quiet + 1].split())
        == "! 4 Birchwood Schools 64k Quiet 52 days, due every 30 am log birchwood"
    )
    assert any(line.startswith("Good moment  Cobalt Ceramics · 47 of 50 seats in use") for line in screen)
    assert screen[-1].startswith("1 check-in · 2 renewals · 2 risks · 1 task")


def test_explained_every_line_says_what_its_place_is_made_of(morning: Shell) -> None:
    screen = morning.terminal("am today --explain")
    assert "promise 90 × 0.89 for its day × 0.94 for its revenue = 74.7" in screen
    for row in morning.json("am today")["actions"]:
        parts = row["parts"]
        product = parts["base"] * parts["ramp"] * parts["weight"]
        assert row["priority"] == pytest.approx(product, abs=0.05)
        assert f"= {row['priority']:.1f}" in screen


def test_done_line_by_line_the_morning_becomes_quiet(morning: Shell) -> None:
    assert lines(morning) == [
        ("dated", "acme", "Notice by Thu 5 Mar, only proposed"),
        ("dated", "dunmore", "Ended 20 Feb: renewed or lost?"),
        ("owed", "acme", "Security answers 4 days late"),
        ("quiet", "birchwood", "Quiet 52 days, due every 30"),
    ]
    morning("am done t1")
    assert [account for _, account, _ in lines(morning)] == ["acme", "dunmore", "birchwood"]
    morning("am renew k2")
    assert [account for _, account, _ in lines(morning)] == ["acme", "birchwood"]
    morning('am snooze birchwood mon --reason "Half-term holiday"')
    assert [account for _, account, _ in lines(morning)] == ["acme"]
    morning("am stage k1 signed")
    morning("am renew k1")
    assert lines(morning) == []
    screen = morning.terminal("am")
    assert "Nothing is late and nothing is due today." in screen
    assert "Next: " in screen


def test_what_was_put_off_is_counted_and_comes_back_on_its_day(morning: Shell) -> None:
    morning('am snooze birchwood mon --reason "Half-term holiday"')
    assert "birchwood" not in [row["account"] for row in morning.json("am checkins")]
    assert "Snoozed 1: Birchwood Schools until 9 Mar" in morning.terminal("am checkins")
    (asleep,) = [row for row in morning.json("am checkins --all") if row["state"] == "snoozed"]
    assert (asleep["account"], asleep["snooze_reason"]) == ("birchwood", "Half-term holiday")
    morning.on("2026-03-09")
    assert ("quiet", "birchwood", "Quiet 59 days, due every 30") in lines(morning)


def test_the_week_ahead_stands_day_by_day(morning: Shell) -> None:
    morning('am log acme "Renewal call" -k meeting --on +2d --at 10:00 -w jane')
    found = [(row["on"], row["kind"], row["account"]) for row in morning.json("am week")]
    assert ("2026-03-04", "meeting", "acme") in found
    assert ("2026-03-05", "notice", "acme") in found
    assert found == sorted(found, key=lambda row: row[0])
