"""The lines of the morning for who reads it again and again, as the screen of `am ui` does: what is said of
an account whose standing and words are those of the last reading is what was said then.
"""

from collections.abc import Sequence

from amcli.facts.day_state import fit
from amcli.facts.tellings import kept_of
from amcli.hints import Any
from amcli.page import Entry
from amcli.reports.morning import Morning, places_of
from amcli.reports.morning_page import entries_of, numbered
from amcli.rules.morning_lines import Line


class Said:
    """What was said at the last reading: the entries of each account's lines, with all that they were made
    of. `of` is what those of all accounts are made of: the day, and what amounts are converted with."""

    def __init__(self) -> None:
        self.of: Any = None
        self.entries: dict[int, tuple[Any, list[Entry]]] = {}

    def entries_again(self, morning: Morning, filters: Sequence[str], lines: Sequence[Line]) -> list[Entry]:
        """Each line as it is shown. Only what is made of something else than at the last reading is put into
        words; nothing that is not in the book any more is kept."""
        world = morning.world
        of = (world.today, world.totals.base, sorted(world.totals.rates.items()))
        before = self.entries if of == self.of else {}
        places = places_of(lines)
        made_of = sources(morning, lines, places)
        same = {account for account, key in made_of.items() if before.get(account, (None,))[0] == key}
        fresh = [at for at, line in enumerate(lines) if line.wants is None or account_of(line) not in same]
        whole = morning.in_full([lines[at] for at in fresh])
        found = dict(zip(fresh, entries_of(morning, filters, whole, explained=False), strict=True))
        for account in same:
            found.update(zip(places[account], before[account][1], strict=True))
        self.of = of
        self.entries = {
            account: (key, [found[at] for at in places[account]]) for account, key in made_of.items()
        }
        return numbered([found[at] for at in range(len(lines))])


def account_of(line: Line) -> int:
    """The account of a line that is of one."""
    assert line.wants is not None
    return line.wants.facts.id


def sources(morning: Morning, lines: Sequence[Line], places: dict[int, list[int]]) -> dict[int, Any]:
    """What the entries of each account are made of, of those whose words are kept in the book and still hold:
    where it stands, its name, its words, whether its revenue was converted, and what its lines are of."""
    world = morning.world
    if world.book.looks_back or world.book.rollup is not None:
        return {}
    again = {lost.facts.id for lost in morning.again}
    accounts = [account for account in places if account not in again]
    words = kept_of(world.book, fit(world._replace(only=None)), accounts)
    names, standing = morning.names_of(accounts), {each.id: each for each in morning.standings}
    world.totals.by_account(accounts)
    converted = world.totals.converted_accounts
    return {
        account: (
            standing[account], names[account], text, account in converted,
            [of_line(lines[at]) for at in places[account]],
        )
        for account, text in words.items()
    }  # fmt: skip


def of_line(line: Line) -> tuple[Any, ...]:
    """Which of the things that an account wants a line says."""
    assert line.item is not None
    item = line.item
    return line.section, item.kind, item.ref, [(each.kind, each.ref) for each in line.others]
