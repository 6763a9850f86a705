"""The arithmetic of the whole book, worked by hand, at both sides of each limit."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.rules import portfolio
from amcli.rules.portfolio import End, Holding
from amcli.vocabulary import HEALTHS, TIERS

TODAY = dt.date(2026, 3, 2)
HOURS = {"key": 800, "standard": 250, "light": 50}
NAMES = st.sampled_from([None, "emea", "EMEA", "us", "云"])
HOLDINGS = st.lists(
    st.builds(
        Holding,
        id=st.integers(1, 10**6),
        code=st.text("abc", min_size=1, max_size=3),
        name=st.just("A"),
        tier=st.sampled_from(TIERS),
        segment=NAMES,
        region=NAMES,
        owner=NAMES,
        industry=NAMES,
        arr=st.integers(-(10**6), 10**12),
        health=st.sampled_from(HEALTHS),
        touches=st.integers(0, 50),
        beyond=st.booleans(),
    )
)


def holding(code: str = "acme", arr: int = 0, **given) -> Holding:
    base = {
        "id": 1,
        "code": code,
        "name": code.capitalize(),
        "tier": "standard",
        "segment": None,
        "region": None,
        "owner": None,
        "industry": None,
        "arr": arr,
        "health": "healthy",
        "touches": 0,
        "beyond": False,
    }
    return Holding(**(base | given))


def test_groups_add_up_what_their_accounts_are() -> None:
    found = portfolio.groups(
        [
            holding("a", 700, region="emea", health="critical"),
            holding("b", 300, region="emea", health="watch"),
            holding("c", 2000, region="us", health="unknown"),
            holding("d", 50, health="at_risk"),
        ],
        "region",
    )
    assert found == [("us", 1, 2000, 0, 0, 1, 0), ("emea", 2, 1000, 1, 0, 0, 700), (None, 1, 50, 0, 1, 0, 50)]


def test_tiers_keep_their_order_and_who_has_no_value_comes_last() -> None:
    book = [holding("a", 1, tier="light"), holding("b", 9, tier="key"), holding("c", 500)]
    assert [group.name for group in portfolio.groups(book, "tier")] == ["key", "standard", "light"]
    book = [holding("a", 900), holding("b", 9, owner="Zoe"), holding("c", 9, owner="Ann")]
    assert [group.name for group in portfolio.groups(book, "owner")] == ["Ann", "Zoe", None]


@given(HOLDINGS, st.sampled_from(portfolio.DIMENSIONS))
def test_the_groups_of_any_dimension_sum_to_the_whole(book: list[Holding], dimension: str) -> None:
    groups, whole = portfolio.groups(book, dimension), portfolio.group(None, book)
    for field in ("accounts", "arr", "critical", "at_risk", "unknown", "arr_at_risk"):
        assert sum(getattr(group, field) for group in groups) == getattr(whole, field)
    assert len({group.name for group in groups}) == len(groups)


@pytest.mark.parametrize(("accounts", "top"), [(1, 1), (5, 1), (6, 2), (10, 2), (11, 3), (42, 9)])
def test_the_top_fifth_is_rounded_up(accounts: int, top: int) -> None:
    book = [holding(f"a{at}", 100) for at in range(accounts)]
    found = portfolio.concentration(book)
    assert (found.top_accounts, found.top_arr, found.arr) == (top, 100 * top, 100 * accounts)
    assert found.top_share == top / accounts


def test_the_largest_account_is_named_and_of_equals_the_first_code() -> None:
    found = portfolio.concentration([holding("b", 300), holding("c", 400), holding("a", 400)])
    assert found.largest is not None
    assert (found.largest.code, found.largest_share) == ("a", 400 / 1100)


def test_without_revenue_there_is_no_share() -> None:
    found = portfolio.concentration([holding("a")])
    assert (found.top_accounts, found.top_share, found.largest_share) == (1, None, None)
    nobody = portfolio.concentration([])
    assert nobody == (0, 0, None, 0)
    assert (nobody.top_share, nobody.largest_share) == (None, None)


@given(HOLDINGS)
def test_the_order_of_accounts_does_not_matter(book: list[Holding]) -> None:
    turned = book[::-1]
    ours, theirs = portfolio.concentration(book), portfolio.concentration(turned)
    assert (ours.top_accounts, ours.top_arr, ours.arr) == (theirs.top_accounts, theirs.top_arr, theirs.arr)
    assert portfolio.load(book, HOURS, 100) == portfolio.load(turned, HOURS, 100)


def end(text: str, value: int | None = 100) -> End:
    return End(dt.date.fromisoformat(text), value)


def test_twelve_calendar_months_begin_with_this_one_of_which_only_the_rest_counts() -> None:
    ends = [
        end("2026-03-01", 7), end("2026-03-02"), end("2026-03-31", 50), end("2027-02-28", 30),
        end("2027-03-01", 9), end("2026-06-15", None),
    ]  # fmt: skip
    found = portfolio.calendar(ends, TODAY)
    assert [month.first for month in found.months][::11] == [dt.date(2026, 3, 1), dt.date(2027, 2, 1)]
    assert len(found.months) == 12
    filled = [(month.first.month, month.contracts, month.value) for month in found.months if month.contracts]
    assert filled == [(3, 2, 150), (6, 1, 0), (2, 1, 30)]
    assert (found.past, found.later) == ([ends[0]], [ends[4]])


@pytest.mark.parametrize(("value", "over"), [(1499, False), (1500, False), (1501, True)])
def test_a_month_is_heavy_over_one_and_a_half_times_the_mean(value: int, over: bool) -> None:
    others = [end(f"2026-{month:02d}-15", 900) for month in range(4, 9)]
    rest = end("2026-09-15", 12_000 - 5 * 900 - value)  # the mean is 1,000
    months = portfolio.calendar([end("2026-03-15", value), *others, rest], TODAY).months
    assert (months[0].times, months[0].over) == (value / 1000, over)


def test_without_values_months_are_weighed_by_their_contracts() -> None:
    months = portfolio.calendar([end("2026-05-01", None), end("2026-06-01", None)], TODAY).months
    assert [(month.times, month.over) for month in months if month.contracts] == [(6.0, True), (6.0, True)]


def test_without_contracts_no_month_is_heavy() -> None:
    found = portfolio.calendar([], TODAY)
    assert {(month.contracts, month.value, month.times, month.over) for month in found.months} == {
        (0, 0, None, False)
    }


def test_the_calendar_ends_with_the_last_month_there_is() -> None:
    found = portfolio.calendar([end("9999-12-31")], dt.date(9999, 11, 30))
    assert [month.first.month for month in found.months] == [11, 12]
    assert found.months[1].contracts == 1


@given(st.lists(st.builds(End, on=st.dates(), value=st.none() | st.integers(0, 10**12))), st.dates())
def test_no_end_is_lost_or_counted_twice(ends: list[End], today: dt.date) -> None:
    found = portfolio.calendar(ends, today)
    counted = sum(month.contracts for month in found.months)
    assert counted + len(found.past) + len(found.later) == len(ends)


def test_hours_add_up_by_tier() -> None:
    book = [holding("a", tier="key"), holding("b", tier="key"), *[holding(f"c{at}") for at in range(3)]]
    found = portfolio.load(book, HOURS, 13000)
    assert [(each.tier, each.accounts, each.hours) for each in found.tiers] == [
        ("key", 2, 1600), ("standard", 3, 750), ("light", 0, 0),
    ]  # fmt: skip
    assert (found.hours, found.ratio, found.state) == (2350, 2350 / 13000, "ok")


@pytest.mark.parametrize(
    ("hours", "state"),
    [(0, "ok"), (11699, "ok"), (11700, "amber"), (13000, "amber"), (14299, "amber"), (14300, "red")],
)
def test_the_load_is_amber_from_nine_tenths_and_red_from_eleven(hours: int, state: str) -> None:
    book = [holding("a", tier="light")]
    assert portfolio.load(book, {**HOURS, "light": hours}, 13000).state == state


def touched(**touches: list[int]) -> list[tuple[str, str]]:
    book = [
        holding(f"{tier}{at}", tier=tier, touches=number)
        for tier, each in touches.items()
        for at, number in enumerate(each)
    ]
    return portfolio.alike(portfolio.load(book, HOURS, 13000).tiers)


def test_tiers_are_alike_when_the_higher_is_touched_no_more_than_the_lower() -> None:
    assert touched(key=[4, 5], standard=[4, 4], light=[1]) == []
    assert touched(key=[4, 4], standard=[4, 4, 4], light=[1]) == [("key", "standard")]
    assert touched(key=[3], standard=[4, 5]) == [("key", "standard")]
    assert touched(key=[1], standard=[2], light=[3]) == [
        ("key", "standard"), ("key", "light"), ("standard", "light"),
    ]  # fmt: skip


def test_a_tier_without_accounts_and_a_book_without_touches_compare_with_nothing() -> None:
    assert touched(standard=[3, 3]) == []
    assert touched(key=[0], light=[2]) == [("key", "light")]
    assert touched(key=[0], standard=[0], light=[0]) == []


@pytest.mark.parametrize(("keys", "over"), [(10, False), (11, True)])
def test_more_than_ten_key_accounts_are_too_many(keys: int, over: bool) -> None:
    book = [*[holding(f"a{at}", tier="key") for at in range(keys)], holding("z")]
    assert portfolio.key_accounts(book) == keys
    assert (portfolio.key_accounts(book) > portfolio.MOST_KEY_ACCOUNTS) is over
