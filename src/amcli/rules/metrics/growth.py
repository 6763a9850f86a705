"""Where growth came from: a better price, more of the same, or something new to the customer.

price + upsell + cross-sell - offset = expansion: what an account lost elsewhere is set off, and what
one that shrank bought nevertheless. What renews a contract as another product stands in its place. Not for
the bridge itself.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from amcli.hints import NamedTuple
from amcli.rules.metrics.contracts import Contract, Term, within
from amcli.rules.metrics.metric import Scope

PRICE, UPSELL, CROSS_SELL, OFFSET = PARTS = ("price", "upsell", "cross_sell", "offset")


class Part(NamedTuple):
    """What an account of the opening bought more of in one way, or what of that is set off."""

    account: int
    kind: str
    amount: int


def parts(scope: Scope) -> list[Part]:
    """The parts of what every account of the opening bought, by account and kind."""
    held = scope.history.between(scope.window.opening, scope.window.last)
    moving = scope.history.moving(scope.window.opening, scope.window.last)
    found = []
    for move in scope.cohort:
        if move.account not in moving:
            continue  # what stays as it is grows in no way
        sums: dict[str, int] = defaultdict(int)
        products: dict[int | None, list[Term]] = defaultdict(list)
        for term in held[move.account]:
            products[place_of(scope, term, held[move.account])].append(term)
        for product, terms in products.items():
            for kind, amount in of_product(scope, product, terms):
                sums[kind] += max(amount, 0)
        sums[OFFSET] = sum(sums.values()) - max(move.closing - move.opening, 0)
        found += [Part(move.account, kind, amount) for kind, amount in sums.items() if amount]
    return found


def amount_of(scope: Scope, kind: str) -> int:
    """What all accounts grew by in one way."""
    return sum(part.amount for part in scope.once(parts) if part.kind == kind)


def place_of(scope: Scope, term: Term, held: Sequence[Term]) -> int | None:
    """The product in whose place a term stands: of what it renews, where an account held that at the opening,
    of several that which brought most; else its own."""
    head = (
        term.contract if term.contract.amends is None else scope.history.known[term.contract.amends].contract
    )
    own = head.product
    if head.starts_on <= scope.window.opening:
        return own
    running = {each.contract.id for each in held if each.runs(scope.window.opening)}
    found = [each for each in renewed(scope, head, set()) if each.id in running]
    if not found or own in {each.product for each in found}:
        return own

    def key(each: Contract) -> tuple[int, dt.date, dt.date, int]:
        value = scope.now(each.value, each.currency)
        return -value, each.starts_on, each.ends_on or dt.date.max, each.id

    return min(found, key=key).product


def renewed(scope: Scope, contract: Contract, seen: set[int]) -> list[Contract]:
    """What a contract renews, without a gap longer than the grace, and what that renewed, back to the
    opening."""
    found = []
    for term in scope.history.preceding.get(contract.id, ()):
        before, grace = term.contract, scope.settings.grace
        in_time = before.ends_on is None or contract.starts_on <= within(before.ends_on, grace)
        if in_time and before.id not in seen:
            seen.add(before.id)
            found.append(before)
            if before.starts_on > scope.window.opening:  # else what it renews had stopped by then
                found += renewed(scope, before, seen)
    return found


def of_product(scope: Scope, product: int | None, terms: list[Term]) -> list[tuple[str, int]]:
    """What became of one product at one account. A new amendment is more of it; the rest is so where the
    quantity or the product differs, an older amendment taken over into a renewal included, else a matter of
    price."""
    opening, closing = scope.window.opening, scope.window.last
    before = [term for term in terms if term.runs(opening)]
    after = [term for term in terms if term.runs(closing)]
    had = worth(scope, before)
    if had <= 0:
        return [(CROSS_SELL, worth(scope, after))]
    added = [term for term in after if term.contract.amends is not None and not term.runs(opening)]
    rest = [term for term in after if term not in added]
    same = quantity(rest) == quantity(before) and all(term.contract.product == product for term in rest)
    kind = PRICE if same else UPSELL
    return [(UPSELL, worth(scope, added)), (kind, worth(scope, rest) - had)]


def worth(scope: Scope, terms: Iterable[Term]) -> int:
    """What contracts and amendments bring a year, at the closing day's rates."""
    return sum(scope.now(term.contract.value, term.contract.currency) for term in terms)


def quantity(terms: Iterable[Term]) -> int:
    """How many they are for; an amendment says how many more."""
    return sum(term.contract.quantity or 0 for term in terms)
