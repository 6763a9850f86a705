"""`am schema`: the JSON Schema of records and of what commands print."""

from amcli.commands.commandline import names_of_today
from amcli.commands.declared import argument, option
from amcli.commands.options import LIST_OPTIONS, finish, shows
from amcli.context import Run
from amcli.errors import BadValue, NotFound
from amcli.hints import Annotated
from amcli.output.formats import as_json
from amcli.output.result import Listing, Options
from amcli.rules.names import ALIKE_OF_FEW, did_you_mean, near_names, quoted
from amcli.schema import register


@shows(LIST_OPTIONS)
def schema(
    run: Run,
    name: Annotated[
        list[str] | None,
        argument(metavar="[SCHEMA...]", help="A kind of record or a command (default: list them all)."),
    ] = None,
    everything: Annotated[bool, option("--all", "-a", help="Print all schemas in one document.")] = False,
    *,
    out: Options,
) -> None:
    """Print the JSON Schema of a record or of a command's output.

    Draft 2020-12, made from the same declarations as the output. In JSON lines, each line is one item of
    the list; with --fields a row has only those fields. Type -- before a command that has an option.

    \b
    am schema                   list everything that has one
    am schema renewals > renewals.schema.json
    am schema risks ACCOUNT
    am schema -- portfolio --by
    """
    known = register.entries()
    if not name and not everything:
        rows = [{"name": each, "help": entry.help} for each, entry in known.items()]
        finish(run, Listing("plain", register.FIELDS, rows, lambda row: str(row["name"])), out)
        return
    if out.output not in (None, "json", "table"):
        raise BadValue(f"a schema is always JSON, not {out.output}.", "All schemas: am schema")
    wanted = " ".join(name or [])
    if wanted and wanted not in known:
        wanted = " ".join(names_of_today(run, run.typed.tree.command.group, name or []))
    if wanted and wanted not in known:
        raise NotFound(f"no schema {quoted(wanted)}", near(wanted, list(known)))
    made = register.document(wanted, known[wanted]) if wanted else register.everything()
    print(as_json(made), file=run.stdout)


def near(wanted: str, known: list[str]) -> str:
    """Names that are like one that is not there."""
    return did_you_mean(near_names(wanted, known, least=ALIKE_OF_FEW), "All schemas: am schema")
