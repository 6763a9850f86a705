"""`am brief`, `am qbr brief` and `am account plan`, drawn: the page that the command has made."""

from amcli.documents.parts import Sheet
from amcli.output.result import Page
from amcli.output.screen import PAGE, Screen
from amcli.output.screens import sections


def draw(screen: Screen, page: Page) -> None:
    """Draw the page, and below it the command that leads on, if any."""
    sheet: Sheet = page.about["sheet"]
    sections.draw(screen, sheet)
    if page.about.get("footer"):
        screen.line()
        screen.footer([page.about["footer"]], min(screen.width, PAGE))
