"""Who owes a reply, of short histories: who wrote when, to whom, what else happened.

The same mails imported in one run, newest first and day by day give the same list. Everything ends on
Wednesday 8 April 2026. Good Friday, the 3rd, and Easter Monday, the 6th, are days off.
"""

import datetime as dt
import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.interchange.helpers import Desk
from tests.interchange.post import PostDesk, mail, mbox, sent

END = "2026-04-08"
ME = "Kim Ash <kim@ours.example>"
LATE, EARLY = True, False
MINE = [("me", "ann", "04-01", 3, LATE)]
NONE: list[tuple[str, str | None, str, int, bool]] = []
# What happened, each with its day; a mail is `in` or `out`, by or to those named, after `re` in the thread
# of the one before; `AM` is a command, in which CODE is the account. Then who owes a reply to whom, since
# when, for how many working days, and whether it is late.
HISTORIES: dict[str, tuple[list[str], list[tuple[str, str | None, str, int, bool]]]] = {
    "she wrote a week ago, over Easter": (["04-01 09:00 in ann"], MINE),
    "she wrote before Easter: two working days": (["04-02 09:00 in ann"], [("me", "ann", "04-02", 2, EARLY)]),
    "she wrote on Good Friday": (["04-03 09:00 in ann"], [("me", "ann", "04-03", 2, EARLY)]),
    "she wrote on a Saturday": (["04-04 09:00 in ann"], [("me", "ann", "04-04", 2, EARLY)]),
    "she wrote on Easter Monday": (["04-06 23:00 in ann"], [("me", "ann", "04-06", 2, EARLY)]),
    "she wrote today": (["04-08 07:00 in ann"], [("me", "ann", "04-08", 0, EARLY)]),
    "five working days after I wrote": (["03-30 09:00 out ann"], [("them", "ann", "03-30", 5, EARLY)]),
    "four working days after I wrote": (["03-31 09:00 out ann"], NONE),
    "I answered the next day": (["04-01 09:00 in ann", "04-02 09:00 re out ann"], NONE),
    "I answered, and they had time": (
        ["03-27 09:00 in ann", "03-30 09:00 re out ann"], [("them", "ann", "03-30", 5, EARLY)],
    ),
    "I answered within the day": (["04-01 09:00 in ann", "04-01 11:00 re out ann"], NONE),
    "she answered within the day": (["04-01 09:00 out ann", "04-01 11:00 re in ann"], MINE),
    "the last of three mails of a day is mine": (
        ["04-01 09:00 out ann", "04-01 10:00 re in ann", "04-01 11:00 re out ann"], NONE,
    ),
    "the last of three mails of a day is hers": (
        ["04-01 09:00 in ann", "04-01 10:00 re out ann", "04-01 11:00 re in ann"], MINE,
    ),
    "I answered in a thread of its own": (["04-01 09:00 in ann", "04-01 11:00 out ann"], NONE),
    "she asked again: the last mail decides": (
        ["03-31 09:00 in ann", "04-07 09:00 in ann"], [("me", "ann", "04-07", 1, EARLY)],
    ),
    "I asked again": (["03-30 09:00 out ann", "04-07 09:00 out ann"], NONE),
    "I wrote to somebody else there": (["04-01 09:00 in ann", "04-02 09:00 out ben"], MINE),
    "I answered one of the two in it": (["04-01 09:00 in ann,ben", "04-02 09:00 out ben"], NONE),
    "who wrote is named, not who has a copy": (["04-01 09:00 in ben,ann"], [("me", "ben", "04-01", 3, LATE)]),
    "two people wait": (
        ["04-01 09:00 in ann", "04-02 09:00 in ben"], [*MINE, ("me", "ben", "04-02", 2, EARLY)],
    ),
    "one of two answered me": (
        ["03-30 09:00 out ann,ben", "04-02 09:00 in ben"], [("me", "ben", "04-02", 2, EARLY)],
    ),
    "I called her": (["04-01 09:00 in ann", "04-02 AM log CODE Talked -w ann"], NONE),
    "I called somebody else": (["04-01 09:00 in ann", "04-02 AM log CODE Talked -w ben"], MINE),
    "I called, nobody is named": (["04-01 09:00 in ann", "04-02 AM log CODE Talked"], NONE),
    "I tried to call her": (["04-01 09:00 in ann", "04-02 AM log CODE --no-answer -w ann"], MINE),
    "I wrote a note": (["04-01 09:00 in ann", "04-02 AM log CODE Thoughts -k note -w ann"], MINE),
    "I called before she wrote, on the day": (
        ["04-01 09:00 in ann", "04-01 AM log CODE Talked -w ann --at 08:00"], MINE,
    ),
    "I called after she wrote, on the day": (
        ["04-01 09:00 in ann", "04-01 AM log CODE Talked -w ann --at 10:00"], NONE,
    ),
    "we met": (["04-01 09:00 in ann", "04-02 AM log CODE Met -k meeting -w ann"], NONE),
    "I visited": (["04-01 09:00 in ann", "04-07 AM log CODE There -k visit -w ann,ben"], NONE),
    "we held the review": (["04-01 09:00 in ann", "04-07 AM qbr held CODE Fine"], NONE),
    "a meeting is only booked": (
        ["04-01 09:00 in ann", "04-02 AM meet CODE 2026-04-10 10:00 Talk -w ann"], MINE,
    ),
    "I logged an answer without saying which way": (
        ["04-01 09:00 in ann", "04-02 AM log CODE Answered -k email -w ann"], NONE,
    ),
    "I logged an answer": (
        ["04-01 09:00 in ann", "04-02 AM log CODE Answered -k email --direction out -w ann"], NONE,
    ),
    "I logged a chat of hers": (
        ["04-01 AM log CODE Asked -k chat --direction in -w ann"], MINE,
    ),
    "I logged mails both ways": (["04-01 AM log CODE Wrote -k email --direction both -w ann"], NONE),
    "it needs no answer": (["04-01 09:00 in ann", "04-02 AM done LAST"], NONE),
    "it needed no answer, and she wrote again": (
        ["04-01 09:00 in ann", "04-02 AM done LAST", "04-07 09:00 in ann"],
        [("me", "ann", "04-07", 1, EARLY)],
    ),
    "that it needs no answer was undone": (
        ["04-01 09:00 in ann", "04-02 AM done LAST", "04-02 AM undo"], MINE,
    ),
    "it is snoozed": (["04-01 09:00 in ann", "04-02 AM snooze LAST 2026-04-20"], NONE),
    "it was snoozed": (["04-01 09:00 in ann", "04-02 AM snooze LAST 2026-04-07"], MINE),
    "she left": (["04-01 09:00 in ann", "04-02 AM contact left ann@CODE.example --no-task"], NONE),
    "one of the two in it left": (
        ["04-01 09:00 in ann,ben", "04-02 AM contact left ann@CODE.example --no-task"],
        [("me", "ben", "04-01", 3, LATE)],
    ),
    "the account is archived": (["04-01 09:00 in ann", "04-07 AM account archive CODE"], NONE),
    "the account is lost": (["04-01 09:00 in ann", "04-07 AM account edit CODE --status churned"], NONE),
    "what else I did": (
        ["04-01 09:00 in ann", "04-02 AM task add CODE Send", "04-02 AM account pulse CODE ok"], MINE,
    ),
    "an automatic mail": (["04-01 09:00 in ann Auto-Submitted: auto-generated"], NONE),
    "an automatic answer to mine": (
        ["03-30 09:00 out ann", "03-30 09:01 in ann Auto-Submitted: auto-replied"],
        [("them", "ann", "03-30", 5, EARLY)],
    ),
    "a newsletter": (["04-01 09:00 in ann List-Id: <news.example>"], NONE),
    "an invitation": (["04-01 09:00 in ann Content-Type: text/calendar; method=REQUEST"], NONE),
    "an internal mail": (["04-01 09:00 internal"], NONE),
    "a mail of more than 60 days ago": (["02-06 09:00 in ann"], NONE),
}  # fmt: skip


class Post(NamedTuple):
    """A mail with its day."""

    day: str
    text: str


class Command(NamedTuple):
    """A command with its day, and its account."""

    day: str
    words: list[str]
    code: str


def code(at: int) -> str:
    return f"h{at:02d}"


def happened(at: int, events: list[str]) -> Iterator[Post | Command]:
    """The mails and the commands of one history."""
    before = ""
    for number, event in enumerate(events):
        day, *rest = event.split()
        if rest[0] == "AM":
            yield Command(f"2026-{day}", shlex.split(event)[2:], code(at))
            continue
        clock, *rest = rest
        again = rest[0] == "re"
        way, *who = rest[1:] if again else rest
        own, headers = f"{at}.{number}", [" ".join(who[1:])] if who[1:] else []
        headers += (
            [f"In-Reply-To: <{before}@mail.example>", f"References: <{before}@mail.example>"] if again else []
        )
        people = [f"{name} <{name}@{code(at)}.example>" for name in (who[0].split(",") if who else ())]
        if way == "in":
            sender, to = people[0], ", ".join([ME, *people[1:]])
        else:
            sender, to = ME, ", ".join(people) or "Bo <bo@ours.example>"
        sent = dt.datetime.fromisoformat(f"2026-{day}T{clock}:00+00:00")
        text = (
            "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR"
            if any("calendar" in each for each in headers)
            else "Hm"
        )
        subject = f"{'Re: ' if again else ''}Case {at} {number if not again else ''}"
        yield Post(
            f"2026-{day}",
            mail(*headers, sender=sender, to=to, subject=subject, number=own, text=text,
                 date=f"{sent:%a, %d %b %Y %H:%M:%S +0000}"),
        )  # fmt: skip
        before = own


EVERYTHING = [each for at, (events, _) in enumerate(HISTORIES.values()) for each in happened(at, events)]


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with an account for each history, with Ann and Ben."""
    desk = PostDesk(tmp_path_factory.mktemp("histories"))
    every = range(len(HISTORIES))
    accounts = "".join(f"{code(at)},Case {at:02d},active,2024-01-01,2024-01-01\n" for at in every)
    people = "".join(
        f"{code(at)},{name} Lind,{name}@{code(at)}.example\n" for at in every for name in ("Ann", "Ben")
    )
    desk.imported(
        desk.file("accounts.csv", f"code,name,status,customer_since,added_on\n{accounts}"),
        desk.file("contacts.csv", f"account,name,email\n{people}"),
    )
    desk.knows_me()
    assert desk.am("config", "set", "calendar.days_off", "2026-04-03,2026-04-06").code == 0
    return desk.folder


def at_desk(desk: Desk, started: Path) -> PostDesk:
    import shutil

    shutil.copytree(started, desk.folder, dirs_exist_ok=True)
    found = PostDesk(desk.folder)
    found.lent = desk.lent
    return found


def took(desk: PostDesk, day: str, posts: list[Post]) -> None:
    if posts:
        desk.imported(desk.file(f"{day}.mbox", mbox(*(each.text for each in posts))), today=day)


def did(desk: PostDesk, command: Command) -> None:
    query = (
        "SELECT 'n' || i.id FROM interaction i JOIN account a ON a.id = i.account_id"
        f""" WHERE a.code = '{command.code}' AND i."on" <= '{command.day}' ORDER BY i."on" DESC, i.id DESC"""
    )
    words = [word.replace("CODE", command.code) for word in command.words]
    last = desk.rows(query)[0][0] if "LAST" in words else ""
    found = desk.am(*(last if word == "LAST" else word for word in words), today=command.day)
    assert found.code == 0, (command, found)


def lines(desk: PostDesk) -> dict[str, list[tuple[Any, ...]]]:
    """Who owes a reply, by account."""
    found: dict[str, list[tuple[Any, ...]]] = {code(at): [] for at in range(len(HISTORIES))}
    answer = desk.am("replies", "-o", "json", today=END)
    assert (answer.code, answer.err) == (0, ""), answer
    for row in json.loads(answer.out):
        name = (row["contact"] or "").split()[:1]
        found[row["account"]].append(
            (row["side"], name[0].lower() if name else None, row["on"][5:], row["days"], row["late"])
        )
    return found


@pytest.mark.parametrize("way", ["in one run", "newest first", "day by day"])
def test_each_history_has_the_line_that_a_person_expects(desk: Desk, started: Path, way: str) -> None:
    here = at_desk(desk, started)
    if way != "day by day":
        posts = sorted((each for each in EVERYTHING if isinstance(each, Post)), key=when)
        took(here, END, posts[::-1] if way == "newest first" else posts)
    for day in sorted({each.day for each in EVERYTHING}):
        if way == "day by day":
            took(here, day, sorted((e for e in EVERYTHING if isinstance(e, Post) and e.day == day), key=when))
        for each in EVERYTHING:
            if isinstance(each, Command) and each.day == day:
                did(here, each)
    found = lines(here)
    wrong = [
        (name, "expected", expected, "found", found[code(at)])
        for at, (name, (_, expected)) in enumerate(HISTORIES.items())
        if found[code(at)] != expected
    ]
    assert not wrong, wrong
    assert len(HISTORIES) >= 40


def when(post: Post) -> str:
    """The moment at which a mail was sent."""
    date = next(line for line in post.text.splitlines() if line.startswith("Date: "))
    return dt.datetime.strptime(date, "Date: %a, %d %b %Y %H:%M:%S %z").isoformat()


QUOTE = ("In-Reply-To: <1@mail.example>", "References: <1@mail.example>")
CHAT = "27.02.26, 09:00 - Jane Orr: Hello\n"


@pytest.fixture
def post(desk: Desk) -> PostDesk:
    """A book with Jane at Acme; she wrote at eight, and I answered at nine."""
    found = PostDesk(desk.folder)
    found.lent = desk.lent
    accounts = found.file("accounts.csv", "code,name,customer_since\nacme,Acme Robotics,2024-01-01\n")
    people = found.file("contacts.csv", "account,name,email\nacme,Jane Orr,jane@acme.example\n")
    found.imported(accounts, people)
    found.knows_me()
    found.took(hers("08:00", "1"), mine("09:00", "2", *QUOTE))
    return found


def hers(clock: str, number: str, *lines: str) -> str:
    return mail(*lines, date=f"Thu, 26 Feb 2026 {clock}:00 +0000", number=number)


def mine(clock: str, number: str, *lines: str) -> str:
    return sent(*lines, date=f"Thu, 26 Feb 2026 {clock}:00 +0000", number=number)


def ways(desk: Desk) -> list[tuple[Any, ...]]:
    """Which way each email and chat began, who wrote last in it, and whether it needs no answer."""
    return desk.rows("SELECT direction, last_direction, settled_on FROM interaction ORDER BY id")


def test_a_mail_that_is_added_to_a_touch_says_who_wrote_last(post: PostDesk) -> None:
    assert ways(post) == [("in", "out", None)]
    plan = post.took(hers("10:00", "3", *QUOTE))
    assert (plan["new"], plan["changed"], plan["changed_fields"]) == (0, 1, {"last_direction": 1})
    assert ways(post) == [("in", "in", None)]
    assert post.took(hers("10:00", "3", *QUOTE))["changed"] == 0
    post.took(mine("08:30", "4", *QUOTE))  # it lay elsewhere, and isn't the newest
    assert ways(post) == [("in", "in", None)]
    post.took(mine("07:00", "5"), hers("07:30", "6", "References: <5@mail.example> <1@mail.example>"))
    assert ways(post) == [("out", "in", None)]


def test_a_later_mail_counts_also_where_a_person_worked_on_the_touch(post: PostDesk) -> None:
    assert post.am("activity", "edit", "n1", "--summary", "Terms", "--feel", "good").code == 0
    post.took(hers("10:00", "3", *QUOTE))
    assert ways(post) == [("in", "in", None)]
    assert post.rows("SELECT summary, feel FROM interaction") == [("Terms", "good")]


def test_that_it_needs_no_answer_holds_until_they_write_again(post: PostDesk) -> None:
    assert post.am("done", "n1", today="2026-02-26").code == 0
    post.took(mine("08:30", "4", *QUOTE))
    assert ways(post) == [("in", "out", "2026-02-26")]
    post.took(hers("10:00", "3", *QUOTE))
    assert ways(post) == [("in", "in", None)]
    assert json.loads(post.am("replies", "-o", "json").out)[0]["ref"] == "n1"


def test_a_chat_that_goes_on_says_who_wrote_last(post: PostDesk) -> None:
    assert post.am("config", "set", "me.names", "Kim Ash").code == 0
    answered = CHAT + "27.02.26, 09:10 - Kim Ash: Hello Jane\n"
    asked = answered + "27.02.26, 09:20 - Jane Orr: One more thing\n"
    for text, way in ((CHAT, "in"), (answered, "out"), (asked, "in"), (answered, "in"), (CHAT, "in")):
        post.imported(post.file("WhatsApp Chat with Jane Orr.txt", text))
        assert ways(post)[1:] == [("in", way, None)], text
    later = "27.02.26, 12:00 - Kim Ash: Sorry, only now\n"
    post.imported(post.file("WhatsApp Chat with Jane Orr.txt", later))
    assert ways(post)[1:] == [("in", "out", None)]


def test_a_chat_of_which_nobody_knows_who_i_am_owes_nothing_of_mine(post: PostDesk) -> None:
    two = "27.02.26, 09:00 - Jane Orr: Hello\n27.02.26, 09:10 - Somebody: Hello Jane\n"
    post.imported(post.file("WhatsApp Chat with Jane Orr.txt", two))
    assert ways(post)[1:] in ([("in", "out", None)], [("in", None, None)])
    found = json.loads(post.am("replies", "-o", "json", today="2026-03-06").out)
    assert not [row for row in found if row["side"] == "me" and row["kind"] == "chat"]


def test_two_conversations_that_turn_out_to_be_one_keep_the_last_word(post: PostDesk) -> None:
    assert post.am("config", "set", "me.names", "Kim Ash").code == 0
    first, last = "27.02.26, 08:00 - Kim Ash: Hello\n", "27.02.26, 14:00 - Jane Orr: A question\n"
    post.imported(post.file("WhatsApp Chat with Jane Orr.txt", first + last))
    assert ways(post)[1:] == [("out", "out", None), ("in", "in", None)]
    post.imported(post.file("WhatsApp Chat with Jane Orr.txt", "27.02.26, 11:00 - Kim Ash: And now?\n"))
    assert ways(post)[1:] == [("out", "in", None)]
