"""Every screen of the demo book as text: `python -m tools.docs --write shots` stores them anew.

They are stored to be looked at: a change of a screen shows in the difference of these files.
"""

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from amcli.__main__ import run_app

EXPECTED = Path(__file__).parent / "expected"
TODAY = "2026-03-02"
PROGRAM = Path(sys.executable).with_name("am")
# Name of the file: arguments. Each is drawn at 80 and at 120 columns.
SHOTS: dict[str, list[str]] = {
    "today": ["today"],
    "today-all": ["today", "--all"],
    "today-explain": ["today", "--explain"],
    "week": ["week"],
    "away": ["away", "2026-03-09..2026-03-20", "--cover", "Robin Vale"],
    "brief-acme": ["brief", "acme"],
    "brief-orchard": ["brief", "orchard"],
    "brief-quarry": ["brief", "quarry"],
    "qbr-due": ["qbr", "due"],
    "qbr-brief-acme": ["qbr", "brief", "acme"],
    "plan-acme": ["account", "plan", "acme"],
    "portfolio": ["portfolio"],
    "metrics": ["metrics"],
    "metrics-all": ["metrics", "--all", "--split"],
    "metrics-nrr": ["metrics", "nrr"],
    "metrics-by-tier": ["metrics", "--by", "tier"],
    "metrics-by-month": ["metrics", "--by", "month", "--period", "2025"],
    "portfolio-plot": ["portfolio", "--plot"],
    "metrics-plot": ["metrics", "--plot"],
    "forecast-plot": ["forecast", "--plot"],
    "metrics-by-month-plot": ["metrics", "--by", "month", "--period", "last-12m", "--plot"],
    "risks-orchard-plot": ["risks", "orchard", "--plot"],
    "white-space": ["portfolio", "--white-space"],
    "forecast": ["forecast"],
    "forecast-all": ["forecast", "--period", "2026", "--all"],
    "next": ["next"],
    "checkins": ["checkins"],
    "checkins-all": ["checkins", "--all"],
    "renewals": ["renewals"],
    "risks": ["risks"],
    "risks-acme": ["risks", "acme"],
    "risks-acme-all": ["risks", "acme", "--all"],
    "risks-orchard": ["risks", "orchard"],
    "show-acme": ["show", "acme"],
    "show-kestrel": ["show", "kestrel"],
    "show-nakheel": ["show", "nakheel"],
    "show-quarry": ["show", "quarry"],
    "timeline-acme": ["timeline", "acme", "--limit", "15"],
    "find": ["find", "pilot"],
    "tasks": ["tasks"],
    "account-list": ["account", "list"],
    "contact-list": ["contact", "list", "acme"],
    "contract-list": ["contract", "list", "acme"],
    "activity-list": ["activity", "list", "nakheel"],
    "opportunity-list": ["opportunity", "list"],
    "issue-list": ["issue", "list"],
    "feedback-list": ["feedback", "list"],
    "feedback-themes": ["feedback", "themes"],
    "survey-list": ["survey", "list"],
    "usage-list": ["usage", "list", "orchard"],
    "goal-list": ["goal", "list"],
    "news-list": ["news", "list"],
    "product-list": ["product", "list"],
    "target-list": ["target", "list"],
    "handoffs": ["account", "handoffs"],
    "fields": ["renewals", "--fields", "account,contract,ends_on,annual_value,currency"],
}
WIDTHS = (80, 120)
COLOURED = ("today", "checkins", "renewals", "risks", "risks-acme", "show-acme", "brief-acme")
ASCII = ("today", "risks", "checkins", "brief-acme", "portfolio")


def make_book(folder: Path) -> dict[str, str]:
    """The demo book of the day, and the environment in which it is looked at."""
    environ = {
        "HOME": str(folder),
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "TZ": "UTC",
        "AMCLI_TODAY": TODAY,
    }
    made = subprocess.run(
        [PROGRAM, "demo", str(folder / "demo.db")], env=environ, capture_output=True, text=True, check=True
    )
    return environ | dict(line.split("=", 1) for line in made.stdout.split())


def shoot(environ: dict[str, str], argv: list[str], columns: int, *options: str, **more: str) -> str:
    """One screen as text, from this process."""
    out, err = io.StringIO(), io.StringIO()
    code = run_app(
        [*options, *argv, "-o", "table"], environ | {"COLUMNS": str(columns)} | more, io.StringIO(), out, err
    )
    assert (code, err.getvalue()) == (0, "")
    return out.getvalue()


def shoot_program(environ: dict[str, str], argv: list[str], **more: str) -> str:
    """One screen as text, from the installed command at 80 columns."""
    run = subprocess.run(
        [PROGRAM, *argv, "-o", "table"],
        env=environ | {"COLUMNS": "80"} | more,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stderr == "", run.stderr
    return run.stdout


def all_shots(environ: dict[str, str]) -> dict[str, str]:
    """Every stored file by name."""
    found = {}
    for name, argv in SHOTS.items():
        for columns in WIDTHS:
            found[f"{name}-{columns}.txt"] = shoot(environ, argv, columns, NO_COLOR="1")
    for name in COLOURED:
        coloured = shoot(environ, SHOTS[name], 80, "--color", "always")
        found[f"{name}-80.colour.txt"] = coloured.replace("\x1b", "␛")
    for name in ASCII:
        found[f"{name}-80.ascii.txt"] = shoot_program(
            environ, SHOTS[name], NO_COLOR="1", PYTHONIOENCODING="ascii"
        )
    return found


def stored() -> dict[Path, str]:
    """Every screen as it is stored, for `tools.docs`."""
    with tempfile.TemporaryDirectory() as folder:
        return {EXPECTED / name: text for name, text in all_shots(make_book(Path(folder))).items()}
