from tests.support import Cli


def task(cli: Cli, ref: str):
    return cli.json("show", ref)


def test_a_task_is_kept_with_its_day_its_person_and_its_promise(office: Cli) -> None:
    ref = office.ref("task", "add", "acme", "Names for the pilot", "--promised-by", "them", "-d", "+10d",
    "-w", "jane",
                     "--assignee", "Ama", "--waiting-on", "Legal")  # fmt: skip
    found = task(office, ref)
    names = (
        "title",
        "due_on",
        "first_due_on",
        "promised",
        "promised_by",
        "contact",
        "assignee",
        "waiting_on",
    )
    assert [found[name] for name in names] == [
        "Names for the pilot", "2026-03-12", "2026-03-12", True, "them", "Jane Orr", "Ama", "Legal",
    ]  # fmt: skip


def test_the_open_ones_are_listed_the_longest_overdue_first(office: Cli) -> None:
    office.ok("task", "add", "birch", "Without a day")
    office.ok("task", "add", "acton", "Ahead", "--due", "+3d")
    office.ok("task", "add", "acton", "Later", "--due", "+30d")
    office.ok("done", office.ref("task", "add", "acton", "Done"))
    found = office.json("tasks")
    assert [(row["title"], row["days_overdue"]) for row in found] == [
        ("Security answers", 4), ("Ahead", -3), ("Later", -30), ("Without a day", None),
    ]  # fmt: skip
    assert [row["title"] for row in office.json("tasks", "acton")] == ["Ahead", "Later"]
    assert len(office.json("task", "list")) == 5


def test_editing_keeps_the_first_due_date(office: Cli) -> None:
    office.ok("task", "edit", "t1", "--due", "fri", "--title", "All answers", "--with", "", "--no-promised")
    found = task(office, "t1")
    names = ("due_on", "first_due_on", "title", "contact", "promised", "promised_by")
    assert [found[name] for name in names] == ["2026-03-06", "2026-02-26", "All answers", None, False, None]
    office.ok("task", "edit", "t1", "--due", "")
    assert task(office, "t1")["due_on"] is None


def test_a_task_is_done_today_or_on_another_day(office: Cli) -> None:
    second = office.ref("task", "add", "acme", "Second")
    assert office.ok("done", "t1", second) == "t1\nt2\n"
    assert task(office, "t1")["done_on"] == "2026-03-02"
    office.ok("done", "t1", "--on", "yesterday")
    assert task(office, "t1")["done_on"] == "2026-03-01"


def test_what_is_done_already_keeps_its_day(office: Cli) -> None:
    office.ok("task", "done", "t1")
    said = office.ok("done", "t1", today="2026-03-09", tty=True)
    assert said == "t1 was already done: Security answers (acme)\n"
    assert task(office, "t1")["done_on"] == "2026-03-02"


def test_an_account_stands_for_its_one_open_task(office: Cli) -> None:
    assert office.ref("done", "acme") == "t1"
    assert office("done", "acme").code == 3
    for title in ("One", "Two"):
        office.ok("task", "add", "acme", title)
    code, _, err = office("done", "acme")
    assert code == 4
    assert [line.split()[0] for line in err.splitlines()[1:]] == ["t2", "t3"]


def test_one_bad_reference_leaves_all_of_them_open(office: Cli) -> None:
    for ref, exit_code in (("t99", 3), ("k1", 5), ("nobody", 3)):
        assert office("done", "t1", ref).code == exit_code
    assert task(office, "t1")["done_on"] is None


def test_a_task_is_opened_again(office: Cli) -> None:
    office.ok("done", "t1")
    office.ok("task", "reopen", "t1")
    assert task(office, "t1")["done_on"] is None


def test_a_snoozed_task_is_due_later_and_remembers_when_it_was(office: Cli) -> None:
    office.ok("snooze", "t1", "fri", "--reason", "waiting for legal")
    assert (task(office, "t1")["due_on"], task(office, "t1")["first_due_on"]) == ("2026-03-06", "2026-02-26")


def test_a_snoozed_account_leaves_the_list_until_its_day(office: Cli) -> None:
    assert office.ref("snooze", "acme") == "acme"
    assert "acme" not in [row["account"] for row in office.json("checkins", today="2026-03-08")]
    assert "acme" in [row["account"] for row in office.json("checkins", today="2026-03-09")]
    states = {
        row["account"]: (row["state"], row["snoozed_until"]) for row in office.json("checkins", "--all")
    }
    assert states["acme"] == ("snoozed", "2026-03-09")


def test_other_records_are_put_off_too_and_the_history_says_so(office: Cli) -> None:
    assert office.ref("snooze", "k1", "+2w") == "k1"
    assert office.json("history", "k1")[0]["what"] == ["k1 snoozed until 2026-03-16"]


def test_nothing_is_put_off_into_the_past(office: Cli) -> None:
    assert office("snooze", "acme", "2026-03-01").code == 5
    assert office.json("show", "acme")["snoozed_until"] is None


def test_a_deleted_task_is_gone_and_comes_back(office: Cli) -> None:
    office.ok("task", "rm", "t1", "--yes")
    assert office("show", "t1").code == 3
    office.ok("undo")
    assert task(office, "t1")["title"] == "Security answers"


def test_several_open_tasks_are_said_to_be_of_an_account_by_its_name(office: Cli) -> None:
    office.ok("task", "add", "acme", "One more")
    code, _, err = office("done", "ac", "--on", "today")
    assert code == 4, err
    code, _, err = office("done", "acm")
    assert (code, "Acme Robotics has 2 open tasks. Which one?" in err) == (4, True), err
    for title in ("Two sites live", "Fewer calls"):
        office.ok("goal", "add", "acme", title)
    code, _, err = office("goal", "met", "acm")
    assert (code, "Acme Robotics has 2 open goals. Which one?" in err) == (4, True), err
