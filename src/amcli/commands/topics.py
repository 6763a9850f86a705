"""`am help`: guides, each a Markdown file of `amcli/topics`, shown as it is."""

from pathlib import Path
from typing import Annotated

import typer

from amcli.context import current
from amcli.errors import NotFound
from amcli.rules.names import quoted

TOPICS = Path(__file__).parent.parent / "topics"


def help_(
    context: typer.Context,
    topic: Annotated[
        str | None, typer.Argument(metavar="[TOPIC]", help="A guide; the list of them otherwise.")
    ] = None,
) -> None:
    """Guides: how to start, dates, money, output, exit codes, and more.

    \b
    am help start
    am help dates
    am COMMAND --help           every option of a command
    """
    run = current(context)
    known = {path.stem: path for path in sorted(TOPICS.glob("*.md"))}
    if topic is None:
        print("Guides: am help TOPIC\n", file=run.stdout)
        for name, path in known.items():
            print(
                f"    {name:<12} {path.read_text(encoding='utf-8').splitlines()[0].lstrip('# ')}",
                file=run.stdout,
            )
        print("\nEvery command: am --help, and am COMMAND --help", file=run.stdout)
        return
    if topic not in known:
        from difflib import get_close_matches

        near = get_close_matches(topic, known, n=2, cutoff=0.5)
        raise NotFound(
            f"no guide {quoted(topic)}",
            f"Did you mean {' or '.join(near)}?" if near else f"Guides: {', '.join(known)}",
        )
    print(known[topic].read_text(encoding="utf-8").rstrip(), file=run.stdout)
