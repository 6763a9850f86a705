"""One account's score as Markdown, for a pipe or a mail."""

from collections.abc import Sequence
from typing import Any

from amcli.rules.names import markdown_text, shown
from amcli.vocabulary import words


def markdown(sums: Sequence[tuple[str, str]], data: dict[str, Any]) -> list[str]:
    """The page of `am risks ACCOUNT`; `sums` is its arithmetic in words."""
    score = "?" if data["score"] is None else data["score"]
    lines = [f"# {text(data['name'])}: {score}, {words(data['band'])}", "", about(data), ""]
    if data["reasons"]:
        lines += [
            "| points | of | why | record behind it | gain | next step | command |",
            "| ---: | ---: | --- | --- | ---: | --- | --- |",
        ]
        lines += [reason_line(reason) for reason in data["reasons"]]
        lines.append("")
    label = ""
    for named, said in sums:
        label = named or label
        lines.append(f"- {text(f'{label}: {said}')}")
    lines += ["", "All signals and their rules:", ""]
    lines += [rule_line(each) for each in data["signals"]]
    return lines


def about(data: dict[str, Any]) -> str:
    """`key tier, EUR 72,000 ARR, renews 2026-04-04, was 58 on 2026-01-31`."""
    arr = "?" if data["arr"] is None else f"{data['arr']:,}"
    parts = [f"{data['tier']} tier", f"{data['currency']} {arr} ARR"]
    if data["renews_on"]:
        parts.append(f"renews {data['renews_on']}")
    if data["was"]:
        parts.append(f"was {data['was']['score']} on {data['was']['on']}")
    return ", ".join(parts)


def rule_line(stated: dict[str, Any]) -> str:
    """A signal, what it came to, and its rule."""
    from amcli.rules.signals import signal_label  # other pages take only `text` from here

    known = stated["state"] in ("points", "none")
    state = f"{stated['points']} of {stated['most']}" if known else words(stated["state"])
    return f"- {signal_label(stated['signal'])} ({state}): {stated['rule']}"


def reason_line(reason: dict[str, Any]) -> str:
    cells = [str(reason["points"]), str(reason["most"]), text(reason["text"]), text(reason["record"])]
    cells += [f"+{reason['back']}", text(reason["next_step"]), f"`{shown(reason['command'])}`"]
    return "| " + " | ".join(cells) + " |"


def text(value: Any) -> str:
    """Text of the book in Markdown."""
    return markdown_text(shown(str(value)))
