"""`python -m tests.stranger AM`: go the path with an `am` that was installed, as CI does."""

import sys
import tempfile
from pathlib import Path

from tests.stranger.path import Stranger


def main() -> None:
    """Go it, and say what was typed."""
    with tempfile.TemporaryDirectory() as folder:
        for line in Stranger(Path(sys.argv[1]).absolute(), Path(folder).resolve()).walk():
            print(f"ok  {line}")


if __name__ == "__main__":
    main()
