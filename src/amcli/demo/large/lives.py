"""The kinds of lives of the large sample book's accounts: how long they have been quiet, how much of what
they bought they use, what is said, asked and owed there, as numbers between which chance decides.

Only figures, for large.py, which tells each account by them.
"""

from amcli.hints import NamedTuple


class Life(NamedTuple):
    """A kind of life; shares are between 0 and 1.

    `many`: how many accounts of the book. `quiet`: days since the last touch, in cadences. `used`: the share
    of seats in use when the story begins, and now. `step`: how the value changed at a renewal, at least, at
    most, mostly. `pulse` and `forecast` are weights of words; `nps` the answers to expect. The rest is how
    likely there is an open issue, a late promise, an open opportunity, and so on.
    """

    many: int
    quiet: tuple[float, float]
    used: tuple[float, float]
    step: tuple[float, float, float] = (0, 0.09, 0.04)
    pulse: tuple[tuple[str, int], ...] = (("good", 60), ("ok", 40))
    forecast: tuple[tuple[str, int], ...] = (("commit", 55), ("likely", 40), ("doubtful", 5))
    nps: tuple[int, int, int] = (7, 10, 9)
    issue: float = 0
    late: float = 0.02
    growth: float = 0.1
    won: float = 0.15
    more_seats: float = 0.08
    lately: float = 0
    reached: tuple[int, int] = (2, 4)
    news: tuple[tuple[str, str], ...] = ()
    news_known: float = 0.3


UNSURE = (("ok", 65), ("bad", 35))
BADLY = (("bad", 65), ("ok", 35))
BAD_FORECAST = (("likely", 25), ("doubtful", 60), ("lost", 15))
LIVES = {
    "steady": Life(155, (0.02, 0.97), (0.64, 0.77)),
    "growing": Life(
        38, (0.02, 0.9), (0.6, 0.94), step=(0.05, 0.3, 0.12), pulse=(("good", 90), ("ok", 10)),
        forecast=(("commit", 75), ("likely", 25)), nps=(8, 10, 10), growth=0.55, won=0.5, more_seats=0.55,
        lately=0.4, reached=(3, 4),
        news=(("growth", "Opens a second site next year"), ("funding", "Raised money from its owners")),
    ),
    "drifting": Life(
        26, (1.05, 2.3), (0.78, 0.6), step=(-0.12, 0.05, 0), pulse=UNSURE, nps=(5, 8, 7),
        forecast=(("likely", 55), ("doubtful", 40), ("lost", 5)), lately=0.35, growth=0.03, late=0.08,
        reached=(1, 3),
        news=(
            ("budget_cut", "All budgets frozen until the summer"),
            ("hiring_freeze", "No new posts this year"),
            ("reorganisation", "Two departments become one"),
        ),
    ),
    "strained": Life(
        13, (0.1, 1.3), (0.74, 0.61), step=(-0.08, 0.05, 0.02), pulse=BADLY, forecast=BAD_FORECAST,
        nps=(2, 6, 4), issue=1, late=0.6, growth=0, lately=1, reached=(0, 2),
        news=(("new_boss", "A new head, from outside"),),
    ),
    "orphaned": Life(
        9, (0.2, 1.2), (0.8, 0.55), pulse=UNSURE, forecast=BAD_FORECAST, nps=(6, 9, 8), growth=0, lately=1,
        reached=(1, 3), news=(("new_boss", "The successor comes in two months"),),
    ),
    "leaving": Life(
        4, (0.1, 0.8), (0.72, 0.45), step=(-0.05, 0.04, 0), pulse=BADLY, nps=(3, 7, 5), growth=0, lately=1,
        reached=(0, 2), news=(("competitor", "Another system was shown to the board"),), news_known=1,
    ),
    "fresh": Life(
        14, (0.02, 0.8), (0.3, 0.55), nps=(8, 10, 9), growth=0, won=0, more_seats=0, reached=(0, 1),
    ),
    "lost": Life(
        38, (0, 0), (0.7, 0.4), step=(-0.1, 0.06, 0.01), nps=(3, 8, 6), growth=0, won=0, reached=(0, 2),
    ),
    "archived": Life(3, (0, 0), (0.6, 0.4), growth=0, won=0, reached=(0, 2)),
}  # fmt: skip
GONE = ("lost", "archived")
CALM = ("steady", "growing")


class Size(NamedTuple):
    """What an account of a tier is like: its value a year, how often it is spoken to, how much there is."""

    share: float
    value: tuple[int, int, int]
    cadence: int
    every: int
    people: tuple[int, int]
    tasks: float
    promised: float
    measured: float
    surveyed: float
    issues: tuple[int, int]
    small_issue: float
    booked: float
    review: int | None


SIZES = {
    "key": Size(0.04, (48_000, 170_000, 66_000), 14, 14, (3, 5), 0.8, 0.4, 1, 0.9, (1, 4), 0.12, 0.6, 91),
    "standard": Size(
        0.14, (10_000, 46_000, 17_000), 30, 29, (2, 3), 0.35, 0.12, 0.85, 0.6, (0, 2), 0.06, 0.22, 182
    ),
    "light": Size(
        0.82, (1_200, 9_600, 3_800), 90, 80, (1, 2), 0.07, 0.02, 0.5, 0.25, (0, 1), 0.02, 0.01, None
    ),
}
# How far a renewal has come: where the last day to cancel has passed, and by the days left until then.
PASSED = {"signed": 45, "verbal": 42, "proposed": 9, "contacted": 4}
STAGES = {
    14: {"not_started": 4, "contacted": 12, "proposed": 32, "verbal": 32, "signed": 20},
    45: {"not_started": 14, "contacted": 34, "proposed": 32, "verbal": 16, "signed": 4},
    90: {"not_started": 48, "contacted": 36, "proposed": 14, "verbal": 2},
    100_000: {"not_started": 95, "contacted": 5},
}
USAGE_MONTHS = {"key": 36, "standard": 36, "light": 18}
# How often somebody is known to argue for us, and how often a feeling is on record.
CHAMPIONS = {"key": 0.92, "standard": 0.75, "light": 0.4}
PULSES = {"key": 0.8, "standard": 0.45, "light": 0.12}
