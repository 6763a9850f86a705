"""What is told of an account one by one: interactions, tasks, issues, goals, and the rest."""

import datetime as dt

from amcli.demo.story import CURRENCY, Record, Story, minor

SCALES = {"nps": 10, "csat": 5, "ces": 7}
USAGE_EVERY, USAGE_LAST = 30, 2


def said(story: Story) -> None:
    for (day, kind, who, summary), more in story.entries("said", 4):
        people = [story.person(name.strip()) for name in who.split(",")]
        interaction(
            story,
            [person for person in people if person is not None],
            kind=kind,
            on=day,
            summary=summary,
            direction=more.get("direction", None if kind == "note" else "both"),
            settled_on=day if more.get("direction") == "in" and "waits" not in more else None,
            **{
                field: more.get(field)
                for field in ("at", "minutes", "tried", "planned", "body", "feel", "purpose")
            },
        )


def interaction(story: Story, people: list[Record], **values: object) -> None:
    """One interaction with those who took part."""
    found = story.add("interaction", **values)
    for person in people:
        story.rows.add("interaction_contact", interaction_id=found, contact_id=person)


def tasks(story: Story) -> None:
    """What is or was to be done, by us or by them."""
    for (due, title, who), more in story.entries("tasks", 3):
        day = due or None
        story.add(
            "task",
            title=title,
            contact_id=story.person(who),
            due_on=day,
            first_due_on=more.get("first_due", day),
            done_on=more.get("done"),
            interaction_id=talk_of(story, more["said"]) if "said" in more else None,
            assignee=more.get("assignee"),
            promised="promised" in more,
            promised_by=more.get("promised"),
            waiting_on=more.get("waiting"),
            repeat=more.get("repeat"),
        )


def plays(story: Story) -> None:
    """Plays that were started for the running contract, and their steps."""
    for name, on, started, steps in story.table.get("plays", []):
        theirs = [each for each in story.rows.tables["contract"] if each["account_id"] is story.account]
        play = story.add("play", name=name, contract_id=theirs[0], on=on, started_on=started)
        for due, title, done in steps:
            story.add("task", title=title, due_on=due, first_due_on=due, done_on=done, play_id=play)


def talk_of(story: Story, day: dt.date) -> Record:
    talks = story.rows.tables["interaction"]
    return next(talk for talk in talks if talk["account_id"] is story.account and talk["on"] == day)


def issues(story: Story) -> None:
    for (opened, severity, category, title, who), more in story.entries("issues", 5):
        story.add(
            "issue",
            title=title,
            contact_id=story.person(who),
            opened_on=opened,
            severity=severity,
            category=category,
            owner=more.get("owner"),
            escalated_on=more.get("escalated"),
            escalated_to=more.get("escalated_to"),
            first_response_on=more.get("first_response"),
            resolved_on=more.get("resolved"),
            resolved_first_contact=more.get("first_contact", False if "resolved" in more else None),
            resolution=more.get("resolution"),
        )


def goals(story: Story) -> None:
    """What the customer wants to reach."""
    for given in story.table.get("goals", []):
        story.add(
            "goal",
            title=given["title"],
            progress_on=given.get("progress"),
            due_on=given["due"],
            met_on=given.get("met"),
            status=given.get("status", "met" if "met" in given else "open"),
            agreed_with=given.get("with"),
            **{field: given.get(field) for field in ("measure", "target", "actual")},
        )


def opportunities(story: Story) -> None:
    """Growth that fits, won and lost."""
    for given in story.table.get("opportunities", []):
        product = given.get("product")
        found = story.add(
            "opportunity",
            contract_id=newest_amendment(story) if given.get("sold") else None,
            contact_id=story.person(given.get("who", "")),
            product_id=story.products[product] if product else None,
            value=minor(given.get("value")),
            currency=given.get("currency", CURRENCY) if "value" in given else None,
            expected_on=given.get("expected"),
            closed_on=given.get("closed"),
            **{
                field: given.get(field) for field in ("name", "kind", "stage", "probability", "fit", "reason")
            },
        )
        if "snoozed" in given:
            until, why = given["snoozed"]
            story.rows.add("snooze", kind="opportunity", row=found, until=until, reason=why)


def newest_amendment(story: Story) -> Record:
    """The change of a contract that an opportunity led to."""
    contracts = story.rows.tables["contract"]
    theirs = [each for each in contracts if each["account_id"] is story.account and "amends_id" in each]
    return max(theirs, key=lambda each: str(each["starts_on"]))


def voices(story: Story) -> None:
    for (day, kind, score, who, comment), _ in story.entries("surveys", 5):
        person = story.person(who)
        scale = float(SCALES[kind])
        story.add(
            "survey",
            contact_id=person,
            kind=kind,
            on=day,
            score=float(score),
            scale_max=scale,
            comment=comment or None,
        )
    for (day, theme, audience, text, who), more in story.entries("feedback", 5):
        story.add(
            "feedback",
            contact_id=story.person(who),
            on=day,
            text=text,
            theme=theme,
            audience=audience,
            relayed_on=more.get("relayed"),
            closed_on=more.get("closed"),
            outcome=more.get("outcome"),
        )
    for (day, kind, good, note), more in story.entries("events", 4):
        story.add("event", on=day, kind=kind, good=good, note=note, until=more.get("until"))


def usage(story: Story) -> None:
    """What is in use, month by month: one metric or several; what was bought is one number or one a month."""
    told = story.table.get("usage", [])
    for given in told if isinstance(told, list) else [told]:
        bought = given.get("of")
        each_month = bought if isinstance(bought, list) else [bought] * len(given["values"])
        pairs = zip(reversed(given["values"]), reversed(each_month), strict=True)
        for months_ago, (value, of) in enumerate(pairs):
            day = story.today - dt.timedelta(days=USAGE_LAST + USAGE_EVERY * months_ago)
            known = None if of is None else float(of)
            story.add("usage", metric=given["metric"], on=day, value=float(value), entitlement=known)
