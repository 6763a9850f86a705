"""What assistants ask, on the screen: the whole line, and a y or an n for it."""

from collections.abc import Sequence

from amcli.storage import proposals
from amcli.storage.opening import open_book
from tests.face.seat import Seat, sit
from tests.support import Cli, dump, rows_of

ASKED = (
    (["stage", "--", "k68", "verbal"], "acme", "She said so", ["k68 stage proposed → verbal"]),
    (["log", "--", "solway", "[b]Jane[/b] agreed to two years, " * 6], "solway", "# From a call", ["a call"]),
    (["stage", "--", "k66", "nowhere"], "dunmore", None, []),
    (["done", "--", "t93"], "acme", "It is done", ["t93 done"]),
)


def asks(cli: Cli, asked: Sequence[tuple[list[str], str, str | None, list[str]]] = ASKED) -> None:
    """Let an assistant ask for some lines."""
    cli.let_go()
    book = open_book(cli.book, "mcp")
    for argv, account, why, changes in asked:
        proposals.propose(book, "Desk", argv, account, why, changes)
    book.close()


def states(cli: Cli) -> list[tuple[str, ...]]:
    return rows_of(cli.book, "SELECT state FROM proposal ORDER BY id")


def test_y_runs_what_is_asked_and_n_refuses_it(sample: Cli) -> None:
    asks(sample)

    async def story(seat: Seat) -> None:
        assert "am proposals" in seat.text or "4 proposals" in seat.text
        await seat.press("enter", "i")
        text = " ".join(line.strip() for line in seat.lines)
        assert "y runs it, n refuses it" in text
        for argv, _, why, changes in ASKED:
            for said in (*argv[2:], why or "", *changes):
                assert " ".join(said.split()) in text, said
        await seat.press("t", "d", "l", "s")  # nothing else is done here
        assert states(sample) == [("open",)] * 4
        assert seat.ran is None

        await seat.press("y")
        assert seat.ran == ["proposals", "accept", "q1"]
        assert "k68" in seat.told
        assert seat.app.list.spot.ref == "q2"
        await seat.press("n")
        assert seat.ran == ["proposals", "refuse", "q2"]
        before = dump(sample.book)["contract"]
        await seat.press("y")
        assert seat.app.answered is not None
        assert seat.app.answered[1].code != 0
        assert dump(sample.book)["contract"] == before
        await seat.press("escape")
        assert "Acme Robotics" in seat.lines[1]  # where it was opened
        await seat.press("i", "end", "y")
        assert seat.ran == ["proposals", "accept", "q4"]
        await seat.press("escape", "escape")
        assert seat.lines[2].startswith("Deadlines")

    sit(sample, story, (100, 30))
    assert states(sample) == [("accepted",), ("refused",), ("failed",), ("accepted",)]
    ways = rows_of(sample.book, "SELECT via, client FROM txn ORDER BY id DESC LIMIT 2")
    assert ways == [("mcp", "Desk"), ("mcp", "Desk")]


def test_without_any_it_says_so(sample: Cli) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("i", "y", "n", "j")
        assert "Nothing waits for you: no assistant has asked for anything." in seat.text
        assert seat.ran is None
        await seat.press("i", "escape")
        assert seat.lines[2] == "Deadlines"

    sit(sample, story)
