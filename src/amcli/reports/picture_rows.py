"""Rows of the database as parts of a picture (`rules.picture`), as they stood on a day: what is dated
later has not happened. No query is in here; those are in picture.py and review.py."""

import datetime as dt

from amcli import jsontext
from amcli.hints import cast
from amcli.rules import picture as parts
from amcli.rules.implied import running_term
from amcli.rules.isodays import day, sure
from amcli.rules.model import Model
from amcli.rules.money import to_major
from amcli.rules.numbers import without_zero
from amcli.rules.replies import Reply
from amcli.storage.connection import Row
from amcli.vocabulary import GoalStatus, InteractionKind, PromisedBy, reference


def passed(text: str | None, today: dt.date) -> dt.date | None:
    """A day that has come; None for one that is ahead."""
    found = day(text)
    return found if found is not None and found <= today else None


def amount(value: int | None, currency: str | None) -> parts.Amount | None:
    """An amount in major units."""
    return None if value is None or currency is None else to_major(value, currency)


def person_of(row: Row) -> parts.Person:
    """One contact with their newest touch."""
    phones = [each.get("typed") for each in jsontext.loads(row["phones"]) if isinstance(each, dict)]
    return parts.Person(
        contact=reference("contact", row["id"]),
        name=row["name"],
        title=row["title"],
        role=row["role"],
        stance=row["stance"],
        primary=bool(row["primary"]),
        left_on=day(row["left_on"]),
        last_touch_on=day(row["last_on"]),
        last_touch_kind=row["last_kind"],
        last_touch_how=parts.HOW.get(row["last_kind"]),
        phones=tuple(str(each) for each in phones if each),
        emails=tuple(map(str, jsontext.loads(row["emails"]))),
    )


def task_of(row: Row, today: dt.date) -> parts.Task:
    """One task as it stood on a day."""
    due, done = day(row["due_on"]), passed(row["done_on"], today)
    late = (today - due).days if due is not None and done is None else 0
    return parts.Task(
        task=reference("task", row["id"]),
        title=row["title"],
        contact=row["contact"],
        due_on=due,
        first_due_on=day(row["first_due_on"]),
        done_on=done,
        days_late=late if late > 0 else None,
        promised=bool(row["promised"]),
        promised_by=row["promised_by"],
        assignee=row["assignee"],
        waiting_on=row["waiting_on"],
        goal=reference("goal", row["goal_id"]) if row["goal_id"] else None,
    )


def reply_of(found: Reply) -> parts.Reply:
    """A reply that is owed."""
    to = found.to
    return parts.Reply(
        interaction=reference("interaction", to.id),
        side=cast("PromisedBy", to.side),
        contact=to.person,
        kind=cast("InteractionKind", to.kind),
        on=to.on,
        at=to.at,
        days=found.days,
        late=found.late,
        summary=to.summary,
    )


def issue_of(row: Row, today: dt.date, model: Model) -> parts.Issue:
    """One issue as it stood on a day."""
    opened, solved = sure(row["opened_on"]), passed(row["resolved_on"], today)
    days, target = ((solved or today) - opened).days, model.whole(f"issue.{row['severity']}")
    return parts.Issue(
        issue=reference("issue", row["id"]),
        title=row["title"],
        category=row["category"],
        severity=row["severity"],
        contact=row["contact"],
        owner=row["owner"],
        opened_on=opened,
        day=days,
        target_days=target,
        past_target=days > target,
        escalated_on=passed(row["escalated_on"], today),
        escalated_to=row["escalated_to"],
        resolved_on=solved,
        resolution=row["resolution"] if solved else None,
    )


def touch_of(row: Row) -> parts.Touch:
    return parts.Touch(
        interaction=reference("interaction", row["id"]),
        on=sure(row["on"]),
        at=row["at"],
        kind=row["kind"],
        tried=bool(row["tried"]),
        summary=row["summary"],
        feel=row["feel"],
        purpose=row["purpose"],
        contacts=tuple(jsontext.loads(row["contacts"])),
    )


def contract_of(row: Row, amendments: list[Row], today: dt.date) -> parts.Contract:
    starts, ends = sure(row["starts_on"]), day(row["ends_on"])
    notice, term = day(row["notice_by"]), running_term(row, today)
    act = notice if notice is not None and notice >= today else ends
    act = act if term is None else term.deadline(today)
    together = [row, *amendments]
    values = [each["annual_value"] for each in together if each["annual_value"] is not None]
    counts = [each["quantity"] for each in together if each["quantity"] is not None]
    currency = next((each["currency"] for each in together if each["currency"]), None)
    decided = row["outcome_on"] is None or row["outcome_on"] <= today.isoformat()
    return parts.Contract(
        contract=reference("contract", row["id"]),
        product=row["product"],
        quantity=quantity_of(row, amendments) if counts else None,
        starts_on=starts,
        ends_on=ends,
        term_months=parts.months_of(starts, ends),
        annual_value=amount(sum(values), currency) if values else None,
        currency=currency,
        auto_renew=bool(row["auto_renew"]),
        notice_by=notice,
        deadline=act,
        days_left=(act - today).days if act else None,
        stage=row["stage"],
        forecast=row["forecast"],
        outcome=row["outcome"] if decided else None,
        renewed_by=reference("contract", row["renewed_by_id"]) if decided and row["renewed_by_id"] else None,
        amendments=tuple(reference("contract", each["id"]) for each in amendments),
        unconfirmed=term is not None,
        auto_renewed_on=None if term is None else term.starts,
        next_ends_on=None if term is None else term.ends,
        next_notice_by=None if term is None else term.notice_by,
    )


def quantity_of(row: Row, amendments: list[Row]) -> int:
    """How many: an amendment that is worth less takes its quantity away."""
    whole = row["quantity"] or 0
    for each in amendments:
        less = each["annual_value"] is not None and each["annual_value"] < 0
        whole += -(each["quantity"] or 0) if less else each["quantity"] or 0
    return int(max(0, whole))


def opportunity_of(row: Row) -> parts.Opportunity:
    """One opportunity."""
    return parts.Opportunity(
        opportunity=reference("opportunity", row["id"]),
        name=row["name"],
        product=row["product"],
        kind=row["kind"],
        value=amount(row["value"], row["currency"]),
        currency=row["currency"],
        stage=row["stage"],
        probability=row["probability"],
        expected_on=day(row["expected_on"]),
        fit=row["fit"],
    )


def goal_of(row: Row, today: dt.date) -> parts.Goal:
    """One goal as it stood on a day."""
    met = passed(row["met_on"], today)
    status: GoalStatus = "open" if row["status"] == "met" and row["met_on"] and not met else row["status"]
    return parts.Goal(
        goal=reference("goal", row["id"]),
        title=row["title"],
        measure=row["measure"],
        target=row["target"],
        actual=row["actual"],
        progress_on=passed(row["progress_on"], today),
        due_on=day(row["due_on"]),
        met_on=met,
        status=status,
        agreed_with=row["agreed_with"],
    )


def usage_of(metric: str, found: list[Row]) -> parts.Usage:
    """One metric from its figures, the oldest first."""
    months = {row["on"][:7]: row for row in found}
    first, last = found[0], found[-1]
    bought = last["entitlement"]
    return parts.Usage(
        metric=metric,
        entitlement=None if bought is None else without_zero(bought),
        first_on=sure(first["on"]),
        first=without_zero(first["value"]),
        last_on=sure(last["on"]),
        last=without_zero(last["value"]),
        change=without_zero(round(last["value"] - first["value"], 10)),
        months=tuple(
            parts.Reading(month, sure(row["on"]), without_zero(row["value"])) for month, row in months.items()
        ),
    )


def survey_of(row: Row) -> parts.Survey:
    return parts.Survey(
        survey=reference("survey", row["id"]),
        kind=row["kind"],
        on=sure(row["on"]),
        score=without_zero(row["score"]),
        scale_max=without_zero(row["scale_max"]),
        contact=row["contact"],
        comment=row["comment"],
    )


def feedback_of(row: Row, today: dt.date) -> parts.Feedback:
    """One piece of feedback as it stood on a day."""
    relayed, closed = passed(row["relayed_on"], today), passed(row["closed_on"], today)
    return parts.Feedback(
        feedback=reference("feedback", row["id"]),
        on=sure(row["on"]),
        text=row["text"],
        theme=row["theme"],
        contact=row["contact"],
        audience=row["audience"],
        state="closed" if closed else "relayed" if relayed else "open",
        relayed_on=relayed,
        closed_on=closed,
        outcome=row["outcome"] if closed else None,
    )


def event_of(row: Row) -> parts.Event:
    return parts.Event(
        event=reference("event", row["id"]),
        on=sure(row["on"]),
        kind=row["kind"],
        good=bool(row["good"]),
        note=row["note"],
        until=day(row["until"]),
    )
