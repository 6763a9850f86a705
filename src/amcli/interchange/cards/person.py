"""What a card says of a person, in the fields of a contact; the rest by name, for `extra`. Pure.

Not for which account they belong to (addressbook.py).
"""

import datetime as dt
import re

from amcli.hints import NamedTuple
from amcli.interchange.cards.card import Card
from amcli.interchange.out.cards import NOT_TO_MAIL
from amcli.interchange.propertylines import Property, filled, name_parts, parted, plain
from amcli.rules.dates import MONTHS, full_day
from amcli.rules.phones import from_uri

GROUP, COMPANY, THING, NOBODY = "groups", "companies, no people", "things, no people", "cards without a name"
NOT_PEOPLE = {"group": GROUP, "org": COMPANY, "location": THING, "application": THING, "device": THING}
# Numbers that nobody answers.
NO_VOICE = {"fax": "fax", "pager": "pager", "modem": "modem"}
# Properties for which amcli has no field, and what they are called in `extra`.
KEPT = {
    "BDAY": "birthday",
    "ANNIVERSARY": "anniversary",
    "X-ANNIVERSARY": "anniversary",
    "X-EVOLUTION-ANNIVERSARY": "anniversary",
    "NICKNAME": "nickname",
    "URL": "url",
    "ADR": "address",
    "IMPP": "chat",
    "GEO": "geo",
    "GENDER": "gender",
    "X-GENDER": "gender",
    "RELATED": "related",
    "HOBBY": "hobby",
    "EXPERTISE": "expertise",
    "X-SPOUSE": "spouse",
    "X-EVOLUTION-SPOUSE": "spouse",
    "X-MANAGER": "manager",
    "X-EVOLUTION-MANAGER": "manager",
    "X-ASSISTANT": "assistant",
    "X-EVOLUTION-ASSISTANT": "assistant",
    "X-PHONETIC-FIRST-NAME": "phonetic_first_name",
    "X-PHONETIC-LAST-NAME": "phonetic_last_name",
    "X-SOCIALPROFILE": "social_profile",
    "X-TWITTER": "twitter",
    "X-AIM": "aim",
    "X-GTALK": "gtalk",
    "X-ICQ": "icq",
    "X-JABBER": "jabber",
    "X-MSN": "msn",
    "X-QQ": "qq",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-YAHOO": "yahoo",
    "X-ABDATE": "date",
    "X-ABRELATEDNAMES": "related",
}
# Those that say nothing of a person, or the same in another form.
SILENT = frozenset(
    {
        *(
            "VERSION",
            "PRODID",
            "REV",
            "PROFILE",
            "SOURCE",
            "MAILER",
            "CLASS",
            "SORT-STRING",
            "AGENT",
            "LABEL",
        ),
        *("CLIENTPIDMAP", "XML", "KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABLABEL", "X-ABADR", "X-ABSHOWAS"),
        *("PHOTO", "LOGO", "SOUND", "KEY", "UID", "FN", "N", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "NOTE"),
        *("CATEGORIES", "TZ", "LANG", "MEMBER"),
    }
)
# What address books call the group in which everybody is.
EVERYBODY = frozenset({"my contacts", "mycontacts"})
HOME, WORK = "home", "work"
OLD = "2.1"
_APPLE = re.compile(r"_\$!<(.*)>!\$_")
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T.*)?")
_LEFT = re.compile(r"Left on (\w{3} (\d{1,2}) (\w{3}) (\d{1,4}))\.(?:\n|$)")
_BREAKS = re.compile(r"[\n\r\v\f\x85\u2028\u2029]+")


class Person(NamedTuple):
    """A contact as a card has it; `other` are the properties that amcli leaves out, `name_parts` the name in
    parts, as a card writes them."""

    uid: str
    name: str
    company: str
    title: str
    emails: list[str]
    phones: list[str]
    notes: str
    left_on: str
    tags: list[str]
    do_not_mail: bool
    language: str
    timezone: str
    extra: dict[str, str]
    other: dict[str, str]
    name_parts: str


def person_of(card: Card) -> Person | str:
    """The person of a card; for one that is of nobody, what it is of."""
    said = Said(card)
    if (what := said.kind()) is not None:
        return what
    notes, left_on = said.notes()
    tags = said.tags()
    return Person(
        uid=said.text("UID"),
        name=said.name(),
        company=said.company(),
        title=", ".join(said.texts("TITLE") or said.texts("ROLE")),
        emails=said.addresses(),
        phones=said.numbers(),
        notes=notes,
        left_on=left_on,
        tags=[tag for tag in tags if tag.casefold() not in (NOT_TO_MAIL, *EVERYBODY)],
        do_not_mail=any(tag.casefold() == NOT_TO_MAIL for tag in tags),
        language=said.text("LANG"),
        timezone=said.text("TZ"),
        extra=said.extra(),
        other={each.name: plain(each.value) for each in card.properties if left_out(each)},
        name_parts=said.name_parts(),
    )


def company_of(card: Card) -> str:
    """The company that a card is of, where it is of no person."""
    said = Said(card)
    return said.company() or said.name()


def left_out(found: Property) -> bool:
    """Whether amcli has no place for a property."""
    return found.name not in SILENT and found.name not in KEPT and bool(found.value.strip())


class Said:
    """The properties of a card by name, those to be preferred first."""

    def __init__(self, card: Card) -> None:
        self._all: dict[str, list[Property]] = {}
        for each in card.properties:
            self._all.setdefault(each.name, []).append(each)
        self._old = card.version == OLD
        for several in self._all.values():
            several.sort(key=preference)
        self._labels = {
            each.group: _APPLE.sub(r"\1", plain(each.value)).strip()
            for each in self._all.get("X-ABLABEL", ())
            if each.group
        }

    def texts(self, name: str) -> list[str]:
        return list(dict.fromkeys(filled([plain(each.value) for each in self._all.get(name, ())])))

    def text(self, name: str) -> str:
        """The first text of a property, "" where there is none."""
        return next(iter(self.texts(name)), "")

    def kind(self) -> str | None:
        said = (self.text("KIND") or self.text("X-ADDRESSBOOKSERVER-KIND")).lower()
        if said in NOT_PEOPLE:
            return NOT_PEOPLE[said]
        company = self.company()
        if (company or self.name()) and self.text("X-ABSHOWAS").upper() == "COMPANY":
            return COMPANY
        if self.name() and (self.name() != company or self._parts("N")):
            return None
        if self.addresses():
            return None
        return COMPANY if company else NOBODY

    def _parts(self, name: str) -> list[str]:
        """The filled parts of the first one of a property."""
        return next((filled(parted(each.value, ";")) for each in self._all.get(name, ())), [])

    def name(self) -> str:
        """The name as it is written in full, else its parts as most of the world puts them, else another."""
        if not (name := self.text("FN")):
            name = self._name_in_parts() or self.text("NICKNAME")
        return _BREAKS.sub(" ", name).strip()

    def _name_in_parts(self) -> str:
        given = next((parted(each.value, ";") for each in self._all.get("N", ())), [])
        family, first, more, before, after = (given + [""] * 5)[:5]
        return " ".join(filled([before, first, more, family, after]))

    def name_parts(self) -> str:
        """The name in parts; "" where it says nothing that the name doesn't."""
        parts = next((name_parts(each.value, old=self._old) for each in self._all.get("N", ())), [])
        given = parted(parts[1], ";")[0] if len(parts) > 1 else ""
        return "" if parts[:1] == [""] and parts[2:] == [] and given == self.name() else ";".join(parts)

    def company(self) -> str:
        """The company, without its departments."""
        return next(
            (text for each in self._all.get("ORG", ()) for text in parted(each.value, ";")[:1]), ""
        ).strip()

    def addresses(self) -> list[str]:
        """The e-mail addresses; what is none, such as one within an Exchange server, is not one."""
        found = [text.removeprefix("mailto:").strip("<>") for text in self.texts("EMAIL")]
        return list(dict.fromkeys(each for each in found if is_address(each)))

    def numbers(self) -> list[str]:
        """The numbers at which somebody answers."""
        found = [number(each) for each in self._all.get("TEL", ()) if self._voice(each)]
        return list(dict.fromkeys(filled(found)))

    def _voice(self, found: Property) -> bool:
        return not self._of_assistant(found) and not any(each in NO_VOICE for each in found.types)

    def _of_assistant(self, found: Property) -> bool:
        return "assistant" in self._labels.get(found.group, "").casefold() or "x-assistant" in found.types

    def notes(self) -> tuple[str, str]:
        """The notes, and the day on which somebody left, as `am export vcard` writes it above them."""
        notes = "\n\n".join(self.texts("NOTE"))
        found = _LEFT.match(notes)
        left = day_left(found) if found else ""
        return (notes[found.end() :] if found and left else notes), left

    def tags(self) -> list[str]:
        return [tag for each in self._all.get("CATEGORIES", ()) for tag in filled(parted(each.value, ","))]

    def extra(self) -> dict[str, str]:
        """What amcli has no field for, by name."""
        found: dict[str, str] = {}
        put(found, "department", ", ".join(self._departments()))
        if self.text("TITLE"):
            put(found, "function", ", ".join(self.texts("ROLE")))
        for each in self._all.get("TEL", ()):
            if not self._voice(each):
                put(found, self._silent(each), number(each))
        for each in self._all.get("EMAIL", ()):
            if not is_address(plain(each.value).strip().removeprefix("mailto:").strip("<>")):
                put(found, "other_mail", plain(each.value))
        for name, called in KEPT.items():
            for each in self._all.get(name, ()):
                put(found, self._called(each, called), readable(each))
        return found

    def _departments(self) -> list[str]:
        return [text for each in self._all.get("ORG", ())[:1] for text in filled(parted(each.value, ";")[1:])]

    def _silent(self, found: Property) -> str:
        if self._of_assistant(found):
            return "assistant_phone"
        return next(NO_VOICE[each] for each in found.types if each in NO_VOICE)

    def _called(self, found: Property, name: str) -> str:
        """The name in `extra`, with whether it is private or at work."""
        label = re.sub(r"\W+", "_", self._labels.get(found.group, "").casefold()).strip("_")
        if found.name.startswith("X-AB") and label:
            return label
        if found.name in ("ADR", "URL"):
            return f"home_{name}" if HOME in found.types else f"work_{name}" if WORK in found.types else name
        return name


def preference(found: Property) -> int:
    """The place of one among others of its kind: 1 to 100, as 4.0 has it."""
    if found.params.get("PREF", "").isascii() and found.params.get("PREF", "").isdigit():
        return min(100, int(found.params["PREF"][:9]))
    return 1 if "pref" in found.types else 101


def put(found: dict[str, str], name: str, text: str) -> None:
    """Keep a text under a name, numbered where another one has it; the same once."""
    text = text.strip()
    taken = {each for each in found if each == name or re.fullmatch(re.escape(name) + r"_\d+", each)}
    if text and text not in (found[each] for each in taken):
        found[name if name not in found else f"{name}_{len(taken) + 1}"] = text


def is_address(text: str) -> bool:
    """Whether a text is an e-mail address."""
    return re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", text) is not None and len(text) <= 254


def number(found: Property) -> str:
    """A telephone number, out of an address such as `tel:+49-30-1234;ext=12`."""
    return from_uri(plain(found.value))


def readable(found: Property) -> str:
    """A value as a person writes it: an address on lines, a day with its dashes."""
    if found.name == "ADR":
        return ", ".join(filled([" ".join(part.split()) for part in parted(found.value, ";")]))
    if found.name == "NICKNAME":
        return ", ".join(filled(parted(found.value, ",")))
    if (day := _DATE.fullmatch(found.value.strip())) and found.params.get("VALUE", "").lower() != "text":
        return "-".join(day.groups())
    return plain(found.value)


def day_left(found: re.Match[str]) -> str:
    """The day of a sentence that `am export vcard` writes, "" where it is another one."""
    short = [month[:3] for month in MONTHS]
    if found[3] not in short:
        return ""
    try:
        day = dt.date(int(found[4]), short.index(found[3]) + 1, int(found[2]))
    except ValueError:
        return ""
    return day.isoformat() if full_day(day) == found[1] else ""
