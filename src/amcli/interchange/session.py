"""An import from end to end: files opened and understood, put in order, taken in one by one.

Nothing of the book is touched before every file has been read once. The transaction belongs to
the caller.
"""

from collections.abc import Callable, Sequence

from amcli.errors import BadValue
from amcli.interchange.content import is_workbook, open_source
from amcli.interchange.incoming import Asked, Incoming, Options, Source
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store
from amcli.interchange.tablefile import Table
from amcli.interchange.tables import headers
from amcli.interchange.tables.columns import Mapping
from amcli.interchange.tables.profile import FirstLook
from amcli.interchange.tables.unread import Unknown
from amcli.interchange.upsert.sourceids import TABLES
from amcli.rules.names import quoted

# Rows from which on it pays to have fewer indexes while they are planned.
MANY = 5_000


def understand(sources: Sequence[Source], asked: Asked) -> list[Incoming]:
    """Read every source once and put them in the order in which they refer to each other. Raises BadValue."""
    if asked.sheet is not None and not any(is_workbook(source.path) for source in sources):
        raise BadValue("--sheet: none of the files is a workbook.", "It is for .xlsx, .xls and .ods files.")
    found = [each for source in sources for each in open_source(source, asked)]
    check_given(found, asked)
    return sorted(found, key=lambda each: each.rank)


def unknown_words(files: Sequence[Incoming]) -> list[Unknown]:
    """The words of closed lists that nothing knows, of all files, each once for each column."""
    looks = (getattr(each, "look", None) for each in files)
    return [unknown for look in looks if isinstance(look, FirstLook) for unknown in look.unknown]


def only_adds(files: Sequence[Incoming]) -> bool:
    """Whether these are tables with many rows, none of which refers to another of its file: then no row is
    taken out again, and no record is looked for but those that rows name."""
    mappings = [getattr(each, "mapping", None) for each in files]
    return sum(each.rows for each in files) >= MANY and all(
        isinstance(each, Mapping) and not any(column.field.later for column in each.columns)
        for each in mappings
    )


def check_given(files: Sequence[Incoming], asked: Asked) -> None:
    """Check that some file is of a kind that has the fields of --set and --values. Raises BadValue."""
    found = [mapping for each in files if (mapping := getattr(each, "mapping", None)) is not None]
    kinds = [each.kind for each in found if isinstance(each, Mapping)]
    for option, names in (("--set", asked.constants), ("--values", asked.other_words)):
        for name in names:
            if not kinds:
                raise BadValue(f"{option} {quoted(name)}: none of these files is a table.")
            if not any(headers.has_field(kind, name) for kind in kinds):
                headers.check_field(kinds[0], name, option)


def take_in(
    store: Store, files: Sequence[Incoming], options: Options, tick: Callable[[int], None]
) -> list[FilePlan]:
    """Write every source into the open transaction; gives what became of each."""
    # Plain tables that come together may name each other's records by their ids, as in older books.
    tables = [each for each in files if isinstance(each, Table) and each.mapping.source is None]
    beside = (TABLES, *dict.fromkeys(each.source_name(options) for each in tables))
    return [each.take_in(store, options._replace(beside=beside), tick) for each in files]
