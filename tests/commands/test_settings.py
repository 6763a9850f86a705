from pathlib import Path

import pytest

from tests.support import Cli


def test_a_setting_is_the_default_until_it_is_set(cli: Cli) -> None:
    assert cli.ok("config", "get", "tiers.key.cadence_days") == "14\n"
    cli.ok("config", "set", "tiers.key.cadence_days", "10")
    assert cli.ok("config", "get", "tiers.key.cadence_days") == "10\n"
    sources = {row["setting"]: row["source"] for row in cli.json("config", "list")}
    assert sources["tiers.key.cadence_days"] == str(cli.config)
    assert sources["tiers.light.cadence_days"] == "default"
    assert sources["book"] == "AMCLI_BOOK"


def test_setting_keeps_the_comments_and_the_order_of_the_file(cli: Cli) -> None:
    cli.config.write_text('# mine\n[dates]  # how I write\norder = "mdy" # US\n\n[lists]\ncheckins = "14d"\n')
    cli.ok("config", "set", "dates.order", "dmy")
    cli.ok("config", "set", "fx.usd", "0.92")
    text = cli.config.read_text()
    assert text.startswith(
        '# mine\n[dates]  # how I write\norder = "dmy" # US\n\n[lists]\ncheckins = "14d"\n'
    )
    assert cli.ok("config", "get", "fx.USD") == "0.92\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dates.order", "dym"), ("tiers.key.cadence_days", "0"), ("tiers.key.cadence_days", "ten"),
        ("hints", "perhaps"),
        ("fx.USD", "0"), ("fx.USD", "1,5"), ("fx.USD", "-1"), ("book.currency", "EURO"), ("lists.checkins",
        "soon"),
        ("calendar.working_days", "mon,funday"), ("calendar.days_off", "2026-02-30"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_refused_and_the_file_stays(cli: Cli, name: str, value: str) -> None:
    cli.config.write_text("hints = false\n")
    code, out, err = cli("config", "set", name, "--", value)
    assert (code, out, len(err.splitlines()) <= 3) == (2, "", True)
    assert err.startswith(f'am: {name}: "{value}"')
    assert cli.config.read_text() == "hints = false\n"


def test_an_unknown_setting_names_its_neighbours(cli: Cli) -> None:
    for argv in (["get", "date.order"], ["set", "date.order", "dmy"]):
        code, _, err = cli("config", *argv)
        assert (code, "Did you mean dates.order" in err) == (3, True)


@pytest.mark.parametrize(
    "text",
    [
        "dates = 5", "fx = 3", "fx = {USD = [1]}", "[dates]\norder = 7", "[calendar]\nworking_days = 5",
        "hints = 'x'",
        "[tiers]\nkey = 3", "[tiers.key]\ncadence_days = 'x'", "[lists]\ncheckins = 3", "x =",
        "[book.currency]\na = 1",
        "fx.USD = 1979-05-27",
    ],
)  # fmt: skip
def test_a_file_with_faults_is_named_and_never_a_surprise(office: Cli, text: str) -> None:
    for argv in (["today"], ["checkins"], ["renewals"], ["config", "list"], ["config", "set", "dates.order",
    "dmy"],
                 ["config", "set", "fx.USD", "2"], ["config", "edit"]):  # fmt: skip
        office.config.write_text(text)
        code, _, err = office(*argv, env={"EDITOR": "true"})
        assert code in (0, 1, 2), (argv, err)
        assert "unforeseen" not in err
        assert (code == 0) == (err == "")


def test_a_file_that_is_no_text_or_no_file_is_named(office: Cli) -> None:
    office.config.write_bytes(b"\xff\xfe")
    for argv in (["today"], ["config", "edit"], ["config", "set", "hints", "no"]):
        code, _, err = office(*argv, env={"EDITOR": "true"})
        assert (code in (1, 2), str(office.config) in err.replace("\n    ", " ")) == (True, True)
    assert "can't be read: it is not UTF-8." in office("today").err.replace("\n    ", " ")
    office.config.unlink()
    office.config.mkdir()
    assert office("config", "set", "hints", "no").code == 1
    code, _, err = office("today")
    assert (code, "is a folder, not a file." in err.replace("\n    ", " ")) == (1, True)


def test_the_path_is_printed_and_the_option_wins(cli: Cli, tmp_path) -> None:
    assert cli.ok("config", "path") == f"{cli.config}\n"
    other = tmp_path / "other" / "c.toml"
    cli.ok("--config", str(other), "config", "set", "hints", "no")
    assert cli.ok("--config", str(other), "config", "get", "hints") == "false\n"
    assert cli.ok("config", "get", "hints") == "true\n"


def test_an_editor_changes_the_file_and_is_checked(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf "%s\\n" "$NEW" > "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("NEW", "hints = false")
    cli.ok("config", "edit", env={"EDITOR": str(editor)})
    assert cli.config.read_text() == "hints = false\n"
    for text in ("hints = [", "hints = 'x'"):
        monkeypatch.setenv("NEW", text)
        assert cli("config", "edit", env={"EDITOR": str(editor)}).code == 2
    assert cli.config.read_text() == "hints = false\n"


def test_the_first_file_has_every_setting_commented_out(cli: Cli, tmp_path) -> None:
    cli.ok("config", "edit", env={"EDITOR": "sed -i 1s/amcli/mine/"})
    text = cli.config.read_text()
    names = [row["setting"] for row in cli.json("config", "list")]
    assert all(f"# {name.rpartition('.')[2]} =" in text for name in names if name != "book")
    assert all(row["source"] == "default" for row in cli.json("config", "list") if row["setting"] != "book")


def test_settings_are_obeyed(office: Cli) -> None:
    office.ok("config", "set", "tiers.key.cadence_days", "40")
    assert "acme" not in [row["account"] for row in office.json("checkins")]
    office.ok("config", "set", "dates.order", "mdy")
    assert office.json("show", office.ref("log", "acme", "x", "--on", "02/03/2026"))["on"] == "2026-02-03"
    office.ok("config", "set", "lists.renewals", "2d")
    assert office.json("renewals") == []
    assert "am show acme" in office.ok("account", "list", "-o", "table")
    office.ok("config", "set", "hints", "no")
    assert "am show acme" not in office.ok("account", "list", "-o", "table")


def test_a_missing_rate_is_null_with_one_warning_never_one_to_one(office: Cli) -> None:
    office.ok("contract", "add", "acton", "--value", "USD 10k", "--starts", "2026-01-01", "--term", "1y")
    code, _, err = office("checkins", "--all", "-o", "json")
    assert code == 0
    assert err.count("\n") == 1
    assert "am config set fx.USD" in err
    office.ok("config", "set", "fx.USD", "0.5")
    arr = {row["account"]: row["arr"] for row in office.json("checkins", "--all")}
    assert arr == {"acme": 60000, "acton": 5000, "birch": 12000}


@pytest.mark.parametrize(
    "name", ["fx.USD@2025-02-30", "fx.USD@2025-2-1", "fx.USD@20251231", "fx.USD@", "fx.US@2025-12-31"]
)
def test_a_rate_until_a_day_that_there_is_not_is_refused(cli: Cli, name: str) -> None:
    code, out, err = cli("config", "set", name, "0.9")
    assert (code, out, cli.config.exists()) == (3, "", False)
    assert f'no setting "{name}"' in err
    assert "fx.USD@2025-12-31" in err


def test_rates_of_days_gone_by_are_settings_like_others(cli: Cli) -> None:
    cli.ok("config", "set", "fx.usd@2025-12-31", "0.9")
    cli.ok("config", "set", "fx.USD", "0.92")
    assert cli.ok("config", "get", "fx.USD@2025-12-31") == "0.9\n"
    listed = {row["setting"]: row["value"] for row in cli.json("config", "list")}
    assert (listed["fx.USD"], listed["fx.USD@2025-12-31"]) == ("0.92", "0.9")
    assert cli("config", "check").code == 0
    assert cli("config", "set", "fx.USD@2025-12-31", "0").code == 2
    cli.config.write_text('[fx]\n"USD@2025-02-30" = 0.9\n')
    assert cli("config", "check").code != 0


@pytest.mark.parametrize(("typed", "kept"), [("75%", "0.75"), ("0.4", "0.4"), ("100%", "1")])
def test_a_margin_is_a_part_of_the_whole(cli: Cli, typed: str, kept: str) -> None:
    cli.ok("config", "set", "metrics.gross_margin", typed)
    assert float(cli.ok("config", "get", "metrics.gross_margin")) == float(kept)


@pytest.mark.parametrize("typed", ["140%", "x", "-1"])
def test_a_margin_of_more_or_less_than_that_is_refused(cli: Cli, typed: str) -> None:
    assert cli("config", "set", "metrics.gross_margin", "--", typed).code == 2
