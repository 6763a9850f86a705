"""`--plot`: what a report has as a picture, drawn on a terminal; in a pipe its figures as tables.

Every other format stays what it is without it. A command gives its result and its pictures to `show`.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

from amcli.commands.declared import option
from amcli.commands.options import finish
from amcli.context import Run
from amcli.output.result import Listing, Options, Page

if TYPE_CHECKING:
    from amcli.documents.charts import Chart
    from amcli.fields import Row

Plot = Annotated[bool, option("--plot", help="Draw a chart; in a pipe, print its figures.")]


def show(
    run: Run, result: Listing | Page, charts: "Callable[[Sequence[Row]], Sequence[Chart]]", out: Options
) -> None:
    """Show a report as pictures, made of its rows as `--sort` and `--limit` leave them."""
    if out.output not in (None, "table", "md"):
        finish(run, result, out)
        return
    from amcli.documents.charts import markdown

    if isinstance(result, Listing):
        from amcli.output.formats import shaped

        result = shaped(result, out)
    found = list(charts(result.rows))
    about = {key: result.about[key] for key in ("filters", "fits_none", "hint") if key in result.about}
    finish(run, Page("picture", {}, lambda _: markdown(found), about={**about, "charts": found}), out)
