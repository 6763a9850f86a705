#!/usr/bin/env bash
# Expected: the words that cron-descriptor makes of a cron line say when it runs.
# Happens:  "*/45 * * * *" is "Every 45 minutes", but runs at :00 and :45, so 45 and 15 minutes apart; "0 9 */2 * *" is "every
#           2 days", but runs on the 31st and on the 1st after it. The words know "or on Monday" for a day of the month
#           with a day of the week, so they do look at how cron works.
# Packages: cron-descriptor 2.2.1, croniter 7.0.0 (PyPI); croniter says when the lines really run.
# Matters:  who shows people the words of their own reminders tells them something that isn't so; show the next three runs.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env cron-descriptor==2.2.1 croniter==7.0.0 || exit 75
PYTHONPATH=$dir/env python3 - <<'PY'
import datetime as dt
from importlib.metadata import version

from cron_descriptor import get_description
from croniter import croniter

print("cron-descriptor", version("cron-descriptor"), "croniter", version("croniter"))


def runs(line: str, start: dt.datetime) -> list[str]:
    job = croniter(line, start)
    return [job.get_next(dt.datetime).strftime("%d %b %H:%M") for _ in range(3)]


for line, start, words, expected in (
    ("*/45 * * * *", dt.datetime(2026, 3, 2, 8, 50), "Every 45 minutes", ["02 Mar 09:00", "02 Mar 09:45", "02 Mar 10:00"]),
    ("0 9 */2 * *", dt.datetime(2026, 3, 29), "At 09:00 AM, every 2 days", ["29 Mar 09:00", "31 Mar 09:00", "01 Apr 09:00"]),
):
    print(line, "|", get_description(line), "|", runs(line, start + dt.timedelta(seconds=-1)))
    assert get_description(line) == words and runs(line, start - dt.timedelta(seconds=1)) == expected
assert get_description("0 7 1 * 1") == "At 07:00 AM, on day 1 of the month, or on Monday"
PY
