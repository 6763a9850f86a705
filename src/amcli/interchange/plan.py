"""What an import will do, or did: per file the counts, what was understood, and what is bad.

Pure data and the words for it. The plan is not a forecast: it is counted while the rows are
written in a transaction, which is taken back where the plan was all that was asked for.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from amcli.fields import shape
from amcli.hints import Any
from amcli.interchange.badcells import BAD, GROUP, Bad, BadCells
from amcli.rules.names import counted, listed, quoted, shown

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
unclear_renewals int!   contracts not linked: more than one could be meant
forgotten       int!    rows and people left out, since they were forgotten
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

FIRST_LINES = 3


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
    unclear: int = 0
    assumed: int = 0
    confirmed: int = 0
    moved: list[tuple[str, str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    bad: BadCells = field(default_factory=BadCells)
    bad_lines: dict[int, str] = field(default_factory=dict)
    bad_file: str | None = None
    preset: str | None = None
    label: str | None = None
    part: str | None = None
    lines_read: int = 0
    follows: bool = False
    source: str | None = None
    kept: Counter[tuple[str, str]] = field(default_factory=Counter)
    forgotten: int = 0

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
        self.bad_lines.setdefault(line, f"{column}: {why}" if column else why)
        self.bad.add(Bad(line, column, found, why), closed)

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
            "bad_rows": [bad.as_json() for bad in sorted(self.bad.cells)],
            "bad_groups": [group.as_json() for group in self.bad.grouped()],
            "bad_file": self.bad_file,
            "unclear_renewals": self.unclear,
            "forgotten": self.forgotten,
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
            extra = (
                f" (--keep-extra keeps {them})" if self.kind in ("accounts", "contacts", "contracts") else ""
            )
            said.append(f"ignored: {listed(self.unknown)}{extra}")
        said += self.conventions
        said += [f"{count:,} skipped: {shown(why)}" for why, count in self.skipped_why.most_common()]
        if self.unmatched:
            noun = "unknown address or number" if self.unmatched == 1 else ("unknown addresses or numbers")
            said.append(f"{self.unmatched:,} {noun}: am unmatched")
        if self.forgotten:
            who = "row or person" if self.forgotten == 1 else "rows or people"
            said.append(f"{self.forgotten:,} {who} left out: forgotten (am help privacy)")
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
        if self.unclear:
            said.append(
                f"{counted(self.unclear, 'contract')} not linked as renewals: more than one could be meant"
            )
        return said + self.warnings

    def _moves(self) -> list[str]:
        """The ends that have moved, each account with both days."""
        if not self.moved:
            return []
        named = [f"{name} {before} to {after}" for name, before, after in self.moved]
        return [f"end moved: {listed(named, 3)}"]

    def bad_table(self, most: int = SHOWN_BAD) -> list[str]:
        """The bad cells, each kind once; those that are not shown counted."""
        return self.bad.table(most)


def whose(name: str, by: str, count: int) -> str:
    """`title (edited by you)`, `tier 3 (from hubspot)`."""
    source = f"from {shown(by)}" if by else "edited by you"
    return f"{shown(name)}{f' {count:,}' if count > 1 else ''} ({source})"
