"""Where growth came from: a better price, more of the same, or something new to the customer.

price + upsell + cross-sell - offset = expansion: what an account lost elsewhere is set off, and what
one that shrank bought nevertheless. Not for the bridge itself.
"""

from collections import defaultdict
from collections.abc import Iterable

from amcli.hints import NamedTuple
from amcli.rules.metrics.contracts import Term
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
            products[term.contract.product].append(term)
        for terms in products.values():
            for kind, amount in of_product(scope, terms):
                sums[kind] += max(amount, 0)
        sums[OFFSET] = sum(sums.values()) - max(move.closing - move.opening, 0)
        found += [Part(move.account, kind, amount) for kind, amount in sums.items() if amount]
    return found


def amount_of(scope: Scope, kind: str) -> int:
    """What all accounts grew by in one way."""
    return sum(part.amount for part in scope.once(parts) if part.kind == kind)


def of_product(scope: Scope, terms: list[Term]) -> list[tuple[str, int]]:
    """What became of one product at one account. A new amendment is more of it; the rest is so where the
    quantity differs, an older amendment taken over into a renewal included, else a matter of price."""
    opening, closing = scope.window.opening, scope.window.last
    before = [term for term in terms if term.runs(opening)]
    after = [term for term in terms if term.runs(closing)]
    had = worth(scope, before)
    if had <= 0:
        return [(CROSS_SELL, worth(scope, after))]
    added = [term for term in after if term.contract.amends is not None and not term.runs(opening)]
    rest = [term for term in after if term not in added]
    kind = PRICE if quantity(rest) == quantity(before) else UPSELL
    return [(UPSELL, worth(scope, added)), (kind, worth(scope, rest) - had)]


def worth(scope: Scope, terms: Iterable[Term]) -> int:
    """What contracts and amendments bring a year, at the closing day's rates."""
    return sum(scope.now(term.contract.value, term.contract.currency) for term in terms)


def quantity(terms: Iterable[Term]) -> int:
    """How many they are for; an amendment says how many more."""
    return sum(term.contract.quantity or 0 for term in terms)
