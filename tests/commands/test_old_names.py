"""Names from before: each works where it can be typed, as the new one does, and a terminal is told."""

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from typing import Any

import pytest

from amcli.config.settings import Config
from amcli.fields import Field, Shape
from amcli.rules.figures import DEFAULT, FIGURES, OLD_NAMES
from amcli.rules.metrics.register import METRICS
from amcli.rules.signals import SIGNALS
from amcli.schema import register
from tests.support import Cli

# Lists and their renamed fields.
LISTS = {
    "account list": {"band": "health"},
    "accounts": {"band": "health"},
    "renewals": {"band": "health", "act_by": "deadline", "next_act_by": "next_deadline"},
    "risks": {"band": "health", "coverage": "evidence"},
}
FILTERS = (
    ("accounts", "band:critical,at_risk", "health:critical,at_risk"),
    ("accounts", "band.not:healthy", "health.not:healthy"),
    ("accounts", "health.under:60", "score.under:60"),
    ("accounts", "health.over:40", "score.over:40"),
    ("accounts", "health:0..59", "score:0..59"),
    ("checkins", "band.any:", "health.any:"),
    ("contract list", "account.band:critical", "account.health:critical"),
    ("contract list", "band:critical", "health:critical"),
    ("contract list", "act_by.before:+90d", "deadline.before:+90d"),
    ("renewals", "act_by:this-quarter", "deadline:this-quarter"),
    ("tasks", "account.health.under:60", "account.score.under:60"),
    ("risks", "band:at_risk", "health:at_risk"),
)
METRIC_NAMES = {metric.was: metric.name for metric in METRICS if metric.was}
SETTINGS = {f"risk.{was}": f"risk.{name}" for name, was in OLD_NAMES.items()}
EVERY = {
    "lane", "band", "coverage", "act_by", "next_act_by", "missing", "still_missing", *METRIC_NAMES,
}  # fmt: skip


def line_of(old: str, new: str) -> str:
    return f"`{old}` is now `{new}`"


@pytest.mark.parametrize("command", LISTS)
def test_a_column_asked_for_by_its_old_name_bears_it_and_sorts_as_the_new_one(
    sample: Cli, command: str
) -> None:
    argv = command.split()
    for old, new in LISTS[command].items():
        usual = sample.json(*argv)
        assert usual
        assert [row[old] for row in usual] == [row[new] for row in usual]
        assert sample.json(*argv, "--fields", f"account,{old}") == [
            {"account": row["account"], old: row[new]} for row in usual
        ]
        assert list(sample.json(*argv, "--fields", new)[0]) == [new]
        assert sample.json(*argv, "-s", f"-{old}") == sample.json(*argv, "-s", f"-{new}")
        for form in ("csv", "tsv", "md"):
            by_old, by_new = (
                sample.ok(*argv, "--fields", f"account,{name}", "-o", form) for name in (old, new)
            )
            assert old in by_old.splitlines()[0]
            assert new in by_new.splitlines()[0]
            assert by_old.splitlines()[2:] == by_new.splitlines()[2:]


@pytest.mark.parametrize("command", LISTS)
def test_a_header_has_the_new_name_in_the_place_of_the_old(sample: Cli, command: str) -> None:
    (names, *_) = csv.reader(StringIO(sample.ok(*command.split(), "-o", "csv")))
    assert set(LISTS[command].values()) <= set(names)
    assert not set(LISTS[command]) & set(names)
    whole = list(sample.json(*command.split())[0])
    assert whole == [*names, *whole[len(names) :]]
    assert set(whole[len(names) :]) == set(LISTS[command])


@pytest.mark.parametrize(("command", "old", "new"), FILTERS)
def test_a_filter_by_an_old_name_chooses_what_the_new_one_chooses(
    sample: Cli, command: str, old: str, new: str
) -> None:
    assert sample.json(*command.split(), old) == sample.json(*command.split(), new)


def test_a_filter_of_a_name_that_has_another_meaning_now_is_read_by_its_value(sample: Cli) -> None:
    health = {row["account"]: row["health"] for row in sample.json("accounts")}
    assert {row["account"] for row in sample.json("accounts", "health:critical")} == {
        account for account, word in health.items() if word == "critical"
    }
    _, _, err = sample("accounts", "health<60")
    assert "Did you mean score.under:60?" in err
    _, _, err = sample("accounts", "helth:critical")
    assert "health:" in err
    assert "band" not in err


def test_only_a_terminal_is_told_and_once(sample: Cli) -> None:
    shown = sample(
        "accounts", "band:critical", "health.under:90", "--fields", "name,band", "-s", "band", tty=True
    )
    assert shown.code == 0
    assert shown.err.splitlines() == [
        line_of("band", "health"), line_of("health.under:", "score.under:"),
    ]  # fmt: skip
    for argv in (
        ("accounts", "band:critical"),
        ("metrics", "touch_coverage"),
        ("config", "get", "risk.quiet.from"),
    ):
        assert sample(*argv).err == ""
    assert sample("accounts", "health:critical", "-s", "health", tty=True).err == ""


@pytest.mark.parametrize("old", METRIC_NAMES)
def test_a_metric_has_both_names_in_json_and_can_be_asked_for_by_either(sample: Cli, old: str) -> None:
    new = METRIC_NAMES[old]
    assert sample.json("metrics", old) == sample.json("metrics", new)
    assert sample.json("metrics", old.replace("_", "-"))["metric"] == new
    assert sample("metrics", old, tty=True).err == f"{line_of(old, new)}\n"
    whole = sample.json("metrics", "--period", "2025")
    assert whole[old] == whole[new]
    assert (old in whole["why"]) == (new in whole["why"])
    for row in sample.json("metrics", "--by", "tier"):
        assert row[old] == row[new]
        assert (old in row["why"]) == (new in row["why"])
    assert old not in sample.ok("metrics", "--period", "2025", "-o", "csv")


def test_a_saved_report_goes_on_by_old_names(sample: Cli) -> None:
    with sample.config.open("a") as file:
        file.write(
            '\n[reports.mine]\nbase = "renewals"\nfilter = "band:critical"\nfields = "account,act_by"\n'
            'sort = "act_by"\n'
        )
    found = sample("report", "mine", "-o", "json")
    assert (found.code, found.err) == (0, "")
    wanted = sample.json("renewals", "health:critical", "--fields", "account,deadline", "-s", "deadline")
    assert json.loads(found.out) == [{"account": row["account"], "act_by": row["deadline"]} for row in wanted]


def test_the_views_of_sql_have_both(sample: Cli) -> None:
    for row in sample.json("sql", "SELECT * FROM renewals"):
        assert (row["deadline"], row["next_deadline"]) == (row["act_by"], row["next_act_by"])
    for row in sample.json("sql", "SELECT * FROM scores"):
        assert (row["health"], row["evidence"]) == (row["band"], row["coverage"])
    listed = {(row["table"], row["column"]) for row in sample.json("sql", "--tables")}
    assert ("renewals", "deadline") in listed
    assert ("renewals", "act_by") not in listed


# Documents: their lines, and the names in them.
DOCUMENTS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("today", ".actions[]", {"lane": "section"}),
    ("today", ".renewals[]", {"act_by": "deadline", "band": "health"}),
    ("today", ".risks[]", {"band": "health", "coverage": "evidence"}),
    ("risks brightwave", "", {"band": "health", "coverage": "evidence"}),
    ("show brightwave", "", {"band": "health"}),
    ("show brightwave", ".contracts[]", {"next_act_by": "next_deadline"}),
    ("brief brightwave", ".health", {"band": "health"}),
    ("brief brightwave", ".contracts[]", {"act_by": "deadline"}),
    ("account plan brightwave", ".contracts[]", {"act_by": "deadline"}),
    ("away today..+30d", ".accounts[]", {"band": "health"}),
    ("forecast", "", {"missing": "unset", "still_missing": "gap"}),
    ("forecast", ".months[]", {"missing": "unset"}),
    ("forecast", ".renewals[]", {"band": "health"}),
    ("forecast", ".rates[]", {"band": "health"}),
)


def parts(data: Any, path: str) -> Iterator[dict[str, Any]]:
    """The objects of a document under a path."""
    name, _, rest = path.lstrip(".").partition(".")
    if not name:
        yield data
        return
    found = data[name.removesuffix("[]")]
    for each in found if name.endswith("[]") else [found]:
        yield from parts(each, rest)


@pytest.mark.parametrize(("line", "path", "names"), DOCUMENTS)
def test_a_document_has_the_value_under_both_names(
    sample: Cli, line: str, path: str, names: dict[str, str]
) -> None:
    account = sample.json("renewals")[0]["account"]
    found = list(parts(sample.json(*line.replace("brightwave", account).split()), path))
    assert found
    for each in found:
        assert {old: each[old] for old in names} == {old: each[new] for old, new in names.items()}


def properties(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property anywhere in a schema."""
    if isinstance(schema, dict):
        if isinstance(found := schema.get("properties"), dict):
            yield from found.items()
        for each in schema.values():
            yield from properties(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from properties(each)


def test_the_schema_marks_old_names_and_says_the_new_one() -> None:
    every = list(properties(register.everything()))
    old = {(name, each["description"]) for name, each in every if each.get("deprecated")}
    assert {name for name, _ in old} >= EVERY - {"missing"}
    assert all(said.startswith("the old name of ") for _, said in old)
    plain = {name for name, each in every if not each.get("deprecated")}
    assert not plain & (EVERY - {"coverage", "missing"})


@pytest.mark.parametrize("old", SETTINGS)
def test_a_setting_by_its_old_name_is_the_new_one(cli: Cli, old: str) -> None:
    new = SETTINGS[old]
    figure = FIGURES[new.removeprefix("risk.")]
    value = f"{figure.default:g}"
    table, _, last = old.rpartition(".")
    cli.config.write_text(f"# mine\n[{table}]\n{last} = {value}\n")
    listed = {row["setting"]: row for row in cli.json("config", "list")}
    assert old not in listed
    assert listed[new]["value"] == cli.ok("config", "get", old).strip()
    assert cli.ok("config", "get", old) == cli.ok("config", "get", new)
    assert cli("config", "get", old, tty=True).err == f"{line_of(old, new)}\n"
    assert Config.load(cli.config).model.version == DEFAULT.version
    said = cli.ok("config", "check")
    assert "has no mistakes" in said
    assert f"{old} is now {new}; both work." in said
    cli.ok("config", "set", old, value)
    text = cli.config.read_text()
    assert "# mine" in text
    assert Config.load(cli.config).of_file(old) is None
    assert Config.load(cli.config).of_file(new) is not None
    cli.ok("config", "unset", old)
    assert cli.json("config", "list")[1:] == []


def test_of_two_names_the_new_one_counts(cli: Cli) -> None:
    cli.config.write_text("[risk.caps]\ndanger = 40\n[risk.limits]\ndanger = 50\n")
    assert (
        cli.ok("config", "get", "risk.caps.danger") == cli.ok("config", "get", "risk.limits.danger") == "50\n"
    )
    cli.ok("config", "unset", "risk.limits.danger")
    assert cli.ok("config", "get", "risk.limits.danger") == "59\n"
    cli.config.write_text("[risk.quiet]\nfrom = nan\n")
    _, _, err = cli("config", "get", "risk.quiet.after")
    assert 'risk.quiet.from: "nan"' in err.replace("\n    ", " ")


def test_figures_by_old_names_weigh_as_by_new_ones(office: Cli) -> None:
    found = []
    for text in (
        "[risk.caps]\ndanger = 50\n[risk.quiet]\nfrom = 0.5\n",
        "[risk.limits]\ndanger = 50\n[risk.quiet]\nafter = 0.5\n",
    ):
        office.config.write_text(text)
        found.append((office.json("risks", "--all"), Config.load(office.config).model.version))
    assert found[0] == found[1]


def test_what_a_model_is_called_by_does_not_move_with_names() -> None:
    """Scores that 0.1.0's names were kept with stay comparable: the hash is that of the names of then."""
    assert DEFAULT.version == "516eed6c"


SENT = ("2026-02-03", "2026-02-05", "2026-02-09")


def silent(cli: Cli) -> None:
    """A customer who answers nothing."""
    cli.ok("account", "add", "Acme", "--code", "acme", "--tier", "key", "--since", "2025-01-01")
    cli.ok("contact", "add", "acme", "Jane Doe", "--role", "champion")
    for day in SENT:
        cli.ok(
            "log", "acme", "Asked again", "-w", "jane", "--kind", "email", "--direction", "out", "--on", day
        )


def test_a_book_from_before_has_no_false_news(cli: Cli) -> None:
    silent(cli)
    reasons = {each["signal"] for each in cli.json("risks", "acme")["reasons"]}
    assert "no_reply" in reasons
    cli.ok("summary", "--new")  # sent, so the next one stands on it
    with closing(sqlite3.connect(cli.book)) as db, db:
        assert db.execute("SELECT count(*) FROM digest WHERE state LIKE '%no_reply%'").fetchone()[0] >= 1
        db.execute("UPDATE digest SET state = replace(state, '\"no_reply\"', '\"ghosted\"')")
        db.execute("UPDATE health SET reasons = replace(reasons, '\"no_reply\"', '\"ghosted\"')")
    cli.ok("issue", "add", "acme", "Outage", "--severity", "critical", today="2026-03-04")
    again = cli("summary", "--new", today="2026-03-25")
    assert (again.code, again.err) == (0, "")
    assert "78 watch" in again.out
    assert "reply" not in again.out.lower()  # that is no news


def test_a_score_kept_by_the_old_name_of_a_signal_is_no_news_nor_a_fault(cli: Cli) -> None:
    silent(cli)
    cli.ok("today", today="2026-03-02")
    with closing(sqlite3.connect(cli.book)) as db, db:
        db.execute("UPDATE health SET reasons = replace(reasons, '\"no_reply\"', '\"ghosted\"')")
        assert db.execute("SELECT count(*) FROM health WHERE reasons LIKE '%ghosted%'").fetchone()[0] == 1
    month = cli.json("risks", "acme", today="2026-04-02")
    assert {each["signal"]: each["new"] for each in month["reasons"]}["no_reply"] is False


def declared() -> Iterator[Field]:
    shapes = [*register.lists().values(), *register.pages().values()]
    while shapes:
        shape = shapes.pop()
        yield from shape.fields
        shapes += [each for each in shape.inner.values() if isinstance(each, Shape)]


def test_no_field_has_the_old_name_of_another_in_its_list() -> None:
    assert {field.was for field in declared() if field.was} | {"ghosted"} >= EVERY - {"missing"}
    assert {signal.was for signal in SIGNALS if signal.was} == {"ghosted"}
    for shape in (*register.lists().values(), *register.pages().values()):
        names = [field.name for field in shape.fields]
        old = [field.was for field in shape.fields if field.was]
        assert len({*names, *old}) == len(names) + len(old)
