"""`am demo`: a sample book to look around in."""

import shlex
from pathlib import Path

from amcli.commands.declared import argument
from amcli.commands.filtering import Asked
from amcli.context import Run
from amcli.demo.book import make, settings_path
from amcli.errors import BadValue
from amcli.hints import Annotated
from amcli.output.result import Options
from amcli.storage.connection import refuse_loop


def demo(
    run: Run,
    path: Annotated[
        str | None,
        argument(metavar="[PATH]", help="Where to create it (default: your data directory)."),
    ] = None,
) -> None:
    """Explore a sample book, separate from yours.

    Forty invented accounts with dates around today. In a terminal it shows their morning; in a pipe it
    prints the variables that open it. Run it again to start over: the book is created new and your
    changes in it are gone. One contract is in dollars and needs an exchange rate, so the sample has its
    own settings file.

    \b
    am demo                     the morning of a full book
    export $(am demo)           stay in it, in this shell
    am demo trial.db            create it somewhere else
    """
    target = demo_path(run, path)
    make(target, run.today, run.command_line)
    settings = settings_path(target)
    words = [f"AMCLI_BOOK={shlex.quote(str(target))}", f"AMCLI_CONFIG={shlex.quote(str(settings))}"]
    if not run.terminal:
        for word in words:
            print(word, file=run.stdout)
        return
    show_its_morning(run, target, settings)
    print(f"\nTo stay in it: export {' '.join(words)}", file=run.stdout)


def demo_path(run: Run, given: str | None) -> Path:
    """Where the sample book goes: as told, else in a folder of its own beside the real book."""
    told = given if given is not None else run.book_option
    if told is not None:
        if "\0" in told or not told.strip():
            raise BadValue("PATH: not a path.")
        place = Path(told).expanduser()
        refuse_loop(place)
        return place.resolve()
    from platformdirs import user_data_path

    return user_data_path("amcli", appauthor=False).resolve() / "demo" / "book.db"


def show_its_morning(run: Run, book: Path, settings: Path) -> None:
    """The morning of the sample book, as `am` shows it once one stays in it."""
    inside = Run(run.argv, run.environ, run.stdin, run.stdout, run.stderr)
    inside.book_option, inside.config_option = str(book), str(settings)
    inside.today_option, inside.color = run.today.isoformat(), run.color
    try:
        from amcli.commands.today import show_morning

        show_morning(inside, False, False, Asked(inside, None), Options())
    finally:
        inside.close()
