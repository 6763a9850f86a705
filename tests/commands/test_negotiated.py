"""Renewals as they are negotiated: a change in per cent, another product, and what the value was before with
its amendments; today is 2 March 2026."""

import json

import pytest

from tests.support import Cli


def fill_firm(cli: Cli) -> None:
    cli.ok("account", "add", "Acme Robotics", "--code", "acme")
    starts = ("--starts", "2025-07-01", "--ends", "2026-06-30")
    cli.ok("contract", "add", "acme", "--product", "Platform", "--value", "116k", *starts)
    cli.ok("contract", "amend", "k1", "--by", "4k", "--on", "2025-10-01")


@pytest.fixture
def firm(cli: Cli) -> Cli:
    """A contract of 116,000 to 30 June, with 4,000 more since October."""
    return cli.once(fill_firm)


def contract(cli: Cli, ref: str) -> dict[str, object]:
    return dict(cli.json("contract", "show", ref))


def told(cli: Cli, *argv: str) -> str:
    """What a command says on a terminal, as one line."""
    return " ".join(cli(*argv, tty=True).out.split())


MOVED = "EUR 120,000 → 132,000 (+10%)"


@pytest.mark.parametrize("given", [("--value", "132k"), ("--value", "+10%"), ("--uplift", "10%")])
def test_the_value_before_is_that_with_amendments_in_answer_digest_and_pages(
    firm: Cli, given: tuple[str, ...]
) -> None:
    assert f"k1 renewed for {MOVED}, 1 Jul 2026 to 30 Jun 2027, as k3." in told(firm, "renew", "k1", *given)
    assert (contract(firm, "k3")["annual_value"], contract(firm, "k3")["uplift_pct"]) == (132_000, 10)
    week = json.loads(firm.ok("digest", "--period", "week", "-o", "json"))["week"]
    assert [each["text"] for each in week["outcomes"]] == [f"Platform, {MOVED}"]
    for form in ("text", "md", "html"):
        assert MOVED.replace("&", "&amp;") in firm.ok("digest", "--period", "week", "-o", form)
    for form in ("table", "md"):
        assert f"renewed, {MOVED}" in firm.ok("show", "acme", "-o", form)
        for page in (("brief", "acme"), ("account", "plan", "acme")):
            assert f"Renewed, {MOVED}" in firm.ok(*page, "-o", form)
    assert [each["renewed_by"] for each in firm.json("show", "acme")["contracts"]] == ["k3", None, None]
    assert firm.json("brief", "acme")["contracts"][0]["renewed_by"] == "k3"


def test_the_value_after_is_that_of_its_first_day_with_what_amends_it_from_then_on(firm: Cli) -> None:
    firm.ok("renew", "k1", "--value", "130k")
    firm.ok("contract", "amend", "k3", "--by", "2k", "--on", "2026-07-01")
    firm.ok("contract", "amend", "k3", "--by", "9k", "--on", "2026-10-01")
    week = json.loads(firm.ok("digest", "--period", "week", "-o", "json"))["week"]
    assert [each["text"] for each in week["outcomes"]] == [f"Platform, {MOVED}"]
    assert f"renewed, {MOVED}" in firm.ok("show", "acme", "-o", "table")


def test_a_renewal_as_it_was_names_one_value(firm: Cli) -> None:
    assert "k1 renewed for EUR 120,000, 1 Jul" in told(firm, "renew", "k1")
    assert "renewed\n" in firm.ok("show", "acme", "-o", "table")
    assert "Platform, EUR 120,000 (k1)" in firm.ok("digest", "--period", "week", "-o", "text")


@pytest.mark.parametrize(
    ("value", "change", "after", "kept"),
    [
        ("12345.67", "5%", 12962.95, 5),
        ("12345.67", "+5%", 12962.95, 5),
        ("10.10", "5%", 10.61, 5),  # 10.605: half up
        ("10.10", "-5%", 9.6, -5),  # 9.595
        ("10", "2.25%", 10.23, 2.25),  # 10.225
        ("10k", "-100%", 0, -100),
        ("10k", "0%", 10_000, 0),
    ],
)
def test_an_uplift_is_to_the_cent_half_up_and_kept_as_it_was_said(
    cli: Cli, value: str, change: str, after: float, kept: float
) -> None:
    cli.ok("account", "add", "Acme", "--code", "acme")
    cli.ok("contract", "add", "acme", "--value", value, "--starts", "2025-07-01", "--ends", "2026-06-30")
    cli.ok("renew", "acme", "--uplift", change)
    assert (contract(cli, "k2")["annual_value"], contract(cli, "k2")["uplift_pct"]) == (after, kept)


def test_several_contracts_are_raised_by_the_same_share_in_one_step(firm: Cli) -> None:
    firm.ok("account", "add", "Birch Ltd", "--code", "birch")
    firm.ok("contract", "add", "birch", "--value", "10k", "--starts", "2025-07-01", "--ends", "2026-06-30")
    firm.ok("renew", "k1", "k3", "--value", "+3%")
    assert [contract(firm, ref)["annual_value"] for ref in ("k4", "k5")] == [123_600, 10_300]
    firm.ok("undo")
    assert firm.ok("contract", "list", "-o", "ids").split() == ["k1", "k2", "k3"]
    assert firm("renew", "k1", "k3", "--value", "5k").err.startswith("am: --value is for one contract")


def test_another_product_is_a_renewal_all_the_same(cli: Cli) -> None:
    """100,000 of A to 31 January, renewed as B at 90,000: contraction, no cross-sell."""
    cli.ok("account", "add", "Acme", "--code", "acme")
    days = ("--starts", "2025-02-01", "--ends", "2026-01-31")
    cli.ok("contract", "add", "acme", "--product", "A", "--value", "100k", *days)
    said = cli("renew", "k1", "--product", "B", "--value", "90k", tty=True).out
    assert "k1 renewed for EUR 90,000 (-10%)" in said
    assert "B is a new product." in said
    assert (contract(cli, "k2")["product"], contract(cli, "k1")["outcome"]) == ("B", "renewed")
    found = cli.json("metrics", "--period", "this-quarter")
    assert [found[name] for name in ("contraction", "churned", "expansion")] == [10_000, 0, 0]
    assert [found[name] for name in ("price", "upsell", "cross_sell", "offset")] == [0, 0, 0, 0]
    assert [found[f"renewal_rate_{name}"] for name in ("count", "value", "net")] == [1, 0.9, 0.9]
    assert found["cross_sell_rate"] == 0
    cli.ok("undo")
    cli.ok("renew", "k1", "--product", "B", "--value", "130k")
    found = cli.json("metrics", "--period", "this-quarter")
    assert [found[name] for name in ("price", "upsell", "cross_sell", "expansion")] == [0, 30_000, 0, 30_000]


def test_a_product_that_they_have_already_needs_overlap(firm: Cli) -> None:
    firm.ok("contract", "add", "acme", "--product", "Support", "--value", "5k", "--starts", "2026-01-01")
    code, _, err = firm("renew", "k1", "--product", "Support")
    assert (code, err.splitlines()[0]) == (
        5, "am: k3 already covers Support, since 1 Jan 2026. Nothing was changed."
    )  # fmt: skip
    firm.ok("renew", "k1", "--product", "Support", "--overlap")
    assert contract(firm, "k4")["product"] == "Support"


@pytest.mark.parametrize(
    ("by", "change"), [("5%", 6_000), ("+5%", 6_000), ("-2.5%", -3_000), ("-100%", -120_000)]
)
def test_an_amendment_by_a_share_is_of_the_value_with_what_amends_it_already(
    firm: Cli, by: str, change: int
) -> None:
    firm.ok("contract", "amend", "k1", "--by", by)
    assert (contract(firm, "k3")["annual_value"], contract(firm, "k3")["currency"]) == (change, "EUR")


def test_per_cent_that_change_nothing_are_refused(firm: Cli) -> None:
    assert "changes nothing" in firm("contract", "amend", "k1", "--by", "0%").err


@pytest.mark.parametrize(
    ("argv", "code", "said", "hint"),
    [
        (("renew", "k1", "--value", "5%"), 2, '--value "5%": not an amount.', "Amounts:"),
        (("renew", "k1", "--uplift", "5"), 2, '--uplift "5": not a change in per cent.', "Changes: 5%"),
        (("renew", "k1", "--uplift", "0.05"), 2, '--uplift "0.05": not a change in per cent.', "Changes:"),
        (("renew", "k1", "--uplift", "-101%"), 2, '--uplift "-101%": at most 100%.', "Shares:"),
        (("renew", "k1", "--uplift", "5%", "--value", "1k"), 2, "give --value or --uplift, not both.", ""),
        (("contract", "amend", "k1", "--to", "5%"), 2, '--to "5%": not an amount.', "Amounts:"),
        (("contract", "amend", "k1", "--by", "-101%"), 2, '--by "-101%": at most 100%.', "Shares:"),
    ],
)  # fmt: skip
def test_what_is_no_change_is_said_in_a_line(
    firm: Cli, argv: tuple[str, ...], code: int, said: str, hint: str
) -> None:
    before = firm.dump()
    found = firm(*argv)
    assert (found.code, found.err.splitlines()[0]) == (code, f"am: {said} Nothing was changed.")
    assert hint in found.err
    assert firm.dump() == before


def test_a_contract_without_a_value_has_none_to_raise(firm: Cli) -> None:
    firm.ok("account", "add", "Birch Ltd", "--code", "birch")
    firm.ok("contract", "add", "birch", "--starts", "2025-07-01", "--ends", "2026-06-30")
    code, _, err = firm("renew", "k3", "--uplift", "5%")
    assert (code, err) == (
        5,
        "am: k3 has no value to change. Nothing was changed.\n"
        "    Give the new one: am renew k3 --value MONEY\n",
    )
