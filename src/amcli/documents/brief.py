"""The page of `am brief`: one page for a meeting, from who is who to what to ask."""

from amcli.documents import wording as w
from amcli.documents.parts import Cell, Line, Section, Sheet, line, section
from amcli.rules.arithmetic import expired
from amcli.rules.picture import Picture
from amcli.rules.unknowns import typed

MOST_PEOPLE, MOST_OWED, MOST_FEEDBACK, MOST_EVENTS, MOST_GROUND, MOST_REASONS = 10, 8, 3, 3, 8, 4


def sheet(picture: Picture) -> Sheet:
    purpose = w.purpose(picture.meeting, picture.date)
    return Sheet(picture.name, purpose, w.score(picture), w.facts(picture), sections(picture))


def sections(picture: Picture) -> tuple[Section, ...]:
    """The sections, those that would be empty left out, but for the ones that say what to type."""
    today = picture.date
    return tuple(
        section("People", "people", who(picture))
        + section("Owed", "owed", owed(picture))
        + section("Last conversations", "dated", said(picture))
        + section("Contract", "pairs", contract(picture))
        + section("Goals and usage", "pairs", goals(picture))
        + section(
            "Feedback", "dated", [w.feedback(each, picture) for each in picture.feedback[:MOST_FEEDBACK]]
        )
        + section("News", "dated", [w.event(each, today) for each in picture.events[:MOST_EVENTS]])
        + section("Handoff", "pairs", handoff(picture))
        + section("Health", "words", health(picture))
        + section("Not known yet", "words", unknown(picture))
        + section("Questions to ask", "asked", [line(each.question) for each in picture.questions])
    )


def missing(words: str, command: str) -> list[Line]:
    """What is said in the place of nothing, and what to type."""
    return [line(Cell(words, command=command))]


def more(count: int, most: int, command: str) -> list[Line]:
    """A line for what is left out, if anything."""
    return missing(f"and {count - most} more:", command) if count > most else []


def who(picture: Picture) -> list[Line]:
    """The people, and the gaps in the map."""
    code = typed(picture.account)
    if not picture.people:
        return missing("nobody yet:", f"am contact add {code} NAME")
    lines = [w.person(each, picture.date) for each in picture.people[:MOST_PEOPLE]]
    lines += more(len(picture.people), MOST_PEOPLE, f"am contact list {code}")
    gaps = " · ".join(w.lowered(each.text) for each in picture.gaps)
    return [*lines, line(f"Gaps: {gaps}")] if gaps else lines


def owed(picture: Picture) -> list[Line]:
    """What we owe, what they owe, and the open issues."""
    ours, theirs = picture.owed
    code = typed(picture.account)
    lines = [w.task(each, picture, "you owe") for each in ours[:MOST_OWED]]
    lines += more(len(ours), MOST_OWED, f"am tasks {code}")
    lines += [w.task(each, picture, "they owe") for each in theirs[:MOST_OWED]]
    lines += more(len(theirs), MOST_OWED, f"am tasks {code}")
    lines += [w.issue(each) for each in picture.issues[:MOST_OWED]]
    return lines + more(len(picture.issues), MOST_OWED, f"am issue list {code}")


def said(picture: Picture) -> list[Line]:
    """The last touches."""
    if not picture.said:
        return missing("nothing yet:", f"am log {typed(picture.account)} TEXT")
    return [w.touch(each, picture) for each in picture.said]


def contract(picture: Picture) -> list[Line]:
    """What they bought, the day to act, and the white space."""
    lines = [found for each in picture.contracts for found in w.contract(each, picture)]
    if not lines:
        lines = missing("no contract yet:", f"am contract add {typed(picture.account)}")
    ground = ground_of(picture)
    return [*lines, line(f"White space: {', '.join(ground)}")] if ground else lines


def ground_of(picture: Picture) -> list[str]:
    """What is in an open opportunity, then what they do not own."""
    space = picture.white_space
    found = [w.chance(each) for each in space.opportunities] + list(space.open[:MOST_GROUND])
    hidden = len(space.open) - MOST_GROUND
    return [*found, f"{hidden} more products"] if hidden > 0 else found


def goals(picture: Picture) -> list[Line]:
    """Goals and how far they are, usage, answers to surveys."""
    lines = [w.goal(each, picture.date) for each in picture.goals]
    if not lines:
        lines = missing("no goal yet:", f"am goal add {typed(picture.account)} TITLE")
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
    return [line(f"{name}: {w.first_line(text)}") for name, text in named if w.first_line(text)]


def health(picture: Picture) -> list[Line]:
    """Why the score is what it is, the strongest first."""
    reasons = [each.text for each in picture.health.reasons if each.points > 0 and each.signal != "cap"]
    lines = [line(text) for text in reasons[:MOST_REASONS]]
    hidden = len(reasons) - MOST_REASONS
    if hidden > 0:
        lines.append(line(Cell(f"{hidden} more", command=f"am risks {typed(picture.account)}")))
    found = picture.health
    if found.pulse is not None and found.pulse_expired_on is not None:
        lines.append(line(f"pulse {expired(found.pulse, found.pulse_expired_on, picture.date)}"))
    if not lines and picture.health.band == "unknown":
        return [line("not enough on record to score")]
    return lines


def unknown(picture: Picture) -> list[Line]:
    """What is not on record, and what records it."""
    return [line(Cell(each.text, command=each.command)) for each in picture.not_known]
