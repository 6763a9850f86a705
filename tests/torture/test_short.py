"""The short form of the torture: a few attempts of each row, the same in every run; nightly more of them.

Few are enough by day: they go through each way in which what a row is about is written, refused or ended;
another attempt differs by its moment, which is drawn.

The long form is `python -m tests.torture --long`; what isn't held yet stands in `awaited.py`.
"""

from pathlib import Path

import pytest

from tests.profiles import is_nightly
from tests.torture import __main__ as long
from tests.torture import hands, modes, names
from tests.torture.awaited import AWAITED
from tests.torture.row import NIGHTLY, Enough, Row, dice_of
from tests.torture.table import ROWS

SEED = 17


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_of_the_table_holds(row: Row, tmp_path: Path) -> None:
    attempt = row.begin(tmp_path, True)
    wrong = []
    for number in range(row.short * (NIGHTLY if is_nightly() else 1)):
        try:
            found = attempt(number, dice_of(row.name, SEED, number))
        except Enough:
            break
        wrong += [f"--seed {SEED} --try {number}: {each}" for each in found]
    assert not wrong, "\n".join(wrong)


def test_what_is_awaited_names_something() -> None:
    known = {
        "hands": [case.name for case in hands.CASES],
        "modes": [" ".join(argv) for argv in modes.MAKES],
        "names": [names.WOULD_RUN],
    }
    assert set(AWAITED) <= set(known)
    for row, texts in AWAITED.items():
        for text in texts:
            assert any(text in name for name in known[row]), (row, text)


def test_the_rows_are_those_of_the_table_each_with_a_name_of_its_own() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert row.short > 0
        assert row.least >= 1


def test_the_long_form_prints_its_seed_and_runs_one_attempt_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def begin(folder: Path, short: bool):
        return lambda number, dice: (
            tried.append((number, short, dice.random())) or (["broken"] if number == 2 else [])
        )

    monkeypatch.setattr(
        long, "ROWS", (Row("one", "one thing", 6, 3, begin, 2), Row("two", "another", 2, 1, begin))
    )
    assert long.main(["--long", "--rows", "one", "--seed", "5"]) == 1
    said = capsys.readouterr().out
    assert "seed 5" in said
    assert "one --try 2: broken" in said
    assert "| one thing | 6 | 6 | 1 |" in said
    assert "python -m tests.torture --rows one --seed 5" in said
    whole = list(tried)
    assert [each[:2] for each in whole] == [(0, False), (1, False), (2, False)]
    tried.clear()
    assert long.main(["--rows", "one", "--seed", "5", "--try", "2"]) == 1
    assert [(number, value) for number, _, value in tried] == [(whole[2][0], whole[2][2])]
    assert long.main(["--rows", "two", "--seed", "5"]) == 0
    assert long.main(["--rows", "three"]) == 2
    assert long.main(["--long", "--seed", "5", "--minutes", "0"]) == 0
    assert "out of time" in capsys.readouterr().out
