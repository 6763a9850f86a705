#!/usr/bin/env bash
# Expected: each mutant of a mutation tester is a program, so that a killed one tells that a test noticed.
# Happens:  the star before keyword-only parameters is taken for a product and turned into `+`, which is no Python, and
#           the `|` of a type for an operator, which ends while the module is imported. Both die without any test.
# Packages: cosmic-ray 8.7.0, parso 0.8.6 (PyPI).
# Matters:  typed code with keyword-only parameters has many of them: the share that "the tests killed" is too high.
#           Compile each mutant and leave annotations alone before counting.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env cosmic-ray==8.7.0 parso==0.8.6 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.provider import OperatorProvider
from cosmic_ray.plugins import get_operator

CODE = "def price(amount: int | None, *, rate: int = 2) -> int:\n    return (amount or 0) + rate\n"


def mutants(name):
    operator, found = get_operator(f"core/{name}")(), []
    while (text := mutate_code(CODE, operator, len(found))) not in (None, CODE):
        found.append(text)
    return found


print("cosmic-ray", version("cosmic-ray"))
(star,) = mutants("ReplaceBinaryOperator_Mul_Add")
print("a star:", star.splitlines()[0])
try:
    compile(star, "star", "exec")
except SyntaxError as error:
    print("  no Python:", error.msg)
else:
    raise SystemExit("it compiles")
(bar,) = mutants("ReplaceBinaryOperator_BitOr_Add")
print("a bar: ", bar.splitlines()[0])
try:
    exec(bar, {})
except TypeError as error:
    print("  ends at import:", error)
else:
    raise SystemExit("it starts")
PY
