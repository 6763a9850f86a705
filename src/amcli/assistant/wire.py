"""Takes standard output away before anything of the protocol is imported: whatever is printed from then on,
by a library, a hook or a warning, goes to standard error.
"""

import os
import sys


def take_standard_output() -> int:
    """The descriptor of what was standard output; what is written there by anyone else is diagnostics now."""
    sys.stdout.flush()
    wire = os.dup(1)
    os.set_inheritable(wire, False)
    try:
        os.dup2(2, 1)
    except OSError:  # standard error is closed
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.stdout = sys.stderr
    return wire
