"""Contracts that run to the last day there is, as many an export writes "no end", or to a day before it."""

import pytest

READ = (
    ("metrics",), ("metrics", "nrr"), ("metrics", "--all"), ("portfolio",), ("forecast",), ("backtest",),
    ("today",), ("risks",), ("renewals", "--all"), ("digest",), ("brief", "acme"), ("week",), ("doctor",),
    ("account", "show", "acme"), ("account", "plan", "acme"), ("qbr", "due"), ("contract", "show", "k1"),
)  # fmt: skip


@pytest.mark.parametrize("ends", ["9999-12-31", "9999-12-30", "9999-12-01"])
def test_everything_is_said_of_a_contract_that_ends_with_the_calendar(cli, ends):
    cli.ok("account", "add", "Acme")
    add = ("contract", "add", "acme", "--starts", "2025-01-01", "--ends", ends)
    cli.ok(*add, "--value", "12k")
    cli.ok(*add, "--value", "1k", "--product", "Two", "--auto-renew", "--notice", "30")
    for argv in READ:
        assert cli(*argv)[0] == 0, argv


def test_nothing_follows_the_last_day_there_is(cli):
    cli.ok("account", "add", "Acme")
    cli.ok("contract", "add", "acme", "--value", "12k", "--starts", "2025-01-01", "--ends", "9999-12-31")
    code, _, err = cli("contract", "renew", "k1", "--value", "13k")
    assert code == 5
    assert "k1 runs to 9999-12-31, the last day there is, so nothing can follow it." in err
    assert "To change its end: am contract edit k1 --ends DAY" in err
    cli.ok("contract", "edit", "k1", "--ends", "9999-12-30")
    code, _, err = cli("contract", "renew", "k1", "--value", "13k")
    assert (code, "Dates are limited to the years 1000 to 9999." in err) == (2, True)
    cli.ok("contract", "renew", "k1", "--value", "13k", "--ends", "9999-12-31")


def test_a_total_up_to_the_last_day_there_is_can_be_imported(cli, tmp_path):
    cli.ok("account", "add", "Acme")
    sheet = tmp_path / "contracts.csv"
    sheet.write_text(
        "account,product,start date,end date,total value\n"
        "Acme,Suite,9999-01-01,9999-12-31,1000\nAcme,Seats,9998-01-01,9998-12-31,1000\n"
    )
    cli.ok("import", str(sheet), "--kind", "contracts", "--yes")
    assert [each["annual_value"] for each in cli.json("contract", "list")] == [1000, 1000]
