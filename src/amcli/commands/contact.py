"""`am contact`: people at customers."""

from collections.abc import Mapping, Sequence

from amcli import vocabulary as v
from amcli.commands.adding import Made, adds
from amcli.commands.confirmations import dated
from amcli.commands.declared import Group, argument, option
from amcli.commands.departures import left, move
from amcli.commands.merging import merge_contacts
from amcli.commands.options import AccountArg
from amcli.commands.readers import Name, Value, Word
from amcli.commands.records import add_common, custom_fields, kind_of
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.hints import Annotated, Any
from amcli.rules.names import in_shell, shown
from amcli.vocabulary import reference


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns: numbers beside their E.164 form, the successor's id."""
    from amcli.storage import lines, records, resolve

    found = {name: None if value == "" else value for name, value in given.items()}
    for name in ("emails", "tags"):
        if name in found:
            found[name] = list(dict.fromkeys(item for item in found[name] or () if item))
    if "phones" in found:
        found["phones"] = numbers(run, found["phones"])
    if "successor" in found:
        text = found.pop("successor")
        owner = records.list_records(run.book, "contact", row=row)[0]["account"] if row is not None else None
        account = lines.with_code(run.book, owner)["id"] if owner else None
        found["successor_id"] = None if text is None else resolve.contact(run.book, text, account)["id"]
    if "extra" in found:
        found["extra"] = custom_fields(run, "contact", found["extra"] or (), row)
    return found


def numbers(run: Run, typed: Sequence[str] | None) -> list[dict[str, str | None]]:
    """Numbers as typed, and in E.164; those without a country are of `me.country`."""
    from amcli.rules.phones import entry

    return [entry(item, run.config.get("me.country")) for item in typed or () if item]


READERS: dict[str, Value] = {
    "role": Word(v.ROLES, "For a job title: --title"),
    "prefers": Word(("phone", "email", "chat", "visit")),
}
KIND = kind_of("contact", values, readers=READERS)
app = Group("People at your customers.")


def asked_name(run: Run, account: str) -> str:
    """The name of a person, from a person. Raises BadValue where none is given."""
    from amcli.storage import resolve

    line = run.ask_line(f"{shown(resolve.account(run.book, account)['name'])}, who is it?")
    if not line:
        raise BadValue("NAME is missing: who is it?", 'For example: am contact add ACCOUNT "Jane Orr"')
    return Name().read(line, run)


def namesake(run: Run, account: int, name: str) -> Any:
    """Who of this name is at a customer, not having left; None where nobody is."""
    from amcli.storage import contacts

    return contacts.called(run.book, account, name, run.today)


def agree_on_two(run: Run, values: dict[str, Any]) -> None:
    """Ask whether somebody of a name that the customer has already is another person. Raises Refused."""
    from amcli.storage import resolve

    owner = resolve.account(run.book, values["account"])
    other = None if values["separate"] else namesake(run, owner["id"], values["name"])
    if other is None or not run.can_ask():
        return
    asked = f"{shown(owner['name'])} has {described(other)} already. Add another person of this name?"
    if not run.ask(asked):
        raise Refused(
            "cancelled; nothing was changed.", f"To change the first: am contact edit p{other['id']}"
        )
    values["separate"] = True


def described(other: Any) -> str:
    """`Jane Orr (p1, CFO)`."""
    title = f", {shown(other['title'])}" if other["title"] else ""
    return f"{shown(other['name'])} ({reference('contact', other['id'])}{title})"


def refuse_twice(run: Run, owner: Any, other: Any) -> None:
    """Raise Refused for somebody whom the customer has already, with the command that says two are two."""
    again = f"am contact add {in_shell(shown(owner['code']))} {in_shell(shown(other['name']))} --separate"
    raise Refused(
        f"{shown(owner['name'])} has {described(other)} already.", f"If this is another person: {again}"
    )


@app.command("add", writes=True)
@adds(KIND, asks={"name": asked_name}, agrees=agree_on_two)
def add(
    run: Run,
    account: AccountArg,
    name: Annotated[str, argument(metavar="[NAME]", reader=Name(), help="The person's name.")],
    separate: Annotated[
        bool, option("--separate", help="Another person than the one of this name there.")
    ] = False,
    *,
    given: dict[str, Any],
) -> Made:
    """Add a contact to an account.

    A name that the customer has already is asked about; a script says --separate where two people share
    a name.

    \b
    am contact add acme "Jane Orr" --role champion --phone "020 7946 0018"
    am contact add acme "Omar Haddad" --email omar@acme.example
    am contact add --stdin < people.csv
    """
    from amcli.storage import merging, resolve, writes

    found = resolve.account(run.book, account)
    other = namesake(run, found["id"], name)
    if other is not None and not separate:
        refuse_twice(run, found, other)
    columns = values(run, given, None)
    row = writes.insert(run.book, "contact", {"account_id": found["id"], "name": name, **columns})
    if other is not None:
        merging.keep_new_apart(run.book, "contact", other["id"], row)
    ref = reference("contact", row)
    left = dated(given.get("left_on"), run.today, "left")
    return Made(ref, [f"{shown(found['name'])}: {shown(name)} added as {ref}{left}."])


add_common(
    app,
    KIND,
    {
        "list": "am contact list acme\nam contact list -o csv --fields name,account,emails",
        "show": "am contact show jane\nam contact show p4 -o json",
        "edit": "am contact edit jane --role champion\nam contact edit p4 --left mon --successor omar",
        "rm": "am contact rm p4\nam contact rm p4 --yes",
    },
)

app.command("left", writes=True)(left)
app.command("move", writes=True)(move)
app.command("merge", writes=True)(merge_contacts)
