"""`--plot`: the pictures of a report on a terminal, and below lines the figures that they are of."""

from amcli.output.plot import draw as plot
from amcli.output.result import Page
from amcli.output.screen import Screen


def draw(screen: Screen, page: Page) -> None:
    plot(screen, page.about["charts"])
