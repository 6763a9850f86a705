"""Contacts that are likely one person: by e-mail, number and name; at one account, and at two.

Not for companies (`companies`), and not for how sure the reasons make it (`evidence`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from amcli.hints import NamedTuple
from amcli.rules.duplicates.alike import near_pairs, percent
from amcli.rules.duplicates.companies import grouped
from amcli.rules.duplicates.evidence import LEAST, LEAST_AGAINST, Evidence, Pair, couples
from amcli.rules.duplicates.legal_forms import words

# A number of more people is that of their office.
MOST_SAME_NUMBER = 2
_TITLES = "mr mrs ms mx sir dr prof professor herr frau dipl mba phd bsc msc"
TITLES = frozenset(_TITLES.split())
# Addresses that are an office, not a person.
_OFFICES = """
    accounting accounts admin billing buero buchhaltung contact einkauf enquiries finance hello help hi
    hr info invoices jobs kontakt mail marketing office orders post press purchasing reception sales
    secretary service support team vertrieb
"""
OFFICES = frozenset(_OFFICES.split())


class Person(NamedTuple):
    """What is known of a contact. `emails` are folded; `phones` in E.164, else their figures."""

    id: int
    account: int
    name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    left: bool = False
    successor: int | None = None
    sources: frozenset[str] = frozenset()


def alike(
    people: Sequence[Person],
    numbers: Collection[str] = (),
    apart: Collection[tuple[int, int]] = (),
    joined: Collection[tuple[int, int]] = (),
    tick: Callable[[int], None] = lambda count: None,
) -> list[Pair]:
    """The pairs of people that are likely one; never those that a person has called `apart`.

    `numbers` are those of switchboards; `joined` are pairs of accounts that are likely one, whose people
    are compared when they are.
    """
    by_id = {each.id: each for each in people}
    within, across = Evidence(), Evidence()
    for colleagues in by_account(people):
        at_one_account(colleagues, numbers, within, tick)
    at_two_accounts(people, numbers, across)

    def needed(one: int, two: int) -> int | None:
        left, right = by_id[one], by_id[two]
        accounts = (min(left.account, right.account), max(left.account, right.account))
        followed = left.successor == two or right.successor == one
        if (one, two) in apart or accounts in joined or followed:
            return None
        return LEAST_AGAINST if left.sources & right.sources else LEAST

    return [*within.pairs(needed), *across.pairs(needed)]


def by_account(people: Sequence[Person]) -> Iterable[list[Person]]:
    """The people of each account that has several."""
    groups: dict[int, list[Person]] = {}
    for each in people:
        groups.setdefault(each.account, []).append(each)
    return (group for group in groups.values() if len(group) > 1)


def called(name: str) -> tuple[str, ...]:
    """The words of a person's name in the order of the alphabet, without titles: Orr, Jane is Jane Orr."""
    found = words(name)
    return tuple(sorted(word for word in found if word not in TITLES) or found)


def at_one_account(
    people: Sequence[Person], numbers: Collection[str], found: Evidence, tick: Callable[[int], None]
) -> None:
    """Colleagues: an address, a name or a number that two of them share."""
    for email, ids in grouped((text, each.id) for each in people for text in personal(each)):
        found.among(ids, "same email", f"same email {email}")
    names: dict[tuple[str, ...], list[int]] = {}
    for each in people:
        names.setdefault(called(each.name), []).append(each.id)
    texts = [name for name in names if name]
    for name in texts:
        found.among(names[name], "same person", "same name")
    for near in near_pairs(texts, tick):
        one, two = names[texts[near.one]][0], names[texts[near.two]][0]
        found.add(one, two, "names alike", f"names {near.percent}% alike")
    for short, long in initials(people):
        found.add(short.id, long.id, "initial", "same surname and first initial")
    same_numbers(people, numbers, found)


def same_numbers(people: Sequence[Person], numbers: Collection[str], found: Evidence) -> None:
    """A number that two people have, and no more."""
    for number, ids in grouped((text, each.id) for each in people for text in set(each.phones)):
        if len(ids) <= MOST_SAME_NUMBER and number not in numbers:
            found.among(ids, "same number", f"same phone number {number}")


def personal(person: Person) -> set[str]:
    """Addresses of a person that are not an office's."""
    return {email for email in person.emails if email.partition("@")[0] not in OFFICES}


def initials(people: Sequence[Person]) -> Iterator[tuple[Person, Person]]:
    """Those called J. Orr, with the only one of that surname and initial."""
    whole: dict[tuple[str, str], list[Person]] = {}
    short: dict[tuple[str, str], list[Person]] = {}
    for each in people:
        parts = [word for word in words(each.name) if word not in TITLES]
        if len(parts) > 1:
            group = short if len(parts[0]) == 1 else whole
            group.setdefault((parts[0][0], parts[-1]), []).append(each)
    for key, those in short.items():
        if len(those) == 1 and len(whole.get(key, ())) == 1:
            yield those[0], whole[key][0]


def at_two_accounts(people: Sequence[Person], numbers: Collection[str], found: Evidence) -> None:
    """People of different accounts: an address or a number that two share, and then their names. Who left
    an account may well be at another one."""
    there = [each for each in people if not each.left]
    by_id = {each.id: each for each in there}
    for email, ids in grouped((text, each.id) for each in there for text in personal(each)):
        for one, two in couples(ids):
            if by_id[one].account != by_id[two].account:
                found.add(one, two, "same email across", f"same email {email}")
    for number, ids in grouped((text, each.id) for each in there for text in set(each.phones)):
        apart = len({by_id[row].account for row in ids}) == len(ids) <= MOST_SAME_NUMBER
        if apart and number not in numbers:
            found.among(ids, "same number", f"same phone number {number}")
    for one, two in found.candidates():
        left, right = called(by_id[one].name), called(by_id[two].name)
        if left == right:
            found.add(one, two, "same person across", "same name")
        elif (near := percent(left, right)) is not None:
            found.add(one, two, "same person across", f"names {near}% alike")
