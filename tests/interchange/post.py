"""Mail to test with: messages as programs write them, in mboxes and Maildirs, and a desk to read them at."""

from collections.abc import Sequence
from pathlib import Path

from tests.interchange.helpers import Desk

ME = "Kim Ash <kim@ours.example>"
JANE = "Jane Orr <jane@acme.example>"
DAY = "Mon, 2 Mar 2026 08:00:00 +0000"


def mail(
    *lines: str, sender: str = JANE, to: str = ME, subject: str | None = "Quote", date: str | None = DAY,
    number: str | None = "1", text: str = "Fine with me.",
) -> str:  # fmt: skip
    """A message; `lines` are further headers, `number` its message id."""
    head = [f"From: {sender}", f"To: {to}"]
    head += [] if subject is None else [f"Subject: {subject}"]
    head += [] if date is None else [f"Date: {date}"]
    head += [] if number is None else [f"Message-ID: <{number}@mail.example>"]
    return "\n".join([*head, *lines, "", text, ""])


def sent(*lines: str, to: str = JANE, **how: str | None) -> str:
    """A message of mine."""
    return mail(*lines, sender=ME, to=to, **how)  # type: ignore[arg-type]


def mbox(*messages: str) -> str:
    """Messages in one file."""
    return "".join(f"From someone@mail.example Mon Mar  2 08:00:00 2026\n{each}\n" for each in messages)


def maildir(place: Path, messages: Sequence[str], new: bool = False) -> None:
    """Messages in a folder of files."""
    for name in ("cur", "new", "tmp"):
        (place / name).mkdir(parents=True, exist_ok=True)
    for number, each in enumerate(messages):
        name = f"{number}.host" if new else f"{number}.host:2,S"
        (place / ("new" if new else "cur") / name).write_text(each, "utf-8")


class PostDesk(Desk):
    """A desk with a book and a setting of whose mail it is."""

    def knows_me(self, *addresses: str) -> None:
        """Say whose mail it is."""
        answer = self.am("config", "set", "me.emails", ",".join(addresses or ("kim@ours.example",)))
        assert answer.code == 0, answer

    def took(self, *messages: str | bytes, options: Sequence[str] = ()) -> dict[str, object]:
        """The plan of an import of messages, each in a file of its own; of one, as it is."""
        folder = self.folder / "post"
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for number, each in enumerate(messages):
            (folder / f"{number}.eml").write_bytes(each if isinstance(each, bytes) else each.encode("utf-8"))
        return self.plan(str(folder), *options)

    def plan(self, *argv: str) -> dict[str, object]:
        """The plan of an import of one source."""
        import json

        (found,) = json.loads(self.imported(*argv, "-o", "json").out)["files"]
        return dict(found)

    def counts(self, *messages: str | bytes, options: Sequence[str] = ()) -> tuple[object, object]:
        """How many interactions are new, and why the other mails are none."""
        plan = self.took(*messages, options=options)
        return plan["new"], plan["skipped_why"]

    def touches(self) -> list[tuple[object, ...]]:
        """What the book has of mails: account, day, time, direction, summary, first line, people."""
        return self.rows(
            'SELECT a.code, i."on", i.at, i.direction, i.summary, i.body, (SELECT group_concat(name) FROM '
            "(SELECT c.name FROM interaction_contact p JOIN contact c ON c.id = p.contact_id "
            "WHERE p.interaction_id = i.id ORDER BY c.name)) "
            "FROM interaction i JOIN account a ON a.id = i.account_id "
            'ORDER BY a.code, i."on", i.at, i.summary'
        )
