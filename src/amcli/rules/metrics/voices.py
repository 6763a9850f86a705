"""What customers answered: NPS, CSAT, CES. Not for the scales themselves (rules/surveys.py)."""

from amcli.rules.metrics.ledger import Answer
from amcli.rules.metrics.metric import (
    COUNT,
    POINTS,
    RATIO,
    SCORE,
    Item,
    Metric,
    Scope,
    mean,
    points,
    share,
    total,
)
from amcli.rules.surveys import nps_group

NO_ANSWERS = "no answers"
# The worst answer that counts as satisfied, by the scale.
SATISFIED = {5: 4, 7: 6, 10: 9}
EASY, EASY_OF = 5, 7


def answers(scope: Scope, kind: str) -> list[Answer]:
    """The answers of the period; where only the latest count, the newest of each contact."""
    found = [each for each in scope.ledger.answers if each.kind == kind and scope.within(each.on)]
    if not scope.settings.latest:
        return found
    newest: dict[tuple[str, int], Answer] = {}
    for each in sorted(found, key=lambda answer: (answer.on, answer.id)):
        key = ("answer", each.id) if each.contact is None else ("contact", each.contact)
        newest[key] = each
    return sorted(newest.values(), key=lambda answer: answer.id)


def item(answer: Answer, top: float) -> Item:
    """An answer with what it counts for."""
    return Item(
        answer.account, top, 1, ("survey", answer.id), answer.on, f"{answer.score:g} of {answer.scale:g}"
    )


def promoters(scope: Scope) -> list[Item]:
    """1 for a promoter, -1 for a detractor."""
    worth = {"promoter": 1, "passive": 0, "detractor": -1}
    return [item(each, worth[nps_group(each.score)]) for each in answers(scope, "nps")]


def satisfied(scope: Scope) -> list[Item]:
    """1 for a satisfied answer."""
    return [item(each, int(each.score >= satisfied_from(each.scale))) for each in answers(scope, "csat")]


def satisfied_from(scale: float) -> float:
    """The worst answer that counts as satisfied: the upper two of a short scale, else four fifths of it."""
    return SATISFIED.get(int(scale), scale * 4 / 5) if scale == int(scale) else scale * 4 / 5


def easy(scope: Scope) -> list[Item]:
    """1 for an answer of 5 and more of 7."""
    return [item(each, int(each.score * EASY_OF >= EASY * each.scale)) for each in answers(scope, "ces")]


def effort(scope: Scope) -> list[Item]:
    return [item(each, each.score) for each in answers(scope, "ces")]


def asked(scope: Scope) -> list[Item]:
    return [item(each, 1) for each in answers(scope, "nps")]


VOICES = (
    Metric(
        "nps", "NPS", POINTS, "100 x (share of 9 and 10 - share of 0 to 6)",
        "Reichheld, The One Number You Need to Grow, Harvard Business Review, December 2003",
        NO_ANSWERS, "answers", promoters, points,
    ),
    Metric("nps_n", "NPS, answers", COUNT, "number of answers", "", "", "", asked, total),
    Metric(
        "csat", "CSAT", RATIO, "answers 4 and 5 of 5 (6 and 7 of 7, 9 and 10 of 10) / all answers",
        "the two-top-box share; neutral answers stay in the denominator", NO_ANSWERS, "answers",
        satisfied, share,
    ),
    Metric(
        "ces", "CES", RATIO, "answers 5 to 7 of 7 / all answers",
        "Dixon, Freeman, Toman, Stop Trying to Delight Your Customers, Harvard Business Review, July 2010",
        NO_ANSWERS, "answers", easy, share,
    ),
    Metric("ces_mean", "CES, mean", SCORE, "mean of all answers", "", NO_ANSWERS, "", effort, mean),
)  # fmt: skip
