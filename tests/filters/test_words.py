"""Filter words on the command line: every list takes them, and what cannot be read is pointed at."""

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amcli.errors import BadValue
from amcli.facts.filter_fields import fields_of, own_fields
from amcli.records import KINDS
from amcli.rules.filters import OPERATORS, Between, Reading, is_filter, parse
from amcli.vocabulary import noun
from tests.commands.prepared import with_score
from tests.docs.commands import every_command
from tests.profiles import examples
from tests.support import UNEXPECTED, Cli

LISTS = {
    path: command
    for path, command in every_command()
    if any(param.name == "words" for param in getattr(command, "params", ()))
    and path not in ("report", "meet")  # what follows these is a report's name, a day and a text
    and not path.endswith(" edit")  # no list: tests/commands/test_many.py
}
TIER = " Did you mean tier:?"
NEAR = {
    "held": " Nothing was changed. Did you mean tier:?",
    "product list": (
        "\n    Fields: name, id, list_price, currency, created_at, updated_at. All fields:"
        "\n    am help filters"
    ),
    "target list": " Did you mean target:?",
    "play list": " Did you mean title:?",
}
READING = Reading(dt.date(2026, 3, 2), None, lambda text: int(text) * 100)


def scored(office: Cli) -> Cli:
    """The office, of which enough is known that all three customers have a score."""
    for account in ("acme", "acton", "birch"):
        for day in ("2026-02-10", "2026-02-11"):
            office.ok("log", account, "Went through the plan", "--on", day)
    return office


def read(word: str, kind: str = "account") -> Any:
    """A word as it is read."""
    return parse(word, fields_of(kind), READING)


@pytest.mark.parametrize(
    ("kind", "word", "hint"),
    [
        ("contact", "nothing:x", "Fields: contact, title, emails, "),
        ("contact", "tire:x", "Did you mean tier:?"),
        ("contact", "emial:x", "Did you mean email: or emails:?"),
        ("contact", "tite:x", "Did you mean title:?"),
        ("task", "duo:x", "Did you mean due_on: or due:?"),
        ("account", "nothing:x", "Did you mean notice:?"),
    ],
)
def test_a_field_of_the_list_itself_comes_before_one_of_its_account(kind: str, word: str, hint: str) -> None:
    with pytest.raises(BadValue) as error:
        read(word, kind)
    assert str(error.value.hint).startswith(hint)


def test_every_list_and_report_takes_filters() -> None:
    reports = {"today", "week", "next", "checkins", "renewals", "risks", "tasks", "portfolio", "digest"}
    reports |= {"away", "history", "timeline", "qbr due", "qbr list", "feedback themes", "config list"}
    reports |= {"account handoffs", "forecast"}
    reports |= {f"{noun(kind)} list" for kind in KINDS if kind != "handoff"}
    assert reports <= set(LISTS)


@pytest.mark.parametrize(
    "path", sorted(set(LISTS) - {"away", "config list", "timeline", "history", "doctor", "ui"})
)
def test_a_filter_is_read_wherever_it_can_stand(office: Cli, path: str) -> None:
    nothing = "created_at.after:+1d" if path in ("product list", "target list") else "name.has:zzz"
    code, out, err = office(*path.split(), nothing)
    assert (code, err) in (
        (0, ""),
        (3, "am: nothing is late and nothing is due today.\n    The next seven days: am week\n"),
    )
    assert "Acme" not in out
    wrong = office(*path.split(), "tire:key")
    assert (wrong.code, wrong.err) == (2, f'am: "tire:key": no field "tire".{NEAR.get(path, TIER)}\n')


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (["tier:key"], ["acme"]),
        (["tier:k,l"], ["acme", "birch"]),
        (["tier.not:key"], ["acton", "birch"]),
        (["arr.over:12k"], ["acme"]),
        (["arr.over:11999.99"], ["acme", "birch"]),
        (["arr:12k..60k"], ["acme", "birch"]),
        (["touched.after:-30d"], ["acme"]),
        (["touched.none:"], ["acton"]),
        (["touched:2026-02"], ["acme"]),
        (["champion.none:"], ["acton", "birch"]),
        (['champion:"Jane Orr"'.replace('"', "")], ["acme"]),
        (["champion.has:JANE"], ["acme"]),
        (["renews.before:+60d"], ["acme"]),
        (["owns:platform"], ["acme", "birch"]),
        (["people.over:1"], ["acme"]),
        (["since.before:2024"], ["acme"]),
        (["since.after:2024"], ["birch"]),
        (["AC"], ["acme", "acton"]),
        (["wood", "tier:light"], ["birch"]),
        (["tier:key", "tier:light"], []),
    ],
)
def test_words_choose_accounts(office: Cli, words: list[str], codes: list[str]) -> None:
    assert [row["code"] for row in office.json("account", "list", *words)] == codes
    assert office.ok("checkins", "--all", "-o", "ids", "-s", "account", *words).split() == codes


def test_a_list_of_records_takes_their_fields_and_those_of_their_accounts(office: Cli) -> None:
    office.ok("task", "add", "birch", "Call Dana", "--due", "+3d")
    assert office.ok("tasks", "due.before:today", "-o", "ids") == "t1\n"
    assert office.ok("tasks", "tier:light", "-o", "ids") == "t2\n"
    assert office.ok("task", "list", "birch", "title.has:call", "-o", "ids") == "t2\n"
    assert office.ok("task", "list", "title.has:call", "birch", "-o", "ids") == "t2\n"
    assert office.ok("renewals", "--all", "stage:not", "value.over:20k", "-o", "ids") == "k1\n"
    assert office.ok("activity", "list", "with:dana reyes,jane orr", "kind:call", "-o", "ids") == "n1\n"
    office.ok("issue", "add", "acme", "Slow", "--owner", "Bo")
    office.ok("account", "edit", "acme", "--owner", "Ana")
    assert office.ok("issue", "list", "owner:bo", "account.owner:ana", "-o", "ids") == "i1\n"


def test_the_first_bare_word_is_the_account_where_a_command_takes_one(office: Cli) -> None:
    assert office("risks", "acme", "tier:key").err.startswith(
        'am: "tier:key": this page covers only Acme Robotics.'
    )
    assert office("tasks", "nobody", "tier:key").code == 3
    assert office.json("risks", "tier:key", "--all")[0]["account"] == "acme"


def test_the_morning_of_some_accounts_ranks_them_as_that_of_all(office: Cli) -> None:
    whole = [(row["account"], row["section"], row["priority"]) for row in office.json("today")["actions"]]
    some = office.json("today", "tier:key")
    ranked = [(row["account"], row["section"], row["priority"]) for row in some["actions"]]
    assert ranked == [row for row in whole if row[0] == "acme"]
    assert len({lane for _, lane, _ in ranked}) == len(ranked) > 0  # once per section
    assert (some["totals"]["accounts"], some["totals"]["arr"]) == (1, 60000)
    assert office.ok("tier:key", "-o", "ids") == "acme\n"


def test_what_falls_due_while_away_can_be_of_some_accounts(office: Cli) -> None:
    whole = [row["account"] for row in office.json("away", "mon..+40d")["accounts"]]
    some = [row["account"] for row in office.json("away", "mon..+40d", "tier:key")["accounts"]]
    assert (some, set(whole) > set(some)) == (["acme"], True)
    assert office.json("away", "mon", "fri", "tier:key") == office.json("away", "mon..fri", "tier:key")


def test_a_command_behind_its_own_options_is_no_name(office: Cli) -> None:
    assert (
        office("--all", "checkins").err == 'am: "--all" goes after the command.\n    Type am checkins --all\n'
    )


def test_a_screen_says_by_what_it_was_filtered_and_its_commands_keep_it(office: Cli) -> None:
    shown = office.ok("checkins", "--all", "tier:key", "champion.has:jane orr", tty=True).splitlines()
    assert shown[-1] == "Filtered by tier:key champion.has:jane orr"
    nothing = office.ok("task", "list", "due.before:2020-01-01", tty=True)
    assert nothing == "Nothing matches due.before:2020-01-01. am help filters\n"
    for day in ("2026-03-10", "2026-04-10"):
        footer = office.ok("checkins", "birch", tty=True, today=day)
        assert "am checkins --in 7d birch" in footer or "due" in footer


@pytest.mark.parametrize(
    ("word", "said", "hint"),
    [
        ("tire:key", '"tire:key": no field "tire".', "Did you mean tier:?"),
        ("zzzz:1", '"zzzz:1": no field "zzzz".', "All fields: am help filters"),
        (
            "tier.over:3",
            '"tier.over:3": tier has no "over".',
            "Type tier: or tier.not:, tier.none:, tier.any:",
        ),
        ("tier:kay", '"tier:kay": "kay": not a tier.', "Use key, standard or light"),
        ("tier:", '"tier:": a value is missing.', "Use key, standard or light"),
        ("region:", '"region:": a value is missing.', "For those without any: region.none:"),
        ("region.none:x", '"region.none:x": nothing follows region.none:', "Type region.none: alone"),
        ("arr.over:x", '"arr.over:x": "x": not an amount.', "Amounts: "),
        ("arr:5k..1k", '"arr:5k..1k": "5k..1k": it ends before it begins.', None),
        (
            "renews.before:2026-02-30",
            '"renews.before:2026-02-30": "2026-02-30": February 2026 has 28 days.',
            "Dates: ",
        ),
        ("touched:03/04/2026", '"touched:03/04/2026": "03/04/2026": ', "Type 2026-04-03"),
        ("extra.:5", '"extra.:5": ', None),
        ("score:many", '"score:many": "many": not a number.', "Numbers: "),
    ],
)
def test_what_cannot_be_read_is_pointed_at(office: Cli, word: str, said: str, hint: str | None) -> None:
    code, out, err = office("checkins", word)
    assert (code, out) == (2, "")
    told = err.replace("\n    ", " ")
    assert told.startswith(f"am: {said}")
    assert hint is None or hint in told


def test_an_amount_without_a_rate_names_the_command_that_sets_it(office: Cli) -> None:
    code, _, err = office("account", "list", "arr.over:USD 5k")
    assert (code, "am config set fx.USD RATE" in err) == (2, True)


def test_what_is_searched_for_may_hold_a_colon(office: Cli) -> None:
    office.ok("log", "acme", "Re: the quote, see https://example.com")
    assert "interaction" in {row["kind"] for row in office.json("find", "Re:")}
    assert office.json("find", "https://example.com", "tier:key") != []
    assert office.json("find", "quote", "tier:light") == [
        row for row in office.json("find", "quote") if row["account"] == "birch"
    ]
    assert {row["kind"] for row in office.json("find", "acme", "kind:account")} == {"account"}


def test_commas_and_numbers_with_commas_are_told_apart() -> None:
    assert read("region:a\\,b,c").values == ("a,b", "c")
    assert read("arr:60000").values == (Between(6000000, 6000000),)
    assert read("score:1,000").values == (Between(1000, 1000),)
    assert read("score:10,20").values == (Between(10, 10), Between(20, 20))
    assert read("probability:50%", "opportunity").values == (Between(0.5, 0.5),)


def test_days_are_read_the_way_the_field_lies() -> None:
    assert read("touched:fri").values[0].low == "2026-02-27"
    assert read("renews:fri").values[0].low == "2026-03-06"
    assert read("renews:2026-Q2").values == (Between("2026-04-01", "2026-06-30"),)
    assert read("renews:mon..fri").values == (Between("2026-03-09", "2026-03-13"),)
    assert read("touched:last-month").values == (Between("2026-02-01", "2026-02-28"),)
    assert read("touched.before:2026").values == (Between("2026-01-01", "2026-12-31"),)


@pytest.mark.parametrize(
    ("word", "until"),
    [("eoq", "2026-04-01"), ("end of month", "2026-04-01"), ("EOW", "2026-03-09"), ("eoy", "2027-01-01")],
)
def test_before_the_end_of_something_its_last_day_counts(word: str, until: str) -> None:
    assert read(f"renews.before:{word}").values == (Between(until, until),)
    last = (dt.date.fromisoformat(until) - dt.timedelta(days=1)).isoformat()
    assert read(f"renews:{word}").values == read(f"renews.after:{word}").values == (Between(last, last),)
    assert read(f"renews.before:{last}").values == (Between(last, last),)


def test_every_field_has_help_and_a_type_that_has_operators() -> None:
    for kind in KINDS:
        for name, field in own_fields(kind).items():
            assert field.help
            assert field.type in OPERATORS, name
            assert (field.type in ("word", "ref")) == bool(field.values), name
            assert is_filter(f"{name}:x")


@settings(
    max_examples=examples(300), derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(word=st.text(max_size=60) | st.from_regex(r"[a-z.]{1,20}:.{0,20}"))
def test_any_word_is_read_or_refused_in_words(word: str) -> None:
    with suppress(BadValue):
        assert read(word, "contract").field


def test_nonsense_in_the_place_of_a_filter_never_reaches_the_database(office: Cli) -> None:
    @settings(
        max_examples=examples(150),
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        field=st.sampled_from(sorted(fields_of("contract"))),
        operator=st.sampled_from(
            ["", ".not", ".has", ".over", ".under", ".before", ".after", ".none", ".any", ".zz"]
        ),
        value=st.text(max_size=30)
        | st.sampled_from(["'", '"', "%", "\\", "1e999", "9" * 40, "-1", "..", ",", "NULL"]),
    )
    def refused_or_answered(field: str, operator: str, value: str) -> None:
        found = office("contract", "list", f"{field}{operator}:{value}", "-o", "ids")
        assert found.code in (0, 2), found
        assert UNEXPECTED not in found.err

    refused_or_answered()


def test_what_fits_nothing_is_said_to_a_person_with_what_may_be_meant(office: Cli) -> None:
    office.ok("account", "edit", "acme", "--owner", "Ana Bell", "--set", "seats=40")
    for argv, said in (
        (["checkins", "robotix"], "Nothing matches robotix. Did you mean Acme Robotics?"),
        (["checkins", "owner:ana"], "Nothing matches owner:ana. Did you mean Ana Bell?"),
        (["today", "champion:jane"], "Nothing matches champion:jane. champion.has:jane finds part of it."),
        (
            ["checkins", "extra.seat:40"],
            "Nothing matches extra.seat:40. Did you mean seats?",
        ),
        (["renewals", "60d"], "Nothing matches 60d. Did you mean am renewals --in 60d?"),
        (["renewals", "60"], "Nothing matches 60. am help filters"),
        (["forecast", "2026-Q4"], "Nothing matches 2026-Q4. Did you mean am forecast --period 2026-Q4?"),
        (["checkins", "2026-Q4"], "Nothing matches 2026-Q4. am help filters"),
        (["checkins", "tier:key", "tier:light"], "Nothing matches tier:key tier:light. am help filters"),
    ):
        assert " ".join(office.ok(*argv, tty=True).split()) == said
    for page in ("today", "portfolio", "forecast"):
        assert office.ok(page, "robotix") == "Nothing matches robotix. Did you mean Acme Robotics?\n"
        assert office.ok(page, "name.has:zzz") == "Nothing matches name.has:zzz. `am help filters`\n"
    shown = scored(office).ok("risks", "health:healthy", tty=True)
    assert shown.splitlines()[-1] == "All matches: am risks --all health:healthy"


def test_a_filter_typed_with_another_sign_is_no_name(office: Cli) -> None:
    for word, hint in (
        ("tier=key", "tier:key"),
        ("arr>50k", "arr.over:50k"),
        ("health<50", "score.under:50"),
    ):
        code, _, err = office("checkins", word)
        assert (code, hint in err) == (2, True)
    for word in ("", " ", ":2"):
        assert office("checkins", word).code == 2


def test_columns_of_the_lists_are_fields_too(office: Cli) -> None:
    for path, word in (
        ("checkins", "days_overdue.over:10"),
        ("checkins", "last_touch_on.before:-10d"),
        ("renewals", "days_to_notice.under:5"),
        ("tasks", "days_overdue.over:3"),
    ):
        assert office.json(path, word) != []
    assert with_score(office).json("risks", "score.under:60") != []
    rows = {row["account"]: row["days_overdue"] for row in office.json("checkins", "--all")}
    assert {row["account"] for row in office.json("checkins", "--all", "days_overdue.over:5")} == {
        account for account, days in rows.items() if days > 5
    }


def test_a_reference_of_another_kind_is_none(office: Cli) -> None:
    assert office.ok("task", "list", "task:T1", "-o", "ids") == "t1\n"
    for argv in (
        ["task", "list", "task:1"],
        ["task", "list", "task:k1"],
        ["contract", "list", "contract:t1"],
        ["contract", "list", "renewed_by:p1"],
    ):
        code, _, err = office(*argv)
        assert (code, "is not a reference" in err) == (2, True)


def test_thousands_and_lists_are_not_mixed(office: Cli) -> None:
    assert office.ok("account", "list", "arr:60,000", "-o", "ids") == "acme\n"
    code, _, err = office("account", "list", "arr:60,000,12k")
    assert (code, "are these thousands?" in err) == (2, True)


def test_what_is_searched_for_knows_its_own_fields_and_all_but_their_names(office: Cli) -> None:
    assert {row["account"] for row in office.json("find", "quote", "account:birch")} == {"birch"}
    assert office("find", "quote", "kinds:task").err == (
        'am: "kinds:task": no such field. Did you mean kind:?\n'
    )
    assert office.json("find", "quote", "account.tier:key") == office.json("find", "quote", "tier:key")


def test_very_many_words_are_refused_in_words(office: Cli) -> None:
    assert office("account", "list", *["tier:key"] * 1500).code == 2
    assert office("account", "list", "tag.has:" + ",".join(["a"] * 900)).code == 2
    assert office("account", "list", "name.has:" + ",".join(["zq"] * 100)).code == 0


def test_filters_do_not_look_ahead(office: Cli) -> None:
    office.ok("account", "add", "Late Glass", "--since", "2024-01-01", "--tag", "vip", "--set", "plan=gold",
              "--domain", "late.example", today=None)  # fmt: skip
    for word in ("tag:vip", "extra.plan:gold", "domain:late.example"):
        assert office.json("account", "list", word) != []
        assert office.json("checkins", "--all", "--as-of", "2026-02-01", word) == []
