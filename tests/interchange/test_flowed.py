"""Mail whose program broke its paragraphs into lines (`format=flowed`, RFC 3676): the sentences are whole."""

import quopri
from base64 import encodebytes
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.interchange.mail import text as reading
from amcli.interchange.mail.text import message_of, unflowed, written_text
from tests.interchange.helpers import ACCOUNTS
from tests.interchange.post import PostDesk, mail
from tests.profiles import examples

FLOWED = "Content-Type: text/plain; charset=utf-8; format=flowed"
DELSP = f"{FLOWED}; delsp=yes"
RENEWS = "Yes, renew. And add \ntwo seats."


@pytest.fixture
def desk(tmp_path: Path) -> PostDesk:
    desk = PostDesk(tmp_path)
    desk.imported(desk.file("accounts.csv", ACCOUNTS))
    desk.imported(desk.file("people.csv", "account,name,email\nacme,Jane Orr,jane@acme.example\n"))
    desk.knows_me()
    return desk


def written(text: str, *lines: str) -> str:
    """What the writer of a mail with this text wrote."""
    head, _, body = mail(*lines, text=text).encode().partition(b"\n\n")
    return written_text(message_of(head, body))


def test_the_line_that_is_kept_ends_where_the_paragraph_does(desk: PostDesk) -> None:
    desk.took(mail(FLOWED, text=RENEWS + "\n\nJane"))
    assert desk.touches()[0][5] == "Yes, renew. And add two seats."


def test_the_whole_text_has_whole_paragraphs(desk: PostDesk) -> None:
    text = f"{RENEWS}\n\n From here on we \npay yearly.\n\nBest \nJane\n-- \nJane Orr"
    desk.took(mail(FLOWED, text=text), options=["--full-text"])
    found = desk.touches()[0][5]
    assert found == "Yes, renew. And add two seats.\n\nFrom here on we pay yearly.\n\nBest Jane"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (RENEWS, "Yes, renew. And add two seats."),
        ("a \n b \nc", "a b c"),
        ("a \n\nb", "a\n\nb"),  # a program that forgot the blank at the end
        ("a\nb", "a\nb"),
        ("a \n-- \nJane", "a"),
        ("a \n--\nJane", "a"),
        ("a \n> q \n> r\nb", "a\nb"),
        ("> q \nb \nc", "b c"),
        ("> q\n>> r \n> s\nb", "b"),
        ("Yes.\n> Is it \n> fine?\nWe \nsign.", "Yes.\nWe sign."),
        (
            "On 2 March 2026, Kim \nAsh of the long name <kim.ash@ours.example> \nwrote:\n> q\nb",
            "b",
        ),
        ("a \n-----Original Message-----\nFrom: x", "a"),
        ("a \nFrom: Kim <kim@x.example> \nSent: Monday \nTo: Jane\n\nOur price", "a"),
        (" > 100 seats: \n10 EUR\n> q", "> 100 seats: 10 EUR"),
        ("x\n >> y\n> q", "x\n>> y"),
        ("a \n \nb", "a\n\nb"),
        ("  b \nc", "b c"),
        ("x\n  - b \nc", "x\n - b c"),
    ],
)
def test_lines_flow_within_what_the_writer_wrote(text: str, found: str) -> None:
    assert written(text, FLOWED) == found


@pytest.mark.parametrize(
    "kind",
    [
        "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/plain; format=fixed",
        "Content-Type: text/plain; format=flowed-not",
        "Content-Type: text/x-notes; format=flowed",
        "Content-Type: multipart/mixed; format=flowed",
        "X-Format: flowed",
    ],
)
def test_no_other_text_flows(kind: str) -> None:
    assert written("> 100 seats \nx", kind).startswith("> 100 seats\nx") or "x-notes" in kind
    assert "add two" not in written(RENEWS, kind)


@pytest.mark.parametrize(
    "kind",
    [
        "Content-Type: TEXT/Plain; FORMAT=Flowed",
        'content-type: text/plain;\n format="flowed"; charset=us-ascii',
    ],
)
def test_the_parameter_may_be_in_any_case_quoted_and_folded(kind: str) -> None:
    assert written(RENEWS, kind) == "Yes, renew. And add two seats."


def test_the_blank_at_the_end_goes_where_the_mail_says_so() -> None:
    assert written("契約を更新 \nします。", DELSP) == "契約を更新します。"
    assert written("We  \nsign.", DELSP.replace("yes", "YES")) == "We sign."
    assert written("We \nsign.", DELSP.replace("yes", "no")) == "We sign."
    assert written("a \n-- \nJane", DELSP) == "a"


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
def test_a_coded_text_flows_once_it_is_decoded(coding: str) -> None:
    raw = f"{RENEWS}\nÜber \nalles".encode()
    coded = quopri.encodestring(raw) if coding == "quoted-printable" else encodebytes(raw)
    found = written(coded.decode(), FLOWED, f"Content-Transfer-Encoding: {coding}")
    assert found == "Yes, renew. And add two seats.\nÜber alles"


def test_a_part_of_a_mail_flows_as_it_says_itself() -> None:
    parts = f"--x\n{FLOWED}\n\n{RENEWS}\n--x\nContent-Type: text/html\n\n<p>Yes</p>\n--x--"
    assert (
        written(parts, 'Content-Type: multipart/alternative; boundary="x"')
        == "Yes, renew. And add two seats."
    )


def test_line_ends_of_other_systems_flow(desk: PostDesk) -> None:
    desk.took(mail(FLOWED, text=RENEWS).replace("\n", "\r\n").encode())
    assert desk.touches()[0][5] == "Yes, renew. And add two seats."


@pytest.mark.parametrize("options", [[], ["--full-text"]])
def test_what_an_older_version_kept_stays_as_it_is(
    desk: PostDesk, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its mails are known: none is there twice, and the text that people know is not exchanged."""
    mails = [mail(FLOWED, text=RENEWS), mail(FLOWED, text=RENEWS, subject=None, number="2")]
    with monkeypatch.context() as older:
        older.setattr(reading, "unflowed", lambda lines, delsp: lines)
        assert desk.took(*mails, options=options)["new"] == 2
    before = desk.dump("run")
    texts = {row[5] for row in desk.touches()}
    assert all(str(text).startswith("Yes, renew. And add") and "add two" not in str(text) for text in texts)
    plan = desk.took(*mails, options=options)
    assert (plan["new"], plan["changed"], plan["unchanged"]) == (0, 0, 2)
    assert desk.dump("run") == before
    # One more of the thread, and somebody who became known, bring people and no text.
    desk.imported(desk.file("more.csv", "account,name,email\nacme,Bo Lind,bo@acme.example\n"))
    more = mail(
        FLOWED, "References: <1@mail.example>", number="3", sender="Bo <bo@acme.example>", text=RENEWS
    )
    assert desk.took(*mails, more, options=options)["new"] == 0
    assert {row[5] for row in desk.touches()} == texts


SIGNS = st.text(st.sampled_from("ab >.ß契F"), max_size=40).map(str.rstrip)
PARAGRAPHS = st.lists(st.tuples(st.integers(0, 3), SIGNS | st.just("From here on")), min_size=1, max_size=8)


def flow(depth: int, text: str, places: set[int], delsp: bool, stuffs: bool) -> list[str]:
    """A paragraph as a program writes it, broken after these places."""
    marks = ">" * depth
    ends = [at for at in range(1, len(text)) if at in places and (delsp or text[at - 1] == " ")]
    pieces = [text[first:last] for first, last in zip([0, *ends], [*ends, len(text)], strict=True)]
    pieces = [piece + " " if delsp else piece for piece in pieces[:-1]] + pieces[-1:]
    must = [stuffs or depth > 0 or piece.startswith((" ", ">", "From ")) for piece in pieces]
    return [f"{marks}{' ' if stuff else ''}{piece}" for stuff, piece in zip(must, pieces, strict=True)]


@settings(max_examples=examples(200))
@given(PARAGRAPHS, st.sets(st.integers(1, 40)), st.booleans(), st.booleans())
def test_paragraphs_that_are_written_flowed_are_read_as_they_were(
    paragraphs: list[tuple[int, str]], places: set[int], delsp: bool, stuffs: bool
) -> None:
    lines = [line for depth, text in paragraphs for line in flow(depth, text, places, delsp, stuffs)]
    found = [line.removeprefix("\0") for line in unflowed(lines, delsp=delsp)]
    assert found == [f"{'>' * depth} {text}" if depth else text for depth, text in paragraphs]
