"""Amounts in one currency: the book's base currency, the configured rates, ARR by account.

A missing rate is never a silent 1.0: the amount is None and the currency is remembered, so that
one warning names the command that sets it.
"""

from amcli import jsontext
from amcli.config.settings import Config
from amcli.hints import TYPE_CHECKING, Any
from amcli.rules.money import convert, to_major
from amcli.storage.connection import Book

if TYPE_CHECKING:
    from amcli.rules.groups import Group

ONE_CURRENCY = """
SELECT currency FROM contract WHERE currency IS NOT NULL
UNION SELECT currency FROM opportunity WHERE currency IS NOT NULL
UNION SELECT currency FROM product WHERE currency IS NOT NULL LIMIT 2"""


def base_currency(book: Book, config: Config) -> str:
    """The book's own currency, else the configured one, else the one all amounts share, else USD."""
    own = book.db.execute("SELECT value FROM setting WHERE key = 'currency'").fetchone()
    if own is not None:
        return str(own["value"])
    configured = config.get("book.currency")
    if configured is not None:
        return str(configured)
    shared = [row["currency"] for row in book.db.execute(ONE_CURRENCY)]
    return shared[0] if len(shared) == 1 else "USD"


class Totals:
    """Conversion into the base currency, remembering the currencies that lack a rate: all that were asked
    for, and of revenue those of each account (`lacking`)."""

    def __init__(self, book: Book, config: Config, today: Any) -> None:
        self.book = book
        self.config = config
        self.today = today
        self.base = base_currency(book, config)
        self.rates = config.rates_on(today.isoformat())
        self.missing: set[str] = set()
        self.converted_accounts: set[int] = set()
        self.lacking: dict[int, set[str]] = {}

    def on(self, day: Any) -> "Totals":
        """The same for the sums of another day, at the same rates."""
        found = Totals.__new__(Totals)
        vars(found).update(vars(self), today=day)
        return found

    def apart(self) -> "Totals":
        """The same for sums that nobody is shown: what lacks a rate there is no warning here."""
        found = self.on(self.today)
        found.missing, found.converted_accounts, found.lacking = set(), set(), {}
        return found

    def in_base(self, amount: int | None, currency: str | None) -> int | None:
        """An amount in minor units of the base currency; None where it or its rate is missing."""
        if amount is None or currency is None:
            return None
        if currency == self.base:
            return amount
        if currency not in self.rates:
            self.missing.add(currency)
            return None
        return convert(amount, currency, self.base, {**self.rates, self.base: "1"})

    def by_account(self, accounts: list[int] | None = None) -> dict[int, int | None]:
        """ARR by account, in minor units; None for an account with an amount that has no rate."""
        values = {"today": self.today.isoformat(), "grace": f"+{int(self.config.get('book.grace_days'))}"}
        if accounts is None:
            running = self.book.rows("arr.all", **values)
        else:
            running = self.book.rows("arr.some", **values, accounts=jsontext.dumps(accounts))
        found: dict[int, int | None] = {}
        for _, account, value, currency in running:
            amount = self.in_base(value, currency)
            if currency != self.base and amount is not None:
                self.converted_accounts.add(account)
            if amount is None and currency is not None:
                self.lacking.setdefault(account, set()).add(currency)
            so_far = found.get(account, 0)
            found[account] = None if amount is None or so_far is None else so_far + amount
        return found

    def group(self, account: int) -> "Group":
        """The group of an account, with the ARR of everyone in it; ALONE where it has no other account."""
        from amcli.rules.groups import ALONE, arranged  # lists ask for none

        rows = self.book.rows("arr.group", account=account)
        if len(rows) < 2:
            return ALONE
        return arranged(account, rows, self.by_account([row["id"] for row in rows]), self.major)

    def major(self, amount: int | None) -> int | float | None:
        """An amount of the base currency in major units, for JSON."""
        return None if amount is None else to_major(amount, self.base)

    def warning(self) -> str | None:
        """The one warning about missing rates."""
        if not self.missing:
            return None
        first, *others = sorted(self.missing)
        more = f" (and {', '.join(others)})" if others else ""
        way_out = f"am config set fx.{first} RATE"
        return f"no exchange rate from {first}{more} to {self.base}: not in the totals. {way_out}"
