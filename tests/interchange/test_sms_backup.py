"""What SMS Backup & Restore saves of a phone: calls of every type, messages both ways."""

import json
import shutil
from typing import Any

import pytest

from amcli.interchange.chats.smsbackup import mended
from tests.interchange.chatting import chats, made, people, strangers
from tests.interchange.helpers import Desk

HEAD = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
    "<!--File Created By SMS Backup & Restore v10.20.002-->\n"
    '<?xml-stylesheet type="text/xsl" href="sms.xsl"?>\n'
)
JANE, JO = "+442079460011", "020 7946 0018"
NINE = 1770973500000  # 13 February 2026, 09:05 in London


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    found = made(tmp_path_factory.mktemp("sms"))
    assert found.am("config", "set", "me.country", "GB").code == 0
    return found


@pytest.fixture
def desk(desk: Desk, base: Desk) -> Desk:
    shutil.copytree(base.folder, desk.folder, dirs_exist_ok=True)
    return desk


def plan(desk: Desk, text: str, *argv: str) -> dict[str, Any]:
    """The plan of a backup."""
    (found,) = json.loads(desk.imported(desk.file("backup.xml", text), *argv, "-o", "json").out)["files"]
    return dict(found)


def call(number: str, kind: int, minute: int, duration: int = 0, presentation: int = 1) -> str:
    """A call as the program writes it."""
    return (
        f'  <call number="{number}" duration="{duration}" date="{NINE + minute * 60_000}" type="{kind}" '
        f'presentation="{presentation}" subscription_id="1" post_dial_digits="" '
        'readable_date="13 Feb 2026 09:05:00" contact_name="(Unknown)" />\n'
    )


def sms(number: str, kind: int, minute: int, body: str, name: str = "(Unknown)") -> str:
    """A message as the program writes it."""
    return (
        f'  <sms protocol="0" address="{number}" date="{NINE + minute * 60_000}" type="{kind}" '
        f'subject="null" body="{body}" toa="null" service_center="null" read="1" status="-1" locked="0" '
        f'date_sent="0" sub_id="1" readable_date="13 Feb 2026" contact_name="{name}" />\n'
    )


def mms(numbers: str, box: int, minute: int, sender: str, text: str) -> str:
    """A message with parts, as the program writes it."""
    return (
        f'  <mms date="{NINE + minute * 60_000}" ct_t="application/vnd.wap.multipart.related" '
        f'msg_box="{box}" address="{numbers}" m_type="132" contact_name="(Unknown)">\n    <parts>\n'
        '      <part seq="-1" ct="application/smil" name="null" text="&lt;smil>&lt;/smil>" />\n'
        f'      <part seq="0" ct="text/plain" name="null" text="{text}" />\n'
        f'      <part seq="0" ct="image/jpeg" name="a.jpg" data="{"QUJD" * 40}" />\n    </parts>\n'
        f'    <addrs>\n      <addr address="{sender}" type="137" charset="106" />\n'
        '      <addr address="insert-address-token" type="151" charset="106" />\n    </addrs>\n  </mms>\n'
    )


def of_calls(*rows: str) -> str:
    return f'{HEAD}<calls count="{len(rows)}" backup_set="1" type="full">\n{"".join(rows)}</calls>'


def of_messages(*rows: str) -> str:
    return f'{HEAD}<smses count="{len(rows)}" backup_set="1" type="full">\n{"".join(rows)}</smses>'


def test_every_type_of_call(desk: Desk) -> None:
    text = of_calls(
        *(call(JANE, kind, kind * 10, 65 if kind in (1, 2, 7) else 0) for kind in range(1, 8)),
        *(call("-2", 1, 90, 10, presentation) for presentation in (2, 3, 4)),
        call("02079460777", 1, 95, 10),
    )
    found = plan(desk, text)
    assert (found["kind"], found["rows"], found["new"], found["unmatched"]) == ("chats", 11, 7, 1)
    assert found["skipped_why"] == {"no number, or withheld": 3, "unknown numbers": 1}
    assert [(row[3], row[4], row[5]) for row in chats(desk)] == [
        ("09:15", "in", 0),
        ("09:25", "out", 0),
        ("09:35", "in", 1),
        ("09:45", "in", 1),
        ("09:55", "in", 1),
        ("10:05", "in", 1),
        ("10:15", "in", 0),
    ]
    assert plan(desk, text)["unchanged"] == 7


def test_messages_of_both_ways_are_a_conversation(desk: Desk) -> None:
    text = of_messages(
        sms(JANE, 2, 0, "Are you in?"),
        sms(JO, 1, 1, "Jo here", "Jo"),
        sms("020 7946 0011", 1, 2, "Yes"),
        sms(JANE, 5, 3, "Not sent"),
        sms("DELIVERY", 1, 4, "Your parcel"),
        sms("67777", 1, 5, "Code 1234"),
    )
    found = plan(desk, text)
    assert (found["rows"], found["new"], found["unmatched"]) == (6, 2, 0)
    assert found["skipped_why"] == {
        "messages that weren't sent": 1,
        "short numbers and senders without a number": 2,
    }
    assert [(row[0], row[1], row[3], row[4], row[6]) for row in chats(desk)] == [
        ("acme", "chat", "09:05", "out", "Are you in?"),
        ("beta", "chat", "09:06", "in", "Jo here"),
    ]
    before = desk.dump("txn", "session")
    again = plan(desk, text)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 2)
    assert desk.dump("txn", "session") == before


def test_a_longer_backup_brings_only_what_is_new(desk: Desk) -> None:
    rows = [sms(JANE, 1, 0, "One"), sms(JANE, 2, 1, "Two"), sms(JANE, 1, 600, "Three")]
    assert plan(desk, of_messages(*rows[:1]))["new"] == 1
    found = plan(desk, of_messages(*rows))
    assert (found["new"], found["changed"], found["unchanged"]) == (1, 1, 0)
    assert found["changed_fields"] == {"last_direction": 1}


def test_messages_with_parts_and_groups(desk: Desk) -> None:
    text = of_messages(
        mms(JANE, 1, 0, JANE, "A picture"),
        mms(f"{JANE}~{JO}~+442079460778", 1, 300, JO, "To both"),
    )
    found = plan(desk, text)
    assert (found["new"], found["skipped_why"]) == (2, {})
    assert [(row[0], row[6]) for row in chats(desk)] == [("acme", "A picture"), ("beta", "To both")]
    assert people(desk) == [("2026-02-13", "09:05", "Jane Orr"), ("2026-02-13", "14:05", "Jo Voss")]


def test_a_stranger_has_the_name_that_the_phone_knows(desk: Desk) -> None:
    assert plan(desk, of_messages(sms("020 7946 0777", 1, 0, "Hello", "Pat Long")))["unmatched"] == 1
    assert strangers(desk) == [("phone", "+442079460777", "Pat Long", 1)]


def test_characters_in_two_halves_are_mended(desk: Desk) -> None:
    text = of_messages(sms(JANE, 1, 0, "Great &#55357;&#56832;&#55357;&#56833; &#0; &#55357; &amp; &#10;on"))
    plan(desk, text, "--full-text")
    assert desk.value("SELECT summary FROM interaction") == "Great 😀😁 � � & "[:-1]
    assert desk.value("SELECT body FROM interaction").endswith("Great 😀😁 � � & \non")


@pytest.mark.parametrize("size", range(1, 12))
def test_they_are_mended_wherever_the_file_is_cut(size: int) -> None:
    raw = b'<a b="x &#55357;&#56832;&#x1F600; &#55357;" c="&amp;&#233;"/>'
    pieces = [raw[place : place + size] for place in range(0, len(raw), size)]
    assert b"".join(mended(iter(pieces))) == (b'<a b="x &#128512;&#128512; &#65533;" c="&amp;&#233;"/>')


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE smses [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE smses SYSTEM "file:///etc/passwd">',
    ],
    ids=["entities", "a file"],
)
def test_a_document_type_is_refused(desk: Desk, head: str) -> None:
    text = f"<?xml version='1.0'?>{head}<smses count='1'>{sms(JANE, 1, 0, '&b;')}</smses>"
    answer = desk.am("import", desk.file("sms.xml", text))
    assert (answer.code, answer.out) == (2, "")
    assert "sms.xml: it has a document type, which no backup has." in answer.err


def test_a_cut_off_backup_is_named(desk: Desk) -> None:
    text = of_messages(sms(JANE, 1, 0, "One"), sms(JANE, 1, 1, "Two"))
    answer = desk.am("import", desk.file("sms.xml", text[:-30]))
    assert (answer.code, answer.out) == (2, "")
    assert "sms.xml: line" in answer.err
    assert "One" not in answer.err


def declared(encoding: str) -> str:
    """A backup that says in which encoding it is."""
    head = f"<?xml version='1.0' encoding='{encoding}'?>"
    return f"{head}<smses count='1'>{sms(JANE, 1, 0, 'Hello')}</smses>"


def test_an_encoding_that_nobody_reads_is_named(desk: Desk) -> None:
    """Python would be asked for it, which has some that are none of texts, or take several bytes a sign."""
    for encoding in ("utf-42", "base64", "idna", "undefined", "utf-7", "utf-32"):
        answer = desk.am("import", desk.file("sms.xml", declared(encoding)))
        assert (answer.code, answer.out) == (2, "")
        assert f'sms.xml: its encoding "{encoding}" can\'t be read.' in answer.err
    for encoding in ("utf-8", "US-ASCII", "iso-8859-1", "windows-1252"):
        assert desk.am("import", desk.file("sms.xml", declared(encoding)), "--dry-run").code == 0
