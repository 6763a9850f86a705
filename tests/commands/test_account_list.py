"""The whole book as one list, and how every list is sorted."""

import json

import pytest
from rich.cells import cell_len

from tests.support import Cli

TODAY = "2026-03-02"


def drawn(cli: Cli, *words: str, columns: int = 80) -> list[str]:
    """The lines of the list as a person sees it."""
    answer = cli("accounts", *words, tty=True, env={"COLUMNS": str(columns)}, today=TODAY)
    assert (answer.code, answer.err) == (0, "")
    return answer.out.splitlines()


def test_every_account_is_there_with_what_other_lists_say_of_it(office: Cli) -> None:
    rows = {row["account"]: row for row in office.json("accounts", today=TODAY)}
    assert list(rows) == ["acme", "acton", "birch"]
    for risk in office.json("risks", "--all", today=TODAY):
        row = rows[risk["account"]]
        for name in ("name", "tier", "score", "health", "trend", "arr", "currency", "renews_on"):
            assert row[name] == risk[name], name
    for checkin in office.json("checkins", "--all", today=TODAY):
        row = rows[checkin["account"]]
        assert (row["last_touch_on"], row["last_touch_kind"]) == (
            checkin["last_touch_on"],
            checkin["last_touch_kind"],
        )
    acme = next(row for row in office.json("risks", "--all", today=TODAY) if row["account"] == "acme")
    assert rows["acme"]["next_step"] == acme["next_step"]
    assert all(row["code"] == row["account"] for row in rows.values())


def test_both_commands_are_one_list_with_all_fields_of_the_record(office: Cli) -> None:
    assert office.json("accounts") == office.json("account", "list")
    (row,) = office.json("accounts", "acton")
    assert {"id", "owner", "tags", "extra", "created_at"} <= set(row)
    assert next(iter(row)) == "account"


def test_what_was_not_asked_for_changes_nothing_of_what_was(office: Cli) -> None:
    whole = office.json("accounts")
    for name in (
        "arr",
        "score",
        "health",
        "trend",
        "last_touch_on",
        "next_step",
        "renews_on",
        "code",
        "owner",
    ):
        assert office.json("accounts", "--fields", name) == [{name: row[name]} for row in whole], name
    ordered = sorted(whole, key=lambda row: -row["arr"])
    assert office.ok("accounts", "-s", "-arr", "-o", "ids").split() == [row["account"] for row in ordered]


def test_every_column_filters(office: Cli) -> None:
    for row in office.json("accounts", today=TODAY):
        for name in ("account", "name", "tier", "health", "last_touch_kind", "next_step", "status"):
            if row[name] is not None:
                found = office.json(
                    "accounts", f"{name}:{str(row[name]).replace(',', chr(92) + ',')}", today=TODAY
                )
                assert row in found, name
                assert all(each[name] == row[name] for each in found)
        for name in ("arr", "score", "last_touch_on", "renews_on"):
            if row[name] is not None:
                found = office.json("accounts", f"{name}:{row[name]}", today=TODAY)
                assert row in found, name
            else:
                assert row in office.json("accounts", f"{name}.none:", today=TODAY)


def test_archived_and_churned_accounts(office: Cli) -> None:
    office.ok("account", "archive", "acton")
    office.ok("account", "edit", "birch", "--status", "churned")
    assert office.ok("accounts", "-o", "ids").split() == ["acme", "birch"]
    assert office.ok("accounts", "--all", "-o", "ids").split() == ["acme", "acton", "birch"]
    assert office.ok("accounts", "status:archived", "-o", "ids").split() == ["acton"]
    (birch,) = office.json("accounts", "birch")
    assert (birch["score"], birch["health"], birch["next_step"]) == (None, None, None)
    assert birch["last_touch_on"] == "2026-01-09"
    lines = drawn(office)
    assert "1 archived account not shown" in lines[-1]
    assert lines[-1].endswith("am accounts --all")
    assert any("Birchwood" in line and "churned" in line for line in lines)


def test_an_unknown_account_and_a_critical_one_have_their_marks(office: Cli) -> None:
    office.ok("account", "add", "Nothing Known")
    rows = {row["name"]: row for row in office.json("accounts", today=TODAY)}
    assert rows["Nothing Known"]["health"] == "unknown"
    lines = drawn(office)
    (line,) = [line for line in lines if "Nothing Known" in line]
    assert line.startswith("? Nothing Known")
    assert line.split()[5] == "?"
    assert any("?: not enough on record" in line for line in lines)
    for line in lines[3:]:
        name = line[2:].split("  ")[0]
        if name in rows:
            assert (line[0] == "!") == (rows[name]["health"] == "critical")


@pytest.mark.parametrize(
    ("columns", "heads"),
    [
        (44, ["Account", "ARR", "Score", "Next step"]),
        (60, ["Account", "ARR", "Score", "Touch", "Next step"]),
        (80, ["Account", "Tier", "ARR", "Score", "Touch", "Next step", "Renews"]),
        (120, ["Account", "Tier", "ARR", "Health", "Last touch", "Next step", "Renews"]),
    ],
)
def test_columns_are_given_up_in_order_and_nothing_is_wider_than_the_screen(
    office: Cli, columns: int, heads: list[str]
) -> None:
    office.ok("log", "acton", "hello", "--on", "2026-02-27")
    office.ok("account", "edit", "acme", "--name", "Acme Robotics and Sons of Larkspur")
    lines = drawn(office, columns=columns)
    assert [head.strip() for head in lines[2].split("  ") if head.strip()] == heads
    assert max(map(cell_len, lines)) <= columns
    assert all(name in "\n".join(lines) for name in ("Acton Glass", "Birchwood", "Larkspur"))


def test_an_empty_book_and_no_match(cli: Cli) -> None:
    assert drawn(cli) == ["No accounts here. Add one: am account add NAME"]
    assert cli.json("accounts") == []
    cli.ok("account", "add", "Acme")
    assert drawn(cli, "tier:key")[0].startswith("Nothing matches tier:key.")


def test_a_line_of_the_list_is_its_account(office: Cli) -> None:
    from amcli.output import OF_RECORDS, OF_ROWS

    assert "accounts" in OF_RECORDS
    assert "accounts" in OF_ROWS


def test_as_of_a_day_the_list_is_of_that_day(office: Cli) -> None:
    office.ok("account", "edit", "acton", "--tier", "light")
    then = office.json("accounts", "--as-of", "2026-02-28", today="2026-03-10")
    assert {row["account"]: row["tier"] for row in then}["acton"] == "standard"


def test_vocabularies_are_sorted_in_their_order(office: Cli) -> None:
    for title, severity in (("a", "low"), ("b", "critical"), ("c", "medium"), ("d", "high")):
        office.ok("issue", "add", "acme", title, "--severity", severity)
    found = [row["severity"] for row in office.json("issue", "list", "-s", "severity")]
    assert found == ["low", "medium", "high", "critical"]
    tiers = [row["tier"] for row in office.json("account", "list", "-s", "tier")]
    assert tiers == ["key", "standard", "light"]
    assert [row["tier"] for row in office.json("account", "list", "-s", "-tier")] == tiers[::-1]
    for text, feel in (("x", "bad"), ("y", "good"), ("z", "ok")):
        office.ok("log", "acme", text, "-f", feel)
    feels = [row["feel"] for row in office.json("activity", "list", "-s", "feel")]
    assert feels == ["good", "ok", "bad", None, None]
    office.ok("stage", "birch", "contacted")
    stages = [row["stage"] for row in office.json("contract", "list", "-s", "-stage")]
    assert stages == ["contacted", "not_started"]
    bands = [row["health"] for row in office.json("risks", "--all", "-s", "health")]
    order = ["critical", "at_risk", "watch", "healthy", "unknown"]
    assert bands == sorted(bands, key=order.index)


def test_amounts_are_sorted_by_what_they_are_worth(office: Cli) -> None:
    base = office.json("accounts")[0]["currency"]
    other, pounds = ("EUR", "GBP") if base == "USD" else ("USD", "GBP")
    office.ok("config", "set", f"fx.{other}", "0.1")
    office.ok("product", "add", "Cheap", "--price", f"{other} 900")
    office.ok("product", "add", "Dear", "--price", f"{base} 100")
    found = [row["name"] for row in office.json("product", "list", "-s", "-list_price")]
    assert found[:2] == ["Dear", "Cheap"]
    office.ok("product", "add", "No rate", "--price", f"{pounds} 5000")
    answer = office("product", "list", "-s", "-list_price", "-o", "json")
    names = [row["name"] for row in json.loads(answer.out)]
    assert names[:2] == ["Dear", "Cheap"]
    assert "No rate" in names[2:]
    assert f"rate from {pounds}" in answer.err
