"""Questions to ask at the next meeting, each following from a gap: a table of rules, the strongest first.

A rule looks at a picture and gives its question with names and figures, or None. Questions are
open ones, written to the person one is about to meet. Pure; a new one is one more line of RULES.
"""

from collections.abc import Callable

from amcli.rules.dates import short_day
from amcli.rules.goals import is_behind
from amcli.rules.numbers import plain
from amcli.rules.picture import Contract, Event, Person, Picture, Question, Task, Usage
from amcli.rules.unknowns import DECIDERS, HANDOFF_DAYS, SURVEY_DAYS, left, with_role

MOST = 5
PRESSING_DAYS, NEAR_DAYS, NEWS_DAYS, SPOKEN_DAYS = 30, 120, 180, 90
FELL, LEAST_USED = 0.8, 0.5
UNHAPPY = {"nps": 6, "csat": 2, "ces": 3}
EVENT_QUESTIONS = {
    "takeover": "How does the takeover affect your budget, people and systems?",
    "reorganisation": "After the reorganisation, who owns this, and is anyone leaving the project?",
    "new_boss": "What does the new boss, there since {on}, want to see in the first hundred days?",
    "budget_cut": "What does the budget cut mean for what you have with us?",
    "hiring_freeze": "With the hiring freeze, what has to get done with fewer people?",
    "competitor": "Who else are you talking to, and what do they do better?",
    "funding": "Where will the new funding go first, and what should grow with it?",
    "growth": "Where will you grow next, and which teams will need us there?",
    "other": "{note} ({on}). How does it affect you?",
}
Rule = Callable[[Picture], Question | None]


def questions(picture: Picture) -> tuple[Question, ...]:
    """At most five questions, the strongest first; always at least one."""
    found = [question for rule in RULES if (question := rule(picture)) is not None]
    return tuple(found[:MOST]) or (anything_new(picture),)


def lowered(title: str) -> str:
    """A title within a sentence: `Security answers` as `security answers`, `SSO add-on` as it is."""
    first = title.split(" ", 1)[0]
    return title[:1].lower() + title[1:] if first[1:].islower() else title


def listed(things: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"


def pressing(picture: Picture) -> Contract | None:
    """The renewal that is near and not agreed."""
    found = picture.unsecured()
    return found[0] if found and (found[0].days_left or 0) <= NEAR_DAYS else None


def is_you(picture: Picture, name: str | None) -> bool:
    """Whether somebody is the one to be asked."""
    met = picture.to_meet()
    return met is not None and met.name == name


def past_its_end(picture: Picture) -> Question | None:
    """A contract has ended and nobody said what follows."""
    contract = pressing(picture)
    if (
        contract is None
        or contract.ends_on is None
        or contract.unconfirmed
        or contract.ends_on >= picture.date
    ):
        return None
    on = short_day(contract.ends_on, picture.date)
    text = f"Your contract ended on {on}. Are we carrying on, and on what terms?"
    return Question("past_its_end", text, (contract.contract,))


def before_signature(picture: Picture) -> Question | None:
    """A renewal is near and not agreed: what is in its way, besides what is known."""
    contract = pressing(picture)
    if contract is None or contract.deadline is None or contract.deadline < picture.date:
        return None
    late = [each for each in picture.owed.ours if each.promised and each.days_late][:2]
    asked = [each for each in picture.white_space.opportunities if each.kind != "referral"]
    things = [lowered(each.title) for each in late]
    things += [each.product or lowered(each.name) for each in asked[:1]]
    refs = [contract.contract, *(each.task for each in late)]
    refs += [each.opportunity for each in asked[:1]]
    if things:
        return Question(
            "signature", f"Besides {listed(things)}, what's standing in the way of a signature?", tuple(refs)
        )
    if (contract.days_left or 0) > PRESSING_DAYS:
        return None
    by = short_day(contract.deadline, picture.date)
    return Question("signature", f"What would it take to get to a yes by {by}?", tuple(refs))


def who_signs(picture: Picture) -> Question | None:
    """Something is to be decided and the one who decides was not spoken to, or is not known."""
    waits = pressing(picture) or next(iter(picture.white_space.opportunities), None)
    there = picture.present()
    if waits is None or not there:
        return None
    deciders = with_role(there, *DECIDERS)
    if not deciders:
        what = "the renewal" if isinstance(waits, Contract) else waits.product or lowered(waits.name)
        return Question("decider", f"Who makes the final decision on {what}, and who else has a say?", ())
    unheard = [each for each in deciders if not heard(picture, each)]
    if not unheard:
        return None
    person = unheard[0]
    name = picture.first_name(person.name)
    if is_you(picture, person.name):
        return Question("decider", "What do you need to see before you sign?", (person.contact,))
    words = f"Who signs this year, you or {name}, and what does {name} need to see?"
    return Question("decider", words, (person.contact,))


def heard(picture: Picture, person: Person) -> bool:
    """Whether somebody was spoken to in the last 90 days."""
    return person.last_touch_on is not None and (picture.date - person.last_touch_on).days <= SPOKEN_DAYS


def champion_left(picture: Picture) -> Question | None:
    """The champion is gone and nobody has taken the place."""
    gone = [each for each in left(picture) if each.role == "champion"]
    if not gone or with_role(picture.present(), "champion"):
        return None
    last = max(gone, key=lambda each: (each.left_on, each.contact))
    assert last.left_on is not None
    on = short_day(last.left_on, picture.date)
    text = f"{last.name} left on {on}. Who is taking over, and when can we meet them?"
    return Question("champion_left", text, (last.contact,))


def news(picture: Picture) -> Question | None:
    """Something happened at the customer: the newest of half a year, bad before good."""
    recent = [each for each in picture.events if (picture.date - each.on).days <= NEWS_DAYS]
    if not recent:
        return None
    event = max(recent, key=lambda each: (not each.good, each.on, each.event))
    return Question("news", event_question(picture, event), (event.event,))


def event_question(picture: Picture, event: Event) -> str:
    """What to ask about an event."""
    on = short_day(event.on, picture.date)
    note = first_line(event.note)
    if event.kind == "competitor" and not note:
        note = f"as of {on}"
    if event.kind == "other" and not note:
        return f"What changed for you on {on}?"
    return EVENT_QUESTIONS[event.kind].format(on=on, note=note)


def first_line(text: str | None) -> str:
    """The first line of a text that may have many or none."""
    return next(iter((text or "").splitlines()), "").strip().rstrip(".")


def late_issue(picture: Picture) -> Question | None:
    """A problem is open for longer than it should be."""
    late = [each for each in picture.issues if each.past_target or each.escalated_on]
    if not late:
        return None
    issue = late[0]
    day = "a day" if issue.day == 1 else f"{issue.day} days"
    text = f"{issue.title} has been open for {day}. What is it holding up?"
    return Question("issue", text, (issue.issue,))


def goal_behind(picture: Picture) -> Question | None:
    """A goal is not reached: the one that is due first."""
    behind = [each for each in picture.goals if is_behind(each)]
    if not behind:
        return None
    goal = min(behind, key=lambda each: (each.due_on is None, each.due_on or picture.date, each.goal))
    by = ""
    if goal.due_on is not None:
        late = goal.due_on < picture.date
        by = f"{', due on' if late else ' by'} {short_day(goal.due_on, picture.date)}"
    text = f"What would it take to get {quoted_title(goal.title)} from {goal.actual} to {goal.target}{by}?"
    return Question("goal_behind", text, (goal.goal,))


def quoted_title(title: str) -> str:
    """A title that is a sentence of its own, within another one."""
    return f'"{title}"'


def owed_by_them(picture: Picture) -> Question | None:
    """They promised something and its day has passed."""
    late = [each for each in picture.owed.theirs if each.days_late]
    if not late:
        return None
    return Question("their_promise", their_promise(picture, late[0]), (late[0].task,))


def their_promise(picture: Picture, task: Task) -> str:
    """What to ask about something they owe."""
    assert task.due_on is not None
    on = short_day(task.due_on, picture.date)
    if task.contact is None or is_you(picture, task.contact):
        return f"{task.title} was due on {on}. What's holding it up, and when can we expect it?"
    name = picture.first_name(task.contact)
    return f"{task.title}, from {name}, was due on {on}. Who could help move it along?"


def usage_falling(picture: Picture) -> Question | None:
    """They use a good deal less than in the best of the last months, or under half of what they bought."""
    for usage in picture.usage:
        text = usage_question(picture, usage)
        if text is not None:
            return Question("usage", text, ())
    return None


def usage_question(picture: Picture, usage: Usage) -> str | None:
    """What to ask about one metric, if anything."""
    best = max(usage.months, key=lambda each: (each.value, each.on))
    last = plain(usage.last)
    if usage.last <= FELL * best.value and best.value > 0:
        since = short_day(best.on, picture.date)
        fell = f"{usage.metric.capitalize()} dropped from {plain(best.value)} on {since} to {last}."
        return f"{fell} What changed?"
    if usage.entitlement and usage.last < LEAST_USED * usage.entitlement:
        bought = plain(usage.entitlement)
        return f"{last} of {bought} {usage.metric} are in use. Who should be using the rest?"
    return None


def low_answer(picture: Picture) -> Question | None:
    """A bad answer to a survey."""
    for answer in sorted(picture.surveys, key=lambda each: each.on, reverse=True):
        share = UNHAPPY[answer.kind] / {"nps": 10, "csat": 5, "ces": 7}[answer.kind]
        old = (picture.date - answer.on).days > SURVEY_DAYS
        if old or answer.score > share * answer.scale_max:
            continue
        who = "You" if answer.contact is None or is_you(picture, answer.contact) else answer.contact
        mark = f"{plain(answer.score)} out of {plain(answer.scale_max)}"
        on = short_day(answer.on, picture.date)
        text = f"{who} gave us {mark} on {on}. What should we do differently?"
        return Question("survey", text, (answer.survey,))
    return None


def expectations(picture: Picture) -> Question | None:
    """The account is new, or newly mine, and nobody wrote down what they expect."""
    if not any(each.unknown == "handoff" for each in picture.not_known):
        return None
    days = [each for each in (picture.owner_since, picture.customer_since) if each and each <= picture.date]
    if not days or (picture.date - max(days)).days > HANDOFF_DAYS:
        return None
    return Question(
        "handoff", "What were you promised when you bought, and what do you expect from us now?", ()
    )


def no_goal(picture: Picture) -> Question | None:
    if any(each.status == "open" for each in picture.goals):
        return None
    met = [each for each in picture.goals if each.status == "met"]
    if met:
        text = f"You've reached {quoted_title(met[0].title)}. What should be different a year from now?"
        return Question("no_goal", text, (met[0].goal,))
    return Question("no_goal", "What should be different a year from now, and how would you measure it?", ())


def no_champion(picture: Picture) -> Question | None:
    """Nobody on record speaks for us."""
    there = picture.present()
    if not there or with_role(there, "champion") or champion_left(picture):
        return None
    return Question("champion", "Who benefits most from this, and would they be a reference for us?", ())


def no_sponsor(picture: Picture) -> Question | None:
    """A key account without anybody high up."""
    there = picture.present()
    if picture.tier != "key" or not there or with_role(there, "executive_sponsor"):
        return None
    return Question("sponsor", "Who above you should see these results, and when can we show them?", ())


def feedback_open(picture: Picture) -> Question | None:
    """They told us something and never heard of it again."""
    waiting = [each for each in picture.feedback if each.state != "closed"]
    if not waiting:
        return None
    oldest = min(waiting, key=lambda each: (each.on, each.feedback))
    who = "You" if oldest.contact is None or is_you(picture, oldest.contact) else oldest.contact
    on = short_day(oldest.on, picture.date)
    text = f"{who} told us on {on}: {quoted_title(first_line(oldest.text))}. Is that still the case?"
    return Question("feedback", text, (oldest.feedback,))


def growth(picture: Picture) -> Question | None:
    """Growth is being worked on, and it is said why it helps them."""
    fitting = [each for each in picture.white_space.opportunities if each.fit]
    if not fitting:
        return None
    chance = fitting[0]
    text = f"{first_line(chance.fit)}: what would {chance.product or chance.name} need to do to help?"
    return Question("opportunity", text, (chance.opportunity,))


def alternatives(picture: Picture) -> Question | None:
    """A renewal is near and nobody knows what else they look at."""
    if pressing(picture) is None or any(each.kind == "competitor" for each in picture.events):
        return None
    return Question("competitors", "What alternatives are you looking at for the next term?", ())


def anything_new(picture: Picture) -> Question:
    if not picture.said:
        text = "Why did you choose us, and what were you hoping would change?"
        return Question("first_word", text, ())
    last = picture.said[0]
    on = short_day(last.on, picture.date)
    return Question("news", f"What has changed since we spoke on {on}?", (last.interaction,))


RULES: tuple[Rule, ...] = (
    past_its_end,
    before_signature,
    who_signs,
    champion_left,
    late_issue,
    news,
    low_answer,
    usage_falling,
    goal_behind,
    owed_by_them,
    expectations,
    no_goal,
    no_champion,
    no_sponsor,
    feedback_open,
    growth,
    alternatives,
)
