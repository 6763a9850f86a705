"""However large a mail or a mailbox is, little of it is held: measured in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.interchange.helpers import ACCOUNTS, CONTACTS
from tests.interchange.post import PostDesk, mail
from tests.profiles import crossed

MEGABYTE = 1 << 20
LINES = {"lines": b"QUJDREVGR0hJSktM" * 4 + b"\n", "one line": b"QUJD" * 1024}
# Reads what the first argument names and prints how much more memory that took at its height.
PROBE = """
import resource, sys
from pathlib import Path
from amcli.interchange.mail.headers import Headers
from amcli.interchange.mail.sorting import Letter
from amcli.interchange.mail.mailbox import items
from amcli.interchange.mail.messages import BODY_SIZE
from amcli.interchange.mail.text import message_of, written_text

unit = 1 if sys.platform == "darwin" else 1024
def most(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
def read(path):
    for item in items(Path(path), BODY_SIZE, lambda count: None):
        Letter(Headers(item.head)).key
        written_text(message_of(item.head, item.body))
read(sys.argv[1])
before = most()
read(sys.argv[2])
print(most() - before)
"""


def attachment(path: Path, line: bytes, megabytes: int = 50) -> str:
    """A mail with a large attachment after its text, written without holding it here either."""
    head = mail('Content-Type: multipart/mixed; boundary="b"', text="--b\n\nSee below.\n--b\n")
    with path.open("wb") as file:
        file.write(b"From jane@acme.example Mon Mar  2 08:00:00 2026\n" if path.suffix == ".mbox" else b"")
        file.write(head.encode() + b"Content-Transfer-Encoding: base64\n\n")
        for _ in range(megabytes):
            file.write(line * (MEGABYTE // len(line)))
        file.write(b"\n--b--\n")
    return str(path)


@pytest.mark.parametrize(("name", "form"), crossed(("large.eml", "large.mbox"), tuple(LINES)))
def test_an_attachment_of_50_megabytes_is_never_held(tmp_path: Path, name: str, form: str) -> None:
    line = LINES[form]
    small = attachment(tmp_path / f"small{Path(name).suffix}", line, 1)
    large = attachment(tmp_path / name, line)
    told = subprocess.run(
        [sys.executable, "-c", PROBE, small, large], capture_output=True, text=True, check=True
    )
    assert int(told.stdout) < 8 * MEGABYTE


def test_a_mail_with_a_large_attachment_is_a_touch_like_another(tmp_path: Path) -> None:
    desk = PostDesk(tmp_path)
    desk.imported(desk.file("accounts.csv", ACCOUNTS), desk.file("contacts.csv", CONTACTS))
    desk.knows_me()
    plan = desk.plan(attachment(tmp_path / "large.eml", b"QUJD" * 16 + b"\n", 5))
    assert plan["new"] == 1
    assert desk.touches()[0][4:6] == ("Quote", "See below.")


def test_headers_without_end_are_cut(tmp_path: Path) -> None:
    desk = PostDesk(tmp_path)
    desk.imported(desk.file("accounts.csv", ACCOUNTS), desk.file("contacts.csv", CONTACTS))
    desk.knows_me()
    endless = "X-Long: " + "a" * (3 * MEGABYTE) + "\n"
    assert desk.plan(desk.file("endless.eml", mail().replace("\n\n", f"\n{endless}\n", 1)))["new"] == 1
    many = "".join(f"To: p{number}@new.example\n" for number in range(5000))
    assert (
        desk.plan(desk.file("many.eml", mail(number="2", subject="B").replace("\n\n", f"\n{many}\n", 1)))[
            "new"
        ]
        == 1
    )
