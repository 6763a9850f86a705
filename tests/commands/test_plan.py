"""`am account plan`: objectives, goals, people, contracts, growth, risks and what comes next, on one page."""

from tests.support import Cli


def test_the_plan_is_markdown_with_all_its_sections(known: Cli) -> None:
    text = known.ok("account", "plan", "acme")
    titles = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert titles == [
        "Objectives",
        "Goals",
        "Stakeholders",
        "Contracts and renewals",
        "Opportunities",
        "Risks",
        "Next steps",
        "Not known yet",
    ]
    assert "- Shorter changeovers" in text
    assert "- Changeover time down 20% (Jane Orr), 14% so far, by 30 Jun" in text
    assert "- o1 SSO add-on, upsell, EUR 9,000, qualified, by 31 Mar" in text
    assert "- White space: Analytics, Training" in text
    assert "- Quiet 27 days, due every 14, Call Jane Orr" in text


def test_next_steps_are_in_the_order_of_their_days(known: Cli) -> None:
    steps = known.json("account", "plan", "acme")["next_steps"]
    assert [(each["ref"], each["kind"], each["side"]) for each in steps] == [
        ("t2", "promise", "theirs"),
        ("t1", "promise", "ours"),
        ("n6", "meeting", "both"),
        ("t3", "task", "ours"),
        ("k1", "renewal", "ours"),
        ("o1", "opportunity", "ours"),
        ("g2", "goal", "both"),
        ("g1", "goal", "both"),
    ]
    assert [each["days_late"] for each in steps] == [10, 4, None, None, None, None, None, None]


def test_on_a_terminal_the_steps_stand_in_columns(known: Cli) -> None:
    page = known.ok("account", "plan", "acme", "-o", "table")
    assert "  they owe     t2  Names for the pilot                  ! 10 days late" in page.splitlines()
    assert "  renewal      k1  Renewal of Platform                  by 5 Mar" in page.splitlines()
    assert page.startswith("Acme Robotics   account plan, Mon 2 Mar 2026")


def test_json_is_the_brief_with_the_next_steps(known: Cli) -> None:
    plan, brief = known.json("account", "plan", "acme"), known.json("brief", "acme")
    assert list(plan) == [*brief, "next_steps"]
    assert plan["objectives"] == "Shorter changeovers"


def test_an_empty_plan_says_what_to_type(cli: Cli) -> None:
    cli.ok("account", "add", "Quarry Books", "--code", "quarry")
    text = cli.ok("account", "plan", "quarry")
    for command in (
        "am account edit quarry --objectives TEXT",
        "am goal add quarry TITLE",
        "am contact add quarry NAME",
        "am contract add quarry",
        "am opportunity add quarry NAME",
        "am task add quarry TITLE --due DATE",
    ):
        assert f"`{command}`" in text
    assert cli.json("account", "plan", "quarry")["next_steps"] == []


def test_objectives_of_several_lines_are_several_items(known: Cli) -> None:
    known.ok("account", "edit", "acme", "--objectives", "First\n\nSecond")
    assert "## Objectives\n\n- First\n- Second\n" in known.ok("account", "plan", "acme")
