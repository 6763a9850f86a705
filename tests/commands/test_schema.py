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
from tests.profiles import crossed, in_turn, is_nightly
from tests.support import Cli

ENTRIES = register.entries()
VALIDATORS: dict[str, Draft202012Validator] = {}
MAY_FAIL = {3, 5}  # nothing is next; an account has no score
PAST = ("2026-02-20", "2025-12-31", "2020-01-01")
OPEN = ("sql", "schema")  # these promise nothing of their fields
OF_ANY_TYPE = ("before", "after")  # of whatever field an edit changes
OF_ANY_NAMES = ("extra", "why")  # what these hold is named by the book, or by what is undefined


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


@pytest.mark.parametrize("where", BOOKS)
@pytest.mark.parametrize("report", REPORTS, ids=name)
def test_what_a_command_prints_is_what_its_schema_says(report: Report, where: str, shelf: Shelf) -> None:
    cli, argv = shelf.line_on(report, where)
    if argv is None:
        return
    code, out, err = cli(*argv, "-o", "json")
    if code in MAY_FAIL:
        validator("error").validate(strict(err))
        return
    assert (code, err) == (0, "")
    validator(report.schema).validate(strict(out))
    if report.is_list:
        items = cli.ok(*argv, "-o", "jsonl").splitlines()
        assert [strict(line) for line in items] == strict(out)


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
            validator(report.schema).validate(strict(out))


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


def dropped(value: Any) -> Iterator[Any]:
    """The same without one of its keys, for each of its keys, at any depth; the first item of lists."""
    if isinstance(value, dict):
        for key in value:
            yield {other: value[other] for other in value if other != key}
            for each in dropped(value[key]):
                yield value | {key: each}
    elif isinstance(value, list) and value:
        for each in dropped(value[0]):
            yield [each, *value[1:]]


def changed(value: Any) -> Iterator[Any]:
    """The same with a key more, with a value of another type, or with a day that is none."""
    rows = value if isinstance(value, list) else [value]
    for turn, (key, found) in enumerate(rows[0].items()):
        if key in OF_ANY_TYPE:
            continue
        others = ({"x": 1}, ["x", {}], 7.5 if not isinstance(found, int | float) else "7", not found)
        for wrong in in_turn(others, turn, 2):
            if type(wrong) is not type(found) and not (found is None and isinstance(wrong, float | bool)):
                yield with_first(value, rows[0] | {key: wrong})
        if isinstance(found, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", found):
            yield with_first(value, rows[0] | {key: "2026-02-30"})
    yield with_first(value, rows[0] | {"another": 1})


def with_first(value: Any, row: dict[str, Any]) -> Any:
    """An object, or a list with another first row."""
    return [row, *value[1:]] if isinstance(value, list) else row


def test_the_check_would_notice_what_is_missing_or_of_another_type(shelf: Shelf) -> None:
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
    """Whatever is taken from what a report says, or changed in it, isn't what its schema says."""
    check, whole = validator(report.schema), short(value)
    kept = {each: set_of(whole, each) for each in OF_ANY_NAMES}
    for wrong in dropped(whole):
        if all(set_of(wrong, each) == kept[each] for each in OF_ANY_NAMES):
            assert not check.is_valid(wrong), wrong
    for wrong in changed(whole):
        assert not check.is_valid(wrong), wrong


def short(value: Any) -> Any:
    """The same with one item of each list."""
    if isinstance(value, dict):
        return {key: short(each) for key, each in value.items()}
    return [short(each) for each in value[:1]] if isinstance(value, list) else value


def set_of(value: Any, key: str) -> str:
    """Everything that stands under a key, wherever that is."""
    return json.dumps([part[key] for part in parts(value) if key in part], sort_keys=True)


def test_all_schemas_are_one_document_too(cli: Cli) -> None:
    document = json.loads(cli.ok("schema", "--all"))
    Draft202012Validator.check_schema(document)
    assert set(document["$defs"]) == set(ENTRIES)


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
