"""An account of which everything is known that a brief can say, as its manager would have typed it."""

import shlex
import shutil
from pathlib import Path

from tests.support import Cli, kept_open

# A day, and what was typed on it after `am`.
STORY = r"""
2026-01-05 product add Platform --price 900
2026-01-05 product add Analytics
2026-01-05 product add Training
2026-01-05 account add "Acme Robotics" --code acme --tier key --since 2023-04-05 --owner "Robin Hale" \
    --objectives "Shorter changeovers"
2026-01-05 contact add acme "Jane Orr" --title "Head of Automation" --role champion \
    --stance supporter --phone "020 7946 0018"
2026-01-05 contact add acme "Omar Haddad" --title "IT Security Lead" --role influencer \
    --stance neutral --phone "020 7946 0042"
2026-01-05 contact add acme "Priya Nair" --title "Finance Director" --role economic_buyer
2026-01-05 contract add acme --product Platform --quantity 60 --value 60k --starts 2025-04-05 \
    --ends 2026-04-04 --notice 30 --auto-renew
2026-01-05 contract amend k1 --by 12k --on 2026-01-15 --quantity 12
2026-01-05 contract edit k1 --forecast likely
2026-01-05 stage acme proposed
2025-12-16 log acme "Changeover down 11%" -k qbr -w jane -w omar
2026-01-06 log acme "Happy with uptime, not with CSV export" -k meeting -w jane -w omar -f ok \
    --purpose value
2026-01-20 log acme "Sent the questionnaire, 41 questions" -k email -w omar
2026-02-03 log acme "Wants security answers before signing" -w jane
2026-02-11 log acme "No answer" -w jane --no-answer
2026-02-12 log acme "Renewal call" -w jane --on 2026-03-04
2026-02-03 task add acme "Security answers" --promised --due 2026-02-26 -w omar --waiting-on Lea
2026-02-03 task add acme "Names for the pilot" --promised-by them --due 2026-02-20 -w jane
2026-02-03 task add acme "Renewal letter to Priya" --due 2026-03-04 -w priya
2026-01-07 task add acme "Minutes of the review" --promised --due 2026-01-09 -w jane
2026-01-08 done t4
2026-01-12 task add acme "Access for two" --promised --due 2026-01-14 -w jane
2026-01-17 done t5
2026-02-24 issue add acme "CSV export times out" --category product -w omar
2026-01-12 issue add acme "Blank dashboards" --severity high
2026-01-14 issue resolve i2 "Cache rebuilt"
2026-01-19 issue add acme "Slow login" --severity low
2026-01-25 issue resolve i3
2026-02-03 opportunity add acme "SSO add-on" --product SSO -v 9k --stage qualified \
    --expected 2026-03-31 --fit "The audit asks for central sign-on"
2026-01-05 goal add acme "Changeover time down 20%" --target 20% --due 2026-06-30 -w jane
2026-02-03 goal progress g1 14%
2026-01-05 goal add acme "All 3 plants live" --target 3 --due 2026-05-31
2026-01-06 goal progress g2 2
2026-01-05 goal add acme "Alarms in 5 minutes" --target 5 --due 2026-03-31
2026-02-10 goal met g3 4
2025-10-01 usage add acme seats 49 --of 72
2025-11-30 usage add acme seats 55
2025-12-30 usage add acme seats 57
2026-02-28 usage add acme seats 61
2025-12-04 survey add acme nps 8 "Good product, slow export" -w jane
2026-01-12 survey add acme csat 4 -w omar
2026-01-06 feedback add acme "Exports take a coffee break" --theme export --audience product -w jane
2026-01-07 feedback pass-on f1
2026-02-01 news add acme new_boss "A director from Harbour"
"""


def prepare(template: Path, folder: Path) -> Path:
    """The book with that account, made by the commands themselves."""
    path = folder / "book.db"
    shutil.copyfile(template, path)
    with kept_open(folder, path) as cli:
        for line in STORY.replace("\\\n", "").strip().splitlines():
            today, *argv = shlex.split(line)
            cli.ok(*argv, today=today)
    return path


def with_score(office: Cli) -> Cli:
    """The office, where enough is known of acme for a score: an issue that was resolved and an answer."""
    office.ok("issue", "add", "acme", "Slow export", "--on", "2026-01-12")
    office.ok("issue", "resolve", "i1", "Made faster", "--on", "2026-01-14")
    office.ok("survey", "add", "acme", "nps", "8", "--on", "2026-01-15")
    return office
