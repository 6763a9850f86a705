"""The targets of several books beside each other: each is its owner's, and one of a book that names nobody is
the book's own.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from amcli.hints import Any, NamedTuple
from amcli.rules.money import convert
from amcli.rules.names import folded
from amcli.storage.rolling import Asked, add, whole
from amcli.storage.rollup import Member
from amcli.vocabulary import TARGET_RATIOS


class Wanted(NamedTuple):
    """A target of a book, as it comes into the roll-up; whether it is the book's own."""

    book: Member
    values: dict[str, Any]
    own: bool

    @property
    def metric(self) -> str:
        return str(self.values["metric"])

    @property
    def key(self) -> tuple[str, str, str]:
        return self.values["period"], self.metric, folded(self.values["owner"])


def rolled_targets(db: sqlite3.Connection, asked: Asked) -> None:
    """Add the targets of all books. Amounts that several books want of one owner add up; what a book wants of
    itself counts before what others want of it. What can't add up stays apart, under the book's name."""
    every = list(read(db, asked))
    kept: dict[tuple[str, str, str], Wanted] = {}
    for each in sorted(every, key=lambda each: not each.own):
        first = kept.get(each.key)
        if first is None:
            kept[each.key] = each
        elif not first.own and (value := together(first, each, asked)) is not None:
            kept[each.key] = first._replace(values={**first.values, **value})
        elif not first.own:
            apart = {**each.values, "owner": f"{each.values['owner']} ({each.book.name})"}
            kept[each._replace(values=apart).key] = each._replace(values=apart)
    for each in sorted(kept.values(), key=lambda each: int(each.values["id"])):
        add(db, "target", each.values, each.book)
    for number, (values, book) in enumerate(sums(every, asked), start=1):
        add(db, "target", {**values, "id": number, "owner": None}, book)


def read(db: sqlite3.Connection, asked: Asked) -> Iterator[Wanted]:
    for book, values in whole(db, asked, "target"):
        values["value"] = int(values["value"])
        owner = values.get("owner")
        values["owner"] = owner or book.name
        yield Wanted(book, values, own=not owner)


def together(one: Wanted, other: Wanted, asked: Asked) -> dict[str, Any] | None:
    """Two targets of one owner as one; None for ratios, and without a rate."""
    return None if one.metric in TARGET_RATIOS else total((one, other), asked)


def total(found: Sequence[Wanted], asked: Asked) -> dict[str, Any] | None:
    """Amounts as one: in their currency where they share it, else in the reader's; None without a rate."""
    currencies = {each.values["currency"] for each in found}
    if len(currencies) == 1:
        return {"value": sum(each.values["value"] for each in found), "currency": currencies.pop()}
    rates = {**asked.config.rates_on(asked.today.isoformat()), asked.currency: "1"}
    if not currencies <= rates.keys():
        return None
    values = (convert(each.values["value"], each.values["currency"], asked.currency, rates) for each in found)
    return {"value": sum(values), "currency": asked.currency}


def sums(every: Sequence[Wanted], asked: Asked) -> Iterator[tuple[dict[str, Any], Member]]:
    """The whole's target of money, where a book has one for all of it and others for owners: those are parts
    of it, and must not be counted beside it."""
    by: dict[tuple[str, str], list[Wanted]] = {}
    for each in every:
        if each.metric not in TARGET_RATIOS:
            by.setdefault((each.values["period"], each.metric), []).append(each)
    for group in by.values():
        owns = {each.book.n for each in group if each.own}
        counted = [each for each in group if each.own or each.book.n not in owns]
        if len(counted) < len(group) and (value := total(counted, asked)) is not None:
            yield {**counted[0].values, **value}, counted[0].book
