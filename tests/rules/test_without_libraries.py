"""What is read, written and done without `json`, `shlex`, `re`, `typing` and `contextlib` is as with them."""

import contextlib
import json
import pickle
import re
import shlex
import typing
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli import hints, jsontext
from amcli.rules.dates import _LENGTHS, counted_length
from amcli.rules.filters import is_filter
from amcli.rules.names import is_utf8, joined, on_one_line
from amcli.vocabulary import parts_of_reference
from tests.profiles import examples

LENGTH = r"([0-9]{1,9})(?:([dwmy])| ?(day|week|month|year)s?)?"
LINE_BREAK = "[\n\r\v\f\x85\u2028\u2029]"
plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
names = st.text(max_size=5) | st.integers() | st.booleans() | st.none()
values = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=10,
)


@given(values)
@settings(max_examples=examples(200))
def test_json_is_written_and_read_as_json_does(value: object) -> None:
    assert jsontext.dumps(value) == json.dumps(value)
    compact = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert jsontext.dumps(value, ascii=False, between=(",", ":")) == compact
    assert jsontext.indented(value) == json.dumps(value, ensure_ascii=False, indent=2)
    assert repr(jsontext.loads(f" {compact}\n")) == repr(json.loads(compact))


@pytest.mark.parametrize("text", ["", "{", "[1", "1 2", "nul", "[1,]", "\v1", "\ufeff1", '"a\nb"'])
def test_what_is_no_json_is_the_same_error(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as expected:
        json.loads(text)
    with pytest.raises(json.JSONDecodeError, match=re.escape(str(expected.value))):
        jsontext.loads(text)


@given(st.lists(st.text(max_size=6) | st.text(alphabet="a'\" \n\\$", max_size=4)))
@settings(max_examples=examples(200))
def test_words_are_joined_and_lines_found_as_ever(words: list[str]) -> None:
    assert joined(words) == shlex.join(words)
    for word in words:
        lines = (line.strip() for line in re.split(LINE_BREAK, word))
        assert on_one_line(word) == " ".join(filter(None, lines))
        assert is_utf8(word) == (re.search("[\ud800-\udfff]", word) is None)


@given(st.text(alphabet="0123456789dwmyaeksonthr ", max_size=12) | st.from_regex(LENGTH, fullmatch=True))
@settings(max_examples=examples(400))
def test_a_length_is_a_number_and_its_unit(word: str) -> None:
    expected = re.fullmatch(LENGTH, word) if word.isascii() else None
    number, unit = counted_length(word)
    assert (unit in _LENGTHS) == (expected is not None)
    if expected is not None:
        assert (number, _LENGTHS[unit]) == (int(expected[1]), (expected[2] or expected[3] or "d")[0])


@given(st.text(max_size=6) | st.text(alphabet="akz0123456789²٣_.-:", max_size=21))
@settings(max_examples=examples(400))
def test_references_and_names_of_fields_are_told_from_other_words(word: str) -> None:
    found = re.fullmatch("([a-z])([1-9][0-9]{0,17})", word)
    assert parts_of_reference(word) == ((found[1], int(found[2])) if found else ("", 0))
    assert is_filter(word) == (re.match(r"[^\W\d][\w.-]*:", word) is not None)


class Ours(hints.NamedTuple):
    """A named tuple of ours."""

    first: int
    second: str = "b"
    third: float | None = None


class Theirs(typing.NamedTuple):
    """The same of typing."""

    first: int
    second: str = "b"
    third: float | None = None


def test_a_named_tuple_is_as_typings() -> None:
    ours, theirs = Ours(1, third=2.5), Theirs(1, third=2.5)
    assert ours == theirs == (1, "b", 2.5)
    assert ours._asdict() == theirs._asdict()
    assert ours._replace(second="x") == theirs._replace(second="x")
    assert repr(ours).removeprefix("Ours") == repr(theirs).removeprefix("Theirs")
    assert (Ours._fields, Ours._field_defaults) == (Theirs._fields, Theirs._field_defaults)
    assert type(pickle.loads(pickle.dumps(ours))) is Ours
    assert Ours._make([1, "c", None]) == Theirs._make([1, "c", None])


def test_a_named_tuple_that_is_made_often_stays_what_it_is() -> None:
    class Often(hints.NamedTuple):
        first: int
        second: str = "b"
        third: float | None = None

    made = [Often(at, third=0.5) for at in range(2 * hints.OFTEN)]
    assert made == [(at, "b", 0.5) for at in range(2 * hints.OFTEN)]
    assert {type(each) for each in made} == {Often}
    assert Often(*"123") == ("1", "2", "3")
    for values, named in (((), {}), ((1, "b", None, 4), {}), ((1,), {"first": 1}), ((1,), {"fifth": 1})):
        with pytest.raises(TypeError):
            Often(*values, **named)


@pytest.mark.parametrize(
    ("given", "named"), [((), {}), ((1, "b", None, 4), {}), ((1,), {"first": 1}), ((1,), {"fifth": 1})]
)
def test_values_that_do_not_fit_a_named_tuple_are_an_error(
    given: tuple[int, ...], named: dict[str, int]
) -> None:
    with pytest.raises(TypeError, match="Ours"):
        Ours(*given, **named)  # type: ignore[arg-type]


class Oddity(Exception):
    """An error of a block."""


def plainly(noted: list[str]) -> Iterator[str]:
    noted.append("before")
    yield "given"
    noted.append("after")


def tidily(noted: list[str]) -> Iterator[str]:
    try:
        yield "given"
    finally:
        noted.append("tidied")


def quietly(noted: list[str]) -> Iterator[str]:
    try:
        yield "given"
    except Oddity as error:
        noted.append(str(error))


def otherwise(noted: list[str]) -> Iterator[str]:
    try:
        yield "given"
    except Exception as error:
        raise LookupError("instead") from error


def twice(noted: list[str]) -> Iterator[str]:
    with contextlib.suppress(Oddity):
        yield "given"
    yield "again"


def never(noted: list[str]) -> Iterator[str]:
    yield from ()


def as_it_came(noted: list[str]) -> Iterator[str]:
    try:
        yield "given"
    except Exception as error:
        noted.append("seen")
        raise error from None


def outcome(block: Callable[..., typing.Any], fails: BaseException | None) -> tuple[object, ...]:
    """What comes of a block: what it gave and noted, and the error that left it."""
    noted: list[str] = []
    given = error = None
    try:
        with block(noted) as given:
            if fails is not None:
                raise fails
    except BaseException as raised:
        error = raised
    same = error is fails
    kind, cause = type(error), type(error.__cause__) if error else None
    return given, noted, same, kind, str(error) if kind is not RuntimeError else "", cause


@pytest.mark.parametrize("steps", [plainly, tidily, quietly, otherwise, twice, never, as_it_came])
@pytest.mark.parametrize(
    "fails", [None, Oddity, KeyError, StopIteration, RuntimeError, GeneratorExit, KeyboardInterrupt]
)
def test_a_block_does_what_one_of_contextlib_does(
    steps: Callable[[list[str]], Iterator[str]], fails: type[BaseException] | None
) -> None:
    def of(make: Callable[..., typing.Any]) -> tuple[object, ...]:
        return outcome(make(steps), fails and fails("odd"))

    assert of(hints.contextmanager) == of(contextlib.contextmanager)


def test_an_error_leaves_a_block_with_the_lines_it_came_by() -> None:
    def lines(make: Callable[..., typing.Any]) -> list[str]:
        try:
            with make(tidily)([]):
                raise Oddity
        except Oddity as error:
            found, trace = [], error.__traceback__
            while trace is not None:
                found.append(trace.tb_frame.f_code.co_name)
                trace = trace.tb_next
            return found
        return []

    assert lines(hints.contextmanager) == lines(contextlib.contextmanager) == ["lines"]


@pytest.mark.parametrize("kinds", [(), (KeyError,), (LookupError, OSError), (Exception,)])
@pytest.mark.parametrize("fails", [None, KeyError, FileNotFoundError, KeyboardInterrupt])
def test_errors_are_suppressed_as_contextlib_does(
    kinds: tuple[type[BaseException], ...], fails: type[BaseException] | None
) -> None:
    def left(make: Callable[..., typing.Any]) -> type[BaseException] | None:
        try:
            with make(*kinds):
                if fails:
                    raise fails
        except BaseException as error:
            return type(error)
        return None

    assert left(hints.suppress) == left(contextlib.suppress)
