import csv
import io
import json
from pathlib import Path

import pytest

from amcli.vocabulary import OUTPUT_FORMATS
from tests.support import Cli

HOSTILE = "\x1b[2J[red]x[/red] | '; DROP TABLE account;-- \N{RIGHT-TO-LEFT OVERRIDE}cod"


def fill_growth(office: Cli) -> None:
    office.ok("opportunity", "add", "acme", "SSO for all plants", "--value", "9k", "--product", "SSO",
              "--expected", "2026-03-31", "--probability", "40%", "-w", "jane",
              "--fit", "The audit asks for it")  # fmt: skip
    office.ok("opportunity", "add", "birch", "Second school")


@pytest.fixture
def growth(office: Cli) -> Cli:
    """acme: o1, an upsell of SSO through Jane; birch: o2, without particulars."""
    return office.once(fill_growth)


def of(cli: Cli, ref: str, *names: str) -> list[object]:
    found = cli.json("show", ref)
    return [found[name] for name in names]


def test_an_opportunity_is_kept_with_every_field(growth: Cli) -> None:
    found = growth.one("opportunity", "list", "acme")
    del found["created_at"], found["updated_at"]
    assert found == {
        "opportunity": "o1", "id": 1, "account": "acme", "contract": None, "contact": "Jane Orr",
        "product": "SSO", "kind": "upsell", "name": "SSO for all plants", "value": 9000, "currency": "EUR",
        "stage": "identified", "probability": 0.4, "expected_on": "2026-03-31", "closed_on": None,
        "fit": "The audit asks for it", "reason": None,
    }  # fmt: skip
    assert of(growth, "o2", "kind", "value", "currency", "probability") == ["upsell", None, None, None]


def test_a_new_product_is_added_to_the_catalogue_and_said(office: Cli) -> None:
    add = ("opportunity", "add", "acme", "More", "--product")
    assert "Analytics is a new product." in office.ok(*add, "Analytics", tty=True)
    assert "new product" not in office.ok(*add, "ANALYTICS", tty=True)
    assert "SSO is a new product" in office.ok("opportunity", "edit", "o1", "--product", "SSO", tty=True)
    assert [row["name"] for row in office.json("product", "list")] == ["Analytics", "Platform", "SSO"]


@pytest.mark.parametrize(("typed", "kept"), [("40%", 0.4), ("0.4", 0.4), (".25", 0.25), ("1", 1), ("0", 0),
                                             ("100 %", 1), ("12.5%", 0.125)])  # fmt: skip
def test_a_probability_is_a_share_or_per_cent(growth: Cli, typed: str, kept: float) -> None:
    growth.ok("opportunity", "edit", "o1", "--probability", typed)
    assert of(growth, "o1", "probability") == [kept]


@pytest.mark.parametrize("typed", ["40", "101%", "1.01", "-1", "half", "%", ".", "0.12345", "١", "1e-1"])
def test_what_is_no_probability_is_refused(growth: Cli, typed: str) -> None:
    code, out, err = growth("opportunity", "edit", "o1", f"--probability={typed}")
    assert (code, out) == (2, "")
    assert err.startswith("am: --probability")
    assert of(growth, "o1", "probability") == [0.4]


@pytest.mark.parametrize("option", [("--kind", "gift"), ("--stage", "done"), ("--value", "-5"),
                                    ("--value", "many"), ("--expected", "x")])  # fmt: skip
def test_other_bad_values_are_refused(growth: Cli, option: tuple[str, str]) -> None:
    assert growth("opportunity", "add", "acme", "X", *option).code == 2
    assert len(growth.json("opportunity", "list")) == 2


def test_a_person_and_a_contract_must_be_the_accounts_own(growth: Cli) -> None:
    assert growth("opportunity", "add", "birch", "X", "-w", "omar").code == 3
    code, _, err = growth("opportunity", "add", "birch", "X", "--contract", "k1")
    assert (code, "Acme Robotics" in err) == (5, True)
    growth.ok("opportunity", "edit", "o2", "--contract", "birch", "--with", "dana")
    assert of(growth, "o2", "contract", "contact") == ["k2", "Dana Reyes"]


def test_a_value_has_the_currency_typed_or_the_one_it_had(growth: Cli) -> None:
    growth.ok("opportunity", "edit", "o1", "--value", "USD 12,000.50")
    assert of(growth, "o1", "value", "currency") == [12000.5, "USD"]
    growth.ok("opportunity", "edit", "o1", "--value", "8k")
    assert of(growth, "o1", "value", "currency") == [8000, "USD"]
    growth.ok("opportunity", "edit", "o1", "--currency", "JPY")
    assert of(growth, "o1", "value", "currency") == [8000, "JPY"]
    growth.ok("opportunity", "edit", "o1", "--value", "", "--currency", "")
    assert of(growth, "o1", "value", "currency") == [None, None]


def test_an_edit_says_what_changed_as_people_type_it(growth: Cli) -> None:
    said = growth.ok("opportunity", "edit", "o1", "--value", "10k", "-w", "omar", "--product", "Platform",
                     "--name", "SSO", tty=True)  # fmt: skip
    assert said.splitlines() == [
        "SSO: contact Jane Orr → Omar Haddad, product SSO → Platform, name SSO for all",
        "plants → SSO, value EUR 9,000 → EUR 10,000",
    ]


def test_a_stage_that_closes_sets_the_day_and_one_that_opens_takes_it_away(growth: Cli) -> None:
    assert growth.ref("opportunity", "stage", "o1", "q") == "o1"
    assert of(growth, "o1", "stage", "closed_on") == ["qualified", None]
    growth.ok("opportunity", "stage", "o1", "lost")
    assert of(growth, "o1", "stage", "closed_on") == ["lost", "2026-03-02"]
    growth.ok("opportunity", "stage", "o1", "lost", today="2026-03-09")
    assert of(growth, "o1", "closed_on") == ["2026-03-02"]
    growth.ok("opportunity", "edit", "o1", "--stage", "proposed")
    assert of(growth, "o1", "stage", "closed_on") == ["proposed", None]
    growth.ok("opportunity", "edit", "o1", "--stage", "won", "--closed", "2026-02-20")
    assert of(growth, "o1", "closed_on") == ["2026-02-20"]


def test_an_account_stands_for_its_one_open_opportunity(growth: Cli) -> None:
    assert growth.ref("opportunity", "stage", "acme", "proposed") == "o1"
    growth.ok("opportunity", "add", "acme", "Another")
    code, _, err = growth("opportunity", "win", "acme")
    assert code == 4
    assert [line.split()[0] for line in err.splitlines()[1:]] == ["o1", "o3"]
    growth.ok("opportunity", "lose", "o1")
    assert growth.ref("opportunity", "win", "acme") == "o3"
    assert growth("opportunity", "win", "acme").code == 3


@pytest.mark.parametrize(("ref", "exit_code"), [("o99", 3), ("nobody", 3), ("t1", 5), ("k1", 5), ("ac", 4)])
def test_what_is_no_opportunity_is_refused(growth: Cli, ref: str, exit_code: int) -> None:
    for argv in (("stage", ref, "won"), ("win", ref), ("lose", ref)):
        code, out, err = growth("opportunity", *argv)
        assert (code, out) == (exit_code, ""), err
    assert [row["stage"] for row in growth.json("opportunity", "list")] == ["identified", "identified"]


def test_won_and_lost_have_their_day_and_their_reason(growth: Cli) -> None:
    growth.ok("opportunity", "win", "o1", "--on", "yesterday", "-r", "They saw it work")
    assert of(growth, "o1", "stage", "closed_on", "reason") == ["won", "2026-03-01", "They saw it work"]
    assert "was already won" in growth.ok("opportunity", "win", "o1", tty=True)
    assert of(growth, "o1", "closed_on") == ["2026-03-01"]
    growth.ok("opportunity", "lose", "o2", "--reason", "No budget", "--on", "2026-02-27")
    assert of(growth, "o2", "stage", "closed_on", "reason") == ["lost", "2026-02-27", "No budget"]
    assert "was already lost" in growth.ok("opportunity", "lose", "o2", tty=True)


def test_winning_can_make_the_contract_in_the_same_step(growth: Cli) -> None:
    said = growth.ok("opportunity", "win", "o1", "--contract", "--term", "12m", "--notice", "30", tty=True)
    assert said.splitlines() == [
        "Acme Robotics: o1 SSO for all plants is won. · to undo: am undo",
        "k3 SSO added: EUR 9,000 a year, 2 Mar 2026 to 1 Mar 2027, notice by 30 Jan (30",
        "days).",
    ]
    names = ("account", "product", "starts_on", "ends_on", "annual_value", "currency", "notice_days")
    assert of(growth, "k3", *names) == ["acme", "SSO", "2026-03-02", "2027-03-01", 9000, "EUR", 30]
    assert of(growth, "o1", "stage", "contract") == ["won", "k3"]
    growth.ok("undo")
    assert growth("show", "k3").code == 3
    assert of(growth, "o1", "stage", "contract", "closed_on") == ["identified", None, None]


def test_the_contract_has_other_terms_where_they_are_given(growth: Cli) -> None:
    growth.ok("opportunity", "win", "o1", "--on", "2026-02-27", "--contract", "--ends", "2026-12-31",
              "--value", "USD 1k", "--per", "month", "--quantity", "4", "--auto-renew")  # fmt: skip
    names = ("starts_on", "ends_on", "annual_value", "currency", "quantity", "auto_renew")
    assert of(growth, "k3", *names) == ["2026-02-27", "2026-12-31", 12000, "USD", 4, True]


@pytest.mark.parametrize(
    ("typed", "ends", "said"),
    [
        ("", None, "from Mon 2 Mar, no end date, so no renewal will come up."),
        ("12m", "2027-03-01", "a year, 2 Mar 2026 to 1 Mar 2027."),
        ("2026-12-31", "2026-12-31", "a year, 2 Mar to 31 Dec 2026."),
    ],
)
def test_a_terminal_is_asked_how_long_the_contract_runs(
    growth: Cli, typed: str, ends: str | None, said: str
) -> None:
    found = growth("opportunity", "win", "o1", "--contract", tty=True, stdin=f"{typed}\n")
    assert (found.code, found.err) == (
        0, "How long does it run: 12m, or its last day? (empty: no end date) ",
    )  # fmt: skip
    assert said in " ".join(found.out.split())
    assert of(growth, "k3", "ends_on") == [ends]


def test_an_end_that_cannot_be_read_changes_nothing(growth: Cli) -> None:
    before = growth.dump()
    assert growth("opportunity", "win", "o1", "--contract", tty=True, stdin="someday\n").code == 2
    assert growth.dump() == before
    growth.ok("opportunity", "win", "o1", "--contract")
    assert of(growth, "k3", "ends_on") == [None]


@pytest.mark.parametrize(
    ("status", "said"),
    [((), "Birchwood Schools is no longer leaving."), (("churned",), "Birchwood Schools is active again.")],
)
def test_a_contract_keeps_or_wakes_an_account_that_was_lost(
    growth: Cli, status: tuple[str, ...], said: str
) -> None:
    growth.ok("churn", "birch")
    for each in status:
        growth.ok("account", "edit", "birch", "--status", each)
    assert said in growth.ok("opportunity", "win", "o2", "--contract", "--term", "12m", tty=True)
    assert of(growth, "birch", "status") == ["active"]


def test_a_contract_that_cannot_be_made_leaves_the_opportunity_open(growth: Cli) -> None:
    growth.ok("opportunity", "edit", "o1", "--product", "Platform")
    overlapping = ("opportunity", "win", "o1", "--contract", "--term", "12m")
    code, _, err = growth(*overlapping)
    assert (code, "--overlap" in err) == (5, True)
    assert growth("opportunity", "win", "o1", "--term", "12m").code == 2
    assert growth(*overlapping, "--ends", "2026-12-31").code == 2
    growth.ok("opportunity", "edit", "o2", "--kind", "referral")
    assert growth("opportunity", "win", "o2", "--contract").code == 5
    assert [row["stage"] for row in growth.json("opportunity", "list")] == ["identified", "identified"]
    growth.ok(*overlapping, "--overlap")
    assert growth(*overlapping, "--overlap").code == 5


def test_open_ones_are_listed_first_and_alone_when_asked(growth: Cli) -> None:
    growth.ok("opportunity", "win", "o1")
    assert [row["opportunity"] for row in growth.json("opportunity", "list")] == ["o2", "o1"]
    assert growth.ok("opportunity", "list", "--open", "-o", "ids") == "o2\n"
    assert growth.ok("opportunity", "list", "acme", "-o", "ids") == "o1\n"
    assert growth.ok("opportunity", "list", "acme", "--open", "-o", "ids") == ""
    assert growth.one("opportunity", "list", "acme", "--open", today="2026-03-01")["stage"] == "won"


@pytest.mark.parametrize("form", OUTPUT_FORMATS)
def test_every_format_has_the_same_opportunities(growth: Cli, form: str) -> None:
    out = growth.ok("opportunity", "list", "-o", form)
    rows = growth.json("opportunity", "list")
    if form == "json":
        assert json.loads(out) == rows
    elif form == "jsonl":
        assert [json.loads(line) for line in out.splitlines()] == rows
    elif form == "ids":
        assert out == "o1\no2\n"
    elif form in ("csv", "tsv"):
        table = list(csv.DictReader(io.StringIO(out), delimiter="," if form == "csv" else "\t"))
        assert [(row["opportunity"], row["value"]) for row in table] == [("o1", "9000"), ("o2", "")]
    else:
        assert all(row["name"] in out for row in rows)


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_list_on_a_terminal_has_what_matters(growth: Cli, columns: str) -> None:
    out = growth.ok("opportunity", "list", tty=True, env={"COLUMNS": columns})
    line = next(line for line in out.splitlines() if line.startswith("o1"))
    assert line.split() == ["o1", "acme", "SSO", "for", "all", "plants",
                            *(["upsell"] if columns == "120" else []), "identified", "9,000", "EUR",
                            *(["40%"] if columns == "120" else []), "31", "Mar",
                            *(["-"] if columns == "120" else [])]  # fmt: skip
    assert max(map(len, out.splitlines())) <= int(columns)


def test_an_empty_list_says_how_to_add_one(office: Cli) -> None:
    assert "am opportunity add" in office.ok("opportunity", "list", tty=True)
    assert office.json("opportunity", "list") == []


def test_it_is_on_the_timeline_and_found(growth: Cli) -> None:
    growth.ok("opportunity", "win", "o1", "-r", "They saw it work")
    entry = next(row for row in growth.json("timeline", "acme") if row["record"] == "opportunity")
    assert [entry[name] for name in ("ref", "kind", "on", "text")] == [
        "o1", "upsell won", "2026-03-02", "SSO for all plants: They saw it work"
    ]  # fmt: skip
    assert growth.one("find", "plants")["ref"] == "o1"


def test_an_editor_shows_it_and_takes_the_changes(growth: Cli, tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text(
        "#!/bin/sh\nsed -i -e 's/^value.*/value = \"EUR 10k\"/' -e 's/^contact.*/contact = \"omar\"/'"
        ' -e \'s/^probability.*/probability = "55%"/\' -e \'s/^fit.*/fit = ""/\' "$1"\n'
    )
    editor.chmod(0o755)
    growth.ok("opportunity", "edit", "o1", "--editor", env={"EDITOR": str(editor)})
    assert of(growth, "o1", "value", "contact", "probability", "fit", "product", "name") == [
        10000, "Omar Haddad", 0.55, None, "SSO", "SSO for all plants"
    ]  # fmt: skip


def test_a_deleted_one_is_gone_and_comes_back(growth: Cli) -> None:
    before = growth.dump()
    assert growth("opportunity", "rm", "o1").code == 5
    growth.ok("opportunity", "rm", "o1", "--yes")
    assert growth("show", "o1").code == 3
    growth.ok("undo")
    assert growth.dump() == before


def test_hostile_text_is_kept_to_the_letter_and_does_no_harm(growth: Cli) -> None:
    ref = growth.ref("opportunity", "add", "acme", HOSTILE, "--fit", HOSTILE, "--product", HOSTILE)
    found = growth.json("show", ref)
    assert (found["name"], found["fit"], found["product"]) == (HOSTILE, HOSTILE, HOSTILE)
    growth.ok("opportunity", "lose", "birch", "-r", HOSTILE)
    for argv in (["opportunity", "list"], ["show", ref], ["timeline", "birch"], ["opportunity", "win", ref]):
        out = growth.ok(*argv, tty=True)
        assert not {"\x1b", "\N{RIGHT-TO-LEFT OVERRIDE}"} & set(out), argv
        assert "[red]x[/red]" in out
