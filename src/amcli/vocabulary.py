"""The closed vocabularies of the book, each written once.

The same tuples feed the SQLModel classes, the CHECK constraints of the file, the values that
the command line completes and accepts, and the JSON Schema. Nothing is computed here.
"""

from amcli.hints import Literal, get_args

AccountStatus = Literal["onboarding", "active", "churned", "archived"]
ReadStatus = Literal["onboarding", "active", "churned", "archived", "leaving"]
Tier = Literal["key", "standard", "light"]
Pulse = Literal["good", "ok", "bad"]
Role = Literal[
    "champion",
    "economic_buyer",
    "decision_maker",
    "executive_sponsor",
    "influencer",
    "user",
    "blocker",
    "other",
]
Stance = Literal["supporter", "neutral", "critic"]
ContractKind = Literal["recurring", "one_off", "usage"]
Stage = Literal["not_started", "contacted", "proposed", "verbal", "signed"]
Forecast = Literal["commit", "likely", "doubtful", "lost"]
Outcome = Literal["renewed", "churned"]
InteractionKind = Literal["call", "email", "meeting", "qbr", "visit", "chat", "note"]
Direction = Literal["in", "out", "both"]
LastDirection = Literal["in", "out"]
Purpose = Literal["value", "commercial", "support", "relationship"]
PromisedBy = Literal["me", "them"]
OpportunityKind = Literal["upsell", "cross_sell", "referral"]
OpportunityStage = Literal["identified", "qualified", "proposed", "won", "lost"]
IssueCategory = Literal["product", "support", "billing", "delivery", "other"]
Severity = Literal["low", "medium", "high", "critical"]
Audience = Literal["product", "marketing", "support", "leadership"]
SurveyKind = Literal["nps", "csat", "ces"]
GoalStatus = Literal["open", "met", "missed", "dropped"]
EventKind = Literal[
    "takeover",
    "reorganisation",
    "new_boss",
    "budget_cut",
    "hiring_freeze",
    "competitor",
    "funding",
    "growth",
    "other",
]
TargetMetric = Literal["renewals", "expansion", "nrr", "grr"]
PlayEvent = Literal["added", "handoff", "champion_left", "escalated", "leaving"]
PlayDay = Literal["notice", "end", "qbr", "anniversary"]
Health = Literal["critical", "at_risk", "watch", "healthy", "unknown"]
ShownHealth = Literal["critical", "at_risk", "watch", "healthy", "unknown", "leaving"]
Section = Literal["dated", "owed", "quiet"]
MeetingState = Literal["ahead", "held", "unconfirmed"]
Via = Literal["mcp", "ui"]
ProposalState = Literal["open", "accepted", "refused", "expired", "failed"]
OutputFormat = Literal["table", "json", "jsonl", "csv", "tsv", "md", "ids"]

ACCOUNT_STATUSES: tuple[str, ...] = get_args(AccountStatus)
READ_STATUSES: tuple[str, ...] = get_args(ReadStatus)  # leaving is read, never stored
TIERS: tuple[str, ...] = get_args(Tier)
PULSES: tuple[str, ...] = get_args(Pulse)
ROLES: tuple[str, ...] = get_args(Role)
STANCES: tuple[str, ...] = get_args(Stance)
RECURRING = "recurring"
CONTRACT_KINDS: tuple[str, ...] = get_args(ContractKind)
STAGES: tuple[str, ...] = get_args(Stage)
FORECASTS: tuple[str, ...] = get_args(Forecast)
OUTCOMES: tuple[str, ...] = get_args(Outcome)
INTERACTION_KINDS: tuple[str, ...] = get_args(InteractionKind)
DIRECTIONS: tuple[str, ...] = get_args(Direction)
LAST_DIRECTIONS: tuple[str, ...] = get_args(LastDirection)
PURPOSES: tuple[str, ...] = get_args(Purpose)
PROMISED_BY: tuple[str, ...] = get_args(PromisedBy)
OPPORTUNITY_KINDS: tuple[str, ...] = get_args(OpportunityKind)
OPPORTUNITY_STAGES: tuple[str, ...] = get_args(OpportunityStage)
ISSUE_CATEGORIES: tuple[str, ...] = get_args(IssueCategory)
SEVERITIES: tuple[str, ...] = get_args(Severity)
AUDIENCES: tuple[str, ...] = get_args(Audience)
SURVEY_KINDS: tuple[str, ...] = get_args(SurveyKind)
GOAL_STATUSES: tuple[str, ...] = get_args(GoalStatus)
EVENT_KINDS: tuple[str, ...] = get_args(EventKind)
TARGET_METRICS: tuple[str, ...] = get_args(TargetMetric)
PLAY_EVENTS: tuple[str, ...] = get_args(PlayEvent)
PLAY_DAYS: tuple[str, ...] = get_args(PlayDay)
HEALTHS: tuple[str, ...] = get_args(Health)
SHOWN_HEALTHS: tuple[str, ...] = get_args(ShownHealth)  # of who is leaving no score is kept
SECTIONS: tuple[str, ...] = get_args(Section)
MEETING_STATES: tuple[str, ...] = get_args(MeetingState)
VIAS: tuple[str, ...] = get_args(Via)  # how a change came, where nobody typed it
PROPOSAL_STATES: tuple[str, ...] = get_args(ProposalState)
OUTPUT_FORMATS: tuple[str, ...] = get_args(OutputFormat)

CLOSED_STAGES: tuple[str, ...] = ("won", "lost")
TARGET_RATIOS: tuple[str, ...] = ("nrr", "grr")
GOOD_EVENTS: tuple[str, ...] = ("funding", "growth")
VCARD_VERSIONS: tuple[str, ...] = ("4.0", "3.0")
SECURED_STAGES: tuple[str, ...] = ("verbal", "signed")

SECTION_TITLES: dict[str, str] = {"dated": "Deadlines", "owed": "Promised or owed", "quiet": "Keep in touch"}

# The letter that names a record of each kind on the command line: t31 is task 31.
LETTERS: dict[str, str] = {
    "interaction": "n",
    "task": "t",
    "contract": "k",
    "opportunity": "o",
    "issue": "i",
    "feedback": "f",
    "goal": "g",
    "survey": "s",
    "contact": "p",
    "event": "e",
    "usage": "u",
    "target": "m",  # my number
    "handoff": "h",
    "play": "y",
}
# What a kind is called where that isn't its own name: its command, one record of it, several.
CALLED: dict[str, tuple[str, str, str]] = {
    "interaction": ("activity", "activity", "activities"),
    "event": ("news", "piece of news", "pieces of news"),
}
# What an assistant asks to run, which is no record: q3.
PROPOSAL_LETTER = "q"
KIND_OF_LETTER: dict[str, str] = {letter: kind for kind, letter in LETTERS.items()}


# A roll-up keeps the records of its nth book at n × BLOCK and their ids there. Of the one that is open, the
# names of its books by their numbers; 0 is what is of all of them. An own book has none.
BLOCK = 1_000_000_000
OWNERS: dict[int, str] = {}
LONGEST_NUMBER = 18


def book_of(row: int) -> int:
    """The number of the book in a roll-up that a record is from; 0 in an own book."""
    return row // BLOCK if OWNERS else 0


def reference(kind: str, row: int) -> str:
    """The reference that every command accepts for a record, such as `t31`; with its owner in a roll-up, such
    as `dana/t31`."""
    if not OWNERS or (owner := OWNERS.get(row // BLOCK)) is None:
        return f"{LETTERS[kind]}{row}"
    return f"{owner}/{LETTERS[kind]}{row % BLOCK}"


def parts_of_reference(text: str) -> tuple[str, int]:
    """The letter of a reference such as `t31` or `dana/t31`, and the id that it stands for; nothing, and 0,
    for any other text."""
    owner, slash, plain = text.rpartition("/")
    letter, figures = plain[:1], plain[1:]
    is_one = (
        "a" <= letter <= "z" and figures.isascii() and figures.isdigit() and len(figures) <= LONGEST_NUMBER
    )
    if not is_one or figures[0] == "0":
        return "", 0
    if not slash:
        return letter, int(figures)
    book = next((number for number, name in OWNERS.items() if name == owner), None)
    return ("", 0) if book is None or int(figures) >= BLOCK else (letter, book * BLOCK + int(figures))


def noun(kind: str) -> str:
    """The command of a kind of record: `am activity` is that of interactions."""
    return CALLED[kind][0] if kind in CALLED else kind


def one_of(kind: str) -> str:
    """What one record of a kind is called in a sentence."""
    return CALLED[kind][1] if kind in CALLED else kind


UNCOUNTED = ("feedback", "usage")


def with_article(kind: str) -> str:
    """`a task`, `an issue`, `a piece of news`; what can't be counted has none."""
    said = one_of(kind)
    if said in UNCOUNTED:
        return said
    return f"{'an' if said[0] in 'aeio' else 'a'} {said}"


def several_of(kind: str, plural: str) -> str:
    """What several records of a kind are called in a sentence; `plural` is that of the kind's own name."""
    return CALLED[kind][2] if kind in CALLED else plural


def outcome_words(outcome: str) -> str:
    """What happened when a contract ended, as a person reads it: renewed, or lost."""
    return "lost" if outcome == "churned" else words(outcome)


def words(value: str) -> str:
    """A value of a vocabulary as a person reads it: `not_started` is "not started"."""
    return value.replace("_", "-" if value in ("cross_sell", "one_off") else " ")
