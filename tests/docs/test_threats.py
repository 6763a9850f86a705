"""Each row of docs/threats.md is shown by a test, which is named here and is there."""

import ast
from functools import cache

from tests.docs.commands import ROOT
from tests.torture.table import ROWS

PAGE = ROOT / "docs" / "threats.md"
TORTURE = "torture/test_short.py::test_a_row_of_the_table_holds"
# By the first words of a row. What is tortured stands with the row of that table in brackets.
SHOWN_BY = {
    "A CSV or TSV file": "interchange/test_large.py::test_a_bad_row_stops_all_wherever_it_stands",
    "A packed file or archive": (
        "interchange/test_packed.py::test_one_that_unpacks_into_too_much_is_refused_while_it_is_unpacked"
    ),
    "A workbook": "interchange/test_hostile_workbooks.py::test_a_row_repeated_a_million_times_is_no_bomb",
    "An email": "interchange/test_mail_size.py::test_an_attachment_of_50_megabytes_is_never_held",
    "A chat": "interchange/test_hostile_chats.py::test_control_characters_are_shown_harmless",
    "What somebody wrote in a chat": (
        "interchange/test_hostile_chats.py::test_nothing_of_a_chat_ends_in_a_log"
    ),
    "A calendar": "interchange/test_any_calendar.py::test_whatever_a_file_holds_is_no_traceback",
    "A contact card": (
        "interchange/test_vcards.py::test_a_text_over_a_megabyte_makes_its_card_bad_and_no_other"
    ),
    "A name with commands for a terminal": (
        "commands/test_hostile_names.py::test_no_output_holds_a_command_or_a_turn_of_direction"
    ),
    "A name, completed with Tab": (
        "completion/test_shells.py::test_a_list_of_hostile_names_runs_nothing_and_does_nothing_to_the_terminal"
    ),
    "A name on a web page": "commands/test_export_html.py::test_hostile_names_are_text",
    "A name in a file for a spreadsheet": (
        "interchange/test_export.py::test_raw_writes_and_reads_text_as_it_is"
    ),
    "A book from somebody else": "commands/test_hooks.py::test_a_book_from_elsewhere_makes_nothing_run",
    "A query in SQL": (
        "commands/test_sql.py::test_the_time_of_a_query_is_kept_whatever_it_is_just_doing"
    ),
    "A page for a customer": (
        "commands/test_export_html.py::test_a_customers_page_has_nothing_that_is_for_us_alone"
    ),
    "An export to show somebody": (
        "interchange/test_export.py::test_a_redacted_book_has_the_same_shape_and_none_of_its_words"
    ),
    "A team's server that isn't": "team/test_wire.py::test_tls_is_checked_against_the_authority_and_the_name",
    "A password of that server": "team/test_wire.py::test_the_password_is_nowhere",
    "Another member of the team": "team/test_who_may_what.py::test_who_may_what_with_rows_of_anothers_book",
    "A book that a member of the team sent": "team/test_pull.py::test_no_member_passes_for_another",
    "A colleague who hands over an account": (
        "team/test_handover.py::test_nobody_comes_back_whom_the_taker_forgot"
    ),
    "A hook's output": "commands/test_hooks.py::test_a_slow_hook_is_ended_with_all_that_it_started",
    "A customer who writes to the model": (
        "assistant/test_marks.py::test_each_sentence_from_outside_stands_inside_a_mark_or_is_in_no_answer"
    ),
    "A program that answers the question itself": (
        "assistant/test_writing.py::test_a_state_is_good_for_its_own_question_and_once"
    ),
    "A book with proposals that somebody put there": (
        "commands/test_proposals.py::test_only_some_commands_can_be_proposed_whoever_wrote_them_there"
    ),
    "An assistant gone wrong": (
        "assistant/test_arguments.py::test_what_no_schema_allows_is_refused_before_anything_runs"
    ),
    "Another program that speaks to the server": (
        "assistant/test_wire.py::test_a_line_that_is_no_message_ends_nothing"
    ),
    "Another user of the machine": f"{TORTURE}[modes]",
    "A sync program or a restore": f"{TORTURE}[hands]",
    "Bytes that changed on the disk": (
        "commands/test_backup.py::test_a_damaged_book_is_replaced_and_kept_as_it_was"
    ),
    "Power that fails": f"{TORTURE}[kills]",
    "A full disk": f"{TORTURE}[full]",
    "Other commands at the same time": f"{TORTURE}[writers]",
    "Another program that writes": (
        "storage/test_journal.py::test_a_program_other_than_amcli_is_journalled_too"
    ),
    "A setting that can't be read": (
        "commands/test_settings.py::test_a_file_with_faults_is_named_and_never_a_surprise"
    ),
}  # fmt: skip


def threats() -> list[str]:
    """The first cell of each row of each table of the page."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [line.strip("|").split("|")[0].strip() for line in lines if line.startswith("|")]
    return [cell for cell in cells if cell != "what they put where" and cell.strip("-")]


@cache
def names_in(file: str) -> set[str]:
    """The names of the tests in a file."""
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_each_row_is_shown_by_one_test_that_is_there() -> None:
    found = threats()
    assert len(found) > 20
    for row in found:
        names = [name for name in SHOWN_BY if row.startswith(name)]
        longest = max(names, key=len, default=None)
        assert longest is not None, f"no test shows: {row}"
        file, _, test = SHOWN_BY[longest].partition("::")
        name, _, tortured = test.rstrip("]").partition("[")
        assert name in names_in(file), f"{row}: there is no {SHOWN_BY[longest]}"
        assert not tortured or tortured in {each.name for each in ROWS}, row


def test_no_test_is_named_for_a_row_that_is_not_there() -> None:
    found = threats()
    assert [name for name in SHOWN_BY if not any(row.startswith(name) for row in found)] == []
    assert len(found) == len(SHOWN_BY)
