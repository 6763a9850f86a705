"""What assistants ask to run: the fields of `am proposals`, and the page on which a person decides."""

import datetime as dt

from amcli.fields import Row, fields
from amcli.page import Cell, Code, Column, Footer, Line, Page, Sentence, Table, says
from amcli.rules.formatting import minute
from amcli.rules.names import joined, shown, unshown
from amcli.storage.proposals import Proposal
from amcli.vocabulary import PROPOSAL_STATES

FIELDS = fields(
    """
proposal   text!    its reference, as am proposals accept takes it
at         instant! when an assistant asked for it
client     text     the name that the assistant gave itself
command    text!    the command that it asks to run
account    text     the account's code
name       text     the account's name
why        text     the assistant's reason, in its own words
changes    list!    what the command would change, in sentences
state      text!    open (waits for you), accepted, refused, expired (after 14 days) or failed
decided_at instant  when it was decided, or expired
change     int      the change that it became, for am undo
""",
    state=PROPOSAL_STATES,
)
COLUMNS = (Column("No"), Column("When", most=16), Column("Who asks"))
NOTHING = "Nothing waits for you: no assistant has asked for anything."


def proposal_row(each: Proposal) -> Row:
    """One proposal as JSON has it."""
    return {
        "proposal": each.ref,
        "at": each.at,
        "client": each.client,
        "command": command_of(each),
        "account": each.account,
        "name": each.name,
        "why": each.why,
        "changes": each.changes,
        "state": each.state,
        "decided_at": each.decided_at,
        "change": each.change,
    }


def command_of(each: Proposal) -> str:
    """The whole line as it would be typed."""
    return f"am {joined(each.arguments)}"


def proposals_page(shown_rows: list[Row], whole: list[Row]) -> Page:
    """What a person sees of those that are shown: each with its whole line, what changes, and the reason."""
    if not shown_rows:
        return says(NOTHING)
    lines = [line for row in shown_rows for line in lines_of(row)]
    open_ones = [row["proposal"] for row in whole if row["state"] == "open"]
    footer = [Footer("Go through them", "am proposals review")] if open_ones else []
    if open_ones:
        footer.append(Footer("Accept one", f"am proposals accept {open_ones[0]}"))
    waiting = f"{len(open_ones)} to decide" if open_ones else "none to decide"
    return Page("Proposals", waiting, (), [Table(COLUMNS, lines)], footer)


def lines_of(row: Row) -> list[Line]:
    """One proposal: who asked and when, the line, what it would change, why."""
    state = Cell(f" · {row['state']}", "muted") if row["state"] != "open" else Cell()
    made = Cell(f" · change {row['change']}", "muted") if row["change"] else Cell()
    who = Cell(unshown(row["client"] or "an assistant"))
    found: list[Line] = [[row["proposal"], minute(row["at"]), [who, state, made]]]
    return [*found, *what(row)]


def what(row: Row) -> list[Line]:
    """The line, never cut, what it would change, and why, in the assistant's words."""
    found: list[Line] = [Code([Cell(row["command"], "command")], indent=4)]
    found += [Sentence(Cell(unshown(each), "muted"), whole=True, indent=4) for each in row["changes"]]
    if row["why"]:
        found.append(Sentence(Cell(f'"{row["why"]}"', "muted"), whole=True, indent=4))
    return found


def one_page(each: Proposal) -> Page:
    """One proposal, on which a person is asked."""
    row = proposal_row(each)
    title = f"{each.ref}  {unshown(each.client or 'an assistant')} asks"
    return Page(title, minute(each.at), (), [Table((Column(),), what(row), header=False)])


def decided_words(each: Proposal) -> str:
    """What became of a proposal that nobody can decide any more: `q3 was refused on 2026-03-02`."""
    day = dt.datetime.fromisoformat(each.decided_at or each.at).astimezone().date().isoformat()
    if each.state == "expired":
        return f"{each.ref} expired on {day}"
    return f"{each.ref} {'failed' if each.state == 'failed' else f'was {each.state}'} on {day}"


def proposal_words(each: Proposal) -> str:
    """A proposal in a sentence: `q3: am stage acme verbal`."""
    return f"{each.ref}: {shown(command_of(each))}"
