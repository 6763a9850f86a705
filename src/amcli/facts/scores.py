"""The scores of many accounts at once, without their words."""

from amcli.facts.account_facts import World
from amcli.rules import score
from amcli.rules.facts import Facts


def scores(world: World, facts: list[Facts]) -> dict[int, score.Score]:
    """The score of each account, by id."""
    today, model = world.today, world.model
    return {each.id: score.assess(each, today, model) for each in facts}
