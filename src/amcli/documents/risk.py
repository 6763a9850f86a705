"""One account's score as Markdown, for a pipe or a mail."""

from typing import Any

from amcli.output.formats import markdown_text
from amcli.rules.names import shown
from amcli.vocabulary import words


def markdown(data: dict[str, Any]) -> list[str]:
    """The page of `am risks ACCOUNT`."""
    score = "?" if data["score"] is None else data["score"]
    lines = [f"# {text(data['name'])}: {score}, {words(data['band'])}", ""]
    if data["reasons"]:
        lines += [
            "| points | of | why | on record | back | next step | command |",
            "| ---: | ---: | --- | --- | ---: | --- | --- |",
        ]
        lines += [reason_line(reason) for reason in data["reasons"]]
        lines.append("")
    if data["no_points"]:
        lines.append("No points: " + ", ".join(words(name) for name in data["no_points"]))
    if data["not_known"]:
        lines += ["Not known:", ""]
        lines += [f"- {words(each['signal'])}: {each['why']}" for each in data["not_known"]]
    lines += ["", "Every signal and its rule:", ""]
    lines += [rule_line(each) for each in data["signals"]]
    return lines


def rule_line(stated: dict[str, Any]) -> str:
    """A signal, what it came to, and its rule."""
    known = stated["state"] in ("points", "none")
    state = f"{stated['points']} of {stated['most']}" if known else words(stated["state"])
    return f"- {words(stated['signal'])} ({state}): {stated['rule']}"


def reason_line(reason: dict[str, Any]) -> str:
    """One row of the table."""
    cells = [str(reason["points"]), str(reason["most"]), text(reason["text"]), text(reason["record"])]
    cells += [f"+{reason['back']}", text(reason["next_step"]), f"`{shown(reason['command'])}`"]
    return "| " + " | ".join(cells) + " |"


def text(value: Any) -> str:
    """Text of the book in Markdown."""
    return markdown_text(shown(str(value)))
