"""A preset is read by the reader of saved maps: one that is wrong names its file, the key and the reason."""

from pathlib import Path

import pytest

from amcli.config import maps
from amcli.errors import BadValue
from amcli.interchange.presets import presets
from amcli.interchange.presets.expressions import condition_of, take_of
from amcli.interchange.presets.reader import read_preset
from amcli.interchange.tables.layouts import Cells

HEAD = 'label = "Orchard"\nguide = "firms"\n'
FILE = '[[files]]\ntitle = "firms"\nkind = "accounts"\nneeds = ["Firm", "Orchard No"]\n'
MAP = '[files.map]\nname = "Firm"\n'


def read(folder: Path, text: str) -> None:
    """Read a preset of this text as an import of one of its files would."""
    path = folder / "orchard.toml"
    path.write_text(text, encoding="utf-8")
    maps.program(path)
    known = read_preset(path)
    known.layouts(known.parts)


WRONG = [
    ("label = ", "not TOML: Invalid value"),
    ('guide = "firms"\n', "label is missing."),
    ('label = "Orchard"\n', "guide is missing."),
    (HEAD + "place = 'first'\n", "place: not a whole number."),
    (HEAD + "colour = 'red'\n", 'no key "colour"; use label, guide, place, address_book.'),
    (HEAD + "[colour]\n", 'no key "colour"; use label, guide, place, address_book, columns, shared, files.'),
    (HEAD + "[columns]\nfirm = []\n", "columns.firm: not a column or a list of them."),
    (HEAD + '[columns]\nfirm = ["$firms"]\n', 'columns.firm: no list "$firms" in [columns].'),
    (HEAD + "[files]\n", "files: not a list of tables."),
    (HEAD + FILE, "files.1: map is missing."),
    (HEAD + FILE.replace("needs", "never") + MAP, "files.1: needs is missing."),
    (HEAD + FILE + "only = 'is_lost'\n" + MAP, 'files.1.only: no function "is_lost".'),
    (HEAD + FILE + "only = 'stripe.is_lost'\nsort = 1\n" + MAP, 'files.1: no key "sort"; use kind, only,'),
    (HEAD + FILE + "only = 'postal'\n" + MAP, 'files.1.only: "postal" is not for test.'),
    (HEAD + FILE + "only = { first = 'Firm' }\n" + MAP, "files.1.only: no condition in it;"),
    (HEAD + FILE + "skips = [{ filled = 'Firm' }]\n" + MAP, "files.1.skips.1.why: not a text."),
    (HEAD + FILE + "shares = 'linked'\n" + MAP, "files.1.shares: no [shared.linked]."),
    (HEAD + "[shared.x]\nowner = 3\n" + FILE + "shares = 'x'\n" + MAP, "shared.x.owner: not a table"),
    (HEAD + FILE + "warning_by = 'domain'\n" + MAP, 'files.1.warning_by: "domain" is not for warning_by.'),
    (HEAD + FILE.replace("accounts", "firms") + MAP, 'files.1.kind: no such kind "firms".'),
    (HEAD + FILE + MAP + 'size = "Seats"\n', "files.1.map.size: accounts don't have this field."),
    (HEAD + FILE + "set = { size = 3 }\n" + MAP, "files.1.set.size: accounts don't have this field."),
    (HEAD + FILE + MAP + 'owner = "$owner"\n', 'files.1.map.owner: no list "$owner" in [columns].'),
    (HEAD + FILE + MAP + 'owner = { read = "owner" }\n', "files.1.map.owner: no columns in it;"),
    (HEAD + FILE + MAP + 'owner = { make = "os.sep" }\n', 'files.1.map.owner.make: no function "os.sep".'),
    (HEAD + FILE + MAP + 'owner = { firsts = "A" }\n', 'files.1.map.owner: no key "firsts"; use first, all,'),
    (HEAD + FILE + "forms = [{ kind = 'contacts' }]\n" + MAP, 'files.1.forms.1: no key "kind"; use needs,'),
    (HEAD + FILE + "records = [{ title = 'x' }]\n" + MAP, 'files.1.records.1: no key "title"; use kind,'),
    (
        HEAD + FILE + "records = [{ set = { size = 3 } }]\n" + MAP,
        "files.1.records.1.set.size: accounts don't",
    ),
    (HEAD + FILE.replace("kind", "of") + "records = [{}]\n" + MAP, "files.1.records.1: kind is missing."),
    (HEAD + FILE + 'forms = [{ needs = "A" }]\n' + MAP, "files.1.forms.1.needs: not a list of columns."),
    (HEAD + FILE + "values = { owner = 3 }\n" + MAP, "files.1.values: not a table of words for each field."),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_wrong_preset_is_told_by_file_key_and_reason(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadValue) as raised:
        read(tmp_path, text)
    assert raised.value.message.startswith(f"{tmp_path.name}/orchard.toml: {said}")


def test_a_right_preset_is_none_of_them(tmp_path: Path) -> None:
    read(tmp_path, HEAD + FILE + MAP)


def test_what_a_file_says_holds_for_its_records_that_say_nothing_else(tmp_path: Path) -> None:
    text = (
        HEAD + FILE + "set = { status = 'active' }\n[[files.records]]\n[files.records.map]\nname = 'Firm'\n"
    )
    text += "[[files.records]]\nkind = 'contacts'\nset = {}\n[files.records.map]\naccount = 'Firm'\n"
    (tmp_path / "orchard.toml").write_text(text, encoding="utf-8")
    known = read_preset(tmp_path / "orchard.toml")
    assert len(known.fitting({"firm", "orchard no"})) == 1
    firms, people = known.layouts(known.parts)
    assert [take.field for take in firms.takes] == ["name", "status"]
    assert (people.kind, [take.field for take in people.takes]) == ("contacts", ["account"])


def test_a_file_may_be_written_in_several_ways(tmp_path: Path) -> None:
    text = HEAD + FILE.replace('needs = ["Firm", "Orchard No"]\n', "") + "of = 'Firm'\n"
    text = text.replace("[[files]]", "[columns]\nname = '{of} name'\nid = 'Id'\n[[files]]")
    text += (
        "forms = [{ needs = ['$id', '$name'] }, { needs = ['$id'], never = 'A', columns = { id = 'No' } }]\n"
    )
    (tmp_path / "orchard.toml").write_text(text + "[files.map]\nsource_id = '$id'\n", encoding="utf-8")
    known = read_preset(tmp_path / "orchard.toml")
    assert [part.form.needs for part in known.parts] == [(("Id",), ("Firm name",)), (("No",),)]
    assert [layout.takes[0].headers for layout in known.layouts(known.parts)] == [("Id",), ("No",)]
    found = [known.fitting(keys) for keys in ({"id", "firm name"}, {"no"}, {"no", "a"}, {"id"})]
    assert [len(parts) for parts in found] == [1, 1, 0, 0]


def test_every_preset_can_be_read_as_a_whole() -> None:
    assert all(len(known.layouts(known.parts)) == len(known.parts) for known in presets())


def made(value: object, headers: list[str], row: list[str], field: str = "notes") -> str:
    """What a field is of a row."""
    take = take_of("map.x", field, value, {"pair": ("A", "B")})
    cells = Cells(headers)
    cells.row = row
    assert take.make is not None
    return take.make(cells)


@pytest.mark.parametrize(
    ("value", "row", "text"),
    [
        (["A", "B"], ["", " b ", "c"], "b"),
        (["$pair"], ["n/a", "", "c"], ""),
        ({"all": ["C", "$pair"]}, ["a", "", "c"], "c; a"),
        ({"all": "$pair", "sign": " ", "first": "C"}, ["", "", "c"], "c"),
        ({"first": "C", "all": "$pair"}, ["a", "b", "c"], "c"),
        ({"first": "A", "read": "percent"}, ["5", "", ""], "5%"),
        ({"first": "A", "read": "percent"}, ["", "", ""], ""),
        ({"first": "A", "yes": ["Missed"]}, ["missed", "", ""], "yes"),
        ({"first": "A", "yes": "missed"}, ["held", "", ""], "no"),
        ({"first": "A", "yes": "missed"}, ["", "", ""], ""),
        ({"first": "A", "when": {"first": "B", "is": "Done"}}, ["a", "DONE", ""], "a"),
        ({"first": "A", "when": {"first": "B", "is_not": "done"}}, ["a", "done", ""], ""),
        ({"first": "A", "unless": {"filled": ["B", "C"]}}, ["a", "", "c"], ""),
        ({"first": "A", "when": {"empty": ["B", "C"]}}, ["a", "", ""], "a"),
    ],
)
def test_a_field_is_made_as_it_says(value: object, row: list[str], text: str) -> None:
    assert made(value, ["A", "B", "C"], row) == text


def test_who_is_meant_is_said_by_the_first_column_or_by_one_of_each_list() -> None:
    row = ["7", "8", "jane@a.example"]
    first = made({"ids": ["A", "B"], "mails": "C"}, ["A", "B", "C"], row, "account")
    each = made({"ids": [["A"], ["B"]]}, ["A", "B", "C"], row, "account")
    person = made({"ids": "B"}, ["A", "B", "C"], row, "contact")
    assert [part.strip("\0") for part in (first, each, person)] == [
        "id=7\0\0mail=jane@a.example",
        "id=7\0\0id=8",
        "id=8",
    ]
    assert made({"ids": "B"}, ["A", "B", "C"], row, "contacts") == '["\\u0000id=8"]'


def test_a_field_names_its_columns_in_the_order_in_which_they_stand() -> None:
    value = {"when": {"first": "B", "is": "x"}, "first": ["C", "$pair"], "unless": "has_ended"}
    assert take_of("map.x", "notes", value, {"pair": ("A", "B")}).headers == ("B", "C", "A", "B")
    assert take_of("map.x", "notes", {**value, "from": "D"}, {"pair": ("A", "B")}).headers == ("D",)


def test_a_condition_by_a_function_names_the_columns_that_it_is_given() -> None:
    assert condition_of("only", {"test": "is_done", "from": "A"}, {})[1] == ("A",)
    assert condition_of("only", "is_done", {})[1] == ()
