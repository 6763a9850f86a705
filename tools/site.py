"""Builds the documentation as a site, and checks it: `python -m tools.site [FOLDER]`.

The pages are those of docs/, what everybody reads at the top of the repository, each guide of `am help`, the
help of each command, and the reference (`tools.reference`). They are found as docs/index.md has them.
Zensical builds them, and each warning is an error, such as a link or an anchor that leads nowhere. Nothing
is fetched, and no page loads anything from elsewhere. The words are checked by typos; those of ours that it
takes for others are in pyproject.toml. To change a page, change what it is made of.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

from amcli.__main__ import run_app
from amcli.app import COMMANDS, DAILY, HOUSEKEEPING, RECORDS
from amcli.reports.guides import guide, names, title
from tools import reference
from tools.make_docs import ROOT

DOCS = ROOT / "docs"
TOP = {"CONTRIBUTING.md": "Working on amcli", "SECURITY.md": "Problems of safety", "CHANGELOG.md": "Changes"}
HEAD = """\
[project]
site_name = "amcli"
site_description = "Your book of business in the terminal: who to call today, and why"
copyright = "MIT licence"
docs_dir = "docs"
site_dir = "site"
extra_css = ["site.css"]
extra_javascript = ["site.js"]

[project.theme]
language = "en"
font = false
features = ["navigation.indexes", "navigation.top", "search.highlight", "toc.follow"]

[project.theme.palette]
scheme = "default"

[project.extra]
generator = false

"""
# What the theme leaves to be wished by whoever reads with other means than eyes and a mouse.
STYLE = ".md-nav__link--active, .md-nav__link--active .md-ellipsis { color: var(--md-default-fg-color) }\n"
# The theme's own palettes stay as the first visit had them; this follows the reader's.
SCRIPT = """\
const dark = matchMedia("(prefers-color-scheme: dark)")
const light = () => { document.body.dataset.mdColorScheme = dark.matches ? "slate" : "default" }
light()
dark.addEventListener("change", light)
const scrolled = "pre code, .md-typeset__scrollwrap"  // by keys, too
const reach = () => document.querySelectorAll(scrolled).forEach((each) => { each.tabIndex = 0 })
addEventListener("load", () => {
  reach()
  new MutationObserver(reach).observe(document.body, {childList: true, subtree: true})
})
"""
BETTER = (
    (r'<a id="__codelineno-[^>]*></a>', ""),  # links without a name
    (r'<input class="md-option"', '<input tabindex="-1" class="md-option"'),  # reached, and nobody sees it
    (r"<th([^>]*)></th>", r"<td\1></td>"),  # heads nothing
)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
MADE = re.compile(r"<!-- made: .*?<!-- end -->", re.DOTALL)
CODE = re.compile(r"<!--.*?-->|`(?:[^`\n]|\n(?!\n))+`|\]\([^)]*\)|^ {4}.*$", re.MULTILINE)
ANCHOR = re.compile(r"\]\([\w/.-]*#[\w-]+\)")
LINK = re.compile(r"\[([^\]]+)\]\(([\w/.-]+\.md)\)")
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|link)\b[^>]*?\b(?:src|href)=["']?((?:https?:)?//[^"' >]+)"""
)
HEADING = re.compile(r"^## (\w[\w ]*)$")
TABLE = re.compile(r"^\| ([a-z ]+) \| \|$")
LAST_ROW = "| [Records](records.md) | every record, field and rule |\n"
# A page, or a section with its pages and the sections within it, each with its label.
Nav = list[tuple[str, "str | Nav"]]


def main() -> None:
    """Stage, check the words, build into a folder, and look at what was built."""
    target = Path(sys.argv[1]).absolute() if sys.argv[1:] else ROOT / "dist" / "site"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        nav = stage(work / "docs")
        (work / "zensical.toml").write_text(HEAD + "\n".join(toml(nav)), encoding="utf-8")
        check_words(work)
        (work / "docs" / "site.css").write_text(STYLE, encoding="utf-8")
        (work / "docs" / "site.js").write_text(SCRIPT, encoding="utf-8")
        refuse(not_reached(work, nav))
        run(["zensical", "build", "--strict", "--clean"], work)
        make_better(work / "site")
        refuse(loads_from_elsewhere(work / "site"))
        shutil.copytree(work / "site", target, dirs_exist_ok=True)
    print(f"{len(list(target.rglob('index.html')))} pages in {target}")


def refuse(problems: Iterator[str]) -> None:
    """Stop where there are any. Raises SystemExit."""
    if found := list(problems):
        raise SystemExit("\n".join(found))


def stage(docs: Path) -> Nav:
    """Write every page below a folder; gives how they are found."""
    shutil.copytree(DOCS, docs)
    for page in docs.rglob("*.md"):
        text = page.read_text(encoding="utf-8").replace("```console screen", "```console")
        # A hyphen of a heading and the blanks beside it are one hyphen of the site's anchors.
        text = ANCHOR.sub(lambda found: found[0].replace("---", "-"), text)
        for name in TOP:
            text = text.replace(f"](../{name}", f"](project/{name.lower()}")
        page.write_text(text, encoding="utf-8")
    (docs / "project").mkdir()
    for name in TOP:
        text = (ROOT / name).read_text(encoding="utf-8").replace("](docs/", "](../")
        for other in TOP:
            text = text.replace(f"]({other}", f"]({other.lower()}")
        (docs / "project" / name.lower()).write_text(text, encoding="utf-8")
    found = dict(of_index((docs / "index.md").read_text(encoding="utf-8")))
    looked_up = found["Look up"]
    assert isinstance(looked_up, list)
    looked_up += reference.pages(docs)
    looked_up += [("Guides in the terminal", guides(docs / "guides")), *commands(docs / "commands")]
    with_reference(docs / "index.md")
    return [*found.items(), ("Project", [(label, f"project/{name.lower()}") for name, label in TOP.items()])]


def of_index(text: str) -> Nav:
    """The sections of docs/index.md with their pages: its headings and the rows of the tables below them. A
    table with a name in its head alone is a section of its own."""
    found: Nav = []
    pages: Nav = []
    for line in text.splitlines():
        if heading := HEADING.match(line):
            pages = []
            found.append((heading[1], pages))
        elif head := TABLE.match(line):
            section = found[-1][1]
            assert isinstance(section, list)
            pages = []
            section.append((head[1].capitalize(), pages))
        elif line.startswith("| ["):
            pages.extend(LINK.findall(line.split(" | ")[0]))
    return found


def with_reference(index: Path) -> None:
    """Add the rows of what the site has besides docs/ to its index."""
    text = index.read_text(encoding="utf-8")
    if LAST_ROW not in text:
        raise SystemExit(f"index.md has no row {LAST_ROW.strip()}")
    rows = (
        f"{reference.index_rows()}| [Guides](guides/start.md) | what `am help` has |\n"
        "| [Commands](commands/today.md) | the help of every command |\n"
    )
    index.write_text(text.replace(LAST_ROW, LAST_ROW + rows), encoding="utf-8")


def guides(folder: Path) -> Nav:
    """A page for each guide of `am help`."""
    folder.mkdir()
    for name in names():
        (folder / f"{name}.md").write_text(guide(name), encoding="utf-8")
    return [(title(name).partition(":")[0], f"guides/{name}.md") for name in names()]


def commands(folder: Path) -> Nav:
    """A page for each command with its help, and that of each command within it."""
    folder.mkdir()
    found: Nav = []
    for section in (DAILY, RECORDS, HOUSEKEEPING):
        theirs = [(name, entry) for name, entry in COMMANDS.items() if entry.section == section]
        for name, entry in theirs:
            text = "\n".join([f"# am {name}", "", f"{entry.help}.", "", *helps(name)])
            (folder / f"{name}.md").write_text(text, encoding="utf-8")
        label = f"Commands: {section.partition(' (')[0].lower()}"
        found.append((label, [(f"am {name}", f"commands/{name}.md") for name, _ in theirs]))
    return found


def helps(name: str) -> Iterator[str]:
    """The help of a command, and below it those of the commands within it."""
    text = help_of(name)
    yield from ("```text", text, "```", "")
    inner = re.search(r"^Commands:\n((?:  .*\n?)+)", text, re.MULTILINE)
    for verb in re.findall(r"^  ([a-z][\w-]*)  ", inner[1] if inner else "", re.MULTILINE):
        yield from (f"## am {name} {verb}", "", "```text", help_of(f"{name} {verb}"), "```", "")


def help_of(path: str) -> str:
    """What a command says of itself, 80 columns wide."""
    out = io.StringIO()
    environ = {"COLUMNS": "80", "HOME": "/nonexistent"}
    with redirect_stdout(out):  # Typer prints its helps itself
        code = run_app([*path.split(), "--help"], environ, io.StringIO(), out, out)
    if code:
        raise SystemExit(f"am {path} --help: {out.getvalue()}")
    return out.getvalue().strip()


def toml(nav: Nav) -> Iterator[str]:
    """How pages are found, as the configuration has it."""
    yield '[[project.nav]]\nHome = "index.md"\n'
    for section, pages in nav:
        yield f'[[project.nav]]\n"{section}" = {listed(pages)}\n'


def listed(pages: "str | Nav") -> str:
    """A page, or the pages and sections of a section, as TOML."""
    if isinstance(pages, str):
        return f'"{pages}"'
    return "[" + ", ".join(f'{{ "{label}" = {listed(inner)} }}' for label, inner in pages) + "]"


def pages_of(nav: Nav) -> Iterator[str]:
    """Every page that the navigation names."""
    for _, inner in nav:
        yield from [inner] if isinstance(inner, str) else pages_of(inner)


def check_words(work: Path) -> None:
    """Refuse words that are misspelt: in prose, not in what is typed, printed or made from lists."""
    prose = work / "prose"
    for page in (work / "docs").rglob("*.md"):
        path = prose / page.relative_to(work / "docs")
        path.parent.mkdir(parents=True, exist_ok=True)
        text = page.read_text(encoding="utf-8")
        for pattern in (MADE, FENCE, CODE):
            text = pattern.sub(blank, text)
        path.write_text(text, encoding="utf-8")
    run(["typos", "--config", str(ROOT / "pyproject.toml"), "--format", "brief", "."], prose)


def blank(found: re.Match[str]) -> str:
    """As many lines as there were, with nothing in them."""
    return "\n" * found[0].count("\n")


def make_better(site: Path) -> None:
    """Mend in every page what a checker of accessibility finds in the theme."""
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for pattern, better in BETTER:
            text = re.sub(pattern, better, text)
        page.write_text(text, encoding="utf-8")


def loads_from_elsewhere(site: Path) -> Iterator[str]:
    """What a page would fetch from another place."""
    for page in site.rglob("*.html"):
        for address in LOADED.findall(page.read_text(encoding="utf-8")):
            yield f"{page.relative_to(site)} loads {address}"


def not_reached(work: Path, nav: Nav) -> Iterator[str]:
    """Pages that nothing in the navigation names."""
    named = {"index.md", *pages_of(nav)}
    for page in sorted((work / "docs").rglob("*.md")):
        if page.relative_to(work / "docs").as_posix() not in named:
            yield f"{page.relative_to(work / 'docs')} is in no section of docs/index.md"


def run(command: list[str], folder: Path) -> None:
    """Run a program of this environment. Raises SystemExit where it finds fault."""
    program = Path(sys.executable).with_name(command[0])
    found = subprocess.run([program, *command[1:]], cwd=folder, capture_output=True, text=True, check=False)
    if found.returncode:
        plain = re.sub(r"\x1b\[[0-9;]*m", "", found.stdout + found.stderr)
        raise SystemExit(f"{' '.join(command[:2])}:\n{plain.partition('Traceback')[0]}")


if __name__ == "__main__":
    main()
