"""Where expansion came from: a better price, more of the same, or something new to the customer.

price + upsell + cross-sell - offset = expansion, for the accounts that expanded. Not for the bridge itself.
"""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from amcli.rules.metrics.bridge import EXPANSION
from amcli.rules.metrics.contracts import Term
from amcli.rules.metrics.shape import Scope

PRICE, UPSELL, CROSS_SELL, OFFSET = PARTS = ("price", "upsell", "cross_sell", "offset")


class Part(NamedTuple):
    """One part of an account's expansion."""

    account: int
    kind: str
    amount: int


class Held(NamedTuple):
    """What an account held of a product on a day: its contracts, their quantity, its amendments."""

    contracts: int
    quantity: int
    amendments: int


def parts(scope: Scope) -> list[Part]:
    """The parts of every expansion, by account and kind."""
    grown = {move.account for move in scope.bridge.of(EXPANSION)}
    found = []
    for account, held in scope.history.between(scope.window.opening, scope.window.last).items():
        if account not in grown:
            continue
        products: dict[int | None, list[Term]] = defaultdict(list)
        for term in held:
            products[term.contract.product].append(term)
        sums: dict[str, int] = defaultdict(int)
        for terms in products.values():
            for kind, amount in of_product(scope, terms):
                sums[kind] += amount
        found += [Part(account, kind, amount) for kind, amount in sums.items() if amount]
    return found


def amount_of(scope: Scope, kind: str) -> int:
    """What all accounts grew by in one way."""
    return sum(part.amount for part in scope.once(parts) if part.kind == kind)


def of_product(scope: Scope, terms: list[Term]) -> list[tuple[str, int]]:
    """What became of one product at one account. Less of it is set off against more elsewhere."""
    before, after = (holding(scope, terms, day) for day in (scope.window.opening, scope.window.last))
    if before.contracts + before.amendments == 0:
        return [(CROSS_SELL, after.contracts + after.amendments)]
    signed = [(UPSELL, after.amendments - before.amendments)]
    signed.append(
        (PRICE if after.quantity == before.quantity else UPSELL, after.contracts - before.contracts)
    )
    return [(kind, amount) if amount > 0 else (OFFSET, -amount) for kind, amount in signed]


def holding(scope: Scope, terms: list[Term], day: dt.date) -> Held:
    """What was held on a day, at the closing day's rates."""
    contracts = quantity = amendments = 0
    for term in terms:
        if term.runs(day):
            amount = scope.now(term.contract.value, term.contract.currency)
            if term.contract.amends is None:
                contracts += amount
                quantity += term.contract.quantity or 0
            else:
                amendments += amount
    return Held(contracts, quantity, amendments)
