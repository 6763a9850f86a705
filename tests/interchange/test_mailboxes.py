"""Mailboxes as programs write them: where a mail begins, what is escaped, drafts, spam and deleted mails."""

import shutil
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.interchange.mail.automatic import DRAFTS, LANGUAGES, SPAM_LABELS, from_utf7, labels_in, names_in
from amcli.interchange.mail.headers import Headers
from amcli.interchange.mail.messages import mails
from tests.interchange.helpers import ACCOUNTS, CONTACTS, Desk
from tests.interchange.post import JANE, PostDesk, mail, maildir, mbox, sent
from tests.profiles import examples


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> PostDesk:
    found = PostDesk(tmp_path_factory.mktemp("boxes"))
    found.imported(found.file("accounts.csv", ACCOUNTS), found.file("contacts.csv", CONTACTS))
    return found


@pytest.fixture
def desk(desk: Desk, made: PostDesk) -> PostDesk:
    """A book with Jane and Ben at Acme; I am kim@ours.example."""
    shutil.copytree(made.folder, desk.folder, dirs_exist_ok=True)
    found = PostDesk(desk.folder)
    found.lent = desk.lent
    found.knows_me()
    return found


THREE = (mail(), mail(number="2", subject="Renewal"), sent(number="3", subject="Plan"))
Q4 = mail(number="4", subject="Fourth")
FULL = "From jane@acme.example Mon Mar  2 08:00:00 2026\n"
ENVELOPES = {
    "Roundcube, no blank line": ("From jane@acme.example Mon Mar 02 08:00:00 2026\r\n", ""),
    "mblaze, no blank line": (FULL, ""),
    "a bare line": ("From \n", "\n"),
    "a bare line without a blank line before it": ("From \n", ""),
    "Thunderbird": ("From - Mon Mar  2 08:00:00 2026\n", "\n"),
    "Thunderbird without a date": ("From - \n", ""),
    "an address without a date": ("From jane@acme.example\n", ""),
    "a name without a date": ("From MAILER-DAEMON\n", "\n"),
    "a name with blanks": ("From Jane Orr Mon Mar  2 08:00:00 2026\n", ""),
    "Takeout": ("From 1790@xxx Mon Mar 02 08:00:00 +0000 2026\n", "\n"),
    "an envelope of before below it": (FULL + ">From - Mon Mar  2 08:00:00 2026\n", "\n"),
}
KEPT = [
    ("acme", "2026-03-02", "08:00", "out", "Plan", "Fine with me.", "Jane Orr"),
    ("acme", "2026-03-02", "08:00", "in", "Quote", "Fine with me.", "Jane Orr"),
    ("acme", "2026-03-02", "08:00", "in", "Renewal", "Fine with me.", "Jane Orr"),
]


@pytest.mark.parametrize("case", ENVELOPES)
def test_a_mail_begins_at_its_envelope_with_or_without_blank_line_and_date(desk: PostDesk, case: str) -> None:
    line, blank = ENVELOPES[case]
    name = desk.file("in.mbox", "".join(f"{line}{each}{blank}" for each in THREE))
    plan = desk.plan(name)
    assert (plan["rows"], plan["new"], plan["skipped"]) == (3, 3, 0)
    assert desk.touches() == KEPT
    again = desk.plan(name)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 3)
    assert desk.touches() == KEPT


@pytest.mark.parametrize("first", ["From \n", "\nFrom \n", "\ufeffFrom - \n", "\r\nFrom Jane\r\n"])
def test_a_file_is_an_mbox_by_a_bare_first_line(desk: PostDesk, first: str) -> None:
    assert "email, 2 messages" in desk.imported(desk.file("box", first + mail() + FULL + THREE[1])).out


PROSE = {
    "a sentence": "From here on we know it.\nPlease sign.",
    "a word with a colon": "From what I see\nNote: the price holds\nDeadline: Friday",
    "a journey": "From Berlin\nTo: Hamburg\nDate: Friday",
    "a time": "\nFrom 10:30 to 11:45 we are out.\nPhone: the desk",
    "an address": "\nFrom jane@acme.example I have this\nnothing more",
    "an envelope and a word": f"\n{FULL}Note: quoted",
    "a subject after a name": "From Jane\nSubject: seats\nand more of it",
}


@pytest.mark.parametrize("case", PROSE)
def test_prose_that_begins_with_the_word_is_no_mail(desk: PostDesk, case: str) -> None:
    plan = desk.plan(desk.file("in.mbox", mbox(mail(text=f"Fine.\n{PROSE[case]}"), THREE[1])), "--full-text")
    assert (plan["rows"], plan["new"]) == (2, 2)
    assert desk.touches()[0][5] == f"Fine.\n{PROSE[case]}"


@pytest.mark.parametrize("line", ["From me@ours.example\n", FULL, "From \n"])
def test_prose_right_above_an_envelope_stays_in_its_mail(desk: PostDesk, line: str) -> None:
    name = desk.file("in.mbox", FULL + mail(text="We start.\nFrom the top: all of it") + line + THREE[1])
    assert desk.plan(name, "--full-text")["rows"] == 2
    assert desk.rows("SELECT body FROM interaction ORDER BY id")[0] == ("We start.\nFrom the top: all of it",)


def test_escaped_lines_lose_one_mark_and_are_no_quotation(desk: PostDesk) -> None:
    text = "Hi Kim,\n>From March on we pay monthly.\n>>From a quote\n> From: a quote\nJane"
    desk.plan(desk.file("in.mbox", mbox(mail(text=text))), "--full-text")
    assert desk.touches()[0][5] == "Hi Kim,\nFrom March on we pay monthly.\nJane"


def test_outside_an_mbox_nothing_is_escaped(desk: PostDesk) -> None:
    desk.took(mail(text="Yes.\n>From March on?"), options=["--full-text"])
    assert desk.touches()[0][5] == "Yes."


def labelled(labels: str, **how: str) -> str:
    return mail(f"X-Gmail-Labels: {labels}", **how)


@pytest.mark.parametrize(
    ("labels", "why"),
    [
        ("=?UTF-8?Q?Entw=C3=BCrfe,Ge=C3=B6ffnet?=", "drafts"),
        ("Inbox,=?UTF-8?B?0KfQtdGA0L3QvtCy0LjQutC4?=", "drafts"),
        ("=?UTF-8?Q?=22Kunden,_alle=22,Brouillons?=", "drafts"),
        ("=?UTF-8?B?6L+35oOR44Oh44O844Or?=,\n =?UTF-8?Q?x?=", "spam"),
        ('"Spam",Unread', "spam"),
        ("=?UTF-8?Q?Skr=C3=A4ppost?=", "spam"),
    ],
)
def test_labels_are_decoded_and_then_split(desk: PostDesk, labels: str, why: str) -> None:
    assert desk.counts(labelled(labels)) == (0, {why: 1})


def test_a_label_of_ones_own_that_names_drafts_in_its_quotes_is_no_draft(desk: PostDesk) -> None:
    own = labelled('Inbox,"Offers, drafts, spam"')
    own = own.replace("Inbox", "Inbox,Templates,Junk")
    trash = labelled("=?UTF-8?Q?Papierkorb,Ge=C3=B6ffnet?=", number="2", subject="Renewal")
    assert desk.counts(own, trash) == (2, {})
    assert labels_in('Inbox,"a ""b"", c", Ge\u0061\u0308ffnet') == {"inbox", 'a "b", c', "geäffnet"}


def test_every_language_has_its_words_and_none_of_them_is_both() -> None:
    assert len(LANGUAGES) == len(set(LANGUAGES)) >= 20
    assert DRAFTS.isdisjoint(SPAM_LABELS)
    assert {"entwürfe", "kladder", "taslaklar", "下書き", "임시보관함", "thư nháp", "πρόχειρα"} <= DRAFTS
    assert {"spam", "pourriel", "roskaposti", "спам", "垃圾邮件", "스팸함", "ανεπιθύμητα"} <= SPAM_LABELS


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        (".Entw&APw-rfe", "drafts"),
        (".INBOX.Entw&APw-rfe", "drafts"),
        ("[Gmail].Skr&AOQ-ppost", "spam"),
        ("&BCcENQRABD0EPgQyBDgEOgQ4-", "drafts"),
        (".Courrier ind&AOk-sirable", "spam"),
        ("Entwu\u0308rfe", "drafts"),
        ("Spam", "spam"),
        (".INBOX.Templates", "drafts"),
    ],
)
def test_folders_are_known_by_name_in_modified_utf_7(desk: PostDesk, folder: str, why: str) -> None:
    maildir(desk.folder / "Mail" / folder, [mail()])
    maildir(desk.folder / "Mail" / "A&-B", [mail(number="2", subject="Renewal")])
    plan = desk.plan(str(desk.folder / "Mail"))
    assert (plan["new"], plan["skipped_why"]) == (1, {why: 1})


def test_modified_utf_7_is_undone_and_what_is_none_stays() -> None:
    assert from_utf7("A&-B &AOk-&APw- &ZeVnLIqe-") == "A&B éü 日本語"
    assert [from_utf7(each) for each in ("R&D", "&AO-", "&2D0-", "&*-")] == ["R&D", "&AO-", "&2D0-", "&*-"]
    assert list(names_in("Entw&APw-rfe.MBOX")) == ["entwürfe"]


def test_flags_of_a_maildir_tell_drafts_and_what_was_deleted_since(desk: PostDesk) -> None:
    top = desk.folder / "Mail"
    maildir(top, [])
    for name, message in (
        ("1.h:2,DS", THREE[2]),
        ("2.h:2,ST", mail()),
        ("3.h;2,DT", THREE[1]),
        ("4.P2,DST", Q4),
    ):
        (top / "cur" / name).write_text(message, "utf-8")
    plan = desk.plan(str(top))
    assert (plan["new"], plan["skipped_why"]) == (2, {"drafts": 2})
    assert plan["conventions"] == ["1 email deleted since; it counts, because the conversation took place"]
    assert [row[4] for row in desk.touches()] == ["Fourth", "Quote"]
    again = desk.plan(str(top))
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 2)


def apple(message: str, flags: int) -> bytes:
    """A file of Apple Mail: length, mail, property list."""
    whole = message.encode()
    flag = f"\t<key>flags</key>\n\t<integer>{flags}</integer>\n"
    rest = f'<?xml version="1.0"?>\n<plist><dict>\n{flag}</dict></plist>'
    return b"%-10d\n" % len(whole) + whole + rest.encode()


def test_flags_of_apple_mail_tell_drafts_spam_and_what_was_deleted(desk: PostDesk) -> None:
    top = desk.folder / "INBOX.mbox" / "Messages"
    top.mkdir(parents=True)
    big = mail(number="5", subject="Big", text="x" * 200_000)
    for number, (message, flags) in enumerate(
        [(mail(), 8590195713), (THREE[1], 1 << 6 | 1), (THREE[2], 1 << 24), (big, 1 << 1)]
    ):
        (top / f"{number}.emlx").write_bytes(apple(message, flags))
    plan = desk.plan(str(desk.folder / "INBOX.mbox"))
    assert (plan["new"], plan["skipped_why"]) == (2, {"drafts": 1, "spam": 1})
    assert plan["conventions"] == ["1 email deleted since; it counts, because the conversation took place"]
    assert [row[4] for row in desk.touches()] == ["Big", "Quote"]


def test_a_file_of_apple_mail_that_claims_too_much_is_read_as_far_as_it_goes(desk: PostDesk) -> None:
    (desk.folder / "1.emlx").write_bytes(b"999999999999999999\n" + mail().encode())
    assert desk.plan(str(desk.folder / "1.emlx"))["new"] == 1


def test_labels_that_were_made_to_be_slow_are_read_in_no_time(desk: PostDesk) -> None:
    began = time.process_time()
    assert desk.counts(labelled('"a"",' * 100_000 + "Spam")) == (1, {})
    assert time.process_time() - began < 20


def test_an_mbox_tells_what_was_deleted_and_a_mail_that_moved_counts_once(desk: PostDesk) -> None:
    moved = mail("X-Mozilla-Status: 0009", "X-Mozilla-Status2: 00000000")
    kept = mail("X-Mozilla-Status: 0001")
    other = mail("Status: RO", "X-Status: D", number="2", subject="Renewal")
    draft = sent("X-Status: T", number="3", subject="Plan")
    spam = mail("X-Mozilla-Keys: nonsense Junk", number="4", subject="Win")
    plan = desk.plan(desk.file("Inbox", mbox(moved, kept, other, draft, spam)))
    assert (plan["rows"], plan["new"], plan["skipped_why"]) == (5, 2, {"drafts": 1, "spam": 1})
    assert plan["conventions"] == ["2 emails deleted since; they count, because the conversation took place"]
    said = desk.imported(desk.file("Inbox", mbox(moved))).out
    assert "  1 email deleted since; it counts, because the conversation took place\n" in said


WORDS = st.sampled_from(["From here", "From Jane", ">From x", ">>From", "Note: a", "Kim", "", "> q", "from:"])


@st.composite
def texts(draw: st.DrawFn) -> list[str]:
    """Bodies with lines that look like much."""
    return draw(st.lists(st.lists(WORDS, max_size=6).map("\n".join), min_size=1, max_size=5))


@settings(max_examples=examples(60))
@given(
    texts(),
    st.sampled_from([FULL, "From - \n", "From \n", "From jane@acme.example\n"]),
    st.sampled_from(["mboxo", "mboxrd"]),
    st.sampled_from(["\n", ""]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_written_to_an_mbox_is_read_back_whatever_its_form(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str], line: str, form: str, blank: str, end: str
) -> None:
    messages = [mail(number=str(number), text=text) for number, text in enumerate(bodies)]
    written = "".join(f"{line}{escaped(each, form)}{blank}" for each in messages).replace("\n", end)
    path = tmp_path_factory.mktemp("box") / "box"
    path.write_bytes(written.encode())
    with path.open("rb") as handle:
        found = [read_back(raw.head + b"\n" + raw.body) for raw in mails(handle, 10_000, lambda count: None)]
    assert [ids for ids, _ in found] == [f"<{number}@mail.example>" for number in range(len(bodies))]
    if form == "mboxrd":
        assert [text.strip("\n") for _, text in found] == [each.strip("\n") for each in bodies]


def escaped(message: str, form: str) -> str:
    """A message as a writer of an mbox puts it there."""
    head, _, body = message.partition("\n\n")
    lines = body.split("\n")
    marked = (line.lstrip(">") if form == "mboxrd" else line for line in lines)
    return "\n".join([head, "", *(f">{line}" if mark.startswith("From ") else line
                                  for line, mark in zip(lines, marked, strict=True))])  # fmt: skip


def read_back(raw: bytes) -> tuple[str, str]:
    """The id and the text of a mail that was read."""
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    return Headers(head).raw("message-id"), body.decode()


@settings(max_examples=examples(40))
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r:"), max_size=30), max_size=5))
def test_lines_of_prose_never_begin_a_mail(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    text = "\n\n".join(f"From {line}\n{line}" for line in lines)
    path = tmp_path_factory.mktemp("prose") / "box"
    path.write_bytes(mbox(mail(text=text), mail(number="2")).encode())
    with path.open("rb") as handle:
        assert len(list(mails(handle, 10_000, lambda count: None))) == 2


def test_a_colleagues_line_of_a_hundred_thousand_letters_takes_no_time(desk: PostDesk) -> None:
    long = "From " + "Abc 1 " * 20_000
    plan = desk.plan(desk.file("in.mbox", mbox(mail(sender=JANE, text=f"Fine.\n\n{long}\nSubject: no"))))
    assert (plan["rows"], plan["new"]) == (1, 1)
