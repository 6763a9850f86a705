"""What the status of a subscription says of its contract and its account: one table for every list and every
program that writes one. Pure.

Not for the columns in which a status stands.
"""

import re

from amcli.hints import NamedTuple


class Standing(NamedTuple):
    """Whether there is a contract, whether it auto-renews, whether it is lost: at its end, where that is
    ahead. `account` is the status of a customer who has nothing else."""

    contract: bool
    auto_renew: bool
    lost: bool
    account: str


RUNS = Standing(contract=True, auto_renew=True, lost=False, account="active")
LEAVES = Standing(contract=True, auto_renew=False, lost=True, account="")
TRIES = Standing(contract=False, auto_renew=False, lost=False, account="onboarding")
NEVER_BEGAN = Standing(contract=False, auto_renew=False, lost=False, account="")

# By the word without capitals, blanks and signs: "Past Due" and "past_due" are pastdue.
STANDINGS: dict[str, Standing] = {
    **dict.fromkeys(("active", "live", "current", "paid", "renewing", "pastdue", "overdue", "unpaid"), RUNS),
    **dict.fromkeys(
        ("inarrears", "dunning", "paused", "pending", "aktiv", "actif", "activa", "activo"), RUNS
    ),
    **dict.fromkeys(("attiva", "attivo", "actief", "ativa", "ativo"), RUNS),
    **dict.fromkeys(
        ("canceled", "cancelled", "canceling", "cancelling", "nonrenewing", "notrenewing"), LEAVES
    ),
    **dict.fromkeys(("cancelsatperiodend", "cancelatperiodend", "pendingcancellation", "expired"), LEAVES),
    **dict.fromkeys(("ended", "terminated", "churned", "leaving", "gekündigt", "gekuendigt"), LEAVES),
    **dict.fromkeys(("beendet", "résilié", "résiliée", "annulé", "cancelada", "cancelado"), LEAVES),
    **dict.fromkeys(("disdetta", "disdetto", "annullato", "opgezegd", "geannuleerd"), LEAVES),
    **dict.fromkeys(("trialing", "trialling", "trial", "intrial", "freetrial", "testphase", "essai"), TRIES),
    **dict.fromkeys(("incomplete", "incompleteexpired", "draft", "abandoned"), NEVER_BEGAN),
}
_SIGNS = re.compile(r"[\W_]+")


def standing(status: str) -> Standing | None:
    """What a status says; None for a word that is none."""
    return STANDINGS.get(_SIGNS.sub("", status.casefold()))
