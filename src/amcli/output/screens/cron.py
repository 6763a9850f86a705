"""`am cron` for a person: lines to be copied, so that none of them is ever cut or broken."""

from amcli.output.result import Page
from amcli.output.screen import Part, Screen, safe

STATES = {"same": "already exists", "differs": "another one exists"}


def draw(screen: Screen, page: Page) -> None:
    """Draw the page. What stands in the lines has been refused where it could do harm."""
    data = page.data
    screen.line([Part("For cron", "heading"), Part("   run crontab -e and add this line", "muted")])
    screen.line()
    screen.put([Part(data["crontab"], "command")])
    screen.line()
    screen.line([Part("For systemd", "heading"), Part("   instead, on Linux", "muted")])
    for each in data["files"]:
        screen.line()
        state = STATES.get(each["state"])
        screen.put([Part(f"# {safe(each['path'])}{f' ({state})' if state else ''}", "muted")])
        for line in each["text"].splitlines():
            screen.put([Part(line)])
    screen.line()
    screen.footer([("To write them", "am cron --install"), ("What it means", "am help cron")])
