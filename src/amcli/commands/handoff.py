"""`am account handoff` and `am account handoffs`: an account passes to the next owner, with what they
must know."""

import datetime as dt
from functools import partial

from amcli.commands.declared import option
from amcli.commands.filtering import AccountAndFilters, Asked
from amcli.commands.options import RECORD_OPTIONS, AccountArg, On, finish, shows
from amcli.commands.readers import Name, Text
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING, Annotated, Any, NamedTuple
from amcli.output import say
from amcli.output.result import Listing, Options
from amcli.records.declaration import listed_fields
from amcli.rules.dates import weekday_day
from amcli.rules.formatting import count
from amcli.rules.names import in_shell, shown
from amcli.storage import records
from amcli.vocabulary import words

if TYPE_CHECKING:
    from amcli.storage.connection import Row
    from amcli.storage.handoffs import Takeover

TEXT = Text()
# What a handoff is not whole without: the option, what is missing, and the question.
NEEDED = {
    "why_bought": ("--why", "why they bought", "Why did they buy?"),
    "expectations": ("--expectations", "what they expect", "What do they expect?"),
    "promises": ("--promises", "what was promised", "What was promised?"),
}
SAID = (*NEEDED, "risks", "note")


def text_option(name: str, help_text: str) -> Any:
    """An option for one of the texts."""
    return option(name, metavar="TEXT", reader=TEXT, help=help_text)


def owner_option(name: str, help_text: str) -> Any:
    """An option for an owner."""
    return option(name, metavar="OWNER", reader=Name(), help=help_text)


def handoff(
    run: Run,
    account: AccountArg,
    to: Annotated[str | None, owner_option("--to", "Who takes over as the account's owner.")] = None,
    from_: Annotated[str | None, owner_option("--from", "Previous owner (default: the account's).")] = None,
    on: On = None,
    why: Annotated[str | None, text_option("--why", "Why they bought.")] = None,
    expectations: Annotated[str | None, text_option("--expectations", "What they expect.")] = None,
    promises: Annotated[str | None, text_option("--promises", "What was promised.")] = None,
    risks: Annotated[str | None, text_option("--risks", "What could go wrong.")] = None,
    note: Annotated[str | None, text_option("--note", "What else they must know.")] = None,
    editor: Annotated[bool, option("--editor", "-e", help="Write the texts in your editor.")] = False,
) -> None:
    """Hand an account over, with what a colleague must know.

    --to also makes that colleague the owner. Without texts, it asks for them in a terminal. Run again
    for the same owner, it completes the handoff on record and says what is still missing.

    \b
    am account handoff acme --to "Ana Bell" --why "One place for all shifts"
    am account handoff acme --promises "Single sign-on by June"
    am account handoff acme -e
    """
    texts = zip(SAID, (why, expectations, promises, risks, note), strict=True)
    given = {name: text or None for name, text in texts if text is not None}
    hand_over(run, account, Owners(to, from_, on), given, editor)


class Owners(NamedTuple):
    """Who takes over from whom and when, as it was said."""

    to: str | None
    from_: str | None
    on: Any


NOBODY = Owners(None, None, None)


def hand_over(run: Run, account: str, said: Owners, given: dict[str, str | None], editor: bool) -> None:
    """Record a handoff or complete the one on record, and say so."""
    from amcli.storage import handoffs, records, resolve

    found = records.list_records(run.book, "account", row=resolve.account(run.book, account)["id"])[0]
    owner, day = found["owner"], said.on or run.today
    changes_hands = said.to is not None and not handoffs.same(said.to, owner)
    giver = said.from_ or (owner if changes_hands else None)
    takeover = handoffs.Takeover(found["id"], giver, said.to or owner, day, said.on is not None)
    old = None if changes_hands else handoffs.to_complete(run.book, takeover, found["owner_since"])
    if editor:
        given = {**given, **from_editor(run, found, old, given)}
    elif not given:
        given = asked(run, found, old)
    if old is None and said == NOBODY and not any(given.values()):
        raise BadValue(
            "say who takes over (--to) or what they need to know (--why).",
            f"For example: am account handoff {in_shell(shown(found['code']))} --to OWNER --why TEXT",
        )
    with run.book.transaction():
        row = handoffs.record(run.book, takeover, old, given)
        if changes_hands:
            handoffs.give(run.book, takeover)
    tell(run, found, takeover, old, row, changes_hands)


def asked(run: Run, account: Any, old: "Row | None") -> dict[str, str | None]:
    """A line for each of the three texts that are missing, from a person; an empty one skips."""
    found: dict[str, str | None] = {}
    if not run.can_ask():
        return found
    for name, (_, _, question) in NEEDED.items():
        if old is not None and old[name]:
            continue
        line = run.ask_line(f"{shown(account['name'])}. {question} (empty skips)")
        if line:
            found[name] = TEXT.read(line, run)
    return found


def from_editor(
    run: Run, account: Any, old: "Row | None", given: dict[str, str | None]
) -> dict[str, str | None]:
    """The texts as a person left them in their editor, where they stand as TOML."""
    import tomllib

    import tomli_w

    from amcli.commands.editor import edit_text

    before = {name: given.get(name) or (old[name] if old is not None else None) or "" for name in SAID}
    head = f"# Handoff of {shown(account['name'])}. Write between the quotes; an empty text is left out.\n"
    after = edit_text(run, head + tomli_w.dumps(before, multiline_strings=True), ".toml")
    try:
        said = tomllib.loads(after)
    except tomllib.TOMLDecodeError as error:
        raise BadValue(f"what you wrote can't be read: {error}. Nothing was changed.") from None
    unknown = sorted(set(said) - set(before))
    if unknown:
        raise BadValue(f'no field "{shown(unknown[0])}". Nothing was changed.')
    return {name: TEXT.read(str(text).strip(), run) or None for name, text in said.items()}


def tell(
    run: Run, account: Any, takeover: "Takeover", old: "Row | None", row: int, changes_hands: bool
) -> None:
    """What is on record now, what it lacks, and who matters there."""
    kept = records.list_records(run.book, "handoff", row=row)[0]
    code = in_shell(shown(account["code"]))
    lines = [headline(run, account, kept, old)]
    if changes_hands:
        lines.append(
            f"Owner: {shown(takeover.to_owner or '-')}, since {weekday_day(takeover.on, run.today)}."
        )
    missing = {option: what for name, (option, what, _) in NEEDED.items() if not kept[name]}
    if missing:
        options = " ".join(f"{option} TEXT" for option in missing)
        lines += [f"Missing: {', '.join(missing.values())}.", f"am account handoff {code} {options}"]
    say(run, [*lines, who_matters(run, account["id"])], str(account["code"]))


def headline(run: Run, account: Any, kept: Any, old: "Row | None") -> str:
    """`Acme Robotics: handoff from Tom Ashe to Ana Bell on Mon 2 Mar recorded.`, or what was added."""
    day = weekday_day(dt.date.fromisoformat(kept["on"]), run.today)
    ends = ((" from", kept["from_owner"]), (" to", kept["to_owner"]))
    people = "".join(f"{word} {shown(owner)}" for word, owner in ends if owner)
    what = f"{shown(account['name'])}: handoff{people} on {day}"
    if old is None:
        return f"{what} recorded."
    changed = [words(name) for name in (*SAID, "on", "from_owner", "to_owner") if kept[name] != old[name]]
    return f"{what} completed: {', '.join(changed)}." if changed else f"{what} unchanged."


def who_matters(run: Run, account: int) -> str:
    """The champions and how many people are on record."""
    from amcli.reports.account import people

    today = run.today.isoformat()
    there = [
        each for each in people(run.world, account) if each["left_on"] is None or each["left_on"] > today
    ]
    champions = [shown(each["name"]) for each in there if each["role"] == "champion"]
    named = f"Champion: {', '.join(champions)}" if champions else "No champion"
    return f"{named} · {count(len(there), 'person', 'people')} on record"


@shows(RECORD_OPTIONS, "handoff")
def handoffs_(run: Run, words: AccountAndFilters = None, *, out: Options) -> None:
    """List handoffs.

    \b
    am account handoffs acme
    am account handoffs on.after:-90d
    am account handoffs -o json | jq '.[] | select(.promises == null) | .account'
    """
    from amcli.reports.records import records_page

    asked = Asked(run, words, takes_account=True)
    found = asked.account
    rows = records.list_records(run.book, "handoff", account=asked.account_id, ids=asked.ids("handoff"))
    whose = in_shell(found["code"]) if found is not None else "ACCOUNT"
    add = f"am account handoff {whose}"
    page = partial(records_page, "handoff", "handoffs", run.today, add=add)
    handle = partial(records.handle, "handoff")
    finish(run, Listing("records", listed_fields("handoff"), rows, handle, asked.about(), page), out)
