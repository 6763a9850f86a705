"""Why revenue was lost in a period: what each account lost, shared by the falls of its contracts and the
reasons recorded on them. Pure.

Ups and downs within the period cancel out, as in the bridge: a contract falls where it brought more at the
opening than it, or what follows it, brings at the closing. Not for the losses of single days (losses.py).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from amcli.hints import NamedTuple
from amcli.rules.metrics.bridge import CHURNED, CONTRACTION, Move
from amcli.rules.metrics.contracts import Contract, Term, within
from amcli.rules.metrics.metric import Scope
from amcli.rules.names import folded

Reasons = Mapping[int, str]
"""The reason recorded on a contract or an amendment, by its id."""
NO_CONTRACT = 0  # of a cent that rounding alone took


class Fall(NamedTuple):
    """What a contract fell by, and why as it was recorded."""

    contract: int
    amount: Fraction
    reason: str | None


class Lost(NamedTuple):
    """What an account lost because of one contract."""

    account: int
    contract: int
    kind: str
    amount: int
    reason: str | None


class Line(NamedTuple):
    """All that was lost for one reason; none where nobody recorded it."""

    reason: str | None
    accounts: int
    contracts: int
    churned: int
    contraction: int

    @property
    def lost(self) -> int:
        return self.churned + self.contraction


def reason_lines(scope: Scope, reasons: Reasons) -> list[Line]:
    """What was lost for each reason, the largest first, without a reason last; they add up to the bridge."""
    groups: dict[str | None, list[Lost]] = defaultdict(list)
    for each in losses(scope, reasons):
        groups[None if each.reason is None else key(each.reason)].append(each)
    found = [line(group) for group in groups.values()]
    return sorted(found, key=lambda each: (each.reason is None, -each.lost, each.reason or ""))


def key(reason: str) -> str:
    """What two reasons have in common that are one: case and blanks don't count."""
    return " ".join(folded(reason).split())


def line(group: list[Lost]) -> Line:
    """One reason, in the words in which it was recorded most often."""
    words = Counter(" ".join(each.reason.split()) for each in group if each.reason is not None)
    kinds = {kind: sum(each.amount for each in group if each.kind == kind) for kind in (CHURNED, CONTRACTION)}
    return Line(
        min(words, key=lambda word: (-words[word], word), default=None),
        len({each.account for each in group}),
        len({each.contract for each in group} - {NO_CONTRACT}),
        kinds[CHURNED],
        kinds[CONTRACTION],
    )


def losses(scope: Scope, reasons: Reasons) -> list[Lost]:
    """What every account lost that left or shrank."""
    found = []
    for move in scope.bridge.moves:
        if move.kind in (CHURNED, CONTRACTION):
            fell = falls(scope, scope.history.of[move.account], reasons)
            found += shared(move, fell or [Fall(NO_CONTRACT, Fraction(1), None)])
    return found


def shared(move: Move, fell: list[Fall]) -> list[Lost]:
    """An account's net loss, shared in whole cents by what its contracts fell by."""
    whole = sum(each.amount for each in fell)
    exact = [move.amount * each.amount / whole for each in fell]
    cents = [int(each) for each in exact]
    rest = sorted(range(len(fell)), key=lambda at: (cents[at] - exact[at], fell[at].contract, at))
    for at in rest[: move.amount - sum(cents)]:
        cents[at] += 1
    return [
        Lost(move.account, each.contract, str(move.kind), amount, each.reason)
        for each, amount in zip(fell, cents, strict=True)
    ]


def falls(scope: Scope, terms: list[Term], reasons: Reasons) -> list[Fall]:
    """What the contracts of one account fell by, in their order: those that go on by their amendments, those
    that ended by what follows them."""
    changes: dict[int, list[Term]] = defaultdict(list)
    for term in terms:
        if term.contract.amends is not None:
            changes[term.contract.amends].append(term)
    found: list[Fall] = []
    ended: dict[int, list[Chain]] = defaultdict(list)
    for term in sorted(terms, key=lambda term: term.contract.id):
        if term.contract.amends is None and term.runs(scope.window.opening):
            if term.runs(scope.window.last):
                found += amended(scope, changes[term.contract.id], reasons)
            else:
                chain = chain_of(scope, term, changes, reasons)
                ended[chain.after].append(chain)
    for chains in ended.values():
        found += together(chains)
    return sorted(found, key=lambda fall: fall.contract)


def amended(scope: Scope, changes: Iterable[Term], reasons: Reasons) -> list[Fall]:
    """The amendments that took something from a contract that goes on."""
    found = []
    for term in changes:
        fell = (term.runs(scope.window.opening) - term.runs(scope.window.last)) * value(scope, term)
        if fell > 0:
            contract = term.contract
            found.append(Fall(contract.amends or contract.id, Fraction(fell), reasons.get(contract.id)))
    return found


class Chain(NamedTuple):
    """A contract that ended, what it brought at the opening; the contract that stands in its place at the
    closing, 0 where there is none, and what that brings; and the reason recorded last."""

    contract: int
    before: int
    after: int
    left: int
    reason: str | None


def chain_of(scope: Scope, term: Term, changes: Mapping[int, list[Term]], reasons: Reasons) -> Chain:
    """What became of a contract until the closing."""
    opening, last = scope.window.opening, scope.window.last
    steps, now = [term], follower(scope, term)
    while now is not None and not now.runs(last) and now not in steps:
        steps.append(now)
        now = follower(scope, now)
    whole = sum(value(scope, each) for each in bundle(term, changes) if each.runs(opening))
    now = None if now is None or not now.runs(last) else now
    left = 0 if now is None else sum(value(scope, each) for each in bundle(now, changes) if each.runs(last))
    said = [each.contract.id for each in reversed(steps)]
    said += [each.contract.id for step in reversed(steps) for each in smaller(scope, step, changes)]
    reason = next((reasons[each] for each in said if each in reasons), None)
    return Chain(term.contract.id, whole, 0 if now is None else now.contract.id, left, reason)


def together(chains: list[Chain]) -> list[Fall]:
    """What contracts fell by that one contract follows, by what each of them brought; those that none
    follows, each by all of it."""
    chains = [each for each in chains if each.before > 0]
    whole = sum(each.before for each in chains)
    fell = whole - chains[0].left if chains and chains[0].after else whole
    if fell <= 0:
        return []
    return [Fall(each.contract, Fraction(fell * each.before, whole), each.reason) for each in chains]


def follower(scope: Scope, term: Term) -> Term | None:
    """What renews a contract at the same account, without a gap longer than the grace, by the closing."""
    contract = term.contract
    after = None if contract.renewed_by is None else scope.history.known.get(contract.renewed_by)
    if after is None or after.contract.starts_on > scope.window.last:
        return None
    unit = scope.history.unit
    same = unit(after.contract.account) == unit(contract.account)
    return after if same and in_time(contract, after.contract, scope.settings.grace) else None


def in_time(contract: Contract, after: Contract, grace: int) -> bool:
    """Whether what follows a contract starts within the grace after its end."""
    return contract.ends_on is None or after.starts_on <= within(contract.ends_on, grace)


def bundle(term: Term, changes: Mapping[int, list[Term]]) -> list[Term]:
    """A contract with its amendments."""
    return [term, *changes.get(term.contract.id, ())]


def smaller(scope: Scope, term: Term, changes: Mapping[int, list[Term]]) -> list[Term]:
    """The amendments of the period that made a contract smaller, the newest first."""
    found = [
        each
        for each in changes.get(term.contract.id, ())
        if each.contract.value < 0 and scope.within(each.contract.starts_on)
    ]
    return sorted(found, key=lambda each: (each.contract.starts_on, each.contract.id), reverse=True)


def value(scope: Scope, term: Term) -> int:
    """What a contract or an amendment brings a year, at the closing day's rates."""
    return scope.now(term.contract.value, term.contract.currency)
