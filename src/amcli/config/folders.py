"""Where amcli's files of a kind are where nothing else is said: the book, the configuration, the state.

Plain strings, since completion asks here too and a path library would cost it a quarter of its time.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

XDG = {
    "data": ("XDG_DATA_HOME", "~/.local/share"),
    "config": ("XDG_CONFIG_HOME", "~/.config"),
    "state": ("XDG_STATE_HOME", "~/.local/state"),
    "log": ("XDG_STATE_HOME", "~/.local/state"),
}


def folder(kind: str, environ: "Mapping[str, str]" = os.environ) -> str:
    """The folder for amcli's files of a kind. On Linux these are two environment variables, which
    every command would otherwise wait 3 ms for; elsewhere platformdirs knows."""
    if os.path.sep == "/" and sys.platform != "darwin":
        variable, usual = XDG[kind]
        given = environ.get(variable, "").strip()
        home = environ.get("HOME") or os.path.expanduser("~")
        found = os.path.join(given or usual.replace("~", home, 1), "amcli")
        return os.path.join(found, "log") if kind == "log" else found
    import platformdirs

    find: dict[str, Callable[..., str]] = {
        "data": platformdirs.user_data_dir,
        "config": platformdirs.user_config_dir,
        "state": platformdirs.user_state_dir,
        "log": platformdirs.user_log_dir,
    }
    return find[kind]("amcli", appauthor=False)
