"""The real clock, for `created_at`, `updated_at` and the journal only; business days come from `--today`."""

import time


def now() -> str:
    """This instant as UTC text with milliseconds and `Z`, the one form the book uses."""
    seconds, milliseconds = divmod(time.time_ns() // 1_000_000, 1000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{milliseconds:03d}Z"
