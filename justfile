# What is done in this house, a word each: `just` lists them. It comes with the extra `dev` (`rust-just`).

python := ".venv/bin/python"

# List what can be done
default:
    @"{{ just_executable() }}" --list --unsorted

# Install everything to work with into .venv, and the checks before each commit
setup:
    python3 -m venv .venv
    {{ python }} -m pip install --quiet -e '.[dev]'
    {{ python }} -m pre_commit install
    npm install --no-save --ignore-scripts axe-core@4

# The fast tests: every rule, and every command once (half a minute)
test *ARGS:
    {{ python }} -m pytest -q -m fast -n 2 {{ ARGS }}

# All tests
all *ARGS:
    {{ python }} -m pytest -q -n 2 {{ ARGS }}

# Style, types, and which room may import which
lint:
    {{ python }} -m ruff check .
    {{ python }} -m ruff format --check .
    {{ python }} -m mypy
    .venv/bin/lint-imports --no-cache

# Make everything anew that people read in the repository; then read what changed
docs *PARTS:
    {{ python }} -m tools.docs --write {{ PARTS }}

# Build the documentation as a site, in dist/site
site *ARGS:
    {{ python }} -m tools.site {{ ARGS }}

# Show that nothing changed for users since a commit: just same main
same OLD *ARGS:
    {{ python }} -m tools.same {{ OLD }} {{ ARGS }}

# Show that the fast tests notice faults in the core
mutants *ARGS:
    {{ python }} -m tools.mutants {{ ARGS }}

# Kill it, fill its disk, fuzz it, take its file away: just torture --long --minutes 60
torture *ARGS:
    {{ python }} -m tests.torture {{ ARGS }}

# Measure what commands cost, against their budgets; beside another commit: just bench --beside main
bench *ARGS:
    {{ python }} -m benchmarks {{ ARGS }}
