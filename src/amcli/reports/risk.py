"""The score of one account, `am risks ACCOUNT`: what its JSON holds, and its page: every point, what is on
record, the next step and its gain. The list of accounts is in `risks`.
"""

from amcli.facts.account_facts import World
from amcli.facts.assessments import Assessed, Was
from amcli.facts.meaning import meant, read_meaning
from amcli.fields import Row, Shape, fields, shape
from amcli.page import HEALTH_ROLE, Cell, Column, Line, Page, Pairs, Part, Table, Words, dash
from amcli.reports.risks import FIELDS, KNOWN, is_new, row, told_of
from amcli.rules import score as scoring
from amcli.rules.arithmetic import sums
from amcli.rules.cadence import leaving_words
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.formatting import count, long_money, percent, share
from amcli.rules.reasons import LINES, Reason, Stated, every_signal, limit_lift, limit_reason, without_data
from amcli.rules.signals import SIGNAL_NAMES, signal_label
from amcli.vocabulary import PULSES, words

REASON_FIELDS = fields(
    """
signal    text! the signal's name
points    int!  points it costs
most      int!  points it can cost
text      text! the fact, with its figures
record    text  what is on record
refs      list! the records behind it
back      int!  gain: points won by its next step
next_step text! what to do
command   text! the command to type
new       bool  whether it took no points a month ago; null without a score of then
back_unlimited int! gain if no limit held
""",
    signal=LINES,
)


MEANT = shape("""
from    int!    the lowest of ten scores
to      int!    the highest
cases   int!    accounts on a first of a month that had one of them
lost    int!    of them with a loss within the horizon
share   number! lost of cases
all     number! the same of all scores
on      day!    the day of the back-test
horizon text!   how far ahead it looked, such as 90d
least   number  the smallest fall that was a loss, of 1: the account's ARR; null for every fall
""")
PAGE = Shape(
    (
        *FIELDS,
        *fields(
            """
no_points        list! signals that cost nothing
not_known        list! signals that nothing is on record for
signals          list! every signal with its points and its rule
cap              int   limit: the highest score allowed
cap_reason       text  why
was              object the score of a month ago
pulse            text  how the account feels to you
pulse_on         day   since when
pulse_expired_on day   the last day on which it counted, where it counts no more
meant            object what such a score has meant in this book, by the newest back-test; null if unknown
cap_until        text   what lifts the limit
cap_command      text   the command for it
""",
            pulse=PULSES,
        ),
    ),
    {
        "kinds": KNOWN,
        "reasons": Shape(REASON_FIELDS),
        "not_known": shape("signal text! the signal's name\n why text! what is missing", signal=SIGNAL_NAMES),
        "signals": Stated,
        "was": shape("score int! the score\n on day! its day"),
        "meant": MEANT,
    },
)

# A table that says less of the record than this on a line is easier to read in two lines a reason.
LEAST_RECORD = 20
LEAST_LABEL = 12
COLUMNS = (
    Column("Pts", right=True),
    Column("Of", right=True),
    Column("Why", most=40),
    Column("Record behind it", least=LEAST_RECORD, rest=True),
    Column("Gain", right=True),
    Column("Next step", most=24),
    Column(""),
)
SHORT = (
    Column("Pts", right=True),
    Column("Of", right=True),
    Column("Why, and the record behind it", most=37),
    Column("Gain", right=True),
    Column("Next step"),
)


def page(world: World, each: Assessed) -> Row:
    """One account in full: the object of `am risks ACCOUNT`."""
    base = row(world, told_of(world, each))
    del base["revenue"], base["telling"], base["was"]
    base["reasons"] = [reason_row(reason, each.was) for reason in each.reasons]
    base["no_points"] = list(each.score.silent)
    base["not_known"] = [
        {"signal": name, "why": why}
        for name, why in without_data(each.facts, each.score, world.today, world.model)
    ]
    base["signals"] = [each._asdict() for each in every_signal(each.score, world.model)]
    base["cap"] = world.model.whole("limits.danger") if each.score.cap else None
    base["cap_reason"] = (
        limit_reason(each.facts, each.score, world.today, world.model) if each.score.cap else None
    )
    base["was"] = None if each.was is None else {"score": each.was.score, "on": each.was.on.isoformat()}
    felt, gone = (
        scoring.last_pulse(each.facts, world.today),
        scoring.expired_pulse(each.facts, world.today, world.model),
    )
    base["pulse"] = None if felt is None else felt[1]
    base["pulse_on"] = None if felt is None else felt[0].isoformat()
    base["pulse_expired_on"] = None if gone is None else gone[1].isoformat()
    base["meant"] = meant(read_meaning(world), each.score.score)
    lift = limit_lift(each.facts, each.score, world.today, world.model) if each.score.cap else None
    base["cap_until"] = lift.until if lift else None
    base["cap_command"] = lift.command if lift else None
    return base


def reason_row(r: Reason, was: Was | None) -> Row:
    """One reason in full."""
    return {
        "signal": r.signal,
        "points": r.points,
        "most": r.most,
        "text": r.text,
        "record": r.record,
        "refs": list(r.refs),
        "back": r.back,
        "next_step": r.step,
        "command": r.command,
        "new": is_new(was, r),
        "back_unlimited": r.back_unlimited,
    }


def risk_page(world: World, each: Assessed, *, everything: bool) -> Page:
    """What a person sees of one score; with `everything` each signal's rule."""
    parts: list[Part] = []
    if reasons := [reason for reason in each.reasons if reason.signal in SIGNAL_NAMES]:
        short = Table(SHORT, [line for reason in reasons for line in two_lines(reason)])
        parts.append(Table(COLUMNS, [one_line(reason) for reason in reasons], short=short))
    pairs: list[tuple[str, Words]] = [*sums(each, world.today, world.model), *meant_pair(world, each)]
    if each.facts.leaving is not None:
        pairs = leaving_pairs(world, each)
    elif everything:
        pairs += [("", ""), *(rule(stated) for stated in every_signal(each.score, world.model))]
    parts.append(Pairs(pairs, LEAST_LABEL))
    return Page(dash(each.facts.name), purpose(world, each), [score(world, each)], parts)


def meant_pair(world: World, each: Assessed) -> list[tuple[str, Words]]:
    """What such a score has meant in this book, where a back-test can say so."""
    found = meant(read_meaning(world), each.score.score)
    return [] if found is None else [("In this book", meant_words(found))]


def meant_words(found: Row) -> str:
    """`of 236 scores from 50 to 59, 12.0% were followed by a loss within 90 days; of all scores, 2.7%.`"""
    loss, length = "a loss", found["horizon"]
    if found["least"] is not None:
        loss = "churn" if found["least"] == 1 else f"a loss of {share(found['least'])} of ARR or more"
    within = count(int(length[:-1]), "month" if length.endswith("m") else "day")
    return (
        f"of {found['cases']:,} scores from {found['from']} to {found['to']}, {percent(found['share'])} were"
        f" followed by {loss} within {within}; of all scores, {percent(found['all'])}."
    )


def leaving_pairs(world: World, each: Assessed) -> list[tuple[str, Words]]:
    """What there is to say of a customer who is leaving, in the place of a score."""
    found = told_of(world, each)
    assert found.leaving is not None
    last, again = found.leaving.leaves_on, found.win_back_on
    pairs: list[tuple[str, Words]] = [("Score", "none: a customer who is leaving has no score")]
    pairs += [("Last day", weekday_day(last, world.today))] if last else []
    pairs += [("Why", dash(found.leaving.reason))]
    pairs += [("Try again", weekday_day(again, world.today))] if again else []
    return pairs


def purpose(world: World, each: Assessed) -> Cell:
    """`key tier · EUR 72,000 ARR · renews 4 Apr`."""
    facts, base = each.facts, world.totals.base
    said = f"{facts.tier} tier · {base} {long_money(facts.arr, base)} ARR"
    if not facts.contracts:
        return Cell(said)
    renews = short_day(min(c.ends_on for c in facts.contracts), world.today)
    return Cell(f"{said} · renews {renews}", short=said)


def score(world: World, each: Assessed) -> list[Cell]:
    """The score with its health, and what it was."""
    if each.facts.leaving is not None:
        return [Cell(leaving_words(each.facts.leaving, world.today), "muted")]
    number = "?" if each.score.score is None else str(each.score.score)
    found = [Cell(f"{number} {words(each.score.health)}", HEALTH_ROLE[each.score.health])]
    if each.was is not None:
        found.append(Cell(f" · {each.was.score} on {short_day(each.was.on, world.today)}", "muted"))
    return found


def one_line(reason: Reason) -> list[Words]:
    """A signal that costs points, with the whole command."""
    return [
        str(reason.points),
        Cell(str(reason.most), "muted"),
        dash(reason.text),
        Cell(dash(reason.record), "muted"),
        gain(reason),
        dash(reason.step),
        Cell(dash(reason.command), "command"),
    ]


def two_lines(reason: Reason) -> list[Line]:
    """The same with what is on record below, where it isn't the reason's own words, and the command below its
    step."""
    points, most, why, record, won, step, command = one_line(reason)
    below = "" if reason.record.casefold() == reason.text.casefold() else record
    return [[points, most, why, won, step], ["", "", below, "", command]]


def gain(reason: Reason) -> Cell:
    """What the step wins; in brackets what it would win if no limit held."""
    free = f"(+{reason.back_unlimited})" if reason.back_unlimited > reason.back else ""
    if reason.back > 0:
        return Cell(f"+{reason.back} {free}".strip(), "healthy")
    return Cell(free or "0", "muted")


def rule(stated: Stated) -> tuple[str, str]:
    """A signal, what it came to, and its rule."""
    came = {"points": f"{stated.points} of {stated.most}", "none": f"0 of {stated.most}"}
    return signal_label(stated.signal), f"{came.get(stated.state, words(stated.state))}; {stated.rule}"
