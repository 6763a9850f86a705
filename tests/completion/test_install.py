"""`am completion`: the scripts go where each shell looks, and that shell completes when it starts."""

from pathlib import Path

import pytest

from tests.completion.conftest import FOLDER, Start
from tests.completion.shell import Bash, Fish, Shell, Zsh
from tests.support import Cli, Result, clean_environment, run_program

SYSTEM_BASH = Path("/usr/share/bash-completion/bash_completion")


def install(home: Path, *argv: str, **environ: str) -> Result:
    """The installed program, in a home of its own."""
    return run_program(["completion", *argv], clean_environment(home) | environ)


@pytest.mark.parametrize(
    ("shell", "variables", "files"),
    [
        ("bash", {}, {".local/share/bash-completion/completions/am": "am.bash",
                      ".local/share/bash-completion/completions/amcli": "amcli.bash"}),
        ("bash", {"XDG_DATA_HOME": "{home}/data"}, {"data/bash-completion/completions/am": "am.bash",
                                                   "data/bash-completion/completions/amcli": "amcli.bash"}),
        ("bash", {"BASH_COMPLETION_USER_DIR": "{home}/own"}, {"own/completions/am": "am.bash",
                                                             "own/completions/amcli": "amcli.bash"}),
        ("zsh", {}, {".local/share/zsh/site-functions/_am": "_am"}),
        ("fish", {}, {".config/fish/completions/am.fish": "am.fish",
                      ".config/fish/completions/amcli.fish": "amcli.fish"}),
        ("fish", {"XDG_CONFIG_HOME": "{home}/c"}, {"c/fish/completions/am.fish": "am.fish",
                                                  "c/fish/completions/amcli.fish": "amcli.fish"}),
        ("powershell", {}, {".config/powershell/am.ps1": "am.ps1"}),
    ],
)  # fmt: skip
def test_the_script_is_written_where_the_shell_looks_and_is_current_then(
    tmp_path: Path, shell: str, variables: dict[str, str], files: dict[str, str]
) -> None:
    environ = {name: value.format(home=tmp_path) for name, value in variables.items()}
    found = install(tmp_path, "install", shell, **environ)
    assert (found.code, found.err) == (0, "")
    assert {
        str(path.relative_to(tmp_path)): path.read_text(encoding="utf-8")
        for path in tmp_path.rglob("*")
        if path.is_file()
    } == {name: (FOLDER / script).read_text(encoding="utf-8") for name, script in files.items()}
    lines = found.out.splitlines()
    assert lines[: len(files)] == [f"{tmp_path / name}: written" for name in files]
    assert lines[len(files)].startswith("Next: ")
    again = install(tmp_path, "install", shell, **environ).out.splitlines()
    assert again[: len(files)] == [f"{tmp_path / name}: current" for name in files]
    (tmp_path / next(iter(files))).write_text("older")
    assert install(tmp_path, "install", shell, **environ).out.splitlines()[0].endswith(": written")


def test_the_shell_is_the_one_that_the_environment_names(tmp_path: Path) -> None:
    for told, part in (("/bin/bash", "/am: "), ("/usr/bin/zsh", "/_am: "), ("/opt/pwsh", "/am.ps1: ")):
        assert part in install(tmp_path, "install", SHELL=told).out
    assert install(tmp_path, "install", "fi").out.startswith(str(tmp_path / ".config" / "fish"))


def test_what_cannot_be_done_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for argv, environ, code, message in (
        (["install"], {}, 2, "$SHELL doesn't say which shell you use. Nothing was installed."),
        (["install"], {"SHELL": "/bin/ksh"}, 2, 'the shell "/bin/ksh" is not supported.'),
        (["install", "ksh"], {}, 2, 'SHELL "ksh": not a shell.'),
        (["install", "fish"], {"XDG_CONFIG_HOME": str(tmp_path / "file")}, 1, "can't be written"),
        (["print", "nonsense"], {}, 2, "not a shell"),
    ):
        found = install(tmp_path, *argv, **environ)
        assert (found.code, found.out) == (code, "")
        assert message in " ".join(found.err.split())
        assert found.err.startswith("am: ")


@pytest.mark.parametrize(("shell", "script"), [("bash", "am.bash"), ("zsh", "_am"), ("powershell", "am.ps1")])
def test_a_script_can_be_printed(tmp_path: Path, shell: str, script: str) -> None:
    assert install(tmp_path, "print", shell).out == (FOLDER / script).read_text(encoding="utf-8")


def test_it_needs_neither_a_book_nor_a_configuration(cli: Cli, tmp_path: Path) -> None:
    nowhere = {"AMCLI_BOOK": "/nonexistent/book.db", "AMCLI_CONFIG": str(tmp_path)}
    assert cli("completion", "print", "fish", env=nowhere).code == 0


def test_a_group_without_a_list_names_a_command_that_it_has(cli: Cli) -> None:
    for group, verb in (("completion", "install"), ("task", "list"), ("config", "list")):
        assert f"For example: am {group} {verb}" in cli(group).err


def test_zsh_is_told_the_line_it_needs_and_no_more(tmp_path: Path) -> None:
    folder = tmp_path / ".local" / "share" / "zsh" / "site-functions"
    line = f"    fpath=({folder} $fpath)"
    rc = tmp_path / ".zshrc"
    assert install(tmp_path, "install", "zsh").out.splitlines()[1:] == [
        f"Next: add to {rc}:", line, "    autoload -Uz compinit; compinit"
    ]  # fmt: skip
    rc.write_text("autoload -Uz compinit\ncompinit\n")
    assert install(tmp_path, "install", "zsh").out.splitlines()[1:] == [
        f"Next: add to {rc}, before compinit:", line
    ]  # fmt: skip
    for known in ("~", "$HOME", str(tmp_path)):
        rc.write_text(f"fpath=({known}/.local/share/zsh/site-functions $fpath)\n")
        assert install(tmp_path, "install", "zsh").out.splitlines()[1:] == ["Next: start a new zsh."]
    rc.unlink()
    assert "Next: start a new zsh." in install(tmp_path, "install", "zsh", FPATH=f"/x:{folder}").out
    assert not rc.exists()


def test_a_folder_with_a_blank_is_one_word_in_the_line_to_copy(tmp_path: Path) -> None:
    home = tmp_path / "my $(touch x) home"
    home.mkdir()
    assert f"source '{home}/.local" in install(home, "install", "bash").out
    assert f"fpath=('{home}/.local" in install(home, "install", "zsh").out
    assert f". '{home}/.config" in install(home, "install", "powershell").out


@pytest.mark.parametrize("kind", [Bash, Zsh, Fish], ids=["bash", "zsh", "fish"])
@pytest.mark.parametrize("name", ["am", "amcli"])
def test_a_shell_that_is_started_afterwards_completes(
    shells: Start, made: Path, tmp_path: Path, kind: type[Shell], name: str
) -> None:
    said = install(tmp_path, "install", kind.program).out.splitlines()
    # What a person's own start has already, or is told to have.
    more = {Bash: f"source {SYSTEM_BASH}", Zsh: "\n".join(line.strip() for line in said[2:]), Fish: ""}[kind]
    shell = shells(kind, {"AMCLI_BOOK": str(made)}, more, home=tmp_path)
    assert shell.line(f"{name} chec\t") == f"{name} checkins "
    assert shell.line(f"{name} log robotics\t") == f"{name} log acme "


def test_bash_without_its_package_needs_the_line_that_is_said(
    shells: Start, made: Path, tmp_path: Path
) -> None:
    line = install(tmp_path, "install", "bash").out.splitlines()[-1].strip()
    shell = shells(Bash, {"AMCLI_BOOK": str(made)}, line, home=tmp_path)
    for name in ("am", "amcli"):
        assert shell.line(f"{name} log robotics\t") == f"{name} log acme "


def test_a_shell_that_nobody_named_is_answered_with_a_line_that_runs(cli: Cli) -> None:
    code, _, err = cli("completion", "install", env={"SHELL": ""})
    assert code == 2
    hint = err.splitlines()[-1].strip()
    assert hint == "Name yours: am completion install bash (or zsh, fish, powershell)"
    assert "|" not in err
