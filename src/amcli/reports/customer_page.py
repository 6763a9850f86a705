"""The page of one customer, for a browser: their review with charts of their usage; and where it is internal
also notes, and everything that was recorded in its period, which must not be sent.
"""

from collections.abc import Iterator

from amcli.facts.account_facts import World
from amcli.facts.histories import used
from amcli.fields import Row
from amcli.page import Footer, Page, Section
from amcli.reports import brief, charts, timeline
from amcli.reports import picture_words as w
from amcli.reports.review import ALONE, BASELINE_DAYS, read_review, review_page
from amcli.rules.isodays import before
from amcli.rules.names import on_one_line
from amcli.rules.review import Review
from amcli.storage import records


def read_customer(world: World, account: int, *, internal: bool) -> tuple[Page, Review]:
    """The page of a customer, and the review that it is made of."""
    review = read_review(world, account, None)
    since = review.period.from_
    pictures = charts.usage(used(world, account, before(since, BASELINE_DAYS).isoformat()))
    if not internal:
        made = Footer(f"Prepared on {review.date.isoformat()}.")
        return review_page(review, internal=False, footer=[made], charts=pictures), review
    made = Footer(f"Internal, not for {review.name}. Made by amcli on {review.date.isoformat()}.")
    page = review_page(review, internal=True, footer=[made], charts=pictures)
    return page._replace(parts=[*page.parts, *also_internal(world, account, review)]), review


def also_internal(world: World, account: int, review: Review) -> Iterator[Section]:
    """Notes, and what was recorded in the period; each title says that it is internal."""
    yield from brief.in_pairs(f"{ALONE}: notes", [w.line(*each) for each in notes(world, account)])
    rows = timeline.timeline_rows(world.book, account, world.today)
    shown = [each for each in rows if each["on"] >= review.period.from_.isoformat()]
    if shown:
        told = timeline.timeline_page(review.name, review.account, shown, shown)
        yield Section(f"{ALONE}: everything recorded", told.parts)


def notes(world: World, account: int) -> Iterator[tuple[str, str]]:
    """What somebody wrote down of the account and of its people: about what, and its text."""
    (of,) = records.list_records(world.book, "account", row=account)
    for name, label in (("notes", "Notes"), ("objectives", "Objectives"), ("pulse_note", "Pulse")):
        yield from said(label, of, name)
    for person in records.list_records(world.book, "contact", account=account):
        yield from said(person["name"], person, "notes")


def said(label: str, row: Row, name: str) -> Iterator[tuple[str, str]]:
    """A text where there is one, its lines joined."""
    if text := on_one_line(row.get(name) or ""):
        yield label, text
