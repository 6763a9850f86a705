"""Every reason's next step: its command, as JSON gives it, can be typed, runs, and changes what it says.

For each reason an account that has it is made by the commands themselves. What a person would add (the text
of a talk, the answers to questions) is added, and nothing else.
"""

import shlex
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from amcli.rules.reasons import LINES
from tests.support import Cli, Result, dump

# What was typed, with its day first.
NEW = "2025-03-03 account add Acme --code acme --since 2024-03-03"
JANE = '2025-03-03 contact add acme "Jane Orr" --role champion'
OMAR = '2025-03-03 contact add acme "Omar Haddad"'
GOAL = '2025-03-03 goal add acme "Half the time"'
REVIEW = '2026-02-02 log acme "The year so far" -k qbr -w jane -w omar'
TALK = '2026-02-20 log acme "All is well" -w jane -w omar'
ELSEWHERE = ("2026-02-20 account add Birch --code birch", "2026-02-20 log birch Hello")
KEPT = (NEW, JANE, OMAR, GOAL, REVIEW, TALK)
CONTRACT = "2025-03-03 contract add acme --value 12k --term 12m --starts"
MAILED = "log acme Hello -k email --direction out -w jane -w omar"
NOW, MORE = "'All is well'", "'Send the plan' --promised --due 2026-02-27"


class Case(NamedTuple):
    """A reason of acme: what was typed to come to it, and the command that is shown.

    `more` is typed behind the command, `typed` at its questions. Afterwards the reason is `gone`, and the
    score has won what `back` says; or it costs `less`, by what `back` says; or it stands, because the
    command only `shows` something or is a `first` step, and `then` is the next command.
    """

    signal: str
    story: tuple[str, ...]
    command: str
    becomes: str = "gone"
    more: str = ""
    typed: str = ""
    then: str = ""


CASES = {
    "quiet": Case(
        "quiet", (NEW, JANE, OMAR, GOAL, "2026-01-02 log acme Hello -k qbr -w jane -w omar"),
        "am log acme -w jane", more=NOW,
    ),
    "never contacted anybody": Case(
        "quiet", (NEW, *ELSEWHERE), "am contact add acme", "first", typed="Jane Orr\n",
        then="am log acme -w jane",
    ),
    "the champion left": Case(
        "champion_gone", (*KEPT, "2026-02-21 contact left jane --no-task"), "am brief acme", "shows",
    ),
    "a renewal that nobody began": Case(
        "renewal_uncommitted", (*KEPT, f"{CONTRACT} 2025-05-01"),
        "am stage k1 contacted", "first", then="am stage k1 proposed",
    ),
    "a renewal that is contacted": Case(
        "renewal_uncommitted", (*KEPT, f"{CONTRACT} 2025-05-01", "2026-02-23 stage k1 contacted"),
        "am stage k1 proposed", "first", then="am stage k1 verbal",
    ),
    "a renewal that is proposed": Case(
        "renewal_uncommitted", (*KEPT, f"{CONTRACT} 2025-03-13", "2026-02-23 stage k1 proposed"),
        "am stage k1 verbal",
    ),
    "a contract that ended": Case(
        "renewal_uncommitted", (*KEPT, f"{CONTRACT} 2025-02-20"), "am renew k1",
    ),
    "an open issue": Case(
        "escalation", (*KEPT, '2026-03-01 issue add acme "Exports fail"'), "am issue resolve i1",
    ),
    "an issue that is past its target": Case(
        "escalation", (*KEPT, '2026-02-20 issue add acme "Exports fail" --severity critical'),
        "am issue resolve i1",
    ),
    "two issues": Case(
        "escalation",
        (*KEPT, '2026-02-20 issue add acme "Exports fail" --severity high', "2026-02-20 issue add acme Slow"),
        "am issue resolve i1", "less", then="am issue resolve i2",
    ),
    "an invoice in dispute": Case(
        "payment_late", (*KEPT, '2026-01-20 issue add acme "Invoice disputed" --category billing'),
        "am issue resolve i1", "gone with others",
    ),
    "a late promise": Case(
        "promise_overdue", (*KEPT, f"2026-02-20 task add acme {MORE}"), "am done t1",
    ),
    "two late promises": Case(
        "promise_overdue", (*KEPT, *[f"2026-02-20 task add acme {MORE}"] * 2),
        "am done t1", "less", then="am done t2",
    ),
    "falling usage": Case(
        "usage_falling",
        (*KEPT, "2026-01-02 usage add acme seats 100", "2026-02-22 usage add acme seats 60"),
        "am brief acme", "shows",
    ),
    "low usage": Case(
        "usage_falling",
        (*KEPT, "2026-01-02 usage add acme seats 40 --of 100", "2026-02-22 usage add acme seats 40"),
        "am goal add acme", "first", typed="All teams on board\n", then="am goal add acme",
    ),
    "one person of two": Case(
        "single_threaded", (NEW, JANE, OMAR, GOAL, "2026-02-20 log acme Hello -w jane"),
        "am log acme -w omar", more=NOW,
    ),
    "one person of three": Case(
        "single_threaded",
        (NEW + " --tier key", JANE, OMAR, GOAL, "2026-02-20 log acme Hello -k qbr -w jane"),
        "am log acme -w omar", "less", more=NOW, then="am contact add acme",
    ),
    "one person, and nobody else on record": Case(
        "single_threaded", (NEW, JANE, GOAL, "2026-02-20 log acme Hello -w jane"),
        "am contact add acme", "first", typed="Omar Haddad\n", then="am log acme -w omar",
    ),
    "a bad answer that waits": Case(
        "unhappy", (*KEPT, '2026-02-24 survey add acme nps 3 "Slow" -w omar'),
        "am log acme -w omar", "less", more=NOW, then="am brief acme",
    ),
    "two bad talks": Case(
        "unhappy", (*KEPT, *["2026-02-21 log acme Hm -f bad -w jane"] * 2), "am brief acme", "shows",
    ),
    "only commercial talk": Case(
        "only_selling", (*KEPT, *["2026-02-21 log acme Price -w jane --purpose commercial"] * 4),
        "am qbr brief acme", "shows",
    ),
    "no value shown": Case("no_value_shown", (NEW, JANE, OMAR, GOAL, TALK), "am qbr brief acme", "shows"),
    "three mails without an answer": Case(
        "no_reply", (NEW, JANE, OMAR, GOAL, REVIEW, *(f"2026-02-{day} {MAILED}" for day in (10, 12, 14))),
        "am log acme -w jane", more=NOW,
    ),
    "three calls that nobody took": Case(
        "no_reply", (NEW, JANE, OMAR, GOAL, REVIEW, *["2026-02-10 log acme --no-answer -w jane"] * 3),
        "am log acme -w jane", more=NOW,
    ),
    "no handoff": Case(
        "handoff_gap",
        (NEW.replace("2025-03-03", "2026-02-01").replace("2024-03-03", "2026-02-01"), *KEPT[1:]),
        "am account handoff acme", typed="One place for all\nA call a month\nSingle sign-on\n\n\n",
    ),
    "no talk since the handoff": Case(
        "handoff_gap",
        (
            *KEPT[:-1],
            "2026-02-10 account handoff acme --to Kim --why Shifts --expectations 'A call' --promises None",
        ),
        "am log acme -w jane", more=NOW,
    ),
    "many issues": Case(
        "support_load",
        (
            *KEPT,
            *['2026-02-02 issue add acme "Exports fail"'] * 3,
            *(f"2026-02-03 issue resolve i{number}" for number in (1, 2, 3)),
        ),
        "am issue list acme --all", "shows",
    ),
    "low ratings": Case(
        "mood_low",
        (*KEPT, *[f"2026-02-{day} survey add acme csat 2.5 Slow -w omar" for day in (17, 18)]),
        "am brief acme", "shows",
    ),
    "a downgrade": Case(
        "downgraded", (*KEPT, f"{CONTRACT} 2025-05-01", "2026-02-02 contract amend k1 --by -2k"),
        "am brief acme", "shows",
    ),
    "bad news": Case(
        "bad_news", (*KEPT, "2026-02-22 news add acme takeover"), "am log acme -w jane", "first", more=NOW,
        then="am log acme -w jane",
    ),
    "no champion on record": Case(
        "record_gaps", (NEW, JANE.removesuffix(" --role champion"), OMAR, GOAL, REVIEW, TALK),
        "am contact edit p1 --role champion",
    ),
    "nobody on record": Case(
        "record_gaps", (NEW, GOAL, "2026-02-20 log acme Hello"), "am contact add acme", "first",
        typed="Jane Orr\n", then="am contact edit p1 --role champion",
    ),
    "no goal on record": Case(
        "record_gaps", (NEW, JANE, OMAR, REVIEW, TALK), "am goal add acme", typed="Half the time\n",
    ),
    "nobody named": Case(
        "record_gaps", (*KEPT, *["2026-02-21 log acme Hello"] * 4), "am timeline acme", "shows",
    ),
    "a contract without outcome": Case(
        "record_gaps", (*KEPT, f"{CONTRACT} 2025-01-01"), "am renew k1", "gone with others",
    ),
    "a bad feeling": Case(
        "pulse", (*KEPT, "2026-02-21 account pulse acme bad"), "am account pulse acme ok", "gone with others",
    ),
    "little to see": Case("unseen", (NEW, JANE, "2026-02-20 issue add acme Slow"), "am risks acme", "shows"),
    "a cap": Case("cap", (*KEPT, f"{CONTRACT} 2025-03-13"), "am stage k1 verbal", "gone with others"),
    "a cap once notice has passed": Case(
        "cap", (*KEPT, f"{CONTRACT} 2025-04-01 --notice 30d --auto-renew"),
        "am renew k1 --auto", "gone with others",
    ),
    "a cap of an issue": Case(
        "cap", (*KEPT, '2026-02-20 issue add acme "Exports fail" --severity critical'),
        "am issue resolve i1", "gone with others",
    ),
    "everything at once": Case(
        "overflow",
        (
            *(NEW, JANE, GOAL, "2026-01-02 log acme Hello -w jane", "2026-01-03 contact left jane --no-task"),
            f"{CONTRACT} 2025-03-13",
            "2026-02-20 issue add acme Down --severity critical",
            *[f"2026-02-20 task add acme {MORE}"] * 3,
        ),
        "am risks acme",
        "shows",
    ),
}  # fmt: skip


# The step is the beginning of something that no single command settles: what settling it gives is shown.
INTENTIONS = {"low usage"}


@pytest.fixture
def type_at(cli: Cli, terminal: Callable[..., Result]) -> Callable[[list[str], str], None]:
    """Type a command line: at a terminal where it asks something, else in a pipe."""

    def run(argv: list[str], typed: str) -> None:
        if not typed:
            cli.ok(*argv)
            return
        where = {"AMCLI_BOOK": str(cli.book), "AMCLI_CONFIG": str(cli.config)}
        found = terminal(argv, 80, where, typed)
        assert found.code == 0, found

    return run


def reasons(cli: Cli) -> dict[str, dict[str, Any]]:
    return {each["signal"]: each for each in cli.json("risks", "acme")["reasons"]}


def arithmetic(cli: Cli) -> int:
    return 100 - sum(each["points"] for each in reasons(cli).values())


@pytest.mark.parametrize("name", CASES)
def test_the_command_of_a_reason_changes_what_it_says(
    cli: Cli, type_at: Callable[[list[str], str], None], name: str
) -> None:
    case = CASES[name]
    for line in case.story:
        today, *argv = shlex.split(line)
        cli.ok(*argv, today=today)
    reason = reasons(cli)[case.signal]
    assert reason["command"] == case.command
    before, score = dump(cli.book), arithmetic(cli)
    type_at([*shlex.split(f"{reason['command']} {case.more}")[1:]], case.typed)
    after = reasons(cli).get(case.signal)
    assert (dump(cli.book) == before) == (case.becomes == "shows")
    if case.becomes == "shows":
        assert after == reason
    elif case.becomes.startswith("gone"):
        assert after is None
        won = arithmetic(cli) - score
        assert won == reason["back"] if case.becomes == "gone" else won >= reason["back"]
    else:
        assert after is not None
        assert after["command"] == case.then
        less = after["points"] < reason["points"]
        assert less if case.becomes == "less" else after["points"] == reason["points"]
        assert reason["back"] == reason["points"] - after["points"] or name in INTENTIONS


def test_every_reason_there_is_has_a_case() -> None:
    assert {case.signal for case in CASES.values()} == set(LINES)


def test_following_the_steps_one_after_the_other_makes_an_account_healthy(
    cli: Cli, type_at: Callable[[list[str], str], None]
) -> None:
    """From an account with much that is wrong: always the command that `am risks` names first, until none
    is left that changes anything."""
    story = (
        *(NEW, JANE.removesuffix(" --role champion"), GOAL, "2026-01-02 log acme Hello -w jane"),
        "2026-01-02 goal progress g1 'A third'",
        f"{CONTRACT} 2025-03-13",
        "2026-02-20 issue add acme Down --severity critical",
        *[f"2026-02-20 task add acme {MORE}"] * 2,
    )
    for line in story:
        today, *argv = shlex.split(line)
        cli.ok(*argv, today=today)
    scores = [arithmetic(cli)]
    for _ in range(12):
        page = cli.json("risks", "acme")
        if not page["reasons"]:
            break
        argv = shlex.split(page["command"])[1:]
        typed = "Omar Haddad\n" if argv[:2] == ["contact", "add"] else ""
        type_at([*argv, *(["All is well"] if argv[0] == "log" else [])], typed)
        scores.append(arithmetic(cli))
    assert scores == sorted(scores)
    assert (scores[0] < 40, scores[-1]) == (True, 100)
    assert cli.json("risks", "acme")["health"] == "healthy"


def test_a_command_can_be_typed_whatever_the_account_and_its_people_are_called(
    cli: Cli,
) -> None:
    """Codes and names that a shell would read otherwise are quoted, or replaced by a reference."""
    names = ("O'Neil; --", "$(reboot)", "株式会社 オーリ", "-w", "[bold]Jane", "*", "عميل")
    for number, name in enumerate(names):
        code = f"c{number}"
        cli.ok("account", "add", "--code", code, "--", f"{name} Ltd", today="2025-03-03")
        cli.ok("contact", "add", code, "--role", "champion", "--", name, today="2025-03-03")
        cli.ok("log", code, "Hello", "-w", f"p{number + 1}", today="2026-01-02")
    found = cli.json("risks", "--all")
    assert len(found) == len(names)
    for row in found:
        argv = shlex.split(row["command"])
        assert argv[:2] == ["am", "log"]
        cli.ok(*argv[1:], "All is well")
        after = next(each for each in cli.json("risks", "--all") if each["account"] == row["account"])
        assert "quiet" in {each["signal"] for each in row["reasons"]}
        assert "quiet" not in {each["signal"] for each in after["reasons"]}
