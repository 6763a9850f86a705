from pathlib import Path

import pytest

from tests.support import UNEXPECTED, Cli


def test_a_setting_is_the_default_until_it_is_set(cli: Cli) -> None:
    assert cli.ok("config", "get", "tiers.key.cadence_days") == "14\n"
    cli.ok("config", "set", "tiers.key.cadence_days", "10")
    assert cli.ok("config", "get", "tiers.key.cadence_days") == "10\n"
    sources = {row["setting"]: row["source"] for row in cli.json("config", "list", "--all")}
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
        assert UNEXPECTED not in err
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


def test_unset_brings_the_default_back_and_leaves_the_rest_of_the_file(cli: Cli) -> None:
    kept = '# mine\n[lists]\ncheckins = "14d" # two weeks\n'
    cli.config.write_text(f"{kept}\n[tiers.key]\ncadence_days = 10\n")
    said = cli.ok("config", "unset", "tiers.key.cadence_days")
    assert said.split() == ["tiers.key.cadence_days", "=", "14,", "the", "default", *said.split()[5:]]
    assert said.split()[-1] == str(cli.config)
    assert cli.ok("config", "get", "tiers.key.cadence_days") == "14\n"
    assert cli.config.read_text().strip() == kept.strip()
    again = cli.ok("config", "unset", "tiers.key.cadence_days")
    assert again.startswith("tiers.key.cadence_days isn't set, so it is 14, the default.")


def test_unset_takes_names_that_mean_nothing_and_saved_reports_but_no_others(cli: Cli) -> None:
    cli.config.write_text('[date]\norder = "dmy"\n[fx]\nUSD = 0.9\n[reports.big]\nbase = "renewals"\n')
    assert cli("config", "check").code == 2
    for name in ("date.order", "fx.usd", "reports.big"):
        cli.ok("config", "unset", name)
    assert (cli.config.read_text().strip(), cli("config", "check").code) == ("", 0)
    code, _, err = cli("config", "unset", "date.order")
    assert (code, "Did you mean dates.order" in err) == (3, True)


def test_unset_refuses_what_would_leave_a_score_that_contradicts_itself(cli: Cli) -> None:
    cli.ok("config", "set", "risk.bands.healthy", "95")
    cli.ok("config", "set", "risk.bands.watch", "85")
    before = cli.config.read_text()
    code, _, err = cli("config", "unset", "risk.bands.healthy")
    assert (code, cli.config.read_text()) == (2, before)
    assert "Correct it: am config set risk.bands.watch 60\n" in err
    cli.ok("config", "set", "risk.bands.watch", "60")
    cli.ok("config", "unset", "risk.bands.healthy")


def test_setting_refuses_what_contradicts_another_and_names_it(cli: Cli) -> None:
    for name, value, other in (
        ("watch", "90", "healthy"),
        ("healthy", "50", "watch"),
        ("at_risk", "60", "watch"),
    ):
        code, _, err = cli("config", "set", f"risk.bands.{name}", value)
        assert code == 2
        assert f"Set the other one first: am config set risk.bands.{other} VALUE\n" in err
    code, _, err = cli("config", "set", "risk.points.quiet", "999")
    assert (code, "is not a whole number from 0 to 100" in err, "other one" in err) == (2, True, False)


@pytest.mark.parametrize("before", [None, '# mine\n[dates]\norder = "mdy" # US\n'])
def test_undo_and_redo_of_a_setting_leave_the_file_byte_for_byte(cli: Cli, before: str | None) -> None:
    if before is not None:
        cli.config.write_text(before)
    cli.ok("config", "set", "dates.order", "dmy")
    after = cli.config.read_text()
    for _ in range(2):
        cli.ok("undo")
        assert (cli.config.read_text() if cli.config.exists() else None) == before
        cli.ok("redo")
        assert cli.config.read_text() == after


def test_settings_are_undone_in_their_order_among_the_changes_of_the_book(office: Cli) -> None:
    office.ok("config", "set", "tiers.key.cadence_days", "10")
    office.ok("done", "t1")
    office.ok("config", "unset", "tiers.key.cadence_days")
    lines = [row["what"] for row in office.json("history", "--limit", "3")]
    assert lines[0] == ["settings tiers.key.cadence_days 10 → -"]
    assert lines[2] == ["settings tiers.key.cadence_days - → 10"]
    number = office.json("history", "--limit", "3")[2]["change"]
    code, _, err = office("undo", str(number))
    assert (code, "changed the settings after it" in " ".join(err.split())) == (5, True), err
    office.ok("undo")
    assert office.ok("config", "get", "tiers.key.cadence_days") == "10\n"
    office.ok("undo")
    assert len(office.json("tasks")) == 1
    assert "Undone: am config set tiers.key.cadence_days 10" in office.ok("undo", tty=True)
    assert office.ok("config", "get", "tiers.key.cadence_days") == "14\n"


def test_an_editor_and_a_saved_mapping_are_changes_too(
    office: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor"
    script.write_text("#!/bin/sh\necho 'hints = false' > \"$1\"\n")
    script.chmod(0o755)
    office.ok("config", "edit", env={"EDITOR": str(script)})
    assert office.config.read_text() == "hints = false\n"
    file = tmp_path / "people.csv"
    file.write_text("Company,Person\nAcme Robotics,Lena Falk\n")
    options = ("--kind", "contacts", "--map", "name=Person", "--map", "account=Company", "--save-map", "mine")
    assert office("import", str(file), *options).code == 0
    assert "[maps.mine]" in office.config.read_text()
    office.ok("undo")
    assert "[maps.mine]" in office.config.read_text()
    assert "Lena Falk" not in office.ok("contact", "list")
    saved = office.json("history", "command.has:save-map", "undone:false")[0]["change"]
    office.ok("undo", str(saved))
    assert office.config.read_text() == "hints = false\n"
    office.ok("undo")
    assert not office.config.exists()


def test_a_file_edited_by_hand_since_is_left_alone(office: Cli) -> None:
    office.ok("config", "set", "dates.order", "dmy")
    mine = office.config.read_text() + "hints = false\n"
    office.config.write_text(mine)
    code, out, err = office("undo")
    assert (code, out, len(err.splitlines())) == (5, "", 3 if len(str(office.config)) > 50 else 2)
    assert "was edited since. Nothing was undone." in " ".join(err.split())
    assert office.config.read_text() == mine
    assert office("history", "-o", "json").out.count('"undone": true') == 0


def test_a_setting_needs_no_book_and_is_set_where_it_cannot_be_written(cli: Cli) -> None:
    cli.ok("account", "add", "Acme")
    cli.book.chmod(0o400)
    cli.ok("config", "set", "dates.order", "dmy")
    cli.book.chmod(0o600)
    cli.book.unlink()
    cli.ok("config", "set", "hints", "false")
    assert (cli.ok("config", "get", "dates.order"), cli.ok("config", "get", "hints")) == ("dmy\n", "false\n")
    assert not cli.book.exists()


def test_the_list_has_what_was_set_and_all_of_them_when_asked(cli: Cli) -> None:
    assert [row["setting"] for row in cli.json("config", "list")] == ["book"]
    cli.ok("config", "set", "dates.order", "dmy")
    cli.ok("config", "set", "fx.USD", "0.92")
    assert [row["setting"] for row in cli.json("config", "list")] == ["book", "dates.order", "fx.USD"]
    every = cli.json("config", "list", "--all")
    assert {"hints", "tiers.key.qbr_days", "risk.points.quiet", "fx.USD"} < {row["setting"] for row in every}
    assert {row["setting"] for row in cli.json("config", "list", "tiers.key")} == {
        "tiers.key.cadence_days", "tiers.key.qbr_days",
    }  # fmt: skip
    drawn = cli.ok("config", "list", tty=True)
    assert f"{len(every) - 3} more at their defaults" in drawn
    assert "am config list --all" in drawn
    assert "more at their defaults" not in cli.ok("config", "list", "--all", tty=True)
