"""The configuration: every setting with its default, its kind and its meaning, and what a file says.

Everything works without a file. A value remembers where it came from. Reading never imports a
TOML writer; changing a setting keeps the comments of the file (`configfile`).
"""

import os
from collections.abc import Mapping
from functools import cached_property

from amcli.errors import AmcliError, BadValue, NotFound
from amcli.fields import fields, renamed
from amcli.files import is_file, is_folder, keep_permissions, state_of
from amcli.hints import TYPE_CHECKING, Any, NamedTuple, suppress
from amcli.rules.names import ALIKE_OF_FEW, did_you_mean, near_names, quoted, shown
from amcli.vocabulary import LETTERS

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from amcli.config.freedays import Calendar
    from amcli.config.reports import Report
    from amcli.files import Place
    from amcli.rules.model import Model


class Setting(NamedTuple):
    """A setting: its default, the kind of value it takes, and what it is for."""

    default: Any
    kind: str
    help: str


SETTINGS: dict[str, Setting] = {
    "book.currency": Setting(None, "currency", "base currency of totals, if the book sets none"),
    "book.grace_days": Setting(
        30, "days", "grace period: days after its end in which a contract still counts as open"
    ),
    "dates.order": Setting(None, "order", "how 03/04/2026 is read: dmy or mdy"),
    "tiers.key.cadence_days": Setting(14, "days", "days between check-ins with a key account"),
    "tiers.key.qbr_days": Setting(90, "days", "days between QBRs with a key account"),
    "tiers.standard.cadence_days": Setting(30, "days", "days between check-ins with a standard account"),
    "tiers.standard.qbr_days": Setting(180, "days", "days between QBRs with a standard account"),
    "tiers.light.cadence_days": Setting(90, "days", "days between check-ins with a light account"),
    "tiers.light.qbr_days": Setting(None, "days", "days between QBRs with a light account"),
    "lists.checkins": Setting("7d", "duration", "how far ahead the footer of `am checkins` looks"),
    "lists.renewals": Setting("90d", "duration", "how far ahead `am renewals` looks"),
    "replies.owe_days": Setting(2, "days", "working days after which a reply you owe is late"),
    "replies.wait_days": Setting(5, "days", "working days after which `am replies` lists a reply they owe"),
    "portfolio.hours.key": Setting(8, "hours", "hours a month that a key account takes"),
    "portfolio.hours.standard": Setting(2.5, "hours", "hours a month that a standard account takes"),
    "portfolio.hours.light": Setting(0.5, "hours", "hours a month that a light account takes"),
    "portfolio.hours.available": Setting(130, "hours", "hours a month you have for all of them"),
    "calendar.working_days": Setting(
        ["mon", "tue", "wed", "thu", "fri"], "weekdays", "working days; due dates move past the others"
    ),
    "calendar.days_off": Setting(None, "day list", "single days off; due dates move past them"),
    "calendar.holidays": Setting(
        None, "places", "public holidays, for example DE-BY,AT; due dates move past them"
    ),
    "calendar.timezone": Setting(
        None, "zone", "time zone of the times in imported files, if not that of this computer"
    ),
    "metrics.gross_margin": Setting(
        None, "part", "gross margin: the share of revenue left after the cost of serving, for example 75%"
    ),
    "me.emails": Setting(
        None, "addresses", "your own email addresses; @example.com stands for a whole domain"
    ),
    "me.names": Setting(None, "names", "what you are called in chats, for example Kim Lind,+49 170 1234567"),
    "me.country": Setting(None, "country", "country of phone numbers without a country code, for example GB"),
    "plays.on": Setting(None, "plays", "plays that are switched on: their triggers start them"),
    "hints": Setting(True, "bool", "whether footers show commands to type next"),
    "output.pager": Setting(True, "bool", "whether what is longer than the screen goes through your pager"),
    "ui.mouse": Setting(True, "bool", "whether am ui takes the mouse; without it you can select text"),
    "team.url": Setting(None, "server", "your team's server: postgresql://LOGIN@HOST/DATABASE"),
    "team.name": Setting(None, "book name", "what your book is called on your team's server"),
    "team.password_command": Setting(
        None, "command", "command that prints the password for your team's server, for example pass show team"
    ),
    "team.path": Setting(
        None, "path", "where am team pull writes the team's book, if not in your data directory"
    ),
    "team.apart": Setting(
        None, "account pairs", "accounts of two books that aren't one customer: am team conflicts --apart"
    ),
    "hooks.timeout": Setting(10, "seconds", "how long a command in [hooks] may take, in seconds"),
    "hooks.after-change": Setting(None, "command", "command to run after every change to the book"),
    "hooks.after-KIND": Setting(None, "command", "command to run after a change to records of a kind"),
    "fx.CODE": Setting(None, "rate", "exchange rate: one unit of a currency in the base currency"),
    "fx.CODE@DAY": Setting(None, "rate", "exchange rate until that date, for reports of earlier dates"),
}
FIELDS = fields("""
setting text! the setting's name
value   text  its value
source  text! where it comes from
help    text! what it is for
""")

# Settings of which there is one for each currency, or each kind of record, that the file names.
FAMILIES = ("hooks.after-KIND", "fx.CODE", "fx.CODE@DAY")
RISK = "risk."
HOOKED = ("account", *LETTERS, "product")


class Config:
    """What the file says, over the defaults. Values are checked when they are read."""

    def __init__(self, path: "Place", values: Mapping[str, Any] | None = None) -> None:
        self.file = path
        self.values = dict(values or {})

    @property
    def path(self) -> "Path":
        """The file."""
        from pathlib import Path

        return Path(self.file)

    @property
    def named(self) -> str:
        """The file, as an error names it."""
        return shown(str(self.file))

    @classmethod
    def load(cls, path: "Place") -> "Config":
        """Read a file; without one there are only defaults. Raises BadValue for a file that is no TOML."""
        try:
            state = state_of(path)
            if is_folder(state):
                raise AmcliError(f"the settings file {quoted(str(path), 200)} is a folder, not a file.")
            if not is_file(state):
                return cls(path)
            import tomllib

            with open(path, "rb") as file:
                return cls(path, tomllib.load(file, parse_float=str))
        except ValueError as error:
            why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error
            raise BadValue(
                f"the settings file {shown(str(path))} can't be read: {why}.", "Fix it: am config edit"
            ) from None
        except OSError as error:
            raise AmcliError(
                f"the settings file {quoted(str(path), 200)} can't be read: {error.strerror}."
            ) from None

    @classmethod
    def parsed(cls, path: "Place", text: str) -> "Config":
        """What a text says that may become the file. Raises tomllib.TOMLDecodeError."""
        import tomllib

        return cls(path, tomllib.loads(text, parse_float=str))

    def given(self, name: str) -> Any:
        """What the file says for a setting, unchecked, also by its name from before; None where it says
        nothing."""
        found = self.of_file(name)
        return self.of_file(old_name(name)) if found is None and name.startswith(RISK) else found

    def called(self, name: str) -> str:
        """The name by which the file has a setting."""
        old = old_name(name)
        return old if self.of_file(name) is None and self.of_file(old) is not None else name

    def of_file(self, name: str) -> Any:
        """What the file says under a name; None where it says nothing."""
        found: Any = self.values
        for part in name.split("."):
            if not isinstance(found, Mapping) or part not in found:
                return None
            found = found[part]
        return found

    def get(self, name: str) -> Any:
        """The value of a setting, checked. Raises BadValue naming the file and the setting."""
        given = self.given(name)
        if given is None:
            return setting(name).default
        try:
            return check(name, given)
        except BadValue as error:
            raise BadValue(
                f"{self.named}: {self.called(name)}: {error.message}", f"Fix it: am config set {name} VALUE"
            ) from None

    def source(self, name: str) -> str:
        """Where the value comes from: `default` or the path of the file."""
        return "default" if self.given(name) is None else str(self.file)

    def rates(self) -> dict[str, str]:
        """Exchange rates of today by currency code, as text so that they stay exact."""
        return {code.upper(): str(self.get(f"fx.{code}")) for code in self.currencies() if "@" not in code}

    def rates_on(self, day: str) -> dict[str, str]:
        """Exchange rates of a day: those that were in force until that day or the first one after it, else
        today's."""
        dated: dict[str, str] = {}
        for name in sorted((name for name in self.currencies() if "@" in name), reverse=True):
            code, _, until = name.partition("@")
            if until >= day:
                dated[code.upper()] = str(self.get(f"fx.{name}"))
        return {**self.rates(), **dated}

    def currencies(self) -> list[str]:
        """The currencies that the file has rates for, as it writes them, those of days gone by with their
        last day: `USD@2025-12-31`. Raises BadValue."""
        table = self.values.get("fx", {})
        if not isinstance(table, Mapping):
            raise BadValue(f"{self.named}: fx: not a table of rates.", "Fix it: am config edit")
        return list(table)

    def hooks(self) -> list[str]:
        """The settings of `[hooks]` that the file has. Raises BadValue for what is no table."""
        table = self.values.get("hooks", {})
        if not isinstance(table, Mapping):
            raise BadValue(f"{self.named}: hooks: not a table.", "Fix it: am config edit")
        return [f"hooks.{name}" for name in table]

    def cadence_days(self, tier: str) -> int:
        """Days between check-ins with an account of a tier."""
        return int(self.get(f"tiers.{tier}.cadence_days"))

    def qbr_days(self, tier: str) -> int | None:
        """Days between reviews with an account of a tier; None for no reviews."""
        days = self.get(f"tiers.{tier}.qbr_days")
        return None if days is None else int(days)

    def calendar(self, *, public: bool = True) -> "Calendar":
        """The days on which nothing falls due, without `public` but for public holidays, which take long to
        load: that is enough for a day that is only proposed. Raises BadValue."""
        from datetime import date

        from amcli.config.freedays import Calendar
        from amcli.config.values import DAY_NAMES

        week = frozenset(DAY_NAMES.index(name) for name in self.get("calendar.working_days") or ())
        off = frozenset(date.fromisoformat(text) for text in self.get("calendar.days_off") or ())
        return Calendar(week, off, (self.get("calendar.holidays") or ()) if public else ())

    @cached_property
    def free_days(self) -> "Calendar":
        """The days on which nothing falls due, read once. Raises BadValue."""
        return self.calendar()

    def worked(self, day: "date") -> bool:
        """Whether a day is worked on. What is free is read when a day is asked for. Raises BadValue."""
        return self.free_days.worked(day)

    @property
    def grace_days(self) -> int:
        """Days in which an ended contract may still be renewed. Raises BadValue."""
        return int(self.get("book.grace_days"))

    @property
    def weighs_otherwise(self) -> bool:
        """Whether a person set figures of the score."""
        return "risk" in self.values

    @cached_property
    def model(self) -> "Model":
        """The figures of the score, each checked, and all of them together. Raises BadValue."""
        from amcli.rules.figures import DEFAULT, FIGURES, check_together
        from amcli.rules.model import Model

        if not self.weighs_otherwise:
            return Model(DEFAULT.figures, self.grace_days)
        for name in leaves(self.values["risk"], "risk"):
            try:
                setting(new_name(name))
            except NotFound as error:
                raise BadValue(f"{self.named}: {error.message}", error.hint) from None
        figures = {name: self.get(f"risk.{name}") for name in FIGURES}
        try:
            check_together(figures)
        except BadValue as error:
            raise BadValue(f"{self.named}: {error.message}", error.hint) from None
        return Model(figures, self.grace_days)

    def reports(self) -> Mapping[str, Any]:
        """The tables of the saved reports by their names, unread. Raises BadValue for what is no table."""
        table = self.values.get("reports", {})
        if not isinstance(table, Mapping):
            raise BadValue(f"{self.named}: reports: not a table of reports.", "Fix it: am config edit")
        return table

    def report(self, name: str) -> "Report":
        """A saved report. Raises NotFound with the near names, BadValue that names the file and the key."""
        from amcli.config.reports import find_report

        reports = self.reports()
        try:
            return find_report(reports, name)
        except BadValue as error:
            raise BadValue(f"{self.named}: {error.message}", error.hint) from None

    def maps(self) -> Mapping[str, Any]:
        """The tables of the saved mappings by their names, unread. Raises BadValue for what is no table."""
        table = self.values.get("maps", {})
        if not isinstance(table, Mapping):
            raise BadValue(f"{self.named}: maps: not a table of mappings.", "Fix it: am config edit")
        return table

    def names(self) -> list[str]:
        """Every setting there is, with one `fx.` for each currency and one `hooks.` for each kind of record
        that the file names."""
        from amcli.rules.figures import FIGURES

        always = [name for name in SETTINGS if name not in FAMILIES]
        hooks = [name for name in self.hooks() if name not in SETTINGS]
        rates = [f"fx.{code}" for code in self.currencies()]
        return always + hooks + rates + [f"risk.{name}" for name in FIGURES]


def leaves(value: Any, name: str) -> list[str]:
    """The names of all values of a table of the file, those of tables within it too."""
    if not isinstance(value, Mapping):
        return [name]
    return [found for key, each in value.items() for found in leaves(each, f"{name}.{key}")]


def old_name(name: str) -> str:
    """The name that a setting had before; the same where it had none."""
    from amcli.rules.figures import OLD_NAMES

    return f"{RISK}{OLD_NAMES.get(figure, figure)}" if (figure := name.removeprefix(RISK)) != name else name


def new_name(name: str) -> str:
    """The name that a setting has today."""
    from amcli.rules.figures import RENAMED

    return f"{RISK}{RENAMED.get(figure, figure)}" if (figure := name.removeprefix(RISK)) != name else name


def typed_name(name: str) -> str:
    """The same of a name that was typed: an old one is noted."""
    if not name.startswith(RISK) or (now := new_name(name)) == name:
        return name
    renamed(name, now)
    return now


def setting(name: str) -> Setting:
    """The declaration of a setting. Raises NotFound with the near names."""
    if name in SETTINGS and name not in FAMILIES:
        return SETTINGS[name]
    if name.startswith("hooks.after-") and name.removeprefix("hooks.after-") in HOOKED:
        return SETTINGS["hooks.after-KIND"]
    if name.startswith("fx.") and len(name) == 6:
        return SETTINGS["fx.CODE"]
    if name.startswith("fx.") and name[6:7] == "@" and is_day(name[7:]):
        return SETTINGS["fx.CODE@DAY"]
    from amcli.rules.figures import FIGURES

    if name.removeprefix("risk.") in FIGURES and name.startswith("risk."):
        figure = FIGURES[name.removeprefix("risk.")]
        return Setting(figure.default, "figure", figure.help)
    there = [*SETTINGS, *(f"hooks.after-{kind}" for kind in HOOKED), *(f"risk.{each}" for each in FIGURES)]
    near = near_names(name, (each for each in there if each not in FAMILIES), 2, ALIKE_OF_FEW)
    others = (
        "A rate for an earlier date: fx.USD@2025-12-31" if "@" in name else "All settings: am config list"
    )
    raise NotFound(f"no setting {quoted(name)}.", did_you_mean(near, others))


def is_day(text: str) -> bool:
    """Whether a text is a day as ISO writes it."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def check(name: str, value: Any) -> Any:
    """A value for a setting, checked and in its own type. Raises BadValue."""
    from amcli.config import values as configvalues

    kind = setting(name).kind
    if kind == "figure":
        return configvalues.read_figure(name.removeprefix("risk."), value)
    return configvalues.read_value(kind, value)


def replace_file(path: "Path", text: str) -> None:
    """Write a file beside its place and move it there, following a link to the real file. A new one is its
    owner's alone, in a folder of the same kind; one that is there keeps its permissions."""
    from amcli.drafts import sweep

    path = path.resolve()
    if path.is_dir():
        raise AmcliError(f"{shown(str(path))} is a folder, not a file.")
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        sweep(path.parent, path.name)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(text.encode("utf-8"))
        keep_permissions(draft, path)
        draft.replace(path)
    except OSError as error:
        raise AmcliError(f"{shown(str(path))} can't be written: {error.strerror}.") from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def as_text(value: object) -> str:
    """A value on one line; not set is `-`."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(str(each) for each in value) if isinstance(value, list) else str(value)
