"""What the screen does with what a person types: refusals, going back, moving, filters; changes by others."""

import shutil
import subprocess

import pytest

from amcli.context import Run
from amcli.errors import AmcliError
from amcli.face import board, keys, views
from amcli.face.acts import ACTS, ALWAYS, ASKING, MOVES
from amcli.face.desk import Desk, State, Trouble
from tests.face.seat import Seat, run_for, sit
from tests.support import TODAY, Cli, dump

# Where the cursor is, what is pressed, the exit code, and what must be said.
REFUSED = (
    ("acme", ["h", "enter"], 3, "has no meeting to confirm"),
    ("solway/t", ["h", "enter"], 4, "has 2 meetings to confirm"),
    ("orchard", ["m", "'today 17:00", "enter"], 5, "booked for Mon 2 Mar"),
    ("acme", ["m", "'yesterday 17:00", "enter"], 2, "that day has passed"),
    ("acme", ["S", "'someday", "enter"], 2, "someday"),
    ("acme", ["l", "enter"], 2, "TEXT is missing"),
)


def met_twice(cli: Cli) -> None:
    """Meetings that somebody has to confirm."""
    for words in (["orchard", "today", "17:00"], ["solway", "today", "9:00"], ["solway", "today", "11:00"]):
        cli.ok("meet", *words)


def test_what_a_command_refuses_is_said_and_what_was_typed_is_kept(sample: Cli) -> None:
    met_twice(sample)
    before = dump(sample.book)

    async def story(seat: Seat) -> None:
        for account, pressed, code, said in REFUSED:
            seat.to(*account.split("/"))
            await seat.press(*pressed)
            assert seat.app.answered is not None
            assert seat.app.answered[1].code == code, seat.told
            assert said in seat.told, seat.told
            typed = next((key[1:] for key in pressed if key.startswith("'")), "")
            assert seat.app.reply is not None
            assert seat.app.typed.value == typed
            await seat.press("escape")
            assert seat.app.reply is None
            assert dump(sample.book) == before, pressed

    sit(sample, story)


def test_going_back_from_each_question_changes_nothing(sample: Cli) -> None:
    before = dump(sample.book)

    async def story(seat: Seat) -> None:
        for key in (*sorted(ASKING), "g", "d"):
            seat.to("acme", "k68")
            await seat.press(key)
            assert seat.app.reply is not None, key
            if seat.app.choice is None:
                await seat.press("'some words")
            await seat.press("escape")
            assert seat.app.reply is None, key
        await seat.press("n", "'A title", "enter", "'fri", "escape")
        assert seat.app.typed.value == "A title"
        await seat.press("escape")
        assert seat.app.reply is None
        assert seat.ran is None
        assert dump(sample.book) == before

    sit(sample, story)


def test_the_cursor_stays_on_the_account_after_a_change(sample: Cli) -> None:
    async def story(seat: Seat) -> None:
        seat.to("acme", "t93")
        await seat.press("d")
        assert (seat.account, seat.app.list.spot.ref) == ("acme", "t94")
        seat.to("elmfield")
        await seat.press("t", "s")
        assert seat.account in ("birchwood", "quarry")  # it is in the list no more
        await seat.press("tab")
        seat.to("kestrel")
        await seat.press(">")
        assert (seat.account, seat.app.list.spot.stage) == ("kestrel", "proposed")

    sit(sample, story)


def test_what_others_change_is_seen_without_a_key(sample: Cli) -> None:
    async def story(seat: Seat) -> None:
        assert "Security answers" in seat.text
        sample.ok("done", "t93")
        sample.let_go()
        await seat.until(lambda: "Security answers" not in "\n".join(seat.lines[:14]))
        await seat.rest()
        assert "Reference customer" in seat.text
        assert "Security answers" not in "\n".join(seat.lines[:14])
        assert seat.app.told == []

    sit(sample, story)


def test_keys_move_by_lines_columns_and_numbers(sample: Cli) -> None:
    async def story(seat: Seat) -> None:
        listed = seat.app.list
        await seat.press("j", "down", "k")
        assert listed.spot.number == 2
        await seat.press("end")
        assert listed.spot.number == len(listed.spots)
        assert f"{len(listed.spots)} of {len(listed.spots)}" in seat.lines[1]
        await seat.press("1", "2")
        assert listed.spot.number == 12
        await seat.press("home", "up")
        assert listed.spot.number == 1
        assert seat.lines[2] == "Deadlines"
        await seat.press("tab")
        assert "Not started" in seat.lines[2]
        await seat.press("right", "right", "down", "left")
        assert listed.spot.stage == "contacted"
        await seat.press("enter")
        assert seat.lines[1].startswith("Morning  Renewals  Solway Energy")
        await seat.press("escape")
        assert listed.spot.account == "solway"
        await seat.press("escape")
        assert seat.lines[2] == "Deadlines"

    sit(sample, story)


def test_a_brief_comes_when_the_cursor_rests_and_is_kept(sample: Cli) -> None:
    async def story(seat: Seat) -> None:
        await seat.press("j")
        assert any(line.startswith("Dunmore Logistics  ") for line in seat.lines[14:])
        kept = dict(seat.app.briefs)
        await seat.press("k", "j")
        assert seat.app.briefs == kept
        await seat.press("k", "t")
        assert [code for code, _ in seat.app.briefs] == ["acme"]  # the book has changed

    sit(sample, story)


def test_keys_that_come_before_a_question_are_for_it(sample: Cli) -> None:
    async def story(seat: Seat) -> None:
        seat.to("acme", "t93")
        seat.app.simulate_key("l")
        for letter in "dtu":
            seat.app.simulate_key(letter)
        await seat.rest()
        assert seat.ran is None
        assert seat.app.typed.value == "dtu"
        await seat.press("escape")
        for key in "tlds":  # while the first is still running
            seat.app.simulate_key(key)
        await seat.rest()
        assert seat.ran == ["log", "acme", "--no-answer"]
        assert seat.app.typed.value == "ds"
        await seat.press("escape")
        seat.to("acme", "k68")
        for key in ("g", "up", "enter", "j"):
            seat.app.simulate_key(key)
        await seat.rest()
        assert seat.ran == ["stage", "k68", "contacted"]
        assert seat.account == "dunmore"

    sit(sample, story)


def test_filter_words_choose_the_lines(sample: Cli) -> None:
    async def story(seat: Seat) -> None:
        codes = {each.account for each in seat.app.list.spots}
        assert codes == set(sample.ok("account", "list", "tier:key", "-o", "ids").split()) & codes
        assert "kestrel" not in codes
        whole = len(seat.app.list.spots)
        await seat.press("/")
        assert seat.app.typed.value == "tier:key"
        seat.app.typed.value = "tier:gold"
        await seat.press("enter")
        assert "not a tier" in seat.told
        assert len(seat.app.list.spots) == whole
        assert "filtered by tier:key" in seat.lines[1]
        seat.app.typed.value = ""
        await seat.press("enter")
        assert len(seat.app.list.spots) == len(sample.json("today")["actions"])
        sample.let_go()
        await seat.press("/", "'tier:key arr.over:900k", "enter")
        assert "Nothing matches tier:key arr.over:900k." in seat.text
        await seat.press("l")
        assert "No line is chosen." in seat.told
        await seat.press("tab", "/")
        assert seat.app.typed.value == "tier:key"
        seat.app.typed.value = "stage:verbal"
        await seat.press("enter")
        assert [each.account for each in seat.app.list.spots] == ["northgate"]
        assert seat.told == "am renewals stage:verbal"

    sit(sample, story, words=["tier:key"])


def test_help_names_every_key(sample: Cli) -> None:
    listed = " ".join(each.label for each in (*keys.ACTS, *keys.OTHERS)).split()
    assert set(ACTS) | set(ALWAYS) <= set(listed)
    names = {
        "↓": "down",
        "↑": "up",
        "→": "right",
        "←": "left",
        "PgDn": "pagedown",
        "PgUp": "pageup",
        "Esc": "escape",
    }
    moves = {names.get(each, each.lower() if len(each) > 1 else each) for each in listed}
    assert set(MOVES) - {"ctrl+c", "ctrl+z"} <= moves | set(keys.ALSO.values())

    async def story(seat: Seat) -> None:
        await seat.press("?")
        for each in (*keys.ACTS, *keys.OTHERS):
            assert f"{each.label} " in seat.text
            assert each.does in seat.text
            assert each.runs in seat.text
        await seat.press("x")
        assert seat.lines[2] == "Deadlines"

    sit(sample, story)


def test_a_window_that_is_too_small_says_so(sample: Cli) -> None:
    async def story(seat: Seat) -> None:
        assert [line for line in seat.lines if line] == ["49 × 20 is too small: am ui needs 50 × 14."]
        await seat.pilot.resize_terminal(50, 14)
        await seat.rest()
        assert seat.lines[2] == "Deadlines"
        await seat.press("l", "'half a sen")
        await seat.pilot.resize_terminal(60, 10)
        await seat.rest()
        await seat.pilot.resize_terminal(120, 34)
        await seat.rest()
        await seat.press("'tence", "enter")
        assert seat.ran == ["log", "acme", "half a sentence"]

    sit(sample, story, size=(49, 20))


def test_a_book_that_goes_away_is_a_line_and_comes_back(sample: Cli, tmp_path) -> None:
    away, other = tmp_path / "away.db", tmp_path / "other.db"
    shutil.copyfile(sample.book, other)
    Cli(tmp_path, other).ok("done", "t93")

    async def until(seat: Seat, text: str) -> None:
        await seat.until(lambda: any(text in line for line in seat.lines[2:14]))

    async def story(seat: Seat) -> None:
        seat.to("harbour")
        sample.book.rename(away)
        await until(seat, "am: no book at")
        assert seat.lines[3] == "Create one: am init, am demo or am import accounts.csv"
        away.rename(sample.book)
        await until(seat, "Security answers")
        assert seat.account == "harbour"
        shutil.copyfile(other, away)
        away.rename(sample.book)  # another book in its place
        await until(seat, "Reference customer")
        sample.book.write_bytes(b"no book at all, but some text" * 500)
        await until(seat, "is not a book")
        await seat.press("u")
        assert seat.app.answered is not None
        assert seat.app.answered[1].code == 6

    sit(sample, story)


def test_a_book_that_is_overwritten_while_it_is_read_ends_nothing(sample: Cli) -> None:
    """What closes it finds the file gone bad, too; the screen goes on."""
    desk = Desk(run_for(sample))

    def overwritten(run: Run) -> list[str]:
        assert views.brief_lines(run, "harbour", 80)
        sample.book.write_bytes(b"no book at all, but some text" * 500)
        return views.brief_lines(run, "acme", 80)

    with pytest.raises(Trouble, match=r"damaged|overwritten"):
        desk.read(overwritten)
    with pytest.raises(Trouble, match="is not a book"):
        desk.read(views.brief_lines, "harbour", 80)


def test_what_keeps_the_book_from_being_read_is_said_as_it_is_now(sample: Cli) -> None:
    async def story(seat: Seat) -> None:
        state = seat.app.desk.state
        for words in ("the book was overwritten", "book.db is not a book"):

            def trouble(words: str = words) -> State:
                raise Trouble(AmcliError(words))

            seat.app.desk.state = trouble
            await seat.until(lambda words=words: f"am: {words}" in seat.text)
        seat.app.desk.state = state
        await seat.until(lambda: "Security answers" in seat.text)

    sit(sample, story)


def test_no_key_starts_a_process(sample: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess.Popen, "__init__", refuse)
    monkeypatch.setattr("os.fork", refuse)

    async def story(seat: Seat) -> None:
        for key in ("t", ">", "u", "U", "s", "j", "tab", "tab", "enter", "escape", "r"):
            await seat.press(key)
        assert seat.app.fault is None

    sit(sample, story)


def test_leaving_waits_for_a_command_that_runs(sample: Cli) -> None:
    async def story(seat: Seat) -> None:
        seat.app.runs = True
        await seat.press("q")
        assert seat.app.is_running
        seat.app.runs = False
        await seat.press("t")
        assert seat.app.return_code == 0
        assert not seat.app.is_running

    sit(sample, story)
    assert "call" in sample.ok("timeline", "acme", "--limit", "1")


def test_what_nobody_foresaw_ends_the_screen_and_is_handed_on(
    sample: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    async def story(seat: Seat) -> None:
        monkeypatch.setattr(board, "renewals_view", broken)
        await seat.pilot.press("tab")
        await seat.until(lambda: seat.app.fault)

    with pytest.raises(ZeroDivisionError):
        sit(sample, story)


def test_a_day_that_begins_is_shown(sample: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(seat: Seat) -> None:
        assert seat.lines[0].startswith("Mon 2 Mar 2026")
        seat.app.desk.run.environ["AMCLI_TODAY"] = "2026-03-03"
        seat.app.desk.run.__dict__.pop("today", None)
        await seat.until(lambda: seat.lines[0].startswith("Tue 3 Mar 2026"))

    sit(sample, story)
    assert TODAY == "2026-03-02"
