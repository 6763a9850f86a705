"""Mail becomes touches: which mails count, whose they are, what is kept of them. Counted case by case."""

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.interchange.helpers import ACCOUNTS, CONTACTS, Desk
from tests.interchange.post import JANE, PostDesk, mail, maildir, mbox, sent
from tests.profiles import some


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> PostDesk:
    found = PostDesk(tmp_path_factory.mktemp("post"))
    found.imported(found.file("accounts.csv", ACCOUNTS), found.file("contacts.csv", CONTACTS))
    return found


@pytest.fixture
def desk(desk: Desk, made: PostDesk) -> PostDesk:
    """A book with Jane and Ben at Acme and Jo, without an address, at Beta; I am kim@ours.example."""
    shutil.copytree(made.folder, desk.folder, dirs_exist_ok=True)
    found = PostDesk(desk.folder)
    found.lent = desk.lent
    found.knows_me()  # said here: undo puts back the settings file that was written, not a copy of it
    return found


NEVER = {
    "an automatic mail": (mail("Auto-Submitted: auto-generated"), "automatic email"),
    "a mail that asks for no answers": (mail("X-Auto-Response-Suppress: All"), "automatic email"),
    "a no-reply sender": (mail(sender="Acme <no-reply@acme.example>"), "automatic email"),
    "a donotreply sender": (mail(sender="donotreply@acme.example"), "automatic email"),
    "a list": (mail("List-Id: <news.acme.example>"), "mailing lists and newsletters"),
    "a bulk mail": (mail("List-Unsubscribe: <x>", "Precedence: bulk"), "mailing lists and newsletters"),
    "an answer of a machine": (
        mail("Auto-Submitted: auto-replied (vacation)"), "automatic replies and out-of-office notes"
    ),
    "an out-of-office note without a header": (
        mail(subject="Out of office: Re: Quote"), "automatic replies and out-of-office notes"
    ),
    "an out-of-office note in German": (
        mail(subject="=?utf-8?q?Abwesenheitsnotiz:_bis_M=C3=A4rz?="),
        "automatic replies and out-of-office notes",
    ),
    "a bounce": (
        mail("Return-Path: <>", sender="Mail Delivery <MAILER-DAEMON@acme.example>"),
        "bounces and delivery reports",
    ),
    "a bounce by its empty return path": (mail("Return-Path: <>"), "bounces and delivery reports"),
    "a read receipt": (
        mail("Content-Type: multipart/report; report-type=disposition-notification; boundary=b"),
        "bounces and delivery reports",
    ),
    "an answer to an invitation": (
        mail("Content-Type: text/calendar; method=REPLY", subject="Accepted: Review", text="BEGIN:VCALENDAR"),
        "calendar invitations and answers",
    ),
    "an invitation in a part": (
        mail(
            'Content-Type: multipart/alternative; boundary="b"',
            text="--b\nContent-Type: text/plain\n\nCome\n--b\nContent-Type: text/calendar\n\n"
            "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n--b--\n",
        ),
        "calendar invitations and answers",
    ),
    "spam": (mail("X-Spam-Flag: YES"), "spam"),
    "spam by a label": (mail("X-Gmail-Labels: Spam,Unread"), "spam"),
    "a draft": (mail("X-Gmail-Labels: =?UTF-8?Q?Entw=C3=BCrfe?="), "drafts"),
    "a mail of tomorrow": (
        mail(date="Tue, 3 Mar 2026 08:00:00 +0000"), "dated after today: import again later"
    ),
    "a mail without any date": (mail(date=None), "no readable date"),
    "a mail with a broken date": (mail(date="the day before"), "no readable date"),
    "an internal mail": (sent(to="kim@ours.example, bo@ours.example"), "internal email"),
    "a mail of strangers": (mail(sender="Zoe <zoe@new.example>"), "none of your contacts in it"),
    "a mail without addresses": (mail(sender="nobody", to="undisclosed-recipients:;"), "no address in it"),
}  # fmt: skip


@pytest.mark.parametrize("case", some(list(NEVER), 6))
def test_what_is_no_touch_is_counted_with_its_reason(desk: PostDesk, case: str) -> None:
    """Nightly each alone; by day some, and all of them together."""
    message, why = NEVER[case]
    assert desk.counts(message) == (0, {why: 1})
    assert desk.value("SELECT count(*) FROM interaction") == 0


def test_all_of_them_in_one_file_are_counted_together(desk: PostDesk) -> None:
    plan = desk.plan(desk.file("all.mbox", mbox(*(message for message, _ in NEVER.values()), mail())))
    assert (plan["rows"], plan["new"], plan["skipped"]) == (len(NEVER) + 1, 1, len(NEVER))
    assert plan["skipped_why"] == Counter(why for _, why in NEVER.values())


def test_a_mail_of_a_contact_is_a_touch(desk: PostDesk) -> None:
    assert desk.counts(mail()) == (1, {})
    assert desk.touches() == [("acme", "2026-03-02", "08:00", "in", "Quote", "Fine with me.", "Jane Orr")]


def test_a_name_with_a_comma_is_one_person_and_a_group_is_all_in_it(desk: PostDesk) -> None:
    doe = "=?utf-8?q?D=C3=B6e=2C_Zoe?= <zoe@new.example>"
    group = 'Buyers: Jane Orr <jane@acme.example>, "Roe, Al" <al@new.example>;, ben@acme.example'
    assert desk.took(mail(sender=doe, to=group))["new"] == 1
    assert desk.touches()[0][6] == "Ben Okoro,Jane Orr"
    strangers = desk.rows("SELECT address, name FROM unmatched ORDER BY address")
    assert strangers == [("al@new.example", "Roe, Al"), ("zoe@new.example", "Döe, Zoe")]


def test_mine_are_outbound_and_a_colleagues_too(desk: PostDesk) -> None:
    colleague = mail(sender="Bo <bo@ours.example>", to=JANE, number="2", subject="Plan")
    assert desk.counts(sent(), colleague) == (2, {})
    assert {row[3] for row in desk.touches()} == {"out"}


def test_people_in_copy_count_and_blind_copies_do_not(desk: PostDesk) -> None:
    seen = mail("Cc: Ben Okoro <ben@acme.example>", sender="Zoe <zoe@new.example>")
    blind = sent("Bcc: ben@acme.example", to="Zoe <zoe@new.example>", number="2", subject="Other")
    assert desk.counts(seen, blind) == (1, {"none of your contacts in it": 1})
    assert [row[6] for row in desk.touches()] == ["Ben Okoro"]


def test_a_thread_of_a_day_is_one_touch_and_the_first_mail_says_what_it_was(desk: PostDesk) -> None:
    thread = [
        sent(number="a", subject="Quote for seats", text="Here it is."),
        mail("In-Reply-To: <a@mail.example>", "References: <a@mail.example>", number="b", subject="Re: Quote",
             date="Mon, 2 Mar 2026 09:00:00 +0000"),
        sent("In-Reply-To: <b@mail.example>", to=f"{JANE}, ben@acme.example", number="c",
             subject="AW: Re: Quote", date="Mon, 2 Mar 2026 10:00:00 +0000"),
    ]  # fmt: skip
    for order in ((0, 1, 2), (2, 0, 1), (2, 1, 0)):
        assert desk.counts(*(thread[place] for place in order)) == (1, {})
        assert desk.touches() == [
            ("acme", "2026-03-02", "08:00", "out", "Quote for seats", "Here it is.", "Ben Okoro,Jane Orr")
        ]
        number = desk.value("SELECT max(id) FROM txn")
        assert desk.am("undo", str(number)).code == 0
        assert desk.touches() == []


def test_each_day_of_a_thread_and_each_account_has_its_own(desk: PostDesk) -> None:
    assert desk.am("contact", "edit", "p3", "--email", "jo@beta.example").code == 0
    first = sent(to=f"{JANE}, jo@beta.example", date="Sun, 1 Mar 2026 08:00:00 +0000")
    answer = mail("References: <1@mail.example>", number="2", subject="Re: Quote")
    assert desk.counts(first, answer) == (3, {})
    assert [(row[0], row[1]) for row in desk.touches()] == [
        ("acme", "2026-03-01"), ("acme", "2026-03-02"), ("beta", "2026-03-01")
    ]  # fmt: skip


def test_without_references_subject_and_people_make_a_thread(desk: PostDesk) -> None:
    same = [sent(number="1", subject="Quote"), mail(number="2", subject="RE: quote")]
    other = [sent(number="3", subject="Quote", to="ben@acme.example"), sent(number="4", subject="Invoice")]
    assert desk.counts(*same) == (1, {})
    assert desk.counts(*same, *other) == (2, {})


def test_the_same_mail_in_two_places_counts_once_and_one_id_on_three_mails_three_times(
    desk: PostDesk,
) -> None:
    again = mail("Received: by a; Mon, 2 Mar 2026 08:00:01 +0000")
    assert desk.counts(mail(), again) == (1, {})
    others = [mail(subject="Renewal"), mail(sender="Ben <ben@acme.example>", subject="Renewal of seats")]
    assert desk.counts(mail(), *others)[0] == 2
    assert len(desk.touches()) == 3


def test_mails_without_an_id_are_known_by_their_headers(desk: PostDesk) -> None:
    message = mail(number=None)
    assert desk.counts(message) == (1, {})
    assert desk.counts(message, mail(number=None, date="Mon, 2 Mar 2026 09:00:00 +0000", subject="B")) == (
        1,
        {},
    )


@pytest.mark.parametrize(
    ("date", "on", "at"),
    [
        ("Sun, 1 Mar 2026 23:30:00 -0500", "2026-03-02", "04:30"),
        ("Mon, 02 Mar 2026 10:00:00 -0000", "2026-03-02", "10:00"),
        ("2 Mar 26 10:00", "2026-03-02", "10:00"),
        ("Mon, 2 Mar 2026 10:00:00 +0100 (Central European Time)", "2026-03-02", "09:00"),
    ],
)
def test_a_mail_is_of_the_day_that_it_was_here(desk: PostDesk, date: str, on: str, at: str) -> None:
    desk.took(mail(date=date))
    assert [(row[1], row[2]) for row in desk.touches()] == [(on, at)]


@pytest.mark.parametrize(
    "date", [None, "soon", "Thu, 1 Jan 1970 00:00:00 +0000", "Mon, 32 Mar 2026 10:00:00"]
)
def test_without_a_date_the_day_it_was_received_is_taken(desk: PostDesk, date: str | None) -> None:
    message = mail("Received: from a\n by b; Fri, 27 Feb 2026 10:00:00 +0000", date=date)
    assert desk.counts(message) == (1, {})
    assert desk.touches()[0][1] == "2026-02-27"


def test_a_mail_of_a_day_ahead_comes_in_when_the_day_has_come(desk: PostDesk) -> None:
    message = mail(date="Tue, 3 Mar 2026 08:00:00 +0000")
    assert desk.counts(message)[0] == 0
    desk.environ["AMCLI_TODAY"] = "2026-03-03"
    assert desk.counts(message) == (1, {})


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        (b"Subject: =?utf-8?b?UmU6IMO8YmVy?= =?utf-8?q?_alles?=\n", "über alles"),
        (b"Subject: =?no-such-charset?q?Hello?=\n", "Hello"),
        (b"Subject: =?utf-8?b?a?=\n", "=?utf-8?b?a?="),
        ("Subject: Grüße\n".encode("latin-1"), "Grüße"),
        ("Subject: Grüße 你好\n".encode(), "Grüße 你好"),
        (b"Subject: =?gb2312?B?xOO6ww==?=\n", "你好"),
        (b"Subject: a\n  long\n\tone\n", "a long one"),
        (b"Subject:\n", "Fine with me."),
        (b"Subject: Fwd: [EXT] WG: Re[2]: Quote\n", "Quote"),
        (b"Subject: \x1b[31mred\x00\n", "\x1b[31mred"),
    ],
)  # fmt: skip
def test_subjects_are_read_as_they_really_are(desk: PostDesk, head: bytes, subject: str) -> None:
    message = head + mail(subject=None).encode()
    assert desk.counts(message) == (1, {})
    assert desk.touches()[0][4] == subject


@pytest.mark.parametrize(
    "sender",
    [
        "jane@acme.example", '"Orr, Jane" <Jane@ACME.example>',
        "=?utf-8?q?J=C3=A4ne=2C_Orr?= <jane@acme.example>",
        "jane@acme.example <jane@acme.example>", "<jane@acme.example", "Jane (at work) jane@acme.example",
        "Team: jane@acme.example, x@new.example;", "J@ne <jane@acme.example>; other@new.example",
        "\u202eJane <jane@acme.example>", "mailto:jane@acme.example",
    ],
)  # fmt: skip
def test_an_address_is_found_however_it_is_written(desk: PostDesk, sender: str) -> None:
    assert desk.counts(mail(sender=sender)) == (1, {})
    assert desk.touches()[0][6] == "Jane Orr"


BROKEN = {
    "no boundary": mail('Content-Type: multipart/mixed; boundary="x"', text="Hi there"),
    "a boundary that never ends": mail(
        'Content-Type: multipart/mixed; boundary="x"', text="--x\nContent-Type: text/plain\n\nHi there"
    ),
    "no type of a part": mail('Content-Type: multipart/mixed; boundary="x"', text="--x\n\nHi there\n--x--"),
    "an unknown charset": mail("Content-Type: text/plain; charset=klingon", text="Hi there"),
    "an unknown encoding": mail("Content-Transfer-Encoding: rot13", text="Hi there"),
    "broken base64": mail("Content-Transfer-Encoding: base64", text="SGkgdGhlcmU"),
    "a nonsense type": mail("Content-Type: ;;;=text", text="Hi there"),
    "HTML alone": mail("Content-Type: text/html", text="<style>p {}</style><p>Hi&nbsp;there</p><p>Bye</p>"),
    "a quoted mail above": mail(text="On Mon, 2 Mar 2026, Kim wrote:\n> Is it fine?\n> Kim\n\nHi there"),
    "a quote in two lines": mail(
        text="On Mon, 2 Mar 2026 at 08:00 Kim Ash\n<kim@x.example> wrote:\n> a\nHi there"
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_the_first_line_is_found_in_what_is_broken(desk: PostDesk, case: str) -> None:
    assert desk.counts(BROKEN[case]) == (1, {})
    assert desk.touches()[0][5] in ("Hi there", "Hi\xa0there")


@pytest.mark.parametrize(
    "text",
    [
        "-- \nKim\nOurs Ltd", "> quoted\n> more", "",
        "-----Original Message-----\nFrom: x\nHello", "Von: Kim\nGesendet: Montag\nHello",
    ],
)  # fmt: skip
def test_what_nobody_wrote_in_it_is_not_kept(desk: PostDesk, text: str) -> None:
    desk.took(mail(text=text))
    assert desk.touches()[0][5] is None


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("On Monday we met, and as Bob wrote:\nthe price stays.\n\nWe sign.", ()),
        ("Here it is.\nFrom: March on, the price is 10.\nTo: be confirmed by Kim.\n\nWe sign.", ()),
        ("Von: 10 bis 12 haben wir Zeit\nAn: Kim und Bob\n\nWe sign.", ()),
        ("Seats:\n< 100: 12 EUR\n> 100: 10 EUR\nWe sign.", ()),
        ("Hello\nSent from my phone\n\nPS: We sign.", ("Sent from my phone",)),
        ("We sign.\nOn 2 March, Kim wrote:\n> 100 seats?\nYes.", ("On 2 March, Kim wrote:", "> 100 seats?")),
        ("We sign.\n> 100 seats?\n> 10 EUR?", ("> 100 seats?", "> 10 EUR?")),
        ("We sign.\nOn 2 March, Kim\nAsh wrote:\n> 9?\nYes", ("On 2 March, Kim", "Ash wrote:", "> 9?")),
        ("We sign.\nFrom: Kim <kim@x.example>\nTo: Jane", ("From: Kim <kim@x.example>", "To: Jane")),
        ("We sign.\nFrom: Kim\nTo: Jane\nSubject: x", ("From: Kim", "To: Jane", "Subject: x")),
        ("We sign.\nOn 2/3/26, Kim wrote:\nHello", ("On 2/3/26, Kim wrote:", "Hello")),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_quote_is_kept(desk: PostDesk, text: str, left_out: tuple[str, ...]) -> None:
    desk.took(mail(text=text), options=["--full-text"])
    kept = [line for line in text.split("\n") if line not in left_out]
    assert desk.touches()[0][5] == "\n".join(kept).strip()


def test_bodies_keep_the_whole_text_without_quotes(desk: PostDesk) -> None:
    message = mail(text="First line\n\nSecond line\n> quoted\n-- \nJane")
    desk.took(message, options=["--full-text"])
    assert desk.touches()[0][5] == "First line\n\nSecond line"


def test_a_strangers_name_with_what_a_book_cannot_keep_is_kept_without(desk: PostDesk) -> None:
    desk.took(
        mail(sender='"Z\0oe" <zoe@new.example>'),
        mail(sender="=?utf-8?q?B=00o?= <bo@new.example>", number="2"),
    )
    assert desk.rows("SELECT name FROM unmatched ORDER BY name") == [("Bo",), ("Zoe",)]


def test_a_domain_counts_only_where_that_is_asked_for(desk: PostDesk) -> None:
    stranger = mail(sender="Zed <zed@acme.example>")
    assert desk.counts(stranger) == (0, {"none of your contacts in it": 1})
    assert desk.counts(stranger, options=["--by-domain"]) == (1, {})
    assert [(row[0], row[6]) for row in desk.touches()] == [("acme", None)]
    public = mail(sender="someone@gmail.com", number="2")
    assert desk.counts(public, options=["--by-domain"])[0] == 0


def test_who_becomes_known_brings_the_earlier_mails_in(desk: PostDesk) -> None:
    message = sent(to=f"{JANE}, Zoe <zoe@new.example>")
    desk.took(message)
    assert desk.took(message)["unmatched"] == 0
    assert desk.rows("SELECT address, name, seen FROM unmatched") == [("zoe@new.example", "Zoe", 1)]
    assert desk.am("contact", "add", "beta", "Zoe Lim", "--email", "zoe@new.example").code == 0
    assert desk.counts(message) == (1, {})
    assert [(row[0], row[6]) for row in desk.touches()] == [("acme", "Jane Orr"), ("beta", "Zoe Lim")]


def test_a_mail_from_before_someone_left_counts_and_one_after_does_not(desk: PostDesk) -> None:
    assert desk.am("contact", "left", "jane", "--on", "2026-03-01").code == 0
    before = mail(number="2", date="Sun, 1 Mar 2026 08:00:00 +0000")
    assert desk.counts(mail(), before) == (1, {"none of your contacts in it": 1})
    assert desk.value("SELECT count(*) FROM unmatched") == 0


def test_a_mail_that_a_person_deleted_stays_deleted_and_an_undone_import_does_not(desk: PostDesk) -> None:
    desk.took(mail())
    number = desk.value("SELECT max(id) FROM txn")
    assert desk.am("undo", str(number)).code == 0
    assert desk.counts(mail()) == (1, {})
    assert desk.am("activity", "rm", "n2", "--yes").code == 0
    assert desk.counts(mail()) == (0, {})
    assert desk.touches() == []


def test_a_contact_who_moved_takes_no_old_mails_along(desk: PostDesk) -> None:
    desk.took(mail())
    assert desk.am("contact", "move", "jane", "beta").code == 0
    assert desk.took(mail())["new"] == 0
    assert [row[0] for row in desk.touches()] == ["acme"]


def test_accounts_that_were_merged_do_not_get_their_mails_twice(desk: PostDesk) -> None:
    assert desk.am("contact", "edit", "p3", "--email", "jo@beta.example").code == 0
    message = sent(to=f"{JANE}, jo@beta.example")
    desk.took(message)
    assert desk.am("account", "merge", "beta", "acme", "--yes").code == 0
    before = desk.touches()
    assert desk.took(message)["new"] == 0
    assert desk.touches() == before


def test_without_my_addresses_it_says_how_to_name_them(tmp_path: Path) -> None:
    desk = PostDesk(tmp_path)
    desk.imported(desk.file("accounts.csv", ACCOUNTS), desk.file("contacts.csv", CONTACTS))
    plan = desk.took(mail(), sent(number="2", subject="Other"), mail(number="3", sender="z@new.example"))
    assert plan["warnings"] == ["whose mail this is isn't set: am config set me.emails kim@ours.example"]
    assert {row[4]: row[3] for row in desk.touches()} == {"Quote": "in", "Other": "out"}


def test_without_contacts_it_says_what_to_do(tmp_path: Path) -> None:
    desk = PostDesk(tmp_path)
    desk.imported(desk.file("accounts.csv", ACCOUNTS))
    desk.knows_me()
    plan = desk.took(mail())
    assert plan["warnings"] == [
        "none of your contacts has an email address yet: am contact add ACCOUNT NAME --email ADDRESS"
    ]


def test_a_maildir_with_its_subfolders_is_read_and_reading_a_mail_changes_nothing(desk: PostDesk) -> None:
    top = desk.folder / "Mail"
    maildir(top, [mail()], new=True)
    maildir(top / ".Sent", [sent(number="2", subject="Plan")])
    maildir(top / ".Work.Acme" / "Deep", [mail(number="3", subject="Deep")])
    maildir(top / ".Drafts", [sent(number="4", subject="Unsent")])
    (top / "tmp" / "5.host").write_text(mail(number="5", subject="Arriving"))
    (top / "dovecot.index").write_bytes(b"\0\1")
    plan = desk.plan(str(top))
    assert (plan["new"], plan["skipped_why"]) == (3, {"drafts": 1})
    assert plan["conventions"] == ["1 other file ignored: not email"]
    (top / "new" / "0.host").rename(top / "cur" / "0.host:2,S")
    again = desk.plan(str(top))
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 3)


def test_a_tree_of_mboxes_messages_and_other_files_is_read(desk: PostDesk) -> None:
    top = desk.folder / "Profile"
    (top / "Inbox.sbd").mkdir(parents=True)
    (top / "Inbox").write_text(mbox(mail(), mail(number="2", subject="Two")))
    (top / "Inbox.msf").write_text('// <!-- <mdb:mork:z v="1.4"/> -->')
    (top / "Inbox.sbd" / "Acme").write_text(mbox(mail(number="3", subject="Three")))
    (top / "one.eml").write_text(mail(number="4", subject="Four").replace("\n", "\r\n"))
    message = mail(number="5", subject="Five")
    (top / "5.emlx").write_text(f"{len(message)}\n{message}<?xml version='1.0'?><plist></plist>")
    (top / "people.vcf").write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Jane\nEND:VCARD\n")
    (top / "list.csv").write_text("name,email\nJane,jane@acme.example\n")
    (top / "Junk").write_text(mbox(mail(number="6", subject="Win")))
    plan = desk.plan(str(top))
    assert (plan["rows"], plan["new"], plan["skipped_why"]) == (6, 5, {"spam": 1})
    assert plan["conventions"] == ["3 other files ignored: not email"]
    assert {row[5] for row in desk.touches()} == {"Fine with me."}


def test_an_unreadable_mail_is_named_and_the_others_come_in(desk: PostDesk) -> None:
    top = desk.folder / "Mail"
    maildir(top, [mail()])
    os.symlink(top / "nowhere", top / "cur" / "gone.host:2,S")
    os.mkfifo(top / "cur" / "pipe.host")
    plan = desk.plan(str(top))
    assert (plan["new"], plan["skipped_why"]) == (1, {"could not be read": 1})
    assert plan["warnings"] == ["gone.host:2,S could not be read: no such file or directory"]


def test_an_mbox_is_split_at_its_envelopes_and_nowhere_else(desk: PostDesk) -> None:
    patch = (
        "See below.\n\nFrom here on: we know it 2026\nFrom: not a header\n\n"
        "From fc88cba7f1f37b9cf3b296eace2422dd0e173502 Mon Sep 17 00:00:00 2001\n"
        "From: Dev <dev@new.example>\nDate: Thu, 3 Feb 2022 21:05:05 -0400\nSubject: [PATCH] one\n\n"
        "From someone@mail.example Mon Mar  2 08:00:00 2026\nno header here\n"
        "text before\nFrom other@mail.example Mon Mar  2 08:00:00 2026\nSubject: no blank line before\n"
    )
    plan = desk.plan(desk.file("in.mbox", mbox(mail(text=patch), mail(number="2", subject="Two"))))
    assert (plan["rows"], plan["new"]) == (2, 2)
    assert [row[5] for row in desk.touches()] == ["See below.", "Fine with me."]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_line_ends_will_do(desk: PostDesk, ends: str) -> None:
    assert desk.counts(mail().replace("\n", ends).encode()) == (1, {})


def test_mail_is_told_by_its_content_and_may_come_through_a_pipe(desk: PostDesk) -> None:
    assert "email, 1 message" in desk.imported("-", stdin=mail()).out
    assert "0 new" in desk.imported(desk.file("table.csv", "Received: by x; y\n" + mail())).out


def test_a_folder_without_mail_is_refused(desk: PostDesk) -> None:
    (desk.folder / "empty").mkdir()
    answer = desk.am("import", str(desk.folder / "empty"))
    assert (answer.code, "is a folder without email" in answer.err) == (2, True)


def test_the_plan_shows_what_it_did_and_takes_the_dry_run_back(desk: PostDesk) -> None:
    said = desk.imported(
        desk.file("in.mbox", mbox(mail(), mail(number="2", sender="z@new.example"))), "--dry-run"
    ).out
    assert said.splitlines()[:2] == [
        "in.mbox: email, 2 messages",
        "1 new · 0 changed · 0 unchanged · 1 skipped",
    ]
    assert "  1 unknown address or number: am unmatched" in said
    assert desk.value("SELECT count(*) FROM arrival") == 0


def test_mail_is_passed_over_by_a_plain_undo(desk: PostDesk) -> None:
    said = desk.imported(desk.file("in.eml", mail())).out
    number = desk.value("SELECT max(id) FROM txn")
    assert f"To undo: am undo {number}" in said
    assert desk.am("account", "edit", "beta", "--tier", "key").code == 0
    assert desk.am("undo").out == f"{number + 1}\n"
    assert desk.am("undo").out == f"{number - 1}\n"  # whose mail it is: undone before the mail is
    assert len(desk.touches()) == 1


def test_a_book_on_the_other_side_of_the_world_has_the_day_it_was_there(desk: PostDesk) -> None:
    desk.took(mail(date="Mon, 2 Mar 2026 23:59:00 +0900"))
    assert desk.touches()[0][1] == "2026-03-02"


def test_a_mailbox_read_again_and_again_while_mail_trickles_in_adds_each_once(desk: PostDesk) -> None:
    arriving = [
        mail(number=str(number), subject=f"Mail {number}", date=f"Mon, 2 Mar 2026 08:{number:02d}:00 +0000")
        for number in range(6)
    ]
    added = [desk.plan(desk.file("in.mbox", mbox(*arriving[:known])))["new"] for known in range(1, 7)]
    assert added == [1] * 6
    assert desk.plan(desk.file("in.mbox", mbox(*arriving)))["new"] == 0
    assert len(desk.touches()) == 6


def test_tied_addresses_count_in_threads_and_by_any_case(desk: PostDesk) -> None:
    assert desk.am("unmatched", "link", "jane.private@mail.example", "jane").code == 0
    assert desk.counts(mail(sender="JANE.Private@mail.example"))[0] == 1
    assert [row[6] for row in desk.touches()] == ["Jane Orr"]


def test_a_touch_that_a_person_worked_on_is_left_as_it_is(desk: PostDesk) -> None:
    desk.took(mail(date="Mon, 2 Mar 2026 09:00:00 +0000"))
    assert desk.am("activity", "edit", "n1", "--summary", "They want out", "--feel", "bad").code == 0
    earlier = sent(number="2", subject="Quote", text="Please read.")
    assert desk.took(earlier, mail("References: <2@mail.example>", number="3"))["new"] == 0
    row = desk.rows("SELECT summary, feel, at, direction FROM interaction")
    assert row == [("They want out", "bad", "09:00", "in")]


def test_a_mailbox_read_every_ten_minutes_of_a_day_adds_each_mail_once(desk: PostDesk) -> None:
    """Mails arrive all day, in new/ first; they are read (moved to cur/) hours later, and every import sees
    all that lies there. By day it is imported about every two hours."""
    box = desk.folder / "Mail"
    maildir(box, [])
    rounds = 144
    imported = some(range(rounds), 11)
    for tick in range(rounds):
        hour, minute = divmod(10 * tick, 60)
        if tick % 4 == 0:
            at = f"Sun, 1 Mar 2026 {hour:02d}:{minute:02d}:00 +0000"
            who = JANE if tick % 8 else "Zoe <zoe@new.example>"
            text = mail(sender=who, number=str(tick), subject=f"Question {tick}", date=at)
            (box / "new" / f"{tick}.host").write_text(text, "utf-8")
        if tick % 9 == 0:
            for each in sorted((box / "new").iterdir())[:3]:
                each.rename(box / "cur" / f"{each.name}:2,S")
        if tick in imported:
            desk.imported(str(box), "-q", "--yes")
    asked = [tick for tick in range(0, rounds, 4) if tick % 8]
    assert [row[4] for row in desk.touches()] == [f"Question {tick}" for tick in asked]
    strangers = len(range(0, rounds, 8))
    assert desk.rows("SELECT address, seen FROM unmatched") == [("zoe@new.example", strangers)]
