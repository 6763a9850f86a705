"""What the screen shows of awkward books: empty ones, large ones, names in many scripts, and texts that would
like to be something else than text."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.face import pictures
from tests.face.seat import Seat, plain, sit
from tests.profiles import is_nightly, some
from tests.support import TODAY, Cli

SCRIPTS = (
    "株式会社 山田製作所",
    "مؤسسة النخيل",
    "🍏 Obst & Gemüse 👨\u200d👩\u200d👧",
    "สำนักงาน ไทย",
    "e\u0301te\u0301 SARL",
)
LIKE_MARKUP = (
    "[bold red]Acme[/bold red]", "[@click=app.leave(0)]click[/]", "[link=http://a.example]here[/link]",
    "# Heading", "[text](http://a.example)", "**bold** _it_ `code`", "<b>html</b>", "$primary [on red] x",
)  # fmt: skip
CONTROL = "\x1b[31mred\x1b[0m \x07 \u202eback \x9b31m"


def test_an_empty_book_says_how_to_begin(cli: Cli) -> None:
    async def story(seat: Seat) -> None:
        assert "Your book is empty. Import what you have, or add one account:" in seat.text
        await seat.press("j", "l", "d", "enter", "g", "1")
        assert "No line is chosen." in seat.told
        await seat.press("tab")
        assert "No renewals within 90 days." in seat.text
        await seat.press("u")
        assert seat.app.answered is not None
        assert seat.app.answered[1].code != 0

    sit(cli, story)


def awkward(cli: Cli) -> None:
    """Accounts with such names, each with a contract, a late promise and what was said."""
    for number, name in enumerate((*SCRIPTS, *LIKE_MARKUP)):
        code = cli.ref("account", "add", name, "--code", f"a{number}x")
        dates = ["--starts", "2025-04-01", "--ends", "2026-03-31", "--value", "12k", "--currency", "EUR"]
        cli.ok("contract", "add", code, *dates)
        cli.ok("log", code, f"said: {name}", "--on", "2026-02-20")
        cli.ok("task", "add", code, f"promised: {name}", "--promised", "--due", "2026-02-27")


# Enough by day: one size with the account beside the list and the narrowest, where each text is cut most.
@pytest.mark.parametrize("size", pictures.SIZES if is_nightly() else pictures.SIZES[1::2])
def test_every_script_stays_within_its_columns_and_no_text_is_more_than_text(
    cli: Cli, size: tuple[int, int]
) -> None:
    cli.once(awkward)
    wide = size[0] >= 100

    async def story(seat: Seat) -> None:
        for number, name in enumerate((*SCRIPTS, *LIKE_MARKUP)):
            seat.to(f"a{number}x", "t")
            await seat.rest()
            assert [line for line in seat.lines if cell_len(line) > size[0]] == [], name
            if wide:
                side = "".join(map(plain, seat.app.parts["side"].texts))
                assert f"said:{name}".replace(" ", "") in side.replace(" ", ""), name
                assert name[:12] in seat.text
        seat.to("a6x", "t")
        await seat.press("l", f"'{LIKE_MARKUP[1]}", "enter")
        assert "[@click=app.leave(0)]click[/]" in seat.told.replace("\n", "")
        await seat.press("enter", "escape", "tab")
        assert [line for line in seat.lines if cell_len(line) > size[0]] == []

    sit(cli, story, size)


def test_control_characters_are_shown_and_do_nothing(cli: Cli) -> None:
    cli.ok("account", "add", "Plain", "--code", "plain")
    cli.ok("task", "add", "plain", "late one", "--promised", "--due", "2026-02-27")
    row = {"account": "plain", "summary": CONTROL, "on": "2026-02-20"}
    import json

    cli.ok("log", "--stdin", stdin=json.dumps(row))

    async def story(seat: Seat) -> None:
        await seat.press("enter")
        assert "\\x1b[31mred" in seat.text
        await seat.press("escape", "l")
        from textual import events

        seat.app.typed.post_message(events.Paste(f"two\nlines {CONTROL}"))
        await seat.rest()
        assert seat.app.typed.value.startswith("two lines  [31mred")
        await seat.press("enter")
        assert not set("\x1b\x07\u202e\x9b") & set(seat.text)

    sit(cli, story, (120, 34))


def test_pictures_are_those_that_are_kept(sample: Cli, tmp_path: Path) -> None:
    """Enough by day: every fourth, which have each size and most views; what a view says other tests read."""
    kept = {path.name for path in pictures.EXPECTED.iterdir()}
    assert kept == {pictures.file_of(*each).name for each in pictures.all_names()}
    whole = sample.book.read_bytes()
    for each in some(list(pictures.all_names()), 4):
        sample.let_go()
        sample.book.write_bytes(whole)
        found = pictures.taken(sample, *each)
        assert found == pictures.file_of(*each).read_text(encoding="utf-8"), pictures.file_of(*each).name


def test_the_document_has_these_pictures() -> None:
    kept = {path: path.read_text(encoding="utf-8") for path in pictures.EXPECTED.iterdir()}
    assert pictures.page(kept) == pictures.PAGE.read_text(encoding="utf-8")


def test_colours_are_those_of_the_terminal_alone() -> None:
    """Nothing has a background: light and dark ones stay as they are. Without colours none is left."""
    for each in pictures.EXPECTED.iterdir():
        styles = [
            line.partition(" ")[2]
            for line in each.read_text(encoding="utf-8").partition("\n\n0:")[2].split("\n")
        ]
        assert not any(" on " in f" {style}" for style in styles), each.name
        if each.stem.endswith("plain"):
            assert set(styles) <= {"", "reverse"}


def many(cli: Cli, accounts: int) -> None:
    """Accounts with a late promise each."""
    rows = "".join(f'{{"name": "Customer {at:04}", "code": "c{at:04}"}}\n' for at in range(accounts))
    cli.ok("account", "add", "--stdin", stdin=rows)
    rows = "".join(
        f'{{"account": "c{at:04}", "title": "t{at}", "due": "2026-02-27", "promised": true}}\n'
        for at in range(accounts)
    )
    cli.ok("task", "add", "--stdin", stdin=rows)


def test_the_end_of_many_lines_is_reached_without_a_wait(cli: Cli) -> None:
    lines = 1000 if is_nightly() else 200  # enough by day: some twenty times what a screen shows
    many(cli, lines)

    async def story(seat: Seat) -> None:
        assert len(seat.app.list.spots) == lines
        for _ in range(lines):
            seat.app.list.step(1)
        assert seat.app.list.at == lines - 1
        assert seat.app.briefs.keys() <= {("c0000", 80)}  # none was read on the way
        await seat.rest()
        assert f"{lines} of {lines}" in seat.lines[1]
        await seat.press("home", "9", "9")
        assert seat.app.list.spot.number == 99

    sit(cli, story)
    assert TODAY
