import pytest

from tests.support import Cli


def test_a_contact_is_kept_with_all_that_is_known(office: Cli) -> None:
    ref = office.ref(
        "contact", "add", "acton", "Bo Li", "--title", "CFO", "--email", "bo@acton.example", "--email",
        "bo@home.example",
        "--phone", "+44 20 7946 0018", "--phone", "ext. 7", "--role", "econ", "--stance", "sup", "--primary",
        "--language", "zh", "--timezone", "Asia/Shanghai", "--do-not-mail", "--prefers", "chat", "--tag",
        "vip",
        "--set", "desk=4", "--notes", "Left-handed",
    )  # fmt: skip
    found = office.json("show", ref)
    assert (ref, found["account"], found["name"], found["title"]) == ("p4", "acton", "Bo Li", "CFO")
    assert found["emails"] == ["bo@acton.example", "bo@home.example"]
    assert found["phones"] == [
        {"typed": "+44 20 7946 0018", "e164": "+442079460018"}, {"typed": "ext. 7", "e164": None},
    ]  # fmt: skip
    assert [found[name] for name in ("role", "stance", "prefers")] == ["economic_buyer", "supporter", "chat"]
    assert (found["primary"], found["do_not_mail"], found["tags"], found["extra"]) == (
        True,
        True,
        ["vip"],
        {"desk": 4},
    )


def test_someone_leaves_and_is_followed_by_a_colleague(office: Cli) -> None:
    office.ok("contact", "edit", "p1", "--left", "9 feb", "--successor", "omar")
    found = office.json("show", "p1")
    assert (found["left_on"], found["successor"]) == ("2026-02-09", "p2")
    office.ok("contact", "edit", "p1", "--left", "", "--successor", "")
    assert office.json("show", "p1")["left_on"] is None


def test_a_successor_is_a_colleague_and_somebody_else(office: Cli) -> None:
    assert office("contact", "edit", "p1", "--successor", "p3").code == 3
    assert office("contact", "edit", "p1", "--successor", "p1").code == 5


def test_people_are_listed_for_one_account_or_all(office: Cli) -> None:
    assert [each["contact"] for each in office.json("contact", "list", "acme")] == ["p1", "p2"]
    assert len(office.json("contact", "list")) == 3
    assert office.ok("contact", "list", "acme", "-o", "ids") == "p1\np2\n"


@pytest.mark.parametrize("word", ["p1", "Jane Orr", "JANE", "orr"])
def test_a_contact_is_found_by_reference_name_or_part(office: Cli, word: str) -> None:
    assert office.json("contact", "show", word)["contact"] == "p1"


def test_a_contact_is_found_by_an_address(office: Cli) -> None:
    assert office.json("contact", "show", "OMAR@acme.example")["contact"] == "p2"


def test_two_people_of_one_name_are_ambiguous_until_one_has_left(office: Cli) -> None:
    office.ok("contact", "add", "acton", "Jane Doe")
    code, _, err = office("contact", "show", "jane")
    assert code == 4
    assert err.splitlines()[0] == 'am: "jane" matches 2 contacts. Which one?'
    assert [line.split()[0] for line in err.splitlines()[1:]] == ["p1", "p4"]
    office.ok("contact", "edit", "p4", "--left", "yesterday")
    assert office.json("contact", "show", "jane")["contact"] == "p1"


def test_an_unknown_contact_is_answered_with_who_is_there(office: Cli) -> None:
    code, _, err = office("log", "acme", "hello", "-w", "jnae")
    assert (code, err) == (
        3, 'am: no contact "jnae" at Acme Robotics; nothing was logged.\n    Did you mean Jane Orr?\n',
    )  # fmt: skip


def test_deleting_a_person_keeps_what_was_said_with_them(office: Cli) -> None:
    office.ok("contact", "rm", "p1", "-y")
    assert office.json("show", "n1")["contacts"] == []
    office.ok("undo")
    assert office.json("show", "n1")["contacts"] == ["Jane Orr"]


def test_interaction_add_is_log(office: Cli) -> None:
    ref = office.ref("activity", "add", "acme", "Met on site", "-k", "visit", "-w", "omar")
    found = office.json("activity", "show", ref)
    assert (found["kind"], found["summary"], found["contacts"]) == ("visit", "Met on site", ["Omar Haddad"])


def test_an_activity_is_corrected_and_emptied(office: Cli) -> None:
    office.ok("activity", "edit", "n1", "--on", "2026-02-04", "--at", "9:05", "--minutes", "30",
              "--no-answer", "--direction", "in", "--kind", "chat", "--feel", "ok", "--purpose", "supp",
              "--body", "Long")  # fmt: skip
    found = office.json("show", "n1")
    names = ("on", "at", "minutes", "tried", "direction", "kind", "feel", "purpose", "body")
    assert [found[name] for name in names] == [
        "2026-02-04", "09:05", 30, True, "in", "chat", "ok", "support", "Long",
    ]  # fmt: skip
    office.ok(
        "activity", "edit", "n1", "--answered", "--at", "", "--minutes", "", "--feel", "", "--summary", ""
    )
    found = office.json("show", "n1")
    assert [found[name] for name in ("tried", "at", "minutes", "feel", "summary")] == [
        False,
        None,
        None,
        None,
        None,
    ]


def test_a_deleted_interaction_is_no_touch_any_more(office: Cli) -> None:
    office.ok("activity", "rm", "n1", "--yes")
    (acme,) = [each for each in office.json("checkins", "--all") if each["account"] == "acme"]
    assert acme["last_touch_on"] is None


def test_a_number_without_a_country_is_of_the_one_that_is_set(office: Cli) -> None:
    office.ok("config", "set", "me.country", "gb")
    assert office.ok("config", "get", "me.country") == "GB\n"
    ref = office.ref("contact", "add", "acton", "Bo Li", "--phone", "020 7946 0018", "--phone", "7946 ext 7")
    assert office.json("show", ref)["phones"] == [
        {"typed": "020 7946 0018", "e164": "+442079460018"}, {"typed": "7946 ext 7", "e164": None},
    ]  # fmt: skip
    office.ok("contact", "edit", ref, "--phone", "+49 30 901820")
    assert office.json("show", ref)["phones"] == [{"typed": "+49 30 901820", "e164": "+4930901820"}]
    refused = office("config", "set", "me.country", "UK")
    assert (refused.code, refused.err.splitlines()[0]) == (
        2,
        'am: me.country: "UK" is not a two-letter country code. Nothing was changed.',
    )


def test_a_name_that_the_customer_has_already_is_refused_in_a_pipe(office: Cli) -> None:
    before = office.dump()
    code, out, err = office("contact", "add", "acme", "JANE orr")
    assert (code, out) == (5, "")
    told = " ".join(err.split())
    assert "Acme Robotics has Jane Orr (p1) already" in told
    assert "am contact add acme 'Jane Orr' --separate" in told
    code, _, err = office("contact", "add", "--stdin", stdin="account,name\nacme,Zoe Falk\nacme,Jane Orr\n")
    assert (code, "line 3" in err) == (5, True), err
    assert office.dump() == before
    assert office.ref("contact", "add", "acton", "Jane Orr") == "p4"
    assert office.ref("contact", "add", "acme", "Jane Orr", "--separate") == "p5"
    assert ("p1", "p5") not in [(row["keep"], row["other"]) for row in office.json("doctor", "--duplicates")]
    office.ok("undo")
    office.ok("undo")
    assert office.dump() == before


def test_a_terminal_is_asked_whether_two_people_share_a_name(office: Cli) -> None:
    question = (
        "Acme Robotics has Omar Haddad (p2, IT Security Lead) already. Add another person of this name?"
    )
    no = office("contact", "add", "acme", "Omar Haddad", tty=True, stdin="\n")
    assert (no.code, no.out, no.err.startswith(question)) == (5, "", True)
    assert len(office.json("contact", "list", "acme")) == 2
    yes = office("contact", "add", "acme", "Omar Haddad", tty=True, stdin="y\n")
    assert (yes.code, "added as p4" in yes.out) == (0, True)
    office.ok("contact", "left", "p1", "--no-task")
    office.ok("contact", "add", "acme", "Jane Orr")
