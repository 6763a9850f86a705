"""The page of `am brief`: one page for a meeting, from who is who to what to ask; and how its kinds of
sections are laid out, which reviews and plans share."""

from collections.abc import Iterable, Sequence

from amcli.page import ABSENT, READABLE, Cell, Column, Follows, Items, Line, Page, Section, Sentence, Table
from amcli.reports import picture_words as w
from amcli.rules.arithmetic import expired
from amcli.rules.picture import Picture
from amcli.rules.score import ARITHMETIC
from amcli.rules.unknowns import typed

MOST_PEOPLE, MOST_OWED, MOST_FEEDBACK, MOST_EVENTS, MOST_GROUND, MOST_REASONS = 10, 8, 3, 3, 8, 4
INDENT, LEAST_COLUMNS, NARROWEST = 2, 60, 8


def until(more: int, tenths: int = 7) -> Column:
    """A column that ends at so many tenths of the page and some columns more, whatever is in it."""
    return Column(until=lambda width: width * tenths // 10 + more)


def by_width(wide: int, narrow: int = 0) -> Follows:
    """The least width of a column where there is much room, and where there is less."""
    return lambda width: wide if width >= READABLE else narrow


# Name, title, role, stance, last word, number; the title gives way first, then the name.
PEOPLE = (
    Column(least=12, most=22, rank=1, floor=NARROWEST),
    Column(least=by_width(20), most=26, rank=2, floor=NARROWEST),
    Column(least=by_width(16), most=17),
    Column(least=by_width(9), most=9),
    Column(least=by_width(0, 14), most=14),
    Column(least=18, only="wide"),
)
SIDES = {"you owe": "me", "they owe": "them"}
OWED = (Column(least=6), Column(), until(6, tenths=6), Column())
DATED = (Column(right=True, least=6, most=6), Column())
TWO, THREE = (until(-6), Column()), (until(-24), until(-6), Column())


def brief_page(picture: Picture) -> Page:
    """What a person reads before a meeting."""
    return account_page(
        picture, w.purpose(picture.meeting, picture.date), w.facts(picture), sections(picture)
    )


def account_page(picture: Picture, purpose: str, facts: Sequence[str], sections: Sequence[Section]) -> Page:
    """A page about one account, with its score."""
    score = w.score(picture)
    return Page(
        picture.name, purpose, [score] if score.text else [], sections, most=READABLE, facts=facts, whole=True
    )


def in_columns(title: str, columns: Sequence[Column], lines: Sequence[Line]) -> list[Section]:
    """A section of lines in columns as a list of one; of none, where it would have no lines."""
    table = Table(columns, lines, header=False, joined=LEAST_COLUMNS)
    return [Section(title, [table], indent=INDENT)] if lines else []


def of_people(title: str, lines: Sequence[Line]) -> list[Section]:
    """A section of people, who have five columns where there is no room for six."""
    return in_columns(title, PEOPLE, lines)


def in_pairs(title: str, lines: Sequence[Line]) -> list[Section]:
    """A section of up to three columns."""
    three = any(not isinstance(each, Sentence) and len(each) > 2 for each in lines)
    return in_columns(title, THREE if three else TWO, lines)


def of_items(title: str, items: Iterable[Cell | str], way: str) -> list[Section]:
    """A section of questions, `beside` their numbers, or of words `joined` on a line."""
    found = [*items]
    return [Section(title, [Items(found, way, numbered=way == "beside")], indent=INDENT)] if found else []


def owed_lines(labelled: Sequence[tuple[str, Sequence[Cell] | Sentence]]) -> list[Line]:
    """Lines with whose they are before them, on a screen at the first of theirs alone."""
    found: list[Line] = []
    before = ""
    for label, line in labelled:
        found.append(line if isinstance(line, Sentence) else owed_line(label, before, line))
        before = label
    return found


def owed_line(label: str, before: str, line: Sequence[Cell]) -> Line:
    """A line after one with the label `before`; without columns it is one sentence."""
    handle, *others = line
    said = ", ".join(each for each in (cell.spelled for cell in others) if each not in ABSENT)
    first = Cell("" if label == before else label, "muted", plain=f"{label}: {handle.text} {said}")
    return [first, *(each._replace(plain="") for each in line)]


def sections(picture: Picture) -> list[Section]:
    """The sections, those that would be empty left out, but for the ones that say what to type."""
    today = picture.date
    feedback = [w.feedback(each, picture) for each in picture.feedback[:MOST_FEEDBACK]]
    return [
        *of_people("People", who(picture)),
        *in_columns("Owed", OWED, owed(picture)),
        *in_columns("Last conversations", DATED, said(picture)),
        *in_pairs("Contract", contract(picture)),
        *in_pairs("Group", w.group(picture)),
        *in_pairs("Goals and usage", goals(picture)),
        *in_columns("Feedback", DATED, feedback),
        *in_columns("News", DATED, [w.event(each, today) for each in picture.events[:MOST_EVENTS]]),
        *in_pairs("Handoff", handoff(picture)),
        *of_items("Health", health(picture), "joined"),
        *of_items("Not known yet", unknown(picture), "joined"),
        *of_items("Questions to ask", (each.question for each in picture.questions), "beside"),
    ]


def missing(words: str, command: str) -> list[Sentence]:
    """What is said in the place of nothing, and what to type."""
    return [w.whole(words, command)]


def more(count: int, most: int, command: str) -> list[Sentence]:
    """A line for what is left out, if anything."""
    return missing(f"and {count - most} more:", command) if count > most else []


def who(picture: Picture) -> Sequence[Line]:
    """The people, and the gaps in the map."""
    code = typed(picture.account)
    if not picture.people:
        return missing("nobody yet:", f"am contact add {code} NAME")
    lines: list[Line] = [w.person(each, picture.date) for each in picture.people[:MOST_PEOPLE]]
    lines += more(len(picture.people), MOST_PEOPLE, f"am contact list {code}")
    gaps = " · ".join(w.lowered(each.text) for each in picture.gaps)
    return [*lines, w.whole(f"Gaps: {gaps}")] if gaps else lines


def owed(picture: Picture) -> list[Line]:
    """What we owe, what they owe, and the open issues."""
    code = typed(picture.account)
    lines: list[tuple[str, Sequence[Cell] | Sentence]] = []
    for label, tasks in zip(("you owe", "they owe"), picture.owed, strict=True):
        lines += [(label, w.task(each, picture, label)) for each in tasks[:MOST_OWED]]
        lines += [("", each) for each in more(len(tasks), MOST_OWED, f"am tasks {code}")]
        waiting = [each for each in picture.replies if each.side == SIDES[label]]
        lines += [(label, w.reply(each, picture)) for each in waiting[:MOST_OWED]]
        lines += [("", each) for each in more(len(waiting), MOST_OWED, f"am replies {code}")]
    lines += [("issue", w.issue(each)) for each in picture.issues[:MOST_OWED]]
    lines += [("", each) for each in more(len(picture.issues), MOST_OWED, f"am issue list {code}")]
    return owed_lines(lines)


def said(picture: Picture) -> Sequence[Line]:
    """The last touches."""
    if not picture.said:
        return missing("nothing yet:", f"am log {typed(picture.account)} TEXT")
    return [w.touch(each, picture) for each in picture.said]


def contract(picture: Picture) -> list[Line]:
    """What they bought, the day to act, and the white space."""
    lines = [found for each in picture.contracts for found in w.contract(each, picture)]
    lines += [w.apart(each) for each in picture.not_recurring]
    if not lines:
        lines += missing("no contract yet:", f"am contract add {typed(picture.account)}")
    ground = ground_of(picture)
    return [*lines, w.whole(f"White space: {', '.join(ground)}")] if ground else lines


def ground_of(picture: Picture) -> list[str]:
    """What is in an open opportunity, then what they do not own."""
    space = picture.white_space
    found = [w.chance(each) for each in space.opportunities] + list(space.open[:MOST_GROUND])
    hidden = len(space.open) - MOST_GROUND
    return [*found, f"{hidden} more products"] if hidden > 0 else found


def goals(picture: Picture) -> list[Line]:
    """Goals and how far they are, usage, answers to surveys."""
    lines: list[Line] = [w.goal(each, picture.date) for each in picture.goals]
    if not lines:
        lines += missing("no goal yet:", f"am goal add {typed(picture.account)} TITLE")
    lines += [w.usage(each, picture.date) for each in picture.usage]
    return lines + w.answers(picture)


def handoff(picture: Picture) -> list[Line]:
    """What the owner before wrote down."""
    told = picture.handoff
    if told is None:
        return []
    named = (
        ("Why they bought", told.why_bought),
        ("Expected", told.expectations),
        ("Promised", told.promises),
        ("Risks", told.risks),
    )
    return [w.whole(f"{name}: {w.first_line(text)}") for name, text in named if w.first_line(text)]


def health(picture: Picture) -> list[Cell]:
    """Why the score is what it is, the strongest first."""
    reasons = [
        each.text for each in picture.health.reasons if each.points > 0 and each.signal not in ARITHMETIC
    ]
    lines = [Cell(text) for text in reasons[:MOST_REASONS]]
    hidden = len(reasons) - MOST_REASONS
    if hidden > 0:
        lines.append(Cell(f"{hidden} more", command=f"am risks {typed(picture.account)}"))
    found = picture.health
    if found.pulse is not None and found.pulse_expired_on is not None:
        lines.append(Cell(f"pulse {expired(found.pulse, found.pulse_expired_on, picture.date)}"))
    if not lines and picture.health.health == "unknown":
        return [Cell("not enough on record to score")]
    return lines


def unknown(picture: Picture) -> list[Cell]:
    """What is not on record, and what records it."""
    return [Cell(each.text, command=each.command) for each in picture.not_known]
