"""The pages of `am play`: the plays there are, one of them, and those that were started."""

import datetime as dt

from amcli.fields import Row
from amcli.hints import TYPE_CHECKING
from amcli.page import Cell, Column, Footer, Line, Page, Pairs, Table, dash, says
from amcli.rules.formatting import column_day, count
from amcli.rules.names import in_shell
from amcli.vocabulary import words

if TYPE_CHECKING:
    from amcli.rules.plays import Play


def plays_page(shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the plays there are."""
    if not shown:
        return says("No plays.")
    columns = (
        Column("Play"), Column("Title", rest=True), Column("Trigger"), Column("Steps", right=True),
        Column("On"), Column("Yours", only="wide"),
    )  # fmt: skip
    lines: list[Line] = [
        [
            dash(row["name"]),
            dash(row["title"]),
            words(row["on"] or "by hand"),
            str(row["steps"]),
            Cell("on", "healthy") if row["switched_on"] else "-",
            "yes" if row["own"] else "-",
        ]
        for row in shown
    ]
    off = next((row["name"] for row in shown if not row["switched_on"]), shown[0]["name"])
    footer = Footer("What one says: am play show NAME", f"am play on {in_shell(off)}")
    return Page(
        "Plays", f"{sum(row['switched_on'] for row in whole)} on", (), [Table(columns, lines)], [footer]
    )


def play_page(play: "Play", on: list[str]) -> Page:
    """What a person sees of one play: when it starts, and its steps."""
    trigger = f"on {words(play.on)}" if play.on else "started by hand"
    head = [("trigger", trigger), ("for", " ".join(play.filters)), ("file", play.path)]
    pairs = Pairs([(name, dash(text)) for name, text in head if text])
    columns = (Column("Due"), Column("Step", rest=True), Column("Left out if"), Column("Who"))
    lines: list[Line] = [
        [
            step.due,
            dash(step.title),
            dash(" ".join(step.unless)),
            dash(step.assignee or ("promised" if step.promised else "")),
        ]
        for step in play.steps
    ]
    state = "on" if play.name in on else "off"
    whom = "CONTRACT" if play.of_contract else "ACCOUNT"
    footer = Footer("", f"am play start {in_shell(play.name)} {whom}")
    return Page(dash(play.title), f"play · {state}", (), [pairs, Table(columns, lines)], [footer])


def status_page(today: dt.date, shown: list[Row], whole: list[Row], *, everything: bool) -> Page:
    """What a person sees of the plays that were started."""
    if not shown:
        return says(
            "No plays yet." if everything else "No plays are running.", " ", Cell(command="am play list")
        )
    columns = (
        Column("Play"), Column("Account", most=24, short=17), Column("For"), Column("Done"),
        Column("Due", right=True), Column("Next step", rest=True),
    )  # fmt: skip
    lines: list[Line] = [
        [
            dash(row["play"]),
            dash(row["name"]),
            Cell(dash(row["contract"] or ""), "muted"),
            f"{row['done']} of {row['steps']}",
            column_day(row["due_on"], today) if row["due_on"] else "-",
            dash(row["next"] or (f"stopped {row['stopped_on']}" if row["stopped_on"] else "")),
        ]
        for row in shown
    ]
    task = next((row["task"] for row in shown if row["task"]), None)
    footer = Footer("", f"mark done: am done {task}" if task else "")
    return Page("Plays", count(len(whole), "play"), (), [Table(columns, lines)], [footer])
