"""`am survey`: what customers answered, NPS, CSAT and CES, each on its own scale."""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from amcli import vocabulary as v
from amcli.commands.adding import Made, adds
from amcli.commands.confirmations import dated
from amcli.commands.declared import Group, argument, option
from amcli.commands.filtering import AccountAndFilters, Asked
from amcli.commands.options import RECORD_OPTIONS, AccountArg, Everything, finish, shows
from amcli.commands.readers import TEXT, Number, Word
from amcli.commands.records import add_common, kind_of, plain_values, resting_codes
from amcli.commands.references import owner, with_person
from amcli.context import Run
from amcli.hints import Annotated, Any
from amcli.output.result import Listing, Options
from amcli.rules import surveys
from amcli.rules.names import shown
from amcli.rules.numbers import plain
from amcli.rules.surveys import nps_group
from amcli.storage import records, resolve, writes
from amcli.vocabulary import reference


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns: the person's id; the answer still lies on its scale."""
    found = plain_values(run, given, row)
    if row is None:
        return found
    present = records.list_records(run.book, "survey", row=row)[0]
    other = found.get("kind", present["kind"]) != present["kind"]
    now = {**present, **found}
    if other or "scale_max" in found:
        now["scale_max"] = found["scale_max"] = found.get("scale_max") or surveys.SCALES[now["kind"]]
    if {"kind", "score", "scale_max"} & set(found):
        surveys.check_answer(now["kind"], now["score"], now["scale_max"])
    return with_person(run, found, owner(run, "survey", row))


KIND = kind_of("survey", values)
app = Group("NPS, CSAT and CES answers.")


@app.command("add", writes=True)
@adds(KIND)
def add(
    run: Run,
    account: AccountArg,
    kind: Annotated[str, argument(metavar="KIND", reader=Word(v.SURVEY_KINDS), help="nps, csat or ces.")],
    score: Annotated[float, argument(metavar="SCORE", reader=Number(), help="The answer.")],
    comment: Annotated[
        str | None, argument(metavar="[COMMENT]", reader=TEXT, help="What they wrote.")
    ] = None,
    *,
    given: dict[str, Any],
) -> Made:
    """Record an answer.

    NPS goes from 0 to 10, CSAT from 1 to 5, CES from 1 to 7; --of sets another scale.

    \b
    am survey add acme nps 9 "Would recommend you" -w jane
    am survey add acme csat 4 --on yesterday
    am survey add acme csat 80 --of 100
    am survey add --stdin < answers.csv
    """
    found = resolve.account(run.book, account)
    columns = values(run, given, None)
    scale = columns.get("scale_max", surveys.SCALES[kind])
    surveys.check_answer(kind, score, scale)
    columns |= {"account_id": found["id"], "kind": kind, "score": score, "scale_max": scale}
    columns |= {"on": columns.get("on", run.today), "comment": comment or None}
    row = writes.insert(run.book, "survey", with_person(run, columns, found["id"]))
    ref = reference("survey", row)
    return Made(ref, [f"{shown(found['name'])}: {ref} {said(run, row)}."])


@app.command("list")
@shows(RECORD_OPTIONS, "survey")
def list_(
    run: Run,
    words: AccountAndFilters = None,
    unanswered: Annotated[
        bool, option("--unanswered", help="Show bad answers of 180 days that no touch followed.")
    ] = False,
    everything: Everything = False,
    *,
    out: Options,
) -> None:
    """List answers, all or one account's.

    A bad answer is an NPS of 6 or less, or a CSAT of 2 or less out of 5. --unanswered leaves out lost
    accounts; --all shows them too.

    \b
    am survey list acme
    am survey list --unanswered
    am survey list days_waiting.over:7 kind:nps
    am survey list -o csv --fields account,kind,on,score
    """
    from amcli.reports import surveys as report
    from amcli.reports.records import records_page

    asked = Asked(run, words, takes_account=True)
    which = report.Asked(asked.account_id, asked.ids("survey"))
    if unanswered:
        resting = resting_codes(run) if which.account is None and not everything else ()
        rows = report.read_unanswered(run.book, run.today, which, resting)
        page = partial(report.unanswered_page, run.today)
    else:
        rows = report.read_surveys(run.book, run.today, which)
        page = partial(records_page, KIND.name, KIND.plural, run.today)
    about = {"kind": KIND.name, **asked.about()}
    finish(run, Listing("records", report.FIELDS, rows, partial(records.handle, KIND.name), about, page), out)


def said(run: Run, row: int) -> str:
    """`NPS 9 of 10 (promoter) from Jane Orr, Thu 26 Feb`."""
    answer = records.list_records(run.book, "survey", row=row)[0]
    day = dt.date.fromisoformat(answer["on"])
    words = f"{answer['kind'].upper()} {plain(answer['score'])} of {plain(answer['scale_max'])}"
    words += f" ({nps_group(answer['score'])})" if answer["kind"] == "nps" else ""
    words += f" from {shown(answer['contact'])}" if answer["contact"] else ""
    return f"{words}{dated(day, run.today)}"


add_common(
    app,
    KIND,
    {
        "show": "am survey show s9\nam survey show s9 -o json",
        "edit": "am survey edit s9 --score 8\nam survey edit s9 --with jane",
        "rm": "am survey rm s9\nam survey rm s9 --yes",
    },
)
