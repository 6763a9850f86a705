"""What goes wrong in a first hour: each mistake is one line with its exit code, changes nothing, and has a
hint that runs."""

import re
import shlex
from typing import Any

import pytest

from tests.commands.test_list_lines import typed
from tests.support import TODAY, Cli

# What was typed, the exit code, the line without what it says did not happen, the hint, and what is typed
# then, where that is no command in the hint.
MISTAKES = (
    # Commands by other names.
    ('add "Gamma Glass"', 2, 'no command "add".',
     "Did you mean am account add, am contact add or am contract add?", 'account add "Gamma Glass"'),
    ('call acme "asked about SSO"', 2, 'no command "call".',
     'Did you mean am log acme "asked about SSO" -k call?', ""),
    ('email acme "sent it" --on yesterday', 2, 'no command "email".',
     'Did you mean am log acme "sent it" --on yesterday -k email?', ""),
    ("note acme likes short calls", 2, 'no command "note".',
     'Did you mean am log acme "likes short calls" -k note?', ""),
    ("meeting acme went well", 2, 'no command "meeting".',
     'Did you mean am log acme "went well" -k meeting or am meet acme tomorrow?', ""),
    ("search sign", 2, 'no command "search".', "Did you mean am find sign?", ""),
    ('promise acme "Send the slides"', 2, 'no command "promise".',
     'Did you mean am task add acme "Send the slides" --promised?', ""),
    ("delete t1", 2, 'no command "delete".', "Did you mean am task rm t1?", "task rm t1 --yes"),
    ("remove acme", 2, 'no command "remove".', "Did you mean am account rm acme?", "account rm acme --yes"),
    ("list", 2, 'no command "list".', "Did you mean am account list, am tasks or am contact list?", ""),
    ("contacts", 2, 'no command "contacts".', "Did you mean am contact list?", ""),
    ('account create "Gamma Glass"', 2, 'no command "create".',
     'Did you mean am account add "Gamma Glass"?', ""),
    ('task new acme "Send it"', 2, 'no command "new".', 'Did you mean am task add acme "Send it"?', ""),
    ('lgo acme "called"', 2, 'no command "lgo".', "Did you mean am log acme called?", ""),
    ("renewal", 2, 'no command "renewal".', "Did you mean am renewals?", ""),
    ("zzz", 2, 'no command "zzz".', "All commands: am --help", ""),
    # Verbs without their noun: that of the reference, or the only one that has it; of several their names.
    ("handoff acme --why price", 2, 'no command "handoff".',
     "Did you mean am account handoff acme --why price?", ""),
    ("Reopen t1", 2, 'no command "Reopen".', "Did you mean am task reopen t1?", ""),
    ("pulse acme bad", 2, 'no command "pulse".', "Did you mean am account pulse acme bad?", ""),
    ("rm t1", 2, 'no command "rm".', "Did you mean am task rm t1?", "task rm t1 --yes"),
    ("edit acme --region us", 2, 'no command "edit".', "Did you mean am account edit acme --region us?", ""),
    ("merge", 2, 'no command "merge".', "Did you mean am account merge or am contact merge?",
     "account merge --help"),
    ("handoffs", 2, 'no command "handoffs".', "Did you mean am account handoffs?", ""),
    ("contacts acme", 2, 'no command "contacts".', "Did you mean am contact list acme?", ""),
    # A word after a command that takes none: a file, an account, a kind of record.
    ("export --account acme acme.jsonl", 2, 'no command "acme.jsonl".',
     "For a file or folder: --to acme.jsonl", "export --account acme --to acme.jsonl"),
    ("export --all copy/", 2, 'no command "copy/".', "For a file or folder: --to copy/",
     "export --all --to copy/"),
    ("export acme", 2, 'no command "acme".', "Did you mean am export --account acme --to acme.jsonl?", ""),
    ("export contacts", 2, 'no command "contacts".', "Did you mean am export --kind contacts?", ""),
    ("export vcrad", 2, 'no command "vcrad".', "Did you mean am export vcard?", ""),
    ("export zzz", 2, 'no command "zzz".', "All commands: am export --help", ""),
    ("backup copy.db", 2, 'too many words: "copy.db".', "Did you mean am backup --to copy.db?", ""),
    # An old name, mistyped.
    ("evnt", 2, 'no command "evnt".', "Did you mean am news?", "news --help"),
    # Words in another order, or where something is missing.
    ("acme", 2, 'no command "acme".', "Did you mean am show acme?", ""),
    ("acme log called Pete", 2, 'no command "acme".', "Did you mean am log acme called Pete?", ""),
    ('log "called Pete" acme', 3, 'no account "called Pete"', 'Did you mean am log acme "called Pete"?', ""),
    ('task add "Send SSO quote" acme', 3, 'no account "Send SSO quote"',
     'Did you mean am task add acme "Send SSO quote"?', ""),
    ("--limit 1 tasks", 2, '"--limit" goes after the command.', "Type am tasks --limit 1", ""),
    ("log acme", 2, "TEXT is missing: what was said?", "No answer? am log acme --no-answer", ""),
    ("task add acme", 2, "TITLE is missing.", 'For example: am task add acme "Send SSO quote" --due fri', ""),
    ("show", 2, "REF is missing.", "For example: am show acme", ""),
    ('log acme "x" -d fri', 2, "--due needs --next, --promise or --theirs.",
     'Add a task: --next "send the quote"', 'log acme "x" -d fri --next "send the quote"'),
    # Quotes.
    ("log acme called Pete -n send SSO quote", 2, 'too many words: "SSO quote".',
     'Put text in quotes: am log acme "called Pete" -n "send SSO quote"', ""),
    ("log acme -n send SSO quote", 2, 'too many words: "SSO quote".',
     'Put text in quotes: am log acme "what was said" -n "send SSO quote"', ""),
    ("log acme -k email Sent the quote", 2, 'too many words: "Sent the quote".',
     'Put text in quotes: am log acme "Sent the quote" -k email', ""),
    ("log acme called Pete -f good again", 2, 'too many words: "again".',
     'Put text in quotes: am log acme "called Pete again" -f good', ""),
    ("log -k email acme sent it now", 2, 'too many words: "it now".',
     'Put text in quotes: am log acme "sent it now" -k email', ""),
    ("task add acme Send SSO quote --due fri", 2, 'too many words: "SSO quote".',
     'Put text in quotes: am task add acme "Send SSO quote" --due fri', ""),
    ("account add Gamma Glass", 2, 'too many words: "Glass".',
     'Put text in quotes: am account add "Gamma Glass"', ""),
    ("contact add acme Bo Li", 2, 'too many words: "Li".',
     'Put text in quotes: am contact add acme "Bo Li"', ""),
    ("brief acme robotics", 2, 'too many words: "robotics".',
     'Put text in quotes: am brief "acme robotics"', ""),
    ("contract add acton --value 60k EUR", 2, 'too many words: "EUR".',
     'Put text in quotes: am contract add acton --value "60k EUR"', ""),
    # Options by other names, and those that are words.
    ('contact add "Bo Li" --account acme', 2, 'no option "--account" here.',
     "am contact add takes the account first: am contact add ACCOUNT NAME", 'contact add acme "Bo Li"'),
    ('account add --name "Gamma Glass"', 2, 'no option "--name" here.',
     "am account add takes the name first: am account add NAME", 'account add "Gamma Glass"'),
    ("contract add acton --start 2026-04-01 --value 5k", 2, 'no option "--start" here.',
     "Write it out in a script: --starts", "contract add acton --starts 2026-04-01 --value 5k"),
    ('log acme "x" --date yesterday', 2, 'no option "--date" here.', "Did you mean --on?",
     'log acme "x" --on yesterday'),
    ('task add acme "Send it" --deadline fri', 2, 'no option "--deadline" here.', "Did you mean --due?",
     'task add acme "Send it" --due fri'),
    ("tasks --json", 2, 'no option "--json" here.', "Did you mean -o json?", "tasks -o json"),
    ("checkins --order name", 2, 'no option "--order" here.', "Did you mean --sort?", "checkins --sort name"),
    ("account edit acme tier light", 2, 'too many words: "tier light".',
     "Did you mean am account edit acme --tier light?", ""),
    ("snooze acme fri on holiday", 2, 'too many words: "holiday".',
     'Put text in quotes: am snooze acme fri "on holiday"', ""),
    ("week --zzz", 2, 'no option "--zzz" here.', "See am week --help", ""),
    # Values.
    ('contact add acme "Bo Li" --role CFO', 2, '--role "CFO": not a role.', 'For a job title: --title "CFO"',
     'contact add acme "Bo Li" --title CFO'),
    ("account edit acme --tier B", 2, '--tier "B": not a tier.', "Use key, standard or light.",
     "account edit acme --tier light"),
    ('log acme "x" -k phonecall', 2, '--kind "phonecall": not a kind.',
     "Use call, email, meeting, qbr, visit, chat or note.", 'log acme "x" -k call'),
    ("stage acme lost", 2, 'STAGE "lost": not a stage.', "Are they leaving? am churn acme", ""),
    ("account list --color pink", 2, '--color "pink": not a choice.', "Use auto, always or never.",
     "account list --color never"),
    ("account list tier=key", 2, '"tier=key": a filter has a colon.',
     "Did you mean tier:key?", "account list tier:key"),
    ('contract add acton --value "5 percent"', 2, '--value "5 percent": not an amount.', None,
     'contract add acton --value "EUR 60k"'),
    ('log acme "x" --on 2026-02-30', 2, '--on "2026-02-30": February 2026 has 28 days.', None,
     'log acme "x" --on 2026-02-28'),
    # Accounts, people and references.
    ("show akme", 3, 'no account or record "akme".', "Did you mean acme (Acme Robotics)?", "show acme"),
    ("show t99", 3, 'no task "t99"', "All: am task list", ""),
    ('log acme "x" -w pete', 3, 'no contact "pete" at Acme Robotics', None, 'contact add acme "Pete"'),
    ("show ac", 4, '"ac" ', None, "show acme"),
    ("done 1", 2, 'nothing is called "1", and line numbers work on a terminal only.',
     "In a script use codes and references: am tasks -o ids", ""),
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "code", "said", "hint", "then"), MISTAKES, ids=[each[0] for each in MISTAKES]
)
def test_a_mistake_is_one_line_and_a_hint_that_runs(
    office: Cli,
    office_dump: dict[str, Any],
    line: str,
    code: int,
    said: str,
    hint: str | None,
    then: str,
) -> None:
    found = office(*shlex.split(line))
    told = " ".join(found.err.split())
    assert (found.code, found.out) == (code, "")
    assert told.startswith(f"am: {said}")
    assert "Traceback" not in told
    assert "after --" not in told.replace("after --reason", "")
    if hint is not None:
        assert told.endswith(hint)
        rest = told.removesuffix(hint).removeprefix(f"am: {said}").strip()
        assert re.fullmatch(r"(; n|N|n)?(othing was \w+\.)?", rest), rest
    assert office.dump() == office_dump
    for command in [then] if then else commands_of(hint or ""):
        assert office(*shlex.split(command)).code == 0, command


def commands_of(hint: str) -> list[str]:
    """The commands of a hint, as they would be typed."""
    found = re.findall(r"\bam (.+?)(?:, (?=am )| or (?=am )|\?$|$)", hint)
    assert found, hint
    return found


def test_there_are_more_than_forty() -> None:
    assert len({each[0] for each in MISTAKES}) == len(MISTAKES) >= 40


def test_on_a_terminal_the_beginning_of_an_option_is_enough(office: Cli) -> None:
    seen = typed(office, "contract add acton --start 2026-04-01 --val 5k --ter 12m", "tasks --limi 1")
    assert (seen.code, office.json("contract", "list", "acton")[0]["starts_on"]) == (0, "2026-04-01"), (
        seen.out
    )
    seen = typed(office, "contract add acton --no 30")
    assert (seen.code, 'no option "--no" here.' in seen.out) == (
        2,
        True,
    )  # --notice, --notes, --no-auto-renew


@pytest.mark.parametrize(
    ("argv", "account", "text"),
    [
        ("acme called Pete about it", "acme", "called Pete about it"),
        ("acme robotics called Pete", "acme", "called Pete"),
        ("ACME Robotics called Pete -k email", "acme", "called Pete"),
        ("birchwood schools 'called Pete'", "birch", "called Pete"),
        ("acme 'robotics called'", "acme", "robotics called"),
        ("acme", "acme", None),
        ("acme robotics", "acme", None),
        ("acme -k email robotics", "acme", "robotics"),
        ("-k email acme sent", "acme", "sent"),
        ("acme -- -5% offered", "acme", "-5% offered"),
        ("acme offered -5% today -f good", "acme", "offered -5% today"),
        ("acme it is Jane\\'s idea", "acme", "it is Jane's idea"),
        ("acton glass is what they make", "acton", "is what they make"),
        ("acton glasses broke", "acton", "glasses broke"),
    ],
)
def test_text_before_the_first_option_needs_no_quotes(
    office: Cli, argv: str, account: str, text: str | None
) -> None:
    tried = ["--no-answer"] if text is None else []
    found = office.json("show", office.ref("log", *shlex.split(argv), *tried))
    assert (found["account"], found["summary"]) == (account, text)


def test_the_longest_whole_name_is_the_account(office: Cli) -> None:
    office.ok("account", "add", "Acme")
    office.ok("account", "add", "Acme Robotics North", "--code", "north")
    for words, account in (("acme robotics north called", "north"), ("acme robotics northern", "acme")):
        assert office.json("show", office.ref("log", *words.split()))["account"] == account


def test_words_without_quotes_recognise_people_and_records(office: Cli) -> None:
    found = office.json("show", office.ref("log", "acme", "Omar", "Haddad", "called", "back"))
    assert found["contacts"] == ["Omar Haddad"]


def test_interaction_add_reads_the_same_words(office: Cli) -> None:
    found = office.json("show", office.ref("activity", "add", "acme", "called", "Pete", today=TODAY))
    assert (found["account"], found["summary"]) == ("acme", "called Pete")


def test_in_an_empty_book_the_first_brief_says_how_to_begin_as_the_morning_does(cli: Cli) -> None:
    found = cli("next")
    assert (found.code, found.out) == (3, "")
    told = " ".join(found.err.split())
    assert told.startswith("am: your book is empty.")
    ways = re.findall(r"am import accounts.csv|am account add \"Acme Robotics\"|am help start", told)
    assert len(ways) == 3
    morning = cli.ok("today", "-o", "table")
    assert all(way in morning for way in ways)
    cli.ok("account", "add", "Acme Robotics", "--since", "2026-02-25")
    assert cli("next").err.startswith("am: nothing is late")
