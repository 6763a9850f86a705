"""Accounts that are likely one company: by name, domain, website and switchboard.

Not for people (`people`), and not for how sure the reasons make it (`evidence`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice, product

from amcli.hints import NamedTuple
from amcli.rules.duplicates.alike import near_pairs
from amcli.rules.duplicates.evidence import FEW, LEAST, LEAST_AGAINST, Evidence, Pair
from amcli.rules.duplicates.legal_forms import Firm, firm, spellings
from amcli.rules.maildomains import PUBLIC_DOMAINS

# A domain or a switchboard of more accounts is that of a group, or of a building.
MOST_SHARED = 4
# Where anybody has a page.
_SHARED_SITES = """
    linkedin.com facebook.com instagram.com twitter.com x.com youtube.com xing.com github.com
    sites.google.com google.com wordpress.com blogspot.com wixsite.com medium.com wikipedia.org
"""
SHARED_SITES = frozenset(_SHARED_SITES.split())


class Company(NamedTuple):
    """What is known of an account. `domain` and `site` are bare domains; `sources` are the programs that
    gave it an id of theirs."""

    id: int
    name: str
    domain: str | None = None
    site: str | None = None
    phone: str | None = None
    parent: int | None = None
    sources: frozenset[str] = frozenset()


def alike(
    companies: Sequence[Company],
    apart: Collection[tuple[int, int]] = (),
    tick: Callable[[int], None] = lambda count: None,
) -> list[Pair]:
    """The pairs of accounts that are likely one; never those that a person has called `apart`."""
    found = Evidence()
    firms = {each.id: name for each in companies if (name := firm(each.name)).tells}
    same_names(companies, firms, found)
    near_names(firms, found, tick)
    same_domains(companies, found)
    for phone, ids in grouped((each.phone, each.id) for each in companies):
        if len(ids) <= MOST_SHARED:
            found.among(ids, "switchboard", f"same phone number {phone}")
    by_id = {each.id: each for each in companies}

    def needed(one: int, two: int) -> int | None:
        if (one, two) in apart or related(by_id, one, two):
            return None
        left, right = by_id[one], by_id[two]
        siblings = left.parent is not None and left.parent == right.parent
        return LEAST_AGAINST if siblings or left.sources & right.sources else LEAST

    return list(found.pairs(needed))


def grouped(pairs: Iterable[tuple[str | None, int]]) -> Iterator[tuple[str, list[int]]]:
    """Ids under the text that they share, where several do."""
    groups: dict[str, list[int]] = {}
    for text, row in pairs:
        if text:
            groups.setdefault(text, []).append(row)
    return ((text, ids) for text, ids in groups.items() if len(ids) > 1)


def same_names(companies: Sequence[Company], firms: dict[int, Firm], found: Evidence) -> None:
    """Names that are the same but for their spelling or their legal form."""
    keys = ((key, each.id) for each in companies if each.id in firms for key in spellings(each.name))
    for _, ids in grouped(keys):
        first = firms[ids[0]]
        for other in ids[1:]:
            found.add(ids[0], other, *same_name(first, firms[other]))
        for one, two in product(ids[1:FEW], ids[1:FEW]):
            if one < two:
                found.add(one, two, *same_name(firms[one], firms[two]))


def same_name(one: Firm, two: Firm) -> tuple[str, str]:
    """The kind of reason and its words, for two names with the same words."""
    if one.forms == two.forms:
        return "same name", "same name in another spelling"
    forms = ", ".join(filter(None, (" ".join(one.forms), " ".join(two.forms))))
    kind = "other legal form" if one.forms and two.forms else "same name"
    return kind, f"same name, different legal form ({forms})"


def near_names(firms: dict[int, Firm], found: Evidence, tick: Callable[[int], None]) -> None:
    """Names that are nearly the same; with two legal forms they are those of two companies."""
    by_words: dict[tuple[str, ...], list[int]] = {}
    for row, name in firms.items():
        by_words.setdefault(name.words, []).append(row)
    texts = list(by_words)
    for near in near_pairs(texts, tick):
        ones, twos = by_words[texts[near.one]], by_words[texts[near.two]]
        for one, two in islice(product(ones, twos), FEW * FEW):
            if not (firms[one].forms and firms[two].forms and firms[one].forms != firms[two].forms):
                found.add(one, two, "names alike", f"names {near.percent}% alike")


def same_domains(companies: Sequence[Company], found: Evidence) -> None:
    """One domain, be it that of the mail or that of the website."""
    own = {each.id: each.domain for each in companies}
    pairs = ((text, each.id) for each in companies for text in {each.domain, each.site})
    for domain, ids in grouped(pairs):
        if domain in PUBLIC_DOMAINS or domain in SHARED_SITES or len(ids) > MOST_SHARED:
            continue
        for at, one in enumerate(ids):
            for two in ids[at + 1 :]:
                found.add(one, two, "same domain", domain_said(domain, own[one], own[two]))


def domain_said(domain: str, one: str | None, two: str | None) -> str:
    """What two accounts have a domain in common for."""
    if one == two == domain:
        return f"same domain {domain}"
    if domain in (one, two):
        return f"website of one is the domain of the other, {domain}"
    return f"same website {domain}"


def related(by_id: dict[int, Company], one: int, two: int) -> bool:
    """Whether one of two accounts is a part of the other, near or far."""
    return two in ancestors(by_id, one) or one in ancestors(by_id, two)


def ancestors(by_id: dict[int, Company], row: int) -> set[int]:
    """The accounts that one is a part of; a circle among them ends where it began."""
    found: set[int] = set()
    while row in by_id and (parent := by_id[row].parent) is not None and parent not in found:
        found.add(parent)
        row = parent
    return found
