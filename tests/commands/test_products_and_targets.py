import csv
import io
import json

import pytest

from amcli.vocabulary import OUTPUT_FORMATS
from tests.support import Cli

HOSTILE = "\x1b[2J[red]x[/red] | '; DROP TABLE account;-- \N{RIGHT-TO-LEFT OVERRIDE}cod"


def fill_numbers(office: Cli) -> None:
    office.ok("product", "add", "Support Plus", "--price", "USD 6k")
    office.ok("target", "add", "2026-Q1", "renewals", "400k")
    office.ok("target", "add", "2026", "nrr", "104%")


@pytest.fixture
def numbers(office: Cli) -> Cli:
    """The catalogue: Platform (sold), Support Plus; targets 1 (renewals), 2 (nrr)."""
    return office.once(fill_numbers)


def target(cli: Cli, number: str) -> tuple[object, ...]:
    found = cli.json("target", "show", number)
    return tuple(found[name] for name in ("period", "metric", "value", "currency"))


def test_a_product_has_its_name_and_its_price(numbers: Cli) -> None:
    found = numbers.json("product", "show", "support plus")
    assert {name: found[name] for name in ("name", "list_price", "currency")} == {
        "name": "Support Plus", "list_price": 6000, "currency": "USD"
    }  # fmt: skip
    assert [row["list_price"] for row in numbers.json("product", "list")] == [None, 6000]


def test_a_product_is_named_by_its_name_or_a_part_of_it(numbers: Cli) -> None:
    numbers.ok("product", "add", "Support")
    for ref, name in (("support", "Support"), ("SUPPORT P", "Support Plus"), ("plus", "Support Plus"),
                      ("plat", "Platform")):  # fmt: skip
        assert numbers.json("product", "show", ref)["name"] == name
    code, _, err = numbers("product", "show", "sup")
    assert code == 4
    assert [line.strip() for line in err.splitlines()[1:]] == ["Support", "Support Plus"]
    for ref in ("nothing", ""):
        assert numbers("product", "show", ref).code == 3
    assert numbers("product", "show", "1").code == 2  # the number of a line, away from a terminal


def test_what_ids_prints_is_accepted(numbers: Cli) -> None:
    for noun, count in (("product", 2), ("target", 2)):
        refs = numbers.ok(noun, "list", "-o", "ids").splitlines()
        assert len(refs) == count
        for ref in refs:
            assert numbers.ok(noun, "show", ref, "-o", "ids") == f"{ref}\n"


def test_a_name_is_taken_once_in_any_case(numbers: Cli) -> None:
    assert numbers("product", "add", "SUPPORT plus").code == 5
    assert numbers("product", "edit", "platform", "--name", "support PLUS").code == 5
    numbers.ok("product", "edit", "plus", "--name", "SUPPORT PLUS")
    assert numbers.ref("product", "edit", "plus", "--name", "Care") == "Care"
    assert [row["name"] for row in numbers.json("product", "list")] == ["Care", "Platform"]


def test_a_price_keeps_its_currency_and_can_be_emptied(numbers: Cli) -> None:
    numbers.ok("product", "edit", "plus", "--price", "7,000.50")
    assert numbers.json("product", "show", "plus")["list_price"] == 7000.5
    assert numbers.json("product", "show", "plus")["currency"] == "USD"
    numbers.ok("product", "edit", "plus", "--currency", "EUR")
    assert numbers.json("product", "show", "plus")["list_price"] == 7000.5
    numbers.ok("product", "edit", "plus", "--price", "", "--currency", "")
    assert numbers.json("product", "show", "plus")["list_price"] is None
    for price in ("free", "-5", "1.234"):
        assert numbers("product", "edit", "plus", f"--price={price}").code == 2


def test_a_product_in_use_is_not_deleted(numbers: Cli) -> None:
    numbers.ok("opportunity", "add", "acton", "First", "--product", "Platform")
    code, _, err = numbers("product", "rm", "platform", "--yes")
    assert (code, "2 contracts, 1 opportunity still use it." in " ".join(err.split())) == (5, True)
    before = numbers.dump()
    numbers.ok("product", "rm", "support plus", "--yes")
    assert [row["name"] for row in numbers.json("product", "list")] == ["Platform"]
    numbers.ok("undo")
    assert numbers.dump() == before


def test_neither_list_is_of_an_account_so_a_word_is_part_of_a_name(numbers: Cli) -> None:
    for noun in ("product", "target"):
        assert numbers.json(noun, "list", "acme") == []
        assert "ACCOUNT" not in numbers.ok(noun, "list", "--help")


@pytest.mark.parametrize(("typed", "kept"), [
    ("2026-Q3", "2026-Q3"), ("2026q3", "2026-Q3"), ("2026-07-01..2026-09-30", "2026-Q3"),
    ("this-quarter", "2026-Q1"), ("next-year", "2027"), ("2026-01..2026-12", "2026"), ("2026-07", "2026-07"),
    ("last-month", "2026-02"), ("fy2026", "FY2026"), ("2026-01-15..2026-02-14", "2026-01-15..2026-02-14"),
    ("2026-02..2026-04", "2026-02-01..2026-04-30"), ("9999", "9999"),
])  # fmt: skip
def test_a_period_has_one_form(numbers: Cli, typed: str, kept: str) -> None:
    number = numbers.ref("target", "add", typed, "expansion", "40k")
    assert target(numbers, number) == (kept, "expansion", 40000, "EUR")
    assert numbers("target", "add", kept, "expansion", "1k").code == 5


@pytest.mark.parametrize(("typed", "ratio"), [("104%", 1.04), ("1.04", 1.04), ("98.25 %", 0.9825), ("1", 1)])
def test_a_ratio_is_typed_either_way(numbers: Cli, typed: str, ratio: float) -> None:
    number = numbers.ref("target", "add", "2026", "grr", typed)
    assert target(numbers, number) == ("2026", "grr", ratio, None)


@pytest.mark.parametrize("argv", [
    ("2026-Q5", "renewals", "1k"), ("soon", "renewals", "1k"), ("2027", "profit", "1k"),
    ("2027", "nrr", "104"), ("2027", "nrr", "lots"), ("2027", "nrr", "1.04321"), ("2027", "renewals", "104%"),
    ("2027", "nrr", "104%", "--currency", "USD"), ("2027", "renewals", ""),
])  # fmt: skip
def test_what_is_no_target_is_refused(numbers: Cli, argv: tuple[str, ...]) -> None:
    for verb in ("add", "set"):
        code, out, err = numbers("target", verb, *argv)
        assert (code, out) == (2, ""), err
    assert len(numbers.json("target", "list")) == 2


def test_setting_replaces_and_adding_does_not(numbers: Cli) -> None:
    code, _, err = numbers("target", "add", "2026-Q1", "renewals", "500k")
    assert (code, "am target set 2026-Q1 renewals" in err) == (5, True)
    assert numbers.ref("target", "set", "this-quarter", "renewals", "USD 420k") == "m1"
    assert target(numbers, "m1") == ("2026-Q1", "renewals", 420000, "USD")
    assert numbers.ref("target", "set", "2026-Q2", "renewals", "430k") == "m3"
    assert numbers.ok("target", "set", "2026", "nrr", "105%", tty=True) == "2026: nrr 105%.\n"
    numbers.ok("undo")
    assert target(numbers, "m2")[2] == 1.04


def test_each_owner_has_a_target_beside_yours(numbers: Cli) -> None:
    said = numbers.ok("target", "add", "2026-Q1", "renewals", "120k", "--owner", "Robin Ash", tty=True)
    assert said.splitlines()[0].endswith("2026-Q1: renewals EUR 120,000 for Robin Ash.")
    code, _, err = numbers("target", "add", "2026-Q1", "renewals", "1k", "--owner", "robin ash")
    assert (code, "of robin ash for renewals in 2026-Q1 already exists" in err) == (5, True)
    assert "am target set 2026-Q1 renewals VALUE --owner 'robin ash'" in err
    assert numbers.ref("target", "set", "2026-Q1", "renewals", "130k", "--owner", "ROBIN ASH") == "m3"
    assert numbers.ref("target", "set", "2026-Q1", "renewals", "410k") == "m1"
    assert [(row["target"], row["value"], row["owner"]) for row in numbers.json("target", "list")] == [
        ("m1", 410000, None), ("m3", 130000, "ROBIN ASH"), ("m2", 1.04, None)
    ]  # fmt: skip
    assert numbers("target", "edit", "m3", "--owner", "").code == 5
    numbers.ok("target", "edit", "m3", "--owner", "Dana", "--period", "2026-Q2")
    numbers.ok("target", "edit", "m3", "--owner", "")
    assert numbers.json("target", "show", "m3")["owner"] is None


def fill_owners(cli: Cli) -> None:
    """Two owners with a renewal each, booked: 60k of robin, 30k of dana; evergreen has none."""
    for owner, value in (("robin", "60k"), ("dana", "30k")):
        cli.ok("account", "add", f"{owner.title()} Ltd", "--owner", owner)
        cli.ok("contract", "add", owner, "--product", "Platform", "--value", value, "--starts", "2025-02-01",
               "--ends", "2026-01-31")  # fmt: skip
        cli.ok("renew", owner, "--value", value)


@pytest.fixture
def owners(office: Cli) -> Cli:
    return office.once(fill_owners)


def attained(cli: Cli, *argv: str) -> tuple[object, object]:
    found = cli.json("metrics", *argv, "--period", "2026-Q1")
    return found["attainment"], found["target_gap"]


def test_the_targets_of_owners_add_up_where_you_have_none_of_your_own(owners: Cli) -> None:
    booked = 90_000
    owners.ok("target", "set", "2026-Q1", "renewals", "80k", "--owner", "robin")
    owners.ok("target", "set", "2026-Q1", "renewals", "100k", "--owner", "Dana")
    assert attained(owners) == (booked / 180_000, 180_000 - booked)
    owners.ok("target", "set", "2026-Q1", "renewals", "360k")
    assert attained(owners) == (booked / 360_000, 360_000 - booked)
    for owner, part in (("robin", 60_000 / 80_000), ("dana", 30_000 / 100_000)):
        assert attained(owners, f"owner:{owner}")[0] == part
    lines = owners.json("metrics", "--by", "owner", "--period", "2026-Q1")
    rows = {row["owner"]: row["attainment"] for row in lines}
    assert (rows["robin"], rows["dana"]) == (0.75, 0.3)
    assert attained(owners, "code:robin-ltd")[0] == 0.75, "all that robin owns"
    owners.ok("account", "add", "Robin Two", "--owner", "robin")
    assert attained(owners, "code:robin-ltd") == (None, None)


def test_ratios_of_owners_are_each_named_and_never_averaged(owners: Cli) -> None:
    owners.ok("target", "set", "2026-Q1", "grr", "95%", "--owner", "robin")
    owners.ok("target", "set", "2026-Q1", "grr", "91%", "--owner", "dana")
    found = owners.json("forecast", "--period", "2026-Q1")["targets"]
    assert [(each["owner"], each["value"], each["expected"]) for each in found] == [
        ("dana", 0.91, None), ("robin", 0.95, None)
    ]  # fmt: skip
    shown = owners.ok("forecast", "--period", "2026-Q1", tty=True)
    assert [line.split()[-3:] for line in shown.splitlines() if " for " in line and "grr" in line] == [
        ["91.0%", "for", "dana"], ["95.0%", "for", "robin"]
    ]  # fmt: skip
    (mine,) = owners.json("forecast", "owner:robin", "--period", "2026-Q1")["targets"]
    assert (mine["owner"], mine["value"], mine["expected"] is not None) == (None, 0.95, True)


def test_an_edit_keeps_amounts_and_ratios_apart(numbers: Cli) -> None:
    numbers.ok("target", "edit", "m1", "--value", "410k", "--period", "2026-Q2")
    assert target(numbers, "m1") == ("2026-Q2", "renewals", 410000, "EUR")
    numbers.ok("target", "edit", "m2", "--value", "106%")
    assert target(numbers, "m2") == ("2026", "nrr", 1.06, None)
    assert numbers("target", "edit", "m2", "--metric", "expansion").code == 2
    numbers.ok("target", "edit", "m2", "--metric", "grr")
    numbers.ok("target", "edit", "m2", "--metric", "expansion", "--value", "USD 40k")
    assert target(numbers, "m2") == ("2026", "expansion", 40000, "USD")
    assert numbers("target", "edit", "m2", "--period", "2026-Q2", "--metric", "renewals").code == 5
    for option in ("--value", "--period", "--metric"):
        assert numbers("target", "edit", "m2", option, "").code in (2, 5)
    assert target(numbers, "m2") == ("2026", "expansion", 40000, "USD")


def test_a_deleted_target_is_gone_and_comes_back(numbers: Cli) -> None:
    before = numbers.dump()
    numbers.ok("target", "rm", "m1", "--yes")
    assert numbers("target", "show", "m1").code == 3
    numbers.ok("undo")
    assert numbers.dump() == before
    for ref, code in (("m99", 3), ("x", 3), ("", 3), ("-1", 3), ("99", 2), ("01", 2)):
        assert numbers("target", "rm", "--yes", "--", ref).code == code, ref


def test_targets_on_a_terminal(numbers: Cli) -> None:
    lines = numbers.ok("target", "list", tty=True).splitlines()
    assert [line.split() for line in lines if line[:1] == "m" and line[1:2].isdigit()] == [
        ["m1", "2026-Q1", "renewals", "400,000", "EUR", "-"], ["m2", "2026", "nrr", "104%", "-", "-"]
    ]  # fmt: skip
    assert "am show m1" in lines[-1]
    assert "2026 nrr" in numbers.ok("target", "show", "m2", tty=True)
    assert numbers.ok("target", "show", "m2").startswith("# 2026 nrr\n\ntarget m2\n")


def test_a_product_on_a_terminal_is_shown_by_a_command_that_can_be_typed(numbers: Cli) -> None:
    out = numbers.ok("product", "list", "--sort", "-name", tty=True)
    assert "am product show 'Support Plus'" in out
    assert numbers.ok("product", "show", "Support Plus").startswith("# Support Plus\n")


@pytest.mark.parametrize("form", OUTPUT_FORMATS)
@pytest.mark.parametrize("noun", ["product", "target"])
def test_every_format_has_the_same_rows(numbers: Cli, noun: str, form: str) -> None:
    out = numbers.ok(noun, "list", "-o", form)
    rows = numbers.json(noun, "list")
    if form == "json":
        assert json.loads(out) == rows
    elif form == "jsonl":
        assert [json.loads(line) for line in out.splitlines()] == rows
    elif form == "ids":
        assert out.splitlines() == [str(row["name" if noun == "product" else "target"]) for row in rows]
    elif form in ("csv", "tsv"):
        table = list(csv.reader(io.StringIO(out), delimiter="," if form == "csv" else "\t"))
        assert (table[0], len(table)) == (list(rows[0]), 1 + len(rows))
    else:
        assert all(str(row.get("name") or row["period"]) in out for row in rows)


def test_hostile_names_are_kept_to_the_letter_and_do_no_harm(numbers: Cli) -> None:
    printed = numbers.ref("product", "add", HOSTILE)
    assert not {"\x1b", "\N{RIGHT-TO-LEFT OVERRIDE}"} & set(printed)
    assert printed in numbers.ok("product", "list", "-o", "ids").splitlines()
    assert numbers.json("product", "show", printed)["name"] == HOSTILE
    assert numbers.json("product", "show", HOSTILE)["name"] == HOSTILE
    for argv in (["product", "list"], ["product", "show", HOSTILE], ["product", "rm", HOSTILE, "--yes"]):
        out = numbers.ok(*argv, tty=True, env={"COLUMNS": "200"})
        assert not {"\x1b", "\N{RIGHT-TO-LEFT OVERRIDE}"} & set(out), argv
        assert "[red]x[/red]" in out
