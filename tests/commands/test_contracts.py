from pathlib import Path

from tests.support import Cli

TERMS = ("starts_on", "ends_on", "annual_value", "currency")


def terms(cli: Cli, ref: str) -> list:
    found = cli.json("show", ref)
    return [found[name] for name in TERMS]


def status(cli: Cli, code: str) -> str:
    return cli.json("show", code)["status"]


def test_a_contract_runs_for_its_term_from_today(office: Cli) -> None:
    ref = office.ref("contract", "add", "acton", "--product", "Platform", "--value", "60k", "--term", "12m")
    assert terms(office, ref) == ["2026-03-02", "2027-03-01", 60000, "EUR"]


def test_every_option_of_a_contract_is_kept(office: Cli) -> None:
    ref = office.ref(
        "contract", "add", "acton", "--product", "Cloud", "--quantity", "60", "--starts", "2026-01-01",
        "--ends",
        "2026-12-31", "--value", "USD 1.2m", "--signed", "2025-12-20", "--auto-renew", "--notice", "90",
        "--stage", "c",
        "--forecast", "lik", "--reason", "won", "--concessions", "5%", "--reference", "A/17", "--notes",
        "n", "--set",
        "po=9",
    )  # fmt: skip
    found = office.json("show", ref)
    wanted = {
        "product": "Cloud", "quantity": 60, "annual_value": 1_200_000, "currency": "USD",
        "signed_on": "2025-12-20",
        "auto_renew": True, "notice_days": 90, "stage": "contacted", "forecast": "likely", "reason": "won",
        "concessions": "5%", "reference": "A/17", "notes": "n", "extra": {"po": 9},
    }  # fmt: skip
    assert {name: found[name] for name in wanted} == wanted
    assert office.json("contract", "show", "A/17")["contract"] == ref


def test_a_value_may_be_for_a_month_or_for_the_term(office: Cli) -> None:
    month = office.ref("contract", "add", "acton", "--product", "A", "--value", "500", "--per", "month")
    term = office.ref(
        "contract", "add", "acton", "--product", "B", "--value", "90k", "--per", "term", "--term", "18m"
    )
    days = office.ref(
        "contract", "add", "acton", "--product", "C", "--value", "100", "--per", "te", "--term", "73d"
    )
    assert [terms(office, ref)[2] for ref in (month, term, days)] == [6000, 60000, 500]
    assert office("contract", "add", "acton", "--product", "D", "--value", "1", "--per", "term").code == 2


def test_an_end_and_a_term_exclude_each_other(office: Cli) -> None:
    assert office("contract", "add", "acton", "--ends", "eoy", "--term", "12m").code == 2
    assert office("contract", "add", "acton", "--ends", "2025-01-01").code == 5


def test_an_overlap_for_the_same_product_is_refused_unless_it_is_meant(office: Cli) -> None:
    again = [
        "contract",
        "add",
        "acme",
        "--product",
        "PLATFORM",
        "--value",
        "1k",
        "--starts",
        "2026-04-04",
        "--term",
        "1y",
    ]
    code, _, err = office(*again)
    assert (code, "k1 already covers Platform, 5 Apr 2025 to 4 Apr 2026." in err) == (5, True)
    office.ok(
        "contract",
        "add",
        "acme",
        "--product",
        "Other",
        "--value",
        "1k",
        "--starts",
        "2026-04-04",
        "--term",
        "1y",
    )
    office.ok(*again, "--overlap")
    assert office("renew", "k1").code == 5
    assert office("renew", "k1", "--overlap").code == 0


def test_the_day_after_is_no_overlap(office: Cli) -> None:
    office.ok("contract", "add", "acme", "--product", "Platform", "--starts", "2026-04-05", "--term", "1y")


def test_a_new_product_is_said(office: Cli) -> None:
    said = office.ok("contract", "add", "acton", "--product", "Cloud", "--value", "1k", tty=True)
    assert said.splitlines() == [
        "Acton Glass: k3 Cloud added: EUR 1,000 a year from Mon 2 Mar, no end date, so no",
        "renewal will come up.",
        "Cloud is a new product.",
    ]


def test_a_renewal_follows_the_day_after_on_the_same_terms(office: Cli) -> None:
    ref = office.ref("renew", "acme")
    assert terms(office, ref) == ["2026-04-05", "2027-04-04", 60000, "EUR"]
    new, old = office.json("show", ref), office.json("show", "k1")
    assert (new["notice_days"], new["auto_renew"], new["product"], new["uplift_pct"]) == (
        30,
        True,
        "Platform",
        None,
    )
    assert [old[name] for name in ("outcome", "outcome_on", "renewed_by", "stage")] == [
        "renewed", "2026-03-02", ref, "signed",
    ]  # fmt: skip


def test_a_renewal_takes_new_terms(office: Cli) -> None:
    ref = office.ref("contract", "renew", "k1", "--value", "66k", "--term", "24m", "--quantity", "70",
    "--notice", "60",
                     "--no-auto-renew", "--reason", "happy", "--concessions", "none")  # fmt: skip
    new = office.json("show", ref)
    assert terms(office, ref) == ["2026-04-05", "2028-04-04", 66000, "EUR"]
    assert [new[name] for name in ("uplift_pct", "quantity", "notice_days", "auto_renew", "concessions")] == [
        10, 70, 60, False, "none",
    ]  # fmt: skip
    assert office.json("show", "k1")["reason"] == "happy"


def test_amendments_are_folded_into_the_successor(office: Cli) -> None:
    office.ok("contract", "edit", "k1", "--quantity", "50")
    first = office.ref("contract", "amend", "acme", "--by", "12k", "--quantity", "10", "--on", "2026-03-15")
    second = office.ref("contract", "amend", "k1", "--to", "70k")
    assert [office.json("show", ref)["annual_value"] for ref in (first, second)] == [12000, -2000]
    assert office.json("show", first)["amends"] == "k1"
    (line,) = [each for each in office.json("renewals") if each["account"] == "acme"]
    assert (line["contract"], line["annual_value"]) == ("k1", 70000)
    new = office.json("show", office.ref("renew", "acme"))
    assert (new["annual_value"], new["quantity"], new["amends"]) == (70000, 60, None)


def test_an_amendment_has_to_make_sense(office: Cli) -> None:
    before = office.dump()
    for argv, exit_code in (
        (["--by", "1k", "--to", "2k"], 2),
        ([], 2),
        (["--to", "60k"], 5),
        (["--by", "-60.01k"], 5),
        (["--by", "USD 5k"], 5),
        (["--by", "5k", "--on", "2026-04-05"], 5),
        (["--by", "5k", "--on", "2025-04-04"], 5),
    ):
        assert office("contract", "amend", "k1", *argv).code == exit_code, argv
    assert office.dump() == before
    amendment = office.ref("contract", "amend", "k1", "--by", "-5k")
    assert office("renew", amendment).code == 5


def test_a_contract_without_end_has_nothing_to_renew_and_churns_today(office: Cli) -> None:
    ref = office.ref("contract", "add", "acton", "--value", "5k")
    assert office.json("show", ref)["ends_on"] is None
    code, _, err = office("renew", ref)
    assert (code, "has no end date, so there is nothing to renew" in err) == (5, True)
    office.ok("churn", ref)
    assert office.json("show", ref)["terminated_on"] == "2026-03-02"


def test_with_the_last_contract_the_customer_is_leaving_and_it_is_said(office: Cli) -> None:
    said = office.ok("churn", "birch", "-r", "price", tty=True)
    assert said.splitlines() == [
        "Birchwood Schools: k2 recorded as lost (price), runs to 31 Aug.",
        "to undo: am undo",
        "Birchwood Schools is leaving.",
    ]
    found = office.json("show", "k2")
    assert [found[name] for name in ("outcome", "outcome_on", "reason", "terminated_on")] == [
        "churned", "2026-03-02", "price", None,
    ]  # fmt: skip
    assert status(office, "birch") == "leaving"
    assert office.json("show", "birch", today="2026-09-01")["status"] == "churned"


def test_an_account_with_another_contract_stays(office: Cli) -> None:
    office.ok("contract", "add", "birch", "--product", "Other", "--value", "1k")
    office.ok("churn", "k2")
    assert status(office, "birch") == "active"


def test_a_new_contract_ends_a_leaving_and_says_so(office: Cli) -> None:
    office.ok("churn", "birch")
    said = office.ok("contract", "add", "birch", "--value", "5k", tty=True)
    assert said.splitlines()[-1:] == ["Birchwood Schools is no longer leaving."]
    assert status(office, "birch") == "active"
    office.ok("undo")
    assert status(office, "birch") == "leaving"


def test_a_new_contract_wakes_a_churned_account_and_says_so(office: Cli) -> None:
    office.ok("churn", "birch", "--on", "2026-02-01")
    assert status(office, "birch") == "churned"
    said = office.ok("contract", "add", "birch", "--value", "5k", tty=True)
    assert said.splitlines()[-1:] == ["Birchwood Schools is active again."]
    assert status(office, "birch") == "active"
    office.ok("undo")
    assert status(office, "birch") == "churned"


def test_a_contract_may_stop_before_its_end_but_not_after_it(office: Cli) -> None:
    assert office("churn", "k1", "--on", "2026-04-06").code == 5
    assert office("churn", "k1", "--on", "2025-04-04").code == 5
    office.ok("churn", "k1", "--on", "2026-03-20")
    assert office.json("show", "k1")["terminated_on"] == "2026-03-20"


def test_what_has_its_outcome_is_closed(office: Cli) -> None:
    office.ok("renew", "k1")
    for argv in (
        ["renew", "k1"],
        ["churn", "k1"],
        ["stage", "k1", "verbal"],
        ["contract", "amend", "k1", "--by", "1k"],
    ):
        code, _, err = office(*argv)
        assert (code, "k1 was already renewed, as k3" in err) == (5, True)
    office.ok("churn", "k2")
    assert "recorded as lost" in office("renew", "k2").err


def test_a_stage_moves_by_the_start_of_its_name(office: Cli) -> None:
    assert (
        office.ok("stage", "acme", "v", "--forecast", "com", tty=True)
        == "Acme Robotics: k1 not started → verbal.\n"
    )
    found = office.json("show", "k1")
    assert (found["stage"], found["forecast"]) == ("verbal", "commit")
    assert office("stage", "acme", "x").code == 2


def test_an_account_with_two_open_contracts_is_ambiguous(office: Cli) -> None:
    office.ok("contract", "add", "acme", "--product", "Other", "--value", "1k", "--term", "1m")
    code, _, err = office("stage", "acme", "verbal")
    assert code == 4
    assert [line.split()[0] for line in err.splitlines()[1:]] == ["k3", "k1"]


def test_an_account_without_contract_is_not_found(office: Cli) -> None:
    code, _, err = office("renew", "acton")
    assert (code, "no open contract of Acton Glass" in err) == (3, True)


def test_a_contract_is_edited_and_its_end_emptied(office: Cli) -> None:
    office.ok(
        "contract", "edit", "k1", "--notice", "60", "--no-auto-renew", "--value", "61k", "--product", "Suite"
    )
    found = office.json("show", "k1")
    assert [found[name] for name in ("notice_days", "auto_renew", "annual_value", "product")] == [
        60, False, 61000, "Suite",
    ]  # fmt: skip
    office.ok("contract", "edit", "k1", "--ends", "", "--value", "")
    assert terms(office, "k1") == ["2025-04-05", None, None, "EUR"]
    assert office("contract", "edit", "k1", "--ends", "2025-04-04").code == 5


def test_a_contract_past_its_end_can_still_be_renewed(office: Cli) -> None:
    assert terms(office, office.ref("renew", "acme", today="2026-06-01"))[:2] == ["2026-04-05", "2027-04-04"]


def test_deleting_a_contract_takes_its_amendments_along(office: Cli) -> None:
    office.ok("contract", "amend", "k1", "--by", "1k")
    office.ok("contract", "rm", "k1", "--yes")
    assert [each["contract"] for each in office.json("contract", "list")] == ["k2"]


def test_an_account_whose_renewed_term_still_runs_stays_when_the_renewal_is_lost(office: Cli) -> None:
    office.ok("renew", "acme")
    office.ok("churn", "acme", "--reason", "price")
    assert office.json("show", "acme")["status"] == "active"
    assert [row["outcome"] for row in office.json("contract", "list", "acme")] == ["renewed", "churned"]


def test_several_are_lost_in_one_step_with_one_question(office: Cli) -> None:
    before = office.dump()
    asked = office("churn", "k1", "birch", "k1", "--reason", "ended", tty=True, stdin="n\n")
    assert (asked.code, asked.out) == (5, "")
    assert asked.err.startswith(
        "Record 2 contracts as lost: k1 Acme Robotics · k2 Birchwood Schools? [y/N] am: cancelled"
    )
    assert office.dump() == before
    done = office("churn", "k1", "birch", "--reason", "ended", tty=True, stdin="y\n")
    assert (done.code, done.err.count("?")) == (0, 1)
    assert done.out.count("am undo") == 1
    assert [row["reason"] for row in office.json("contract", "list")] == ["ended", "ended"]
    office.ok("undo")
    assert office.dump() == before


def test_references_from_a_list_are_renewed_or_lost_in_a_pipe_without_a_question(office: Cli) -> None:
    refs = office.ok("renewals", "--in", "1y", "-o", "ids").split()
    assert sorted(refs) == ["k1", "k2"]
    assert office.ok("renew", *refs, "--term", "12m").splitlines() == ["k3", "k4"]
    assert office.json("contract", "list", "renewed_by:k4")[0]["outcome"] == "renewed"
    office.ok("undo")
    assert office.ok("churn", *refs).splitlines() == refs
    assert {row["outcome"] for row in office.json("contract", "list")} == {"churned"}


def test_of_several_one_that_cannot_be_stops_all(office: Cli) -> None:
    office.ok("churn", "k2")
    before = office.dump()
    for argv in (
        ("renew", "k1", "k2"),
        ("churn", "k1", "k2"),
        ("churn", "k1", "k9"),
        ("renew", "k1", "acton"),
    ):
        code, out, err = office(*argv)
        assert (code in (3, 5), out, "nothing was changed" in " ".join(err.lower().split())) == (
            True,
            "",
            True,
        )
    code, _, err = office("renew", "k1", "acme", "--value", "66k")
    assert (code, "--value is for one contract" in err) == (2, True)
    assert office.dump() == before


def test_what_is_expected_and_how_long_it_renews_are_kept_in_files_too(office: Cli, tmp_path: Path) -> None:
    office.ok("contract", "edit", "k1", "--expect", "50k", "--renew-months", "6")
    expected = terms(office, "k1")[-1], "50000", "6"
    found = office.json("show", "k1")
    assert (found["currency"], str(found["forecast_value"]), str(found["renew_months"])) == expected
    listed = ("contract", "list", "-o", "csv", "--fields", "account,forecast_value,renew_months")
    office.ok("export", "--all", "--to", str(tmp_path / "copy"))
    other = ("--book", str(tmp_path / "other.db"))
    office.ok(*other, "init", "--currency", "EUR")
    office.ok(*other, "import", *map(str, sorted((tmp_path / "copy").glob("*.csv"))), "--yes")
    assert office.ok(*other, *listed) == office.ok(*listed)
    office.ok("contract", "edit", "k1", "--expect", "", "--renew-months", "")
    assert office.json("show", "k1")["forecast_value"] is None
    assert office("contract", "edit", "k1", "--expect", "USD 5k")[0] == 5
    assert office("contract", "edit", "k1", "--expect", "nothing")[0] == 2


def test_the_same_renewal_typed_twice_is_asked_about_on_a_terminal(office: Cli) -> None:
    first = office("renew", "acme", tty=True)
    assert (first.code, first.err, "as k" in first.out) == (0, "", True)
    new = office.json("contract", "list", "acme", "-s", "-id")[0]["contract"]
    before = office.dump()
    again = office("renew", "acme", tty=True, stdin="n\n")
    question = f"{new} Acme Robotics is itself a renewal recorded today. Renew for another term? [y/N]"
    assert (again.code, again.out, question in again.err) == (5, "", True)
    assert again.err.endswith("am: cancelled; nothing was changed.\n")
    assert office("renew", new, tty=True).code == 5  # Enter is no
    assert office.dump() == before
    assert office("renew", "acme", tty=True, stdin="y\n").code == 0
    assert office("renew", "acme", "--yes", tty=True).code == 0
    assert office("renew", "acme").code == 0  # a script has said what it wants
    later = office("renew", "acme", tty=True, today="2026-03-03")  # the last one is of yesterday
    assert (later.code, later.err) == (0, "")


def test_a_contract_shows_its_notice_deadline_however_the_period_was_said(office: Cli) -> None:
    for notice in ("30d", "1m"):
        ref = office.ref(
            "contract", "add", "acton", "--product", notice, "--starts", "2025-04-05", "--ends", "2026-04-04",
            "--value", "60k", "--notice", notice,
        )  # fmt: skip
        day = {"30d": "2026-03-05", "1m": "2026-03-04"}[notice]
        shown = [office.json(*verb, ref)["notice_by"] for verb in (("show",), ("contract", "show"))]
        assert shown == [day, day]
        lines = [line.split() for line in office.ok("show", ref, tty=True).splitlines()]
        assert ["notice", "by", day] in lines
    endless = office.ref(
        "contract", "add", "acton", "--product", "x", "--starts", "2025-04-05", "--value", "6"
    )
    assert office.json("show", endless)["notice_by"] is None
