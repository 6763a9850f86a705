"""The mutants of a module: its text with one thing wrong, made by the operators of cosmic-ray and two more.

Not for running them: that is `tools.mutants`.
"""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import parso
from cosmic_ray.ast import ast_nodes
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.operators.provider import OperatorProvider
from parso.python.tree import Name
from parso.tree import Leaf, NodeOrLeaf

ARITHMETIC = ("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow")
PUT_IN = ("Add", "Sub", "Mul", "FloorDiv")
ORDERED = ("Eq", "NotEq", "Lt", "LtE", "Gt", "GtE")
OTHERS = (
    "ReplaceComparisonOperator_Is_IsNot", "ReplaceComparisonOperator_IsNot_Is",
    "ReplaceUnaryOperator_USub_UAdd", "ReplaceUnaryOperator_Delete_Not", "AddNot",
    "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ExceptionReplacer", "NumberReplacer",
    "RemoveDecorator", "ZeroIterationForLoop",
)  # fmt: skip


SWAPPED = {"min": "max", "max": "min"}


# What is wrong with SQL: each of these for the other, and the newest last.
SQL = {
    " = ": " <> ", " <> ": " = ", " > ": " >= ", " < ": " <= ", " AND ": " OR ",
    " IS NULL": " IS NOT NULL", " IS NOT NULL": " IS NULL", "NOT EXISTS": "EXISTS", " DESC": "",
}  # fmt: skip
IS_SQL = re.compile(r"\b(SELECT|FROM|WHERE|AND|ORDER BY|UPDATE|DELETE)\b")


class Mutant(NamedTuple):
    """A whole module with one line changed, and where: the row, the function, the line before and after."""

    source: str
    row: int
    function: str
    line: str
    changed: str

    @property
    def change(self) -> str:
        """Both lines, for a person."""
        return f"{self.line} -> {self.changed}"


class SwapLeastAndMost(Operator):
    """`min` for `max` and `max` for `min`."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """The names that are called."""
        if isinstance(node, Name) and node.value in SWAPPED and node.get_next_leaf().value == "(":
            yield node.start_pos, node.end_pos

    def mutate(self, node: Name, index: int) -> Name:
        """The other of the two."""
        node.value = SWAPPED[node.value]
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """One of each."""
        return Example("min(x)", "max(x)"), Example("max(x)", "min(x)")


class SqlReplacer(Operator):
    """Another comparison, another order in SQL."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Its place is its text, once for each thing that may be wrong with it."""
        yield from ((node.start_pos, node.end_pos) for _ in wrong_sql(node))

    def mutate(self, node: Leaf, index: int) -> Leaf:
        """The text with one thing wrong."""
        node.value = list(wrong_sql(node))[index]
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """One of them."""
        return (Example("'SELECT 1 WHERE a = b'", "'SELECT 1 WHERE a <> b'"),)


def wrong_sql(node: NodeOrLeaf) -> Iterator[str]:
    """The text of SQL with each thing wrong that may be; nothing of what is no SQL."""
    if node.type not in ("string", "fstring_string") or not IS_SQL.search(node.value):
        return
    for found in re.finditer("|".join(map(re.escape, SQL)), node.value):
        yield node.value[: found.start()] + SQL[found[0]] + node.value[found.end() :]


def operators() -> Iterator[Operator]:
    """All that are used."""
    known = OperatorProvider()
    names = [f"ReplaceBinaryOperator_{a}_{b}" for a in ARITHMETIC for b in PUT_IN if a != b]
    names += [f"ReplaceComparisonOperator_{a}_{b}" for a in ORDERED for b in ORDERED if a != b]
    yield from (known[name]() for name in (*names, *OTHERS))
    yield SwapLeastAndMost()
    yield SqlReplacer()


def mutants_of(source: str) -> list[Mutant]:
    """All mutants of a module, each once, in the order of its lines."""
    parts = [part.get_code() for part in parso.parse(source).children]
    found: dict[str, Mutant] = {}
    for at, part in enumerate(parts):
        if part.lstrip().startswith("if TYPE_CHECKING:"):  # nothing runs there
            continue
        before, after = "".join(parts[:at]), "".join(parts[at + 1 :])
        for changed in changes_of(part):
            text = f"{before}{changed}{after}"
            if changed != part and is_code(changed):
                found.setdefault(text, mutant(source, text))
    return sorted(found.values(), key=lambda each: (each.row, each.changed))


def changes_of(part: str) -> Iterator[str]:
    """A function, a class or a statement with each thing wrong; by itself, as each change parses it anew."""
    nodes = list(ast_nodes(parso.parse(part)))
    for operator in operators():
        places = sum(len(list(operator.mutation_positions(node))) for node in nodes)
        for place in range(places):
            changed = mutate_code(part, operator, place)
            if changed is not None:
                yield changed


def is_code(text: str) -> bool:
    """Whether a text can be compiled: the `*` before arguments by name alone is taken for a product."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def mutant(source: str, changed: str) -> Mutant:
    """A changed text with the lines that differ."""
    before, after = source.splitlines(), changed.splitlines()
    first = next(row for row, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1])
    end = first + 1 + max(0, len(before) - len(after))
    lines = [
        " ".join(each.strip() for each in part) for part in (before[first:end], after[first : first + 1])
    ]
    return Mutant(changed, first + 1, function_at(source, first + 1), *lines)


def function_at(source: str, row: int) -> str:
    """The function or class around a row, with its class; nothing at the top of a module."""
    names: list[str] = []
    scope: ast.AST = parsed(source)
    while True:
        inner = next((each for each in ast.iter_child_nodes(scope) if holds(each, row)), None)
        if inner is None:
            return ".".join(names)
        if isinstance(inner, ast.FunctionDef | ast.ClassDef):
            names.append(inner.name)
        scope = inner


@lru_cache(1)
def parsed(source: str) -> ast.Module:
    """The tree of a module, which all its mutants are placed in."""
    return ast.parse(source)


def holds(node: ast.AST, row: int) -> bool:
    """Whether a statement reaches over a row, its decorators too."""
    if not isinstance(node, ast.stmt):
        return False
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(each.lineno for each in decorators)])
    return first <= row <= (node.end_lineno or first)
