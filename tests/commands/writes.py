"""Command lines that write: a small office, what happens in it, and each writing command once.

A command that declares that it writes has a line here, or stands among those that change no record.
"""

import shlex

# Three customers with people, contracts, talks and a promise.
OFFICE = (
    ("account", "add", "Acme Robotics", "--code", "acme", "--tier", "key", "--since", "2023-04-05"),
    ("account", "add", "Acton Glass", "--code", "acton", "--since", "2024-06-01"),
    ("account", "add", "Birchwood Schools", "--code", "birch", "--tier", "light", "--since", "2025-01-10"),
    ("contact", "add", "acme", "Jane Orr", "--role", "champion", "--phone", "020 7946 0018"),
    ("contact", "add", "acme", "Omar Haddad", "--title", "IT Security Lead", "--email", "omar@acme.example"),
    ("contact", "add", "birch", "Dana Reyes"),
    ("contract", "add", "acme", "--product", "Platform", "--value", "60k", "--starts", "2025-04-05",
     "--ends", "2026-04-04", "--notice", "30", "--auto-renew"),
    ("contract", "add", "birch", "--product", "Platform", "--value", "12k", "--starts", "2025-09-01",
     "--term", "12m"),
    ("log", "acme", "Wants single sign-on", "-w", "jane", "--on", "2026-02-03"),
    ("log", "birch", "Sent the quote", "-k", "email", "--on", "2026-01-09"),
    ("task", "add", "acme", "Security answers", "--promised", "--due", "2026-02-26", "-w", "omar"),
)  # fmt: skip
# What happens there, until the book has a record of every kind.
STORY = """
log acme Hello -k meeting -w jane -w omar -p "Send the plan" -n "Call again" -d fri
contact add acton "Leo Grant" --role executive_sponsor
opportunity add acme "SSO for all" --value 9k --product SSO --contract k1
issue add acme "Exports fail" -w omar --severity high
feedback add acme "Exports are slow" --theme exports -w jane
survey add acme nps 4 "Slow" -w jane
usage add acme seats 41 --of 60
usage add acton seats 12 --on -9d
goal add acme "Half the time" --due eoq -w jane
news add acme takeover "Bought by another"
product add Training --price 900
target add 2026-Q1 renewals 100k
account handoff acme --why Shifts --expectations "A call a month" --promises "Single sign-on"
account pulse acton good
task add acme "Monthly report" --due "18 mar" --repeat monthly
task add acme "Old one" --due 2026-03-01
done t5
qbr held acton "The year so far" -w leo
snooze i1 fri --reason "they look into it"
account tag acme pilot
log acton Hello --on -2d
contact add acme "J. Orr"
account archive birch
stage acme proposed
meet acme thu 14:00 "Renewal talk" -w jane
play start qbr acme --on 2026-06-01
today
"""
# Each command that writes, on that book.
WRITES = """
log acme "Jane wants more" -w jane -n Ask -p Send -d fri --theirs "Names"
activity add acme --no-answer
activity edit n3 --body "Long text"
activity rm n3 --yes
meet acton fri 9:00 Review -w leo --minutes 30
meet n6 fri "Another title" -k qbr -w omar
held n6 "Agreed" -w omar -f good --on today -n Send -d fri
held n6 --no
done t4
task add acton New --promised --due fri
task edit t1 --title Other -w jane
task edit due_on.any: --due +7d --yes
task done t4
task reopen t5
task rm t1 --yes
snooze acme fri --reason away
snooze i1 --off
snooze k1
renew k1 --value 66.6k
stage k1 verbal
churn birch
contract add acton --product "Unheard of" --value 1.5k --term 12m
contract edit k1 --value 61k
contract edit --all --notice 3m --set a=1 --skip-bad --yes
contract renew k1 --term 24m
contract amend k1 --by -1
contract churn k1 --reason price
contract stage k1 signed
contract rm k1 --yes
account add New --tag x --set a=1
account edit acme --name "Acme Ltd" --region EMEA --parent acton
account edit tier:key,light --owner Ana --add-tag x --drop-tag pilot --yes
account archive acme
account pulse acme bad why
account handoff acme --to Ana --why "For all shifts" --note Careful
account merge acme acton --yes
account tag acme other
account untag acme pilot
account rm acme --yes
contact add acme New --phone 1
contact edit p1 --phone 2 --stance critic
contact left jane --successor omar
contact move omar acton
contact merge p1 p5 --yes
contact rm p1 --yes
play start renewal acme --on 2027-06-01
play stop qbr acme
opportunity add acme More -v 12k --product Analytics
opportunity edit o1 --fit "Fewer passwords"
opportunity stage o1 qualified
opportunity win o1 --contract --term 12m
opportunity lose o1 --reason price
opportunity rm o1 --yes
issue add acme Down --severity critical
issue edit i1 --category support
issue escalate i1 --to "Head of Support"
issue resolve i1 "Mended in 4.2"
issue rm i1 --yes
feedback add acton "Good help"
feedback edit f1 --theme speed
feedback pass-on f1 --to product
feedback close f1 "In the next release"
feedback rm f1 --yes
survey add acton csat 4 Fine -w leo
survey edit s1 --score 5
survey rm s1 --yes
usage add acme seats 44
usage edit u1 --of 70
usage rm u1 --yes
news add acton funding --good
news edit e1 --note "Bought by a friend"
news rm e1 --yes
goal add acton "All teams"
goal progress g1 "A third"
goal step g1 "Pilot in plant 3" --due "30 jun" --theirs
goal met g1
goal missed g1
goal drop g1
goal edit g1 --measure hours
goal rm g1 --yes
product add Analytics
product edit SSO --name "Single sign-on" --price 1k
product rm training --yes
target add 2026 nrr 104%
target set 2026-Q1 renewals 120k
target edit m1 --period 2026-Q2
target rm m1 --yes
qbr held acme "The half-year" -w jane -n "Send slides" -d fri
qbr add acton "Once more"
qbr edit n5 --feel good
qbr rm n5 --yes
import accounts.csv contacts.csv --yes
doctor --separate acme acton
unmatched link zoe@acme.example jane
unmatched ignore j@acme.example @shop.example
unmatched reset j@acme.example
"""
# These write no record, or another book, or only with a server; what is forgotten is gone for good.
NO_CHANGE_OF_THE_BOOK = (
    "undo", "redo", "backup", "restore", "forget", "play run",
    "proposals accept", "proposals refuse", "proposals review",
    "team join", "team push", "team check", "team leave", "team send", "team take",
)  # fmt: skip
# Two files that lie in the folder.
FILES = {
    "accounts.csv": "name,tier,notes\nAcme Robotics,light,Other words\nNew Name,key,\n",
    "contacts.csv": "account,name,email\nacme,Jane Orr,jane@acme.example\nacton,Kim Oh,\n",
}


def commands(lines: str) -> list[list[str]]:
    """The words of each line."""
    return [shlex.split(line) for line in lines.strip().splitlines()]
