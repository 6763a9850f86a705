"""Where amcli's files of a kind are where nothing else is said: the book, the configuration.

Plain strings, since completion asks here too and a path library would cost it a quarter of its time.
"""

import os
import sys

XDG = {"data": ("XDG_DATA_HOME", "~/.local/share"), "config": ("XDG_CONFIG_HOME", "~/.config")}


def folder(kind: str) -> str:
    """The folder for amcli's files of a kind. On Linux these are two environment variables, which
    every command would otherwise wait 3 ms for; elsewhere platformdirs knows."""
    if os.path.sep == "/" and sys.platform != "darwin":
        variable, usual = XDG[kind]
        given = os.environ.get(variable, "").strip()
        return os.path.join(given or os.path.expanduser(usual), "amcli")
    import platformdirs

    find = platformdirs.user_data_dir if kind == "data" else platformdirs.user_config_dir
    return find("amcli", appauthor=False)
