"""Nobody feeds the book: the mailbox does, and the lists are right without a single am log."""

from pathlib import Path

from tests.interchange.post import mail, maildir, sent
from tests.stories.shell import Shell

CUSTOMERS = """
am config set me.emails kim@ours.example
am account add "Acme Robotics" --code acme --tier key --since 2025-04-05
am account add "Beta Foods" --code beta --tier key --since 2025-04-05
am contact add acme "Jane Orr" --email jane@acme.example
am contact add beta "Jo Voss" --email jo@beta.example
"""
BEN = "Ben Okoro <ben@acme.example>"


def overdue(shell: Shell) -> dict[str, str | None]:
    """Who has not heard from me, and when they last did."""
    return {row["account"]: row["last_touch_on"] for row in shell.json("am checkins")}


def test_a_mailbox_keeps_the_check_ins_right(empty: Shell, tmp_path: Path) -> None:
    shell = empty.after(tmp_path, [("2026-02-20", CUSTOMERS)])
    shell.on("2026-03-02")
    post = shell.home / "Mail"
    maildir(
        post,
        [
            mail(date="Fri, 27 Feb 2026 09:00:00 +0000"),
            mail("List-Id: <news>", sender="Jo <jo@beta.example>", number="2", subject="News"),
            mail(sender="Jo <jo@beta.example>", number="3", subject="Out of office", text="Back in May"),
            mail(sender=BEN, number="4", subject="A question"),
        ],
    )
    maildir(
        post / ".Sent",
        [sent("In-Reply-To: <1@mail.example>", number="5", date="Fri, 27 Feb 2026 10:00:00 +0000")],
    )
    assert overdue(shell) == {}  # nobody is late in a book without a conversation
    said = shell("am import Mail")
    assert "1 new · 0 changed · 0 unchanged · 3 skipped" in said
    assert overdue(shell) == {"beta": None}

    assert "ben@acme.example" in shell("am unmatched")
    shell("am contact add acme 'Ben Okoro'")
    assert "earlier emails" in shell.terminal("am unmatched link ben@acme.example ben")
    assert "1 new" in shell("am import Mail")
    assert [row["people"] for row in shell.json("am timeline acme")] == ["Ben Okoro", "Jane Orr"]

    maildir(post, [sent(to="jo@beta.example", number="6", subject="Renewal")], new=True)
    for _ in range(3):
        shell("am import Mail")
    assert overdue(shell) == {}
    (talk,) = shell.json("am timeline beta")
    assert (talk["people"], talk["text"]) == ("Jo Voss", "Renewal")
