"""The morning as Markdown, for a pipe or a mail."""

from typing import Any

from amcli.documents.risk import text
from amcli.output.words import count
from amcli.rules.names import shown
from amcli.vocabulary import LANE_TITLES, words


def markdown(data: dict[str, Any], *, explained: bool = False) -> list[str]:
    """The page of `am today`; `explained` with what each priority is made of."""
    totals = data["totals"]
    lines = [f"# {data['date']}", ""]
    lines.append(
        f"{count(totals['accounts'], 'account')}, {totals['currency']} {number(totals['arr'])} ARR, "
        f"{number(totals['arr_at_risk'])} at risk, {number(totals['renewing_90d'])} to renew in 90 days."
    )
    for lane, title in LANE_TITLES.items():
        actions = [action for action in data["actions"] if action["lane"] == lane]
        if actions:
            lines += ["", f"## {title}", ""]
            for action in actions:
                lines += [line(action), *([f"   - {arithmetic(action)}"] if explained else [])]
    if not data["actions"]:
        lines += ["", "Nothing is late and nothing is due today."]
    if data["last_digest_on"]:
        lines += ["", f"Last digest: {data['last_digest_on']}."]
    moment = data["good_moment"]
    if moment is not None:
        why = f"**{text(moment['name'])}**: {text(moment['why'])}, {text(moment['next_step'])}"
        lines += ["", f"Good moment: {why}. `{shown(moment['command'])}`"]
    return lines


def line(action: dict[str, Any]) -> str:
    """One action."""
    more = f" ({'; '.join(text(other) for other in action['others'])})" if action["others"] else ""
    why = f"**{text(action['name'])}**: {text(action['why'])}{more}"
    return f"{action['rank']}. {why}. `{shown(action['command'])}`"


def arithmetic(action: dict[str, Any]) -> str:
    """`promise 90 × 0.89 for its day × 0.93 for its revenue = 73.8`."""
    parts = action["parts"]
    shares = f"{parts['ramp']:.2f} for its day × {parts['weight']:.2f} for its revenue"
    return f"{words(parts['kind'])} {parts['base']} × {shares} = {action['priority']:.1f}"


def number(value: Any) -> str:
    """An amount with separators; `?` where it is not known."""
    return "?" if value is None else f"{value:,}"
