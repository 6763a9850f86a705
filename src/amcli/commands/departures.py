"""`am contact left` and `am contact move`: a person goes, and what that leaves open."""

import datetime as dt

from amcli.commands.declared import argument, option
from amcli.commands.options import AccountArg, On
from amcli.commands.readers import Text, working_day
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.fields import Row
from amcli.hints import Annotated, Any
from amcli.output import say
from amcli.records.declaration import record
from amcli.rules.dates import weekday_day
from amcli.rules.money import compact
from amcli.rules.names import shown
from amcli.storage import records
from amcli.vocabulary import parts_of_reference, reference, words

REACH_DAYS = 2
EXPOSED_DAYS = 365
# Whom to turn to next: those who decide and those who speak for us before the others.
NEXT = ("champion", "executive_sponsor", "economic_buyer", "decision_maker", "influencer", "user", "other")
# What every account should have somebody for.
WANTED = ("champion", "economic_buyer", "executive_sponsor")
LONGEST_NAME = 80
FEW = 5
ContactArg = Annotated[str, argument(metavar="CONTACT", help=record("contact").named)]


def left(
    run: Run,
    contact: ContactArg,
    on: On = None,
    successor: Annotated[
        str | None, option("--successor", metavar="CONTACT", reader=Text(), help="Who takes over from them.")
    ] = None,
    no_task: Annotated[bool, option("--no-task", help="Don't add a task.")] = False,
) -> None:
    """Record that someone left, and see who remains.

    Shows which roles are empty now and which contracts are up within a year, and adds a task to reach
    the next person within two days. The person stays on record. If they went to another of your
    accounts, use am contact move.

    \b
    am contact left jane
    am contact left jane --on "9 feb" --successor omar
    am contact left p4 --no-task
    """
    from amcli.storage import resolve

    person = resolve.contact(run.book, contact)
    follows = resolve.contact(run.book, successor, person["account_id"]) if successor else None
    if follows is not None:
        refuse_successor(run, person, follows)
    leave(run, person, on or day_left(run, person), follows, no_task)


def leave(run: Run, person: Any, day: dt.date, follows: Any, no_task: bool) -> None:
    """Record that someone left and make the task; say what that leaves open."""
    from amcli.storage import writes

    changes = {"left_on": day} | ({"successor_id": follows["id"]} if follows is not None else {})
    others = still_there(run, person["account_id"], person["id"])
    next_ = next_person(others, changes.get("successor_id", person["successor_id"]))
    with run.book.transaction():
        writes.update(run.book, "contact", person["id"], changes)
        no_task = no_task or has_play(run, person, day)
        task = None if no_task else make_task(run, person, next_)
    verb = "leaves" if day > run.today else "left"
    account = account_of(run, person["account_id"])
    lines = [
        f"{shown(person['name'])} {verb} {shown(account['name'])} on {weekday_day(day, run.today)}.",
        remaining(others),
        *uncovered(person, others, next_ if follows is not None else None),
        *exposed(run, person["account_id"]),
        *task_said(run, task, no_task),
    ]
    refs = [reference("contact", person["id"]), *([reference("task", task[0])] if task else [])]
    say(run, lines, "\n".join(refs))


def has_play(run: Run, person: Any, day: dt.date) -> bool:
    """Whether a play makes the tasks that somebody's leaving leads to: it starts as this is recorded."""
    if person["role"] != "champion" or person["left_on"] is not None or not run.has_plays_on:
        return False
    from amcli.facts.plays import Event, starting

    return bool(starting(run.world, Event("champion_left", person["account_id"], day))[0])


def day_left(run: Run, person: Any) -> dt.date:
    """The day on which someone left: the one on record, else today."""
    return dt.date.fromisoformat(person["left_on"]) if person["left_on"] else run.today


def still_there(run: Run, account: int, gone: int) -> list[Row]:
    """The people of an account without one and without those who have left, the last spoken to first."""
    from amcli.reports.account import people

    who, today = reference("contact", gone), run.today.isoformat()
    return [
        each
        for each in people(run.world, account)
        if each["contact"] != who and (each["left_on"] is None or each["left_on"] > today)
    ]


def refuse_successor(run: Run, person: Any, follows: Any) -> None:
    """Raise Refused for a successor who is the person, or who has left too."""
    if follows["id"] == person["id"]:
        raise Refused(f"{shown(person['name'])} can't take over from themselves. Nothing was changed.")
    if follows["left_on"] is not None and follows["left_on"] <= run.today.isoformat():
        raise Refused(f"{shown(follows['name'])} has left too. Nothing was changed.")


def account_of(run: Run, account: int) -> Row:
    """An account's record."""
    return records.list_records(run.book, "account", row=account)[0]


def next_person(others: list[Row], successor: int | None) -> Row | None:
    """Whom to reach next: the successor, else by role, then the one spoken to last."""
    chosen = reference("contact", successor) if successor is not None else None
    ranks = {role: at for at, role in enumerate(NEXT)}
    ranked = sorted(
        others,
        key=lambda each: (
            each["contact"] != chosen,
            each["role"] == "blocker",
            ranks.get(each["role"], len(NEXT)),
        ),
    )
    return ranked[0] if ranked else None


def make_task(run: Run, person: Any, next_: Row | None) -> tuple[int, str, dt.date] | None:
    """The task that follows, within two days, as (id, title, day); None where it is open already."""
    from amcli.facts.account_facts import read_tasks
    from amcli.rules.isodays import after
    from amcli.storage import writes

    due = working_day(after(run.today, REACH_DAYS), run)
    who = "" if next_ is None else next_["name"][:LONGEST_NAME]
    gone = person["name"][:LONGEST_NAME]
    title = f"Reach {who} after {gone} left" if who else f"Find a new contact after {gone} left"
    if any(task.title == title for task in read_tasks(run.world, [person["account_id"]])):
        return None
    columns = {
        "account_id": person["account_id"],
        "contact_id": parts_of_reference(next_["contact"])[1] if next_ is not None else None,
        "title": title,
        "due_on": due,
        "first_due_on": due,
    }
    return writes.insert(run.book, "task", columns), title, due


def remaining(others: list[Row]) -> str:
    """`Remaining: Omar Haddad (economic buyer), Bo Li.`"""
    if not others:
        return "Nobody else at this account is on record."
    named = [
        f"{shown(each['name'])} ({words(each['role'] or each['title'] or '-')})" for each in others[:FEW]
    ]
    more = f" and {len(others) - FEW} more" if len(others) > FEW else ""
    return f"Remaining: {', '.join(named).replace(' (-)', '')}{more}."


def uncovered(person: Any, others: list[Row], follows: Row | None) -> list[str]:
    """Roles that nobody has now: the one that left with the person first."""
    held = {each["role"] for each in others}
    lost = person["role"] if person["role"] in NEXT[:4] and person["role"] not in held else None
    missing = [role for role in WANTED if role not in held and role != lost]
    lines = []
    if lost:
        lines.append(f"No {either([words(role) for role in (lost, *missing)])} now.")
        if follows is not None:
            command = f"am contact edit {follows['contact']} --role {lost}"
            lines.append(f"Is {shown(follows['name'])} the {words(lost)} now? · {command}")
    elif missing:
        lines.append(f"No {either([words(role) for role in missing])}.")
    return lines


def either(names: list[str]) -> str:
    """`champion, economic buyer or executive sponsor`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def exposed(run: Run, account: int) -> list[str]:
    """Open contracts that end, or can be given notice, within a year."""
    from amcli.facts.account_facts import read_contracts
    from amcli.rules.isodays import after
    from amcli.rules.renewals import acts_on_notice, is_near

    until = after(run.today, EXPOSED_DAYS)
    parts = []
    for each in read_contracts(run.world, [account]):
        if not is_near(each, run.today, until):
            continue
        value = ""
        if each.value is not None and each.currency is not None:
            value = f" {each.currency} {compact(each.value, each.currency)}"
        day = f"{'ended' if each.ends_on < run.today else 'ends'} {weekday_day(each.ends_on, run.today)}"
        if acts_on_notice(each, run.today) and each.notice_by is not None:
            day = f"notice by {weekday_day(each.notice_by, run.today)}"
        product = f" {shown(each.product)}" if each.product else ""
        parts.append(f"{reference('contract', each.id)}{product}{value}, {day}")
    return [f"Contracts up within a year: {'; '.join(parts)}."] if parts else []


def task_said(run: Run, task: tuple[int, str, dt.date] | None, no_task: bool) -> list[str]:
    """The task that was made."""
    if task is None:
        return [] if no_task else ["A task to reach the next person already exists · am tasks"]
    row, title, due = task
    return [f"{reference('task', row)} {shown(title)}, due {weekday_day(due, run.today)} · to undo: am undo"]


def move(
    run: Run,
    contact: ContactArg,
    account: AccountArg,
    on: On = None,
    wrong_account: Annotated[
        bool,
        option(
            "--wrong-account",
            was="--misfiled",
            help="They were never at the old account; leave no record there.",
        ),
    ] = False,
) -> None:
    """Move a person to another account, history included.

    The person keeps their record, and past touches, tasks and answers still name them but stay with the
    old account. The old account keeps a contact who left, with title and role; at the new one, title,
    role and "call first" are empty. With --wrong-account, only the account changes: they were filed under the
    wrong one.

    \b
    am contact move jane birch
    am contact move p4 birch --on "9 feb"
    am contact move p4 acme-labs --wrong-account
    """
    from amcli.storage import contacts as people
    from amcli.storage import resolve

    person, new = resolve.contact(run.book, contact), resolve.account(run.book, account)
    old = account_of(run, person["account_id"])
    if new["id"] == old["id"]:
        raise Refused(f"{shown(person['name'])} is already at {shown(new['name'])}. Nothing was changed.")
    if wrong_account and on is not None:
        raise BadValue("--on goes with a person who left, not with --wrong-account.")
    ref = reference("contact", person["id"])
    if wrong_account:
        with run.book.transaction():
            people.refile(run.book, person["id"], new["id"])
        lines = [f"{shown(person['name'])} ({ref}) is at {shown(new['name'])}, not {shown(old['name'])}."]
    else:
        lines = moved(run, person, old, new, on or day_left(run, person))
    for each in people.namesakes(run.book, person["id"], new["id"]):
        other = reference("contact", each["id"])
        lines.append(f"Same person as {shown(each['name'])} ({other})? · am contact merge {other} {ref}")
    say(run, [*lines, "to undo: am undo"], ref)


def moved(run: Run, person: Any, old: Row, new: Any, day: dt.date) -> list[str]:
    """Move a person; gives where they are now, what stays at the old account, and what that lacks."""
    from amcli.storage import contacts as people

    ref = reference("contact", person["id"])
    with run.book.transaction():
        stays = people.move(run.book, person, new["id"], day, f"Now at {new['name']} ({ref}).")
    others = still_there(run, old["id"], stays)
    lines = [
        f"{shown(person['name'])} ({ref}) is at {shown(new['name'])} now; at {shown(old['name'])} stays"
        f" {reference('contact', stays)}, left {weekday_day(day, run.today)}.",
        f"{shown(old['name'])}: {remaining(others)}",
        *uncovered(person, others, None),
    ]
    tasks = [
        f"{reference('task', each['id'])} {shown(each['title'])}"
        for each in people.open_tasks_with(run.book, person["id"], run.today)
    ]
    if tasks:
        lines.append(f"Still open with them: {', '.join(tasks[:FEW])}{' ...' if len(tasks) > FEW else ''}.")
    if person["title"] or person["role"]:
        lines.append(f"Role at the new account isn't set · am contact edit {ref} -e")
    return lines
