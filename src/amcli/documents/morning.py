"""The morning as Markdown, for a pipe or a mail."""

from typing import Any

from amcli.documents.risk import text
from amcli.rules.formatting import count
from amcli.rules.names import shown
from amcli.vocabulary import LANE_TITLES, words


def markdown(data: dict[str, Any], *, explained: bool = False) -> list[str]:
    """The page of `am today`; `explained` with what each priority is made of."""
    totals = data["totals"]
    lines = [f"# {data['date']}", ""]
    lines.append(
        f"{count(totals['accounts'], 'account')}, {totals['currency']} {number(totals['arr'])} ARR, "
        f"{number(totals['arr_at_risk'])} at risk, "
        f"{number(totals['renewing_90d'])} up for renewal in 90 days."
    )
    lines += section("Today", [meeting(each) for each in todays(data)])
    at = 0
    for lane, title in LANE_TITLES.items():
        items = []
        for each in told(data, lane):
            at += 1
            items += item(at, each, explained=explained)
        lines += section(title, items + (unrecorded(data) if lane == "dated" else []))
    if not data["actions"] and not todays(data):
        lines += ["", "Nothing is late and nothing is due today."]
    lines += footer(data)
    moment = data["good_moment"]
    if moment is not None:
        why = f"**{text(moment['name'])}**: {text(moment['why'])}, {text(moment['next_step'])}"
        lines += ["", f"Good moment: {why}. `{shown(moment['command'])}`"]
    return lines


def section(title: str, items: list[str]) -> list[str]:
    """A heading and its list; nothing without items."""
    return ["", f"## {title}", "", *items] if items else []


def told(data: dict[str, Any], lane: str) -> list[dict[str, Any]]:
    """The actions of a section that are named: all, but for several that one line stands for."""
    several = data["not_recorded"]["contracts"] > 1
    actions = [each for each in data["actions"] if each["lane"] == lane]
    return [each for each in actions if not (several and each["place"] == "unrecorded")]


def item(at: int, action: dict[str, Any], *, explained: bool) -> list[str]:
    """An action, and what its priority is made of."""
    return [line(at, action), *([f"   - {arithmetic(action)}"] if explained else [])]


def todays(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The meetings of the day, then those that nobody confirmed."""
    ahead = [each for each in data["meetings"] if each["state"] == "ahead"]
    return ahead + [each for each in reversed(data["meetings"]) if each["state"] == "unconfirmed"]


def meeting(each: dict[str, Any]) -> str:
    held = f"held on {each['on']}? " if each["state"] == "unconfirmed" else ""
    what = " ".join(filter(None, (each["at"], text(each["summary"] or words(each["kind"])))))
    people = f", {', '.join(map(text, each['people']))}" if each["people"] else ""
    return f"- **{text(each['name'])}**: {held}{what}{people}. `{shown(each['command'])}`"


def unrecorded(data: dict[str, Any]) -> list[str]:
    """The contracts whose end nobody recorded, in one line."""
    found = data["not_recorded"]
    if found["contracts"] < 2:
        return []
    kinds = {"ended": found["ended"], "auto-renewed": found["auto_renewed"]}
    counts = ", ".join(f"{many:,} {name}" for name, many in kinds.items() if many)
    value = f"{data['totals']['currency']} {number(found['value'])}"
    return [f"- {found['contracts']:,} not recorded, {value}: {counts}. `am renewals --past`"]


def footer(data: dict[str, Any]) -> list[str]:
    notes = []
    if data["snoozed_deadlines"]:
        notes.append(f"{count(data['snoozed_deadlines'], 'deadline')} snoozed.")
    if data["not_recorded"]["long_ago"]:
        notes.append(f"{data['not_recorded']['long_ago']:,} ended long ago: `am renewals --past`.")
    if data["silent"]:
        notes.append(f"{count(data['silent'], 'account')}, no conversations recorded yet: `am help import`.")
    if data["last_digest_on"]:
        notes.append(f"Last digest: {data['last_digest_on']}.")
    return ["", " ".join(notes)] if notes else []


def line(at: int, action: dict[str, Any]) -> str:
    more = f" ({'; '.join(text(other) for other in action['others'])})" if action["others"] else ""
    why = f"**{text(action['name'])}**: {text(action['why'])}{more}"
    return f"{at}. {why}. `{shown(action['command'])}`"


def arithmetic(action: dict[str, Any]) -> str:
    """`promise 90 × 0.89 for its day × 0.93 for its revenue = 73.8`."""
    parts = action["parts"]
    shares = f"{parts['ramp']:.2f} for its day × {parts['weight']:.2f} for its revenue"
    return f"{words(parts['kind'])} {parts['base']} × {shares} = {action['priority']:.1f}"


def number(value: Any) -> str:
    """An amount with separators; `?` where it is not known."""
    return "?" if value is None else f"{value:,}"
