"""What each command prints as JSON is what `am schema` promises: on a full, an empty and a hostile book."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from amcli.schema import register
from tests.commands.every import APART, REPORTS, Report, name
from tests.commands.shelf import BOOKS, Shelf
from tests.docs.commands import every_command
from tests.profiles import crossed, in_turn, is_nightly, some
from tests.support import Cli

ENTRIES = register.entries()
VALIDATORS: dict[str, Draft202012Validator] = {}
MAY_FAIL = {3, 5}  # nothing is next; an account has no score
ROWS, FIELDS = 6, 6  # one of so many rows of a long list, or fields of a schema of several kinds
PAST = ("2026-02-20", "2025-12-31", "2020-01-01")
OPEN = ("sql", "schema")  # these promise nothing of their fields
OF_ANY_TYPE = ("before", "after")  # of whatever field an edit changes
OF_ANY_NAMES = {"extra", "why"}  # what these hold is named by the book, or by what is undefined


def validator(schema: str) -> Draft202012Validator:
    """What checks a JSON text against a schema, as `am schema` prints it."""
    if schema not in VALIDATORS:
        document = json.loads(json.dumps(register.document(schema, ENTRIES[schema])))
        checker = Draft202012Validator.FORMAT_CHECKER
        VALIDATORS[schema] = Draft202012Validator(document, format_checker=checker)
    return VALIDATORS[schema]


def strict(text: str) -> Any:
    """JSON without what JSON does not have."""

    def refuse(found: str) -> Any:
        raise AssertionError(f"{found} is no JSON")

    return json.loads(text, parse_constant=refuse)


def test_every_command_that_prints_json_has_a_schema() -> None:
    printing = {
        path
        for path, command in every_command()
        for param in command.params
        if "--output" in param.opts and path != "export"
    }
    # One without a plain form prints what an option asks for.
    assert printing - set(ENTRIES) - {report.path for report in REPORTS if report.schema in ENTRIES} == set()
    assert {report.schema for report in REPORTS} | APART | {"error"} >= {
        each for each in ENTRIES if ENTRIES[each].help.startswith("am ")
    }


@pytest.mark.parametrize("schema", ENTRIES)
def test_every_schema_names_each_field_and_no_others(cli: Cli, schema: str) -> None:
    document = json.loads(cli.ok("schema", "--", *schema.split()))
    assert document["title"] == schema
    assert document["description"]
    for part in parts(document):
        if part.get("type") == "object" and "properties" in part:
            assert part["additionalProperties"] is False
            assert set(part["required"]) <= set(part["properties"])


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema."""
    if isinstance(schema, dict):
        yield schema
        for each in schema.values():
            yield from parts(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from parts(each)


# By day each command line on the sample, and every other in turn on one of the others: the sample has every
# field, and what is missing or hostile in the others is so in all lines of a command; nightly on all. Of a
# long list by day the first rows, every so many and the last are held against the schema.
BY_DAY = [
    (report, where)
    for turn, report in enumerate(REPORTS)
    for where in ("sample", *in_turn([each for each in BOOKS if each != "sample"], turn // 2))
    if where == "sample" or is_nightly() or turn % 2 == 0
]


@pytest.mark.parametrize(
    ("report", "where"), BY_DAY, ids=lambda each: each if isinstance(each, str) else name(each)
)
def test_what_a_command_prints_is_what_its_schema_says(report: Report, where: str, shelf: Shelf) -> None:
    cli, argv = shelf.line_on(report, where)
    if argv is None:
        return
    code, out, err = cli(*argv, "-o", "json")
    if code in MAY_FAIL:
        validator("error").validate(strict(err))
        return
    assert (code, err) == (0, "")
    told = strict(out)
    validator(report.schema).validate(some(told, ROWS) if isinstance(told, list) else told)
    if report.is_list:
        items = cli.ok(*argv, "-o", "jsonl").splitlines()
        assert [strict(line) for line in items] == told


@pytest.mark.parametrize(
    ("report", "where"),
    crossed([each for each in REPORTS if each.looks_back], list(BOOKS)),  # by day each on one of the books
    ids=lambda each: each if isinstance(each, str) else name(each),
)
def test_so_is_what_it_says_of_a_day_that_has_passed(report: Report, where: str, shelf: Shelf) -> None:
    cli, argv = shelf.line_on(report, where)
    one = REPORTS.index(report) % len(PAST)
    for day in in_turn(PAST, one):
        if argv is None:
            continue
        code, out, err = cli(*argv, "--as-of", day, "-o", "json")
        if code in MAY_FAIL:
            validator("error").validate(strict(err))
        else:
            assert (code, err) == (0, "")
            told = strict(out)
            validator(report.schema).validate(some(told, ROWS) if isinstance(told, list) else told)


@pytest.mark.parametrize(
    "argv",
    [["show", "nobody"], ["checkins", "--in", "x"], ["checkins", "--nonsense"], ["nonsense"],
     ["sql", "DELETE FROM task"],
     ["risks", "--sort", "zzz"], ["schema", "chekins"], ["away"], ["account"], ["log", "nobody", "\x1b[31m"],
     ["show", "株式会社\x07"]],
    ids=" ".join,
)  # fmt: skip
def test_an_error_is_what_its_schema_says(hostile: Cli, argv: list[str]) -> None:
    code, _, err = hostile(*argv, "-o", "json")
    found = strict(err)
    validator("error").validate(found)
    assert (found["exit_code"], code != 0) == (code, True)


def test_the_plan_of_an_import_is_what_its_schema_says(cli: Cli) -> None:
    files = {
        "good.csv": "name,tier,since\nAcme,key,2025-01-01\nBeta \x1b,light,\n",
        "again.csv": "name,tier,strange\nAcme,standard,1\n",
        "bad.csv": "name,tier\nGamma,golden\n,key\n",
    }
    for file, text in files.items():
        (cli.folder / file).write_text(text, encoding="utf-8")
        for rest in (["--dry-run"], ["--yes"], ["--yes", "--skip-bad"]):
            code, out, err = cli("import", str(cli.folder / file), *rest, "-o", "json")
            validator("import").validate(strict(out))
            if code:
                validator("error").validate(strict(err))


Place = tuple[str | int, ...]


def emptied(value: Any, at: Place = ()) -> Iterator[tuple[Place, Any]]:
    """The same without any key of one of its objects, for each of them, at any depth; the first item of
    lists; with where that was."""
    if isinstance(value, dict):
        yield at, {}
        for key in value:
            for place, each in emptied(value[key], (*at, key)):
                yield place, value | {key: each}
    elif isinstance(value, list) and value:
        for place, each in emptied(value[0], (*at, 0)):
            yield place, [each, *value[1:]]


def found_at(value: Any, at: Place) -> Any:
    """What is at a place."""
    for each in at:
        value = value[each]
    return value


def without(value: Any, at: Place) -> Any:
    """The same without what is at a place."""
    if isinstance(value, list):
        return [without(value[0], at[1:]), *value[1:]]
    if len(at) == 1:
        return {key: each for key, each in value.items() if key != at[0]}
    return value | {at[0]: without(value[at[0]], at[1:])}


def changed(value: Any) -> Iterator[dict[str, Any]]:
    """The first row with every field of another type, and with days that are none."""
    (row, *_) = value if isinstance(value, list) else [value]
    fields = {key: found for key, found in row.items() if key not in OF_ANY_TYPE}
    for at in range(4):
        others = {
            key: ({"x": 1}, ["x", {}], 7.5 if not isinstance(found, int | float) else "7", not found)[at]
            for key, found in fields.items()
        }
        yield {
            key: wrong
            for key, wrong in others.items()
            if type(wrong) is not type(fields[key])
            and not (fields[key] is None and isinstance(wrong, float | bool))
        }
    yield {
        key: "2026-02-30"
        for key, found in fields.items()
        if isinstance(found, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", found)
    }


def with_first(value: Any, more: dict[str, Any]) -> Any:
    """An object with other fields, or a list whose first row has them."""
    return [value[0] | more, *value[1:]] if isinstance(value, list) else value | more


def test_the_check_would_notice_what_is_missing_or_of_another_type(shelf: Shelf) -> None:
    """Of each schema by one command that prints it, nightly by all of them."""
    tried: set[str] = set()
    for report in REPORTS:
        sample, argv = shelf.line_on(report, "sample")
        if argv is None or report.schema in OPEN or (report.schema in tried and not is_nightly()):
            continue
        value = sample.json(*argv)
        if value:
            tried.add(report.schema)
            check_notices(report, value)
    assert len(tried) > len(REPORTS) // 3


def check_notices(report: Report, value: Any) -> None:
    """Whatever is taken from what a report says, or changed in it, isn't what its schema says. Many are taken
    and changed at once, and each is to be named; what isn't, in a schema of several kinds, is tried alone: by
    day some, nightly all."""
    check, whole = validator(report.schema), short(value)
    for place, wrong in emptied(whole):
        if not OF_ANY_NAMES.isdisjoint(place):
            continue
        gone = {(*place, key) for key in found_at(whole, place) if key not in OF_ANY_NAMES}
        for each in some(sorted(gone - named_wrong(check, wrong)), FIELDS):
            assert not check.is_valid(without(whole, each)), each
    first = (0,) if isinstance(whole, list) else ()
    for wrong in changed(whole):
        named = named_wrong(check, with_first(whole, wrong))
        for key in some([key for key in wrong if (*first, key) not in named], FIELDS):
            assert not check.is_valid(with_first(whole, {key: wrong[key]})), key
    assert not check.is_valid(with_first(whole, {"another": 1}))


def named_wrong(check: Draft202012Validator, value: Any) -> set[Place]:
    """The places of which a check says that they are wrong, or missing."""
    found: set[Place] = set()
    for error in check.iter_errors(value):
        if error.validator == "required":
            missing = set(error.validator_value) - set(error.instance)
            found |= {(*error.absolute_path, key) for key in missing}
        else:
            found.add(tuple(error.absolute_path))
    return found


def short(value: Any) -> Any:
    """The same with one item of each list."""
    if isinstance(value, dict):
        return {key: short(each) for key, each in value.items()}
    return [short(each) for each in value[:1]] if isinstance(value, list) else value


def test_all_schemas_are_one_document_too(cli: Cli) -> None:
    """A schema; each field that is the same in several is looked at once."""
    document = json.loads(cli.ok("schema", "--all"))
    fields: dict[str, Any] = {}
    Draft202012Validator.check_schema(bared(document, fields))
    Draft202012Validator.check_schema({"properties": fields})
    assert set(document["$defs"]) == set(ENTRIES)


def bared(schema: Any, fields: dict[str, Any]) -> Any:
    """The same with the fields of its objects put aside, by their text."""
    if isinstance(schema, list):
        return [bared(each, fields) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: each if key == "properties" else bared(each, fields) for key, each in schema.items()}
    if isinstance(named := found.get("properties"), dict) and schema.get("type") is not None:
        for each in named.values():
            whole = bared(each, fields)
            fields[json.dumps(whole, sort_keys=True)] = whole
        found["properties"] = dict.fromkeys(named, True)
    return found


def test_the_list_of_schemas_and_a_name_that_is_mistyped(cli: Cli) -> None:
    assert [row["name"] for row in cli.json("schema")] == list(ENTRIES)
    code, out, err = cli("schema", "renewal")
    assert (code, out, "Did you mean renewals" in err) == (3, "", True)
    assert cli("schema", "renewals", "-o", "csv").code == 2
    assert "am renewals -o json" in cli.ok("schema", tty=True, env={"COLUMNS": "100"})


def test_what_is_never_missing_is_so_because_its_column_is(cli: Cli) -> None:
    found = json.loads(cli.ok("schema", "contract"))["properties"]
    assert found["starts_on"]["type"] == "string"
    assert found["ends_on"]["type"] == ["string", "null"]
    assert found["account"]["type"] == "string"
    assert found["product"]["type"] == ["string", "null"]
    assert found["outcome"]["enum"] == ["renewed", "churned", None]
    assert found["auto_renew"]["type"] == "boolean"
