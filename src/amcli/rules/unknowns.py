"""What is not on record of an account, named: a table of rules, each a thing and how to record it. Pure.

A rule gives the words for what is missing, or None where it is known. A new one is one more line of
RULES.

So are the gaps among its people: who is missing, and whether it hangs on too few. A gap is a fact about the
record; what it costs is the score's business.
"""

from collections.abc import Callable

from amcli.hints import NamedTuple
from amcli.rules.dates import short_day
from amcli.rules.picture import Gap, Person, Picture, Unknown

DECIDERS = ("economic_buyer", "decision_maker")
WEIGHTY = ("champion", "executive_sponsor", *DECIDERS)


def with_role(people: list[Person], *roles: str) -> list[Person]:
    return [person for person in people if person.role in roles]


def gaps(picture: Picture) -> tuple[Gap, ...]:
    """What is missing among the people who are still there, the heaviest first."""
    there = picture.present()
    if not there:
        return (Gap("nobody", "nobody on record"),)
    found = []
    if not with_role(there, "champion"):
        found.append(Gap("champion", champion_gap(picture)))
    if not with_role(there, "executive_sponsor"):
        found.append(Gap("executive_sponsor", "no executive sponsor"))
    if not with_role(there, *DECIDERS):
        found.append(Gap("decider", "no decision maker"))
    few = [each.text for each in picture.health.reasons if each.signal == "single_threaded"]
    if few:
        found.append(Gap("single_threaded", few[0]))
    elif len(there) == 1:
        found.append(Gap("single_threaded", "only one person on record"))
    return tuple(found)


def champion_gap(picture: Picture) -> str:
    """`no champion`, or since when there is none."""
    gone = [(each.left_on, each.name) for each in left(picture) if each.role == "champion"]
    if not gone:
        return "no champion"
    on, name = max((day, name) for day, name in gone if day is not None)
    return f"no champion since {name} left {short_day(on, picture.date)}"


def left(picture: Picture) -> list[Person]:
    return [each for each in picture.people if each.left_on is not None and each.left_on <= picture.date]


USAGE_DAYS, SURVEY_DAYS, HANDOFF_DAYS, DECISION_DAYS, MOST_NAMES = 90, 180, 180, 180, 2


class Rule(NamedTuple):
    """A thing that can be missing: its name, what says so, and the command that records it."""

    name: str
    words: Callable[[Picture], str | None]
    command: Callable[[Picture, str], str]


def unknowns(picture: Picture) -> tuple[Unknown, ...]:
    """What is not known, in the order of RULES."""
    found = []
    for name, words, command in RULES:
        text = words(picture)
        if text is not None:
            found.append(Unknown(name, text, command(picture, typed(picture.account))))
    return tuple(found)


def typed(code: str) -> str:
    """An account's code as a shell takes it."""
    if all(char.isalnum() or char in "-_." for char in code):
        return code
    import shlex

    return shlex.quote(code)


def some(names: list[str]) -> str:
    """`Priya`, `Priya and Omar`, `4 people`."""
    return " and ".join(names) if len(names) <= MOST_NAMES else f"{len(names)} people"


def of(what: str, many: str, names: list[str]) -> str:
    """`Priya's role`, or `the roles of 4 people`."""
    return f"{names[0]}'s {what}" if len(names) == 1 else f"the {many} of {some(names)}"


def people(picture: Picture) -> str | None:
    return None if picture.present() else "who to talk to"


def without_stance(picture: Picture) -> list[str]:
    """Those whose word weighs and whose stance is not known; references."""
    return [each.contact for each in with_role(picture.present(), *WEIGHTY) if each.stance is None]


def without_role(picture: Picture) -> list[str]:
    """Those whose role is not known; references."""
    return [each.contact for each in picture.present() if each.role is None]


def names_of(picture: Picture, contacts: list[str]) -> list[str]:
    """First names of some people."""
    return [picture.first_name(each.name) for each in picture.present() if each.contact in contacts]


def stances(picture: Picture) -> str | None:
    """The stance of those whose word weighs."""
    names = names_of(picture, without_stance(picture))
    stand = "stands" if len(names) == 1 else "stand"
    return f"where {some(names)} {stand}" if names else None


def roles(picture: Picture) -> str | None:
    names = names_of(picture, without_role(picture))
    return of("role", "roles", names) if names else None


def decider(picture: Picture) -> str | None:
    """Who decides; with one known, who else does."""
    found = with_role(picture.present(), *DECIDERS)
    if not picture.present() or len(found) > 1:
        return None
    return f"who decides besides {picture.first_name(found[0].name)}" if found else "who decides"


def bought(picture: Picture) -> str | None:
    """What they bought, or what it is worth."""
    if not picture.contracts:
        return "what they bought, and until when"
    blank = [each.contract for each in picture.contracts if each.annual_value is None]
    return f"the value of {blank[0]}" if blank else None


def notice(picture: Picture) -> str | None:
    """The notice period of what auto-renews."""
    silent = [
        each for each in picture.contracts if each.auto_renew and each.ends_on and each.notice_by is None
    ]
    return f"the notice period of {silent[0].contract}" if silent else None


def goals(picture: Picture) -> str | None:
    """Their goals, or how far one is."""
    if not any(each.status in ("open", "met") for each in picture.goals):
        return "their goals"
    dark = [each for each in picture.goals if each.status == "open" and each.actual is None]
    return f"how far {dark[0].title} is" if dark else None


def usage(picture: Picture) -> str | None:
    if not picture.usage:
        return "how much they use it"
    last = max(each.last_on for each in picture.usage)
    old = (picture.date - last).days > USAGE_DAYS
    return f"usage since {short_day(last, picture.date)}" if old else None


def survey(picture: Picture) -> str | None:
    recent = [each for each in picture.surveys if (picture.date - each.on).days <= SURVEY_DAYS]
    return None if recent else "how satisfied they are (no survey in 180 days)"


def meeting(picture: Picture) -> str | None:
    return None if picture.meeting else "the next meeting"


def handoff(picture: Picture) -> str | None:
    """What a new owner was not told."""
    days = [each for each in (picture.owner_since, picture.customer_since) if each and each <= picture.date]
    if not days or (picture.date - max(days)).days > HANDOFF_DAYS:
        return None
    told = picture.handoff
    return None if told and told.expectations else "what they expect (no handoff on record)"


def has_field(picture: Picture, word: str) -> bool:
    """Whether a custom field about something is filled."""
    return any(word in name.casefold() and value not in (None, "") for name, value in picture.extra.items())


def waits(picture: Picture) -> bool:
    """Whether a decision is to be made in the next half year: a renewal, or an opportunity."""
    near = any((each.days_left or 0) <= DECISION_DAYS for each in picture.unsecured())
    return near or bool(picture.white_space.opportunities)


def budget(picture: Picture) -> str | None:
    """When money is decided on, while something waits for it."""
    return "budget date" if waits(picture) and not has_field(picture, "budget") else None


def competitors(picture: Picture) -> str | None:
    """Who else is asked, while something is undecided."""
    known = has_field(picture, "competitor") or any(each.kind == "competitor" for each in picture.events)
    return "competitors" if waits(picture) and not known else None


def since(picture: Picture) -> str | None:
    """Since when they are a customer."""
    return None if picture.customer_since else "when they became a customer"


def edit_contact(flag: str, which: Callable[[Picture], list[str]]) -> Callable[[Picture, str], str]:
    """The command that fills a field of the first of some people."""
    return lambda picture, code: f"am contact edit {which(picture)[0]} {flag}"


def blank_contract(picture: Picture, code: str) -> str:
    """The command that says what was bought, or what it is worth."""
    blank = [each.contract for each in picture.contracts if each.annual_value is None]
    return f"am contract edit {blank[0]} --value MONEY" if blank else f"am contract add {code} --value MONEY"


def silent_contract(picture: Picture, code: str) -> str:
    """The command that says how much notice there is."""
    silent = [each.contract for each in picture.contracts if each.auto_renew and each.notice_by is None]
    return f"am contract edit {silent[0]} --notice DAYS"


def dark_goal(picture: Picture, code: str) -> str:
    """The command that says how far a goal is, or what the goal is."""
    dark = [each.goal for each in picture.goals if each.status == "open" and each.actual is None]
    known = any(each.status in ("open", "met") for each in picture.goals)
    return f"am goal progress {dark[0]} VALUE" if known else f"am goal add {code} TITLE"


RULES: tuple[Rule, ...] = (
    Rule("people", people, lambda picture, code: f"am contact add {code} NAME"),
    Rule("contracts", bought, blank_contract),
    Rule("stances", stances, edit_contact("--stance supporter", without_stance)),
    Rule("roles", roles, edit_contact("--role ROLE", without_role)),
    Rule("decider", decider, lambda picture, code: f"am contact add {code} NAME --role decision_maker"),
    Rule("notice", notice, silent_contract),
    Rule("goals", goals, dark_goal),
    Rule("usage", usage, lambda picture, code: f"am usage add {code} METRIC VALUE"),
    Rule("survey", survey, lambda picture, code: f"am survey add {code} nps SCORE"),
    Rule("handoff", handoff, lambda picture, code: f"am account handoff {code} --expectations TEXT"),
    Rule("meeting", meeting, lambda picture, code: f"am log {code} TEXT --on DATE"),
    Rule("competitors", competitors, lambda picture, code: f"am news add {code} competitor"),
    Rule("budget", budget, lambda picture, code: f"am account edit {code} --set budget=DATE"),
    Rule("customer_since", since, lambda picture, code: f"am account edit {code} --since DATE"),
)
