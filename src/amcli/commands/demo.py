"""`am demo`: a sample book to look around in."""

from pathlib import Path

from amcli.commands.declared import argument, option
from amcli.commands.filtering import Asked
from amcli.commands.options import PAGE_OPTIONS, finish, shows
from amcli.commands.readers import Whole, Word
from amcli.context import Run
from amcli.demo.book import make, settings_path
from amcli.demo.samples import LARGE, SEEDS, SIZES, SMALL, sample
from amcli.errors import BadValue
from amcli.hints import Annotated, Any
from amcli.output.result import Options, Page
from amcli.page import says
from amcli.records import KINDS
from amcli.rules.names import in_shell, shown
from amcli.storage.places import refuse_loop


@shows(PAGE_OPTIONS)
def demo(
    run: Run,
    path: Annotated[
        str | None, argument(metavar="[PATH]", help="Where to create it (default: your data directory).")
    ] = None,
    size: Annotated[
        str, option("--size", reader=Word(SIZES), help="How much is in it: 40 accounts, or 300.")
    ] = SMALL,
    seed: Annotated[
        int | None, option("--seed", reader=Whole(0, SEEDS), help="Another large book (default: 1).")
    ] = None,
    *,
    out: Options,
) -> None:
    """Explore a sample book, separate from yours.

    Forty invented accounts with dates around today, or three hundred with three years behind them. In a
    terminal it shows their morning; in a pipe it prints the variables that open it. Run it again to start
    over: the book is created new and your changes in it are gone. Other currencies need exchange rates, so
    the sample has its own settings file. A large book of the same seed and date is the same each time.

    \b
    am demo                     the morning of a full book
    export $(am demo)           stay in it, in this shell
    am demo trial.db            create it somewhere else
    am demo --size large        300 accounts, in a few seconds
    """
    if seed is not None and size != LARGE:
        raise BadValue("--seed is for the large book.", f"am demo --size {LARGE} --seed {seed}")
    target = demo_path(run, path)
    number = (1 if seed is None else seed) if size == LARGE else None
    found = make(target, sample(size, number or 0, run.today), run.today, run.command_line)
    settings = settings_path(target)
    words = [f"AMCLI_BOOK={in_shell(shown(str(target)))}", f"AMCLI_CONFIG={in_shell(shown(str(settings)))}"]
    if out.output not in (None, "table"):
        data: dict[str, Any] = {"book": str(target), "config": str(settings), "on": run.today.isoformat()}
        data |= {"size": size, "seed": number, "records": {kind: found.get(kind, 0) for kind in KINDS}}
        finish(run, Page("demo", data, [shown(str(target))], page=lambda: says(*words)), out)
        return
    if not run.terminal:
        for word in words:
            print(word, file=run.stdout)
        return
    show_its_morning(run, target, settings)
    print("", "To stay in it:", *(f"    export {word}" for word in words), sep="\n", file=run.stdout)


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
