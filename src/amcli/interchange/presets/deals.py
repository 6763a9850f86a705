"""What the deals of all systems share: their stage, when they close, and which of them are renewals.

A deal is an opportunity, an upsell where nothing else is said. A renewal that is won, and that says the
first and the last day of its term, is the contract of that term. Any other renewal stays an opportunity,
and the plan says which: nothing tells the contract that it would continue.
"""

from amcli.interchange.markup import summary
from amcli.interchange.presets import cells as c
from amcli.interchange.tables.layouts import Cells, Take, made, read

OPEN_STAGES = "read as identified, because these stages are your own"
OPEN_RENEWALS = "renewals kept as opportunities: not won, or without start and end"
ENDED = ("won", "lost")
STARTS = ("Contract Start Date", "Contract start", "Start Date", "Subscription start date", "Term start")
ENDS = ("Contract End Date", "Contract end", "End Date", "Subscription end date", "Term end", "Renewal Date")
ARR = ("ARR", "Annual recurring revenue", "Annual contract value", "ACV")
MRR = ("MRR", "Monthly recurring revenue")
RENEWALS = ("renewal", "renewals", "existing customer renewal", "renovación", "renovaciones", "verlängerung")


class Deals:
    """The columns of a system's deals that mean the same in all of them."""

    def __init__(
        self,
        *,
        name: tuple[str, ...],
        stage: tuple[str, ...],
        status: tuple[str, ...] = (),
        won: tuple[str, ...] = (),
        closed: tuple[str, ...] = (),
        lines: tuple[str, ...] = (),
        prefix: str = "",
    ) -> None:
        self.name = name
        self.stage = stage
        self.status = status
        self.won = won
        self.closed = closed
        self.lines = lines
        self.starts = tuple(prefix + header for header in STARTS)
        self.ends = tuple(prefix + header for header in ENDS)
        self.arr = tuple(prefix + header for header in ARR)
        self.mrr = tuple(prefix + header for header in MRR)

    def stage_of(self, cells: Cells) -> str | None:
        """The stage of a deal in the book's word, of its status where that says how it ended."""
        if (ended := c.stage(cells(*self.status))) in ENDED:
            return ended
        if cells(*self.won).casefold() in ("true", "1", "yes"):
            return "won"
        if cells(*self.closed).casefold() in ("true", "1", "yes") and self.won:
            return "lost"
        return c.stage(cells(*self.stage))

    def said_stage(self, cells: Cells) -> str:
        """The stage, and what the plan should know of those that are nobody's but the user's."""
        found, own = self.stage_of(cells), cells(*self.stage)
        if found is None and own:
            cells.note(OPEN_STAGES, own)
        if self.is_renewal(cells) and not self.is_contract(cells):
            cells.note(OPEN_RENEWALS, summary(cells(*self.name)))
        return found or ""

    def is_renewal(self, cells: Cells) -> bool:
        """Whether a deal is one in the pipeline or of the type of renewals."""
        words = (" ".join(cells(header).replace("-", " ").split()).casefold() for header in self.lines)
        return any(word in RENEWALS for word in words)

    def is_contract(self, cells: Cells) -> bool:
        """Whether a deal is a renewal that says enough to be a contract."""
        known = bool(cells(*self.starts)) and bool(cells(*self.ends))
        return known and self.is_renewal(cells) and self.stage_of(cells) == "won"

    def takes(self, day: tuple[str, ...], ended: tuple[str, ...]) -> tuple[Take, ...]:
        """Stage and days. A day of closing is expected until the deal has ended; `ended` says it itself."""
        return (
            made("stage", self.said_stage, *self.stage, *self.status, *self.won, *self.closed, *self.lines),
            made("expected_on", lambda cells: "" if self._has_ended(cells) else cells(*day), *day),
            made(
                "closed_on", lambda cells: cells(*ended, *day) if self._has_ended(cells) else "", *ended, *day
            ),
        )

    def _has_ended(self, cells: Cells) -> bool:
        return self.stage_of(cells) in ENDED

    def term(self, value: str) -> tuple[Take, ...]:
        """The fields of a contract. An amount without a word is that of the whole term."""
        return (
            read("starts_on", str, *self.starts),
            read("ends_on", str, *self.ends),
            read("annual_value", str, *self.arr),
            read("monthly_value", str, *self.mrr),
            made("total_value", lambda cells: self._total(cells, value), value, *self.arr, *self.mrr),
        )

    def _total(self, cells: Cells, value: str) -> str:
        return "" if cells(*self.arr, *self.mrr) else cells(value)
