"""What an import will do, or did: per file the counts, what was understood, and what is bad.

Pure data and the words for it. The plan is not a forecast: it is counted while the rows are
written in a transaction, which is taken back where the plan was all that was asked for.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from amcli.fields import shape
from amcli.rules.names import quoted, shown

BAD = shape("""
line   int!  the line of the file
column text! the column's header; empty for a whole row
found  text! what stands there
why    text! what is wrong with it
""")
MOVED = shape("""
account text! the account
before  day!  the last day before
after   day!  the last day now
""")
KEPT = shape("""
field text! the field
by    text  the source it is from; null: you edited it
count int!  in how many records
""")
GROUP = shape("""
column text! the column's header; empty for whole rows
found  text! what stands there; empty where the rest is put together
why    text! what is wrong with it
rows   int!  how many rows
lines  list! the first of their lines
field  text  the field of a closed list of values, for --values
values list! the values that it may have
""")
FILE = shape(
    """
file            text!   the file
kind            text!   what it holds
source          text    the source whose ids and values these are
preset          text    the system or the saved mapping by which it is read
encoding        text!   its encoding; empty where it is no table
separator       text!   what stands between its cells; empty where it is no table of text
sheet           text    the sheet of a workbook
columns         int!    how many columns it has
understood      int!    how many of them are read
unknown_columns list!   the others
conventions     list!   how dates and numbers were read
note_lines      int!    lines of notes above the headers
footer_lines    int!    closing lines
rows            int!    rows; cards, mails or events of what is no table
new             int!    records added
changed         int!    records changed
unchanged       int!    records that are as the row says
skipped         int!    rows skipped
bad             int!    bad rows
changed_fields  object! how often each field changed
kept            list!   fields left as they are, though the file differs
skipped_why     object! how often each reason to skip a row came up
unmatched       int!    unknown addresses or numbers
added_products  list!   products added to the catalogue
added_accounts  list!   accounts made for rows that name them
linked_renewals int!    contracts linked to those that they follow
assumed_starts  int!    contracts whose first day is an assumption
confirmed_terms int!    terms added because the contract auto-renewed and its end has moved on
moved_ends      list!   contracts whose end has moved otherwise
warnings        list!   what else should be known
bad_rows        list!   the bad cells, the first 200
bad_groups      list!   the same by column, value and reason
bad_file        text    where bad rows were set aside
""",
    {
        "bad_rows": BAD,
        "bad_groups": GROUP,
        "kept": KEPT,
        "moved_ends": MOVED,
        "changed_fields": int,
        "skipped_why": int,
    },
)
PAGE = shape(
    """
done    bool! whether anything was kept
dry_run bool! whether only the plan was asked for
files   list! the plan of each file
""",
    {"files": FILE},
)
SHOWN_BAD = 20
KEPT_BAD = 200
FIRST_LINES = 3


@dataclass(frozen=True, order=True)
class Bad:
    """A cell that stops the import: the line of the file, the column's header, what was found, and why."""

    line: int
    column: str
    found: str
    why: str

    def as_json(self) -> dict[str, Any]:
        """For `-o json`."""
        return {"line": self.line, "column": self.column, "found": self.found, "why": self.why}


@dataclass
class Group:
    """Bad cells of one column that hold the same and are bad for one reason: how many, and the first lines.
    `choices` are what the field called `name` may say, where that is a closed list."""

    column: str
    found: str
    why: str
    name: str = ""
    choices: tuple[str, ...] = ()
    rows: int = 0
    first: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        """Another row of the kind."""
        self.rows += 1
        if len(self.first) < FIRST_LINES:
            self.first.append(line)

    @property
    def lines(self) -> str:
        """`4`, `4, 9`, `4, 9, 12 and 511 more`."""
        said = ", ".join(str(line) for line in self.first)
        more = self.rows - len(self.first)
        return f"{said} and {more:,} more" if more else said

    @property
    def place(self) -> str:
        """`line 4`, `514 rows`."""
        return f"line {self.first[0]}" if self.rows == 1 else f"{self.rows:,} rows"

    def as_json(self) -> dict[str, Any]:
        """For `-o json`."""
        said = {"column": self.column, "found": self.found, "why": self.why, "rows": self.rows}
        return {**said, "lines": self.first, "field": self.name or None, "values": [*self.choices]}


@dataclass
class FilePlan:
    """What became of one file. `about` says what it is, where it is no table; `part` which records these are,
    where its rows make several (`lines_read` are all its rows), `follows` whether another part has introduced
    the file."""

    file: str
    kind: str
    noun: str
    encoding: str = ""
    separator: str = ""
    sheet: str | None = None
    columns: int = 0
    understood: int = 0
    unknown: list[str] = field(default_factory=list)
    about: str = ""
    unmatched: int = 0
    conventions: list[str] = field(default_factory=list)
    note_lines: int = 0
    footer_lines: int = 0
    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    skipped_why: Counter[str] = field(default_factory=Counter)
    changed_fields: Counter[str] = field(default_factory=Counter)
    added_products: list[str] = field(default_factory=list)
    added_accounts: list[str] = field(default_factory=list)
    linked: int = 0
    assumed: int = 0
    confirmed: int = 0
    moved: list[tuple[str, str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    groups: dict[tuple[str, str, str], Group] = field(default_factory=dict)
    bad_lines: dict[int, str] = field(default_factory=dict)
    bad_file: str | None = None
    preset: str | None = None
    label: str | None = None
    part: str | None = None
    lines_read: int = 0
    follows: bool = False
    source: str | None = None
    kept: Counter[tuple[str, str]] = field(default_factory=Counter)

    def keep(self, fields: Iterable[tuple[str, str]]) -> None:
        """Count fields that stay as they are though the file says otherwise, each with whose they are."""
        self.kept.update(fields)

    def pass_over(self, why: str) -> None:
        """Count a row that stays out without being bad."""
        self.skipped += 1
        self.skipped_why[why] += 1

    def refuse(
        self,
        line: int,
        column: str,
        found: str,
        why: str,
        closed: tuple[str, tuple[str, ...]] = ("", ()),
    ) -> None:
        """Note a bad cell; a row with several is one bad row. `closed`: its field and what that may say,
        where the cell has a word of no closed list."""
        key = (column, found, why)
        if key not in self.groups and len(self.groups) >= KEPT_BAD:
            key = (column, "", why)
        self.groups.setdefault(key, Group(*key, *closed)).add(line)
        self.bad_lines.setdefault(line, f"{column}: {why}" if column else why)
        if len(self.bad) < KEPT_BAD:
            self.bad.append(Bad(line, column, found, why))

    def pass_over_bad(self, noun: str) -> None:
        """Count what is bad as skipped, so that it stops nothing; it stays listed."""
        for line, why in sorted(self.bad_lines.items())[:SHOWN_BAD]:
            self.warnings.append(f"line {line}: {shown(why)}")
        if (more := len(self.bad_lines) - SHOWN_BAD) > 0:
            self.warnings.append(f"and {more:,} more")
        if self.bad_lines:
            self.skipped += len(self.bad_lines)
            self.skipped_why[noun] += len(self.bad_lines)
        self.bad_lines = {}

    @property
    def wrote(self) -> bool:
        """Whether there is anything to take back."""
        added = self.added_products or self.added_accounts
        return bool(self.new or self.changed or self.linked or added)

    def as_json(self) -> dict[str, Any]:
        """For `-o json`."""
        return {
            "file": self.file,
            "kind": self.kind,
            "source": self.source,
            "preset": self.preset,
            "encoding": self.encoding,
            "separator": self.separator,
            "sheet": self.sheet,
            "columns": self.columns,
            "understood": self.understood,
            "unknown_columns": self.unknown,
            "conventions": self.conventions,
            "note_lines": self.note_lines,
            "footer_lines": self.footer_lines,
            "rows": self.rows,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "skipped": self.skipped,
            "bad": len(self.bad_lines),
            "changed_fields": dict(sorted((+self.changed_fields).items())),
            "kept": [
                {"field": name, "by": by or None, "count": count}
                for (name, by), count in sorted(self.kept.items())
            ],
            "skipped_why": dict(sorted(self.skipped_why.items())),
            "unmatched": self.unmatched,
            "added_products": self.added_products,
            "added_accounts": self.added_accounts,
            "linked_renewals": self.linked,
            "assumed_starts": self.assumed,
            "confirmed_terms": self.confirmed,
            "moved_ends": [
                dict(zip(("account", "before", "after"), each, strict=True)) for each in self.moved
            ],
            "warnings": self.warnings,
            "bad_rows": [bad.as_json() for bad in sorted(self.bad)],
            "bad_groups": [group.as_json() for group in self.grouped()],
            "bad_file": self.bad_file,
        }

    def lines(self) -> list[str]:
        """For a person: what was understood, how many, and what is worth saying besides."""
        counts = " · ".join(self._counts())
        said = [] if self.follows else [f"{shown(self.file)}: {self.about or self._table()}"]
        said.append(f"{self.part}: {counts}" if self.part else counts)
        return said + [f"  {line}" for line in self._besides()]

    def _table(self) -> str:
        within = self.separator if self.sheet is None else f"sheet {quoted(self.sheet)}"
        return (
            f"{self.label or self.kind}, {self.encoding}, {within}; "
            f"{self.understood} of {self.columns} columns recognised"
        )

    def _counts(self) -> list[str]:
        counts = [f"{self.new:,} new", f"{self.changed:,} changed", f"{self.unchanged:,} unchanged"]
        if self.skipped:
            counts.append(f"{self.skipped:,} skipped")
        if self.bad_lines:
            counts.append(f"{len(self.bad_lines):,} bad")
        return counts

    def _besides(self) -> list[str]:
        said = []
        if counts := +self.changed_fields:
            said.append("changed: " + listed([f"{name} {count:,}" for name, count in counts.most_common()]))
        if self.kept:
            said.append("kept: " + listed([whose(*each, count) for each, count in self.kept.most_common()]))
        if self.unknown:
            them = "it" if len(self.unknown) == 1 else "them"
            extra = f" (--extra keeps {them})" if self.kind in ("accounts", "contacts", "contracts") else ""
            said.append(f"ignored: {listed(self.unknown)}{extra}")
        said += self.conventions
        said += [f"{count:,} skipped: {shown(why)}" for why, count in self.skipped_why.most_common()]
        if self.unmatched:
            noun = "unknown address or number" if self.unmatched == 1 else ("unknown addresses or numbers")
            said.append(f"{self.unmatched:,} {noun}: am unmatched")
        if self.note_lines:
            said.append(f"{counted(self.note_lines, 'line')} of notes above the headers ignored")
        if self.footer_lines:
            said.append(f"{counted(self.footer_lines, 'closing line')} ignored")
        if self.added_accounts:
            said.append(
                f"{counted(len(self.added_accounts), 'account')} added: {listed(self.added_accounts)}"
            )
        if self.added_products:
            new = "new product" if len(self.added_products) == 1 else "new products"
            said.append(f"{new}: {listed(self.added_products)}")
        if self.assumed:
            said.append(
                f"first day assumed for {counted(self.assumed, 'contract')} (--term says how long they run)"
            )
        if self.confirmed:
            said.append(
                f"{counted(self.confirmed, 'term')} confirmed: auto-renewed, the file has a later end"
            )
        said += self._moves()
        if self.linked:
            said.append(f"{counted(self.linked, 'renewal')} linked to earlier contracts (--no-link doesn't)")
        return said + self.warnings

    def _moves(self) -> list[str]:
        """The ends that have moved, each account with both days."""
        if not self.moved:
            return []
        named = [f"{name} {before} to {after}" for name, before, after in self.moved]
        return [f"end moved: {listed(named, 3)}"]

    def grouped(self) -> list[Group]:
        """The groups of bad cells, those first that come first in the file."""
        return sorted(self.groups.values(), key=lambda group: group.first)

    def bad_table(self, most: int = SHOWN_BAD) -> list[str]:
        """The bad cells, aligned: lines, column, found, why, each kind once; those that are not shown
        counted. Words of no closed list come below, with what says what they mean."""
        groups = [group for group in self.grouped() if not group.choices]
        rows = [("Line", "Column", "Found", "Why")]
        for group in groups[:most]:
            found = clipped(group.found or "(empty)", 24)
            rows.append((group.lines, clipped(group.column, 18), found, shown(group.why)))
        drawn = drawn_table(rows) if groups else []
        more = sum(group.rows for group in groups[most:])
        drawn += [f"and {more:,} more"] if more else []
        words = self.unknown_words()
        return [*drawn, *([""] if drawn and words else []), *words]

    def unknown_words(self) -> list[str]:
        """What is said of words of no closed list: one sentence for each column."""
        found: dict[tuple[str, str, tuple[str, ...]], list[Group]] = {}
        for group in self.grouped():
            if group.choices:
                found.setdefault((group.column, group.name, group.choices), []).append(group)
        return [words_of(*key, groups) for key, groups in found.items()]


def words_of(column: str, field: str, choices: tuple[str, ...], groups: list[Group]) -> str:
    """`priority: urgent (514 rows), normal (900 rows) are none of low, medium, high; say --values ...`."""
    import shlex
    from difflib import get_close_matches

    groups = sorted(groups, key=lambda group: -group.rows)
    said = listed([f"{clipped(group.found, 24)} ({group.place})" for group in groups])
    theirs = groups[0].found
    ours = next(iter(get_close_matches(theirs.casefold(), choices, 1, 0.4)), choices[-1])
    are = "is" if len(groups) == 1 else "are"
    example = shown(shlex.quote(f"{field}:{theirs}={ours}"))
    return f"{shown(column)}: {said} {are} none of {', '.join(choices)}; say --values {example}"


def drawn_table(rows: list[tuple[str, str, str, str]]) -> list[str]:
    """Rows with their headings, aligned, a line below the headings."""
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    drawn = [
        f"{line:>{widths[0]}}  {column:<{widths[1]}}  {found:<{widths[2]}}  {why}".rstrip()
        for line, column, found, why in rows
    ]
    rule = "─" * min(max(len(line) for line in drawn) + 1, 75)
    return [drawn[0], rule, *drawn[1:]]


def whose(name: str, by: str, count: int) -> str:
    """`title (edited by you)`, `tier 3 (from hubspot)`."""
    source = f"from {shown(by)}" if by else "edited by you"
    return f"{shown(name)}{f' {count:,}' if count > 1 else ''} ({source})"


def listed(names: list[str], most: int = 6) -> str:
    """Names with commas, the rest counted."""
    plain = [shown(name) for name in names[:most]]
    return ", ".join(plain) + (f" and {len(names) - most} more" if len(names) > most else "")


def counted(count: int, noun: str) -> str:
    """`1 product`, `2 products`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def clipped(text: str, width: int) -> str:
    """Text made safe, cut to a width."""
    safe = shown(text)
    return safe if len(safe) <= width else safe[: width - 3] + "..."
