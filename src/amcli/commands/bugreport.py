"""`am doctor --report`: a file for a bug report, without customers' data (reports/bugreport.py)."""

import datetime as dt
import os

from amcli.commands.options import finish
from amcli.context import Run
from amcli.errors import AmcliError
from amcli.output import say
from amcli.output.result import Options, Page
from amcli.page import says
from amcli.rules.names import shown


def write_report(run: Run, out: Options) -> None:
    """Write the file into the folder that the person is in, and say where it is. Raises AmcliError."""
    from amcli.reports.bugreport import text

    made = text(run.book_path, lambda: run.config, run.environ)
    name = f"amcli-report-{dt.datetime.now():%Y-%m-%d-%H%M%S}.txt"
    try:
        path = os.path.abspath(name)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(made)
    except OSError as error:
        raise AmcliError(
            f"{name} can't be written here: {error.strerror}.", "Go to a folder of yours first: cd"
        ) from None
    if out.output not in (None, "table"):
        data = {"path": path, "size": os.path.getsize(path)}
        finish(run, Page("report", data, [shown(path)], page=lambda: says(shown(path))), out)
        return
    say(run, [f"{shown(path)} is written. Read it before you send it with your bug report."], shown(path))
