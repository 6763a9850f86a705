"""The account where the person of a card belongs: by company, by themselves, by the domain of their e-mail.

Whole names only: a part of a name is no company.
"""

from amcli.interchange.cards.person import Person
from amcli.interchange.reader import UnreadableError
from amcli.interchange.references import References
from amcli.interchange.sourceids import CARDS
from amcli.interchange.store import Store
from amcli.interchange.touches.people import People


class Homes:
    """The accounts of a book, as cards name them; `create` where those that it lacks are made."""

    def __init__(self, store: Store, source: str, *, create: bool) -> None:
        self.create = create
        self._references = References(store, source, ())
        self._people = People(store, by_domain=True)
        self._codes: dict[int, str] = dict(store.records("account", ["id", "code"]))
        accounts: dict[int, int] = dict(store.records("contact", ["id", "account_id"]))
        known = store.source_ids("contact", CARDS) | store.source_ids("contact", source)
        self._came = {uid: accounts[contact] for uid, contact in known.items() if contact in accounts}

    def of(self, person: Person) -> str | None:
        """What to call the account: its code, or the name of the one to be made; None where there is none."""
        account = self._named(person.company) or self._came.get(person.uid)
        if account is None:
            known = [each for mail in person.emails for each in self._people.at(mail, "")]
            account = only({each.account for each in known})
        if account is None:
            found = {self._people.account_of(mail) for mail in person.emails}
            account = only({each for each in found if each is not None})
        if account is not None:
            return self._codes[account]
        return person.company if self.create and person.company else None

    def has(self, company: str) -> bool:
        """Whether a company was in the book before the file."""
        return self._named(company) is not None

    def _named(self, company: str) -> int | None:
        if not company:
            return None
        try:
            return self._references.find("account", company)
        except UnreadableError:
            return None


def only(accounts: set[int]) -> int | None:
    """The account, where there is one and no other."""
    return next(iter(accounts)) if len(accounts) == 1 else None
