"""`am completion`: the script of a shell, written where that shell looks for a person's own.

No file that a shell reads at its start is ever changed: what stands there belongs to its owner, who is told
the line to add. What the scripts do is in `completions/`, and what they offer in `amcli.completion`.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from amcli.commands.declared import Group, argument
from amcli.commands.readers import Word
from amcli.config.settings import replace_file
from amcli.context import Run
from amcli.errors import AmcliError, BadValue
from amcli.hints import Annotated, NamedTuple
from amcli.rules.names import quoted, shown

SHELLS = ("bash", "zsh", "fish", "powershell")
app = Group("Set up tab completion for bash, zsh, fish and PowerShell.")
Shell = Annotated[
    str | None,
    argument(metavar="[SHELL]", reader=Word(SHELLS), help="bash, zsh, fish or powershell (default: yours)."),
]


class Plan(NamedTuple):
    """Where the scripts of a shell go, by the names they have here, and what to do then: a sentence, and
    the line to copy where there is one."""

    files: dict[Path, str]
    next: list[str]


@app.command("install", undone="installed")
def install(run: Run, shell: Shell = None) -> None:
    """Install tab completion for your shell.

    Without SHELL, it uses the one in $SHELL. It doesn't change your shell's start-up files; if one needs
    a line, the answer says which.

    \b
    am completion install
    am completion install fish
    """
    plan = PLANS[shell or own_shell(run)](run)
    texts = {path: script(name) for path, name in plan.files.items()}
    stale = [path for path, text in texts.items() if as_it_is(path) != text]
    for path in stale:
        replace_file(path, texts[path])
    for path in texts:
        print(f"{shown(str(path))}: {'written' if path in stale else 'current'}", file=run.stdout)
    # A line to be copied is never folded, hence none of them is.
    print(*plan.next, sep="\n    ", file=run.stdout)


@app.command("print")
def print_(run: Run, shell: Shell = None) -> None:
    """Print the completion script.

    \b
    am completion print bash
    am completion print zsh > ~/.zfunc/_am
    """
    print(script(SCRIPTS[shell or own_shell(run)]), end="", file=run.stdout)


def own_shell(run: Run) -> str:
    """The shell that a person says is theirs. Raises BadValue."""
    told = run.environ.get("SHELL", "")
    name = told.rpartition("/")[2].lower().removesuffix(".exe")
    name = "powershell" if name == "pwsh" or (not told and sys.platform == "win32") else name
    if name not in SHELLS:
        said = (
            f"the shell {quoted(told)} is not supported" if told else "$SHELL doesn't say which shell you use"
        )
        first, *others = SHELLS
        hint = f"Name yours: am completion install {first} (or {', '.join(others)})"
        raise BadValue(f"{said}.", hint)
    return name


def script(name: str) -> str:
    """A script by its name. Raises AmcliError where this installation lacks it."""
    try:
        return (scripts() / name).read_text(encoding="utf-8")
    except OSError as error:
        raise AmcliError(f"the script {name} of this installation can't be read: {error.strerror}.") from None


def scripts() -> Path:
    """Where the scripts are: in the package once it is installed, beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "completions"
    return inside if inside.is_dir() else package.parents[1] / "completions"


def as_it_is(path: Path) -> str | None:
    """What a file holds now; None where there is none that can be read as text."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None


def bash(run: Run) -> Plan:
    """bash-completion finds a script by the command's name when it is first needed."""
    given = run.environ.get("BASH_COMPLETION_USER_DIR", "").partition(":")[0]
    folder = Path(given or xdg(run, "XDG_DATA_HOME", ".local/share") / "bash-completion") / "completions"
    return Plan(
        {folder / "am": "am.bash", folder / "amcli": "amcli.bash"},
        [
            "Next: start a new bash. Without the package bash-completion, add to ~/.bashrc:",
            f"source {word(folder / 'am')}",
        ],
    )


def zsh(run: Run) -> Plan:
    """Zsh looks in the folders of $fpath, of which none is a person's own."""
    folder = xdg(run, "XDG_DATA_HOME", ".local/share") / "zsh" / "site-functions"
    start = Path(run.environ.get("ZDOTDIR") or home(run)) / ".zshrc"
    text = as_it_is(start) or ""
    ways = {str(folder), *(f"{way}{str(folder).removeprefix(str(home(run)))}" for way in ("~", "$HOME"))}
    files = {folder / "_am": "_am"}
    if any(way in text for way in ways) or str(folder) in run.environ.get("FPATH", "").split(":"):
        return Plan(files, ["Next: start a new zsh."])
    line = f"fpath=({word(folder)} $fpath)"
    if "compinit" in text:
        return Plan(files, [f"Next: add to {shown(str(start))}, before compinit:", line])
    return Plan(files, [f"Next: add to {shown(str(start))}:", line, "autoload -Uz compinit; compinit"])


def fish(run: Run) -> Plan:
    """Fish finds a script by the command's name, in a folder of a person's own."""
    folder = xdg(run, "XDG_CONFIG_HOME", ".config") / "fish" / "completions"
    files = {folder / "am.fish": "am.fish", folder / "amcli.fish": "amcli.fish"}
    return Plan(files, ["Next: start a new fish."])


def powershell(run: Run) -> Plan:
    """PowerShell reads a profile, which is to read the script beside it."""
    folder = xdg(run, "XDG_CONFIG_HOME", ".config") / "powershell"
    if sys.platform == "win32":
        folder = home(run) / "Documents" / "PowerShell"
    path = folder / "am.ps1"
    line = ". '" + str(path).replace("'", "''") + "'"
    return Plan({path: "am.ps1"}, ["Next: add to the file that $PROFILE names:", shown(line)])


def xdg(run: Run, variable: str, usual: str) -> Path:
    """A folder that a variable names, else its usual place in the home directory."""
    given = run.environ.get(variable, "").strip()
    return Path(given) if given.startswith("/") else home(run) / usual


def home(run: Run) -> Path:
    """The home directory. Raises AmcliError where there is none."""
    given = run.environ.get("HOME", "")
    try:
        return Path(given) if given else Path.home()
    except RuntimeError:
        raise AmcliError(
            "no home directory to write to.", "Print the script instead: am completion print SHELL"
        ) from None


def word(path: Path) -> str:
    """A path as one word of a shell, safe on a terminal."""
    import shlex

    return shown(shlex.quote(str(path)))


SCRIPTS = {"bash": "am.bash", "zsh": "_am", "fish": "am.fish", "powershell": "am.ps1"}
PLANS: dict[str, Callable[[Run], Plan]] = {"bash": bash, "zsh": zsh, "fish": fish, "powershell": powershell}
