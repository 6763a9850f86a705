"""Words that cells hold in the languages whose headers are known: months, weekdays, yes and no, totals, and
what spreadsheets write where there is nothing.

One line a language, English first. What a header means is in kinds/, what a word of a closed vocabulary
means in synonyms.py. Excel writes TRUE and FALSE in its own language, so both stand beside yes and no.
"""

import re
import unicodedata
from functools import cache

Words = dict[str, dict[str, str]]


def by_language(table: str) -> Words:
    """Words by name and language: of `company: de kunde, firma | fr client`, each on one or more lines, of
    which the others are indented."""
    parts = (each.partition(":") for each in re.split(r"\n(?=\S)", table.strip()))
    return {name: dict(map(of_language, words.split("|"))) for name, _, words in parts}


def of_language(part: str) -> tuple[str, str]:
    """A language and its words."""
    language, *words = part.split()
    return language, " ".join(words)


# The twelve months, each in the forms in which a date has it, parted by `|`.
MONTHS = {
    "en": "january february march april may june july august september|sept october november december",
    "de": "januar|jänner februar|feber märz|mrz april mai juni juli august september oktober november"
    " dezember",
    "fr": "janvier février|fevr mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre"
    " diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart|mrt april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta"
    " lokakuuta marraskuuta joulukuuta",
    "pl": "styczeń|stycznia luty|lutego marzec|marca kwiecień|kwietnia maj|maja czerwiec|czerwca"
    " lipiec|lipca sierpień|sierpnia wrzesień|września październik|października listopad|listopada"
    " grudzień|grudnia",
}
# Monday to Sunday.
WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "da": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "no": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "fi": "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
    "pl": "poniedziałek wtorek środa czwartek piątek sobota niedziela",
}
_YES = {
    "en": "yes y true t 1 x on ✓ ✔ auto automatic automatically auto-renew auto-renewal",
    "de": "ja j wahr automatisch",
    "fr": "oui vrai automatique",
    "es": "sí s verdadero automático automática",
    "it": "sì s vero automatico automatica",
    "pt": "sim s verdadeiro automático automática",
    "nl": "ja j waar automatisch",
    "sv": "ja j sant automatisk automatiskt",
    "da": "ja j sand automatisk",
    "no": "ja j sann automatisk",
    "fi": "kyllä tosi automaattinen",
    "pl": "tak prawda automatycznie automatyczne",
    "ja": "はい 有 自動",
}
_NO = {
    "en": "no n false f 0 off ✗ ✘ manual manually",
    "de": "nein falsch manuell",
    "fr": "non faux manuel manuelle",
    "es": "no falso manual",
    "it": "no falso manuale",
    "pt": "não falso manual",
    "nl": "nee neen onwaar handmatig",
    "sv": "nej falskt manuell",
    "da": "nej falsk manuel",
    "no": "nei usann manuell",
    "fi": "ei epätosi",
    "pl": "nie fałsz ręcznie",
    "ja": "いいえ 無 手動",
}
_TOTALS = {
    "en": "total|totals|grand total|sub total|subtotal|sum|overall total|total records|count",
    "de": "summe|gesamt|gesamtsumme|gesamtergebnis|insgesamt|endsumme|zwischensumme|total",
    "fr": "total|total général|somme|sous-total|totaux",
    "es": "total|total general|suma|suma total",
    "it": "totale|totale generale|totale complessivo|somma",
    "pt": "total|total geral|soma",
    "nl": "totaal|eindtotaal|som|algemeen totaal",
    "sv": "totalt|summa|totalsumma",
    "da": "i alt|total|sum|hovedtotal",
    "no": "sum|totalt|totalsum",
    "fi": "yhteensä|summa|kaikki yhteensä",
    "pl": "suma|razem|ogółem|suma końcowa",
    "ja": "合計|総計|小計",
}
# As programs write it, to the letter: "Null" is a family name, "NA" a region.
NOTHING = frozenset(
    {"null", "NULL", "None", "n/a", "N/A", "nan", "NaN", "(null)", "<null>", "\\N", "undefined"}
)
# What a spreadsheet shows where a formula failed, in the languages that it speaks.
_ERRORS = (
    "#REF! #VALUE! #NAME? #DIV/0! #NUM! #NULL! #N/A #SPILL! #CALC! #FIELD! #ERROR! #GETTING_DATA "
    "#BLOCKED! #CONNECT! #UNKNOWN! #BUSY! #BEZUG! #WERT! #ZAHL! #NV #ÜBERLAUF! #VALEUR! #NOM? "
    "#NOMBRE! #NUL! #¡REF! #¡VALOR! #¿NOMBRE? #¡DIV/0! #¡NUM! #¡NULO! #N/D #RIF! #VALORE! #NOME? "
    "#NULLO! #VALOR! #NÚM! #NULO! #N/DISP #VERW! #WAARDE! #NAAM? #DEEL/0! #GETAL! #LEEG! #N/B "
    "#REFERENS! #VÄRDEFEL! #NAMN? #DIVISION/0! #OGILTIGT! #SKÄRNING! #SAKNAS! #REFERENCE! #VÆRDI! "
    "#NAVN? #I/T #VERDI! #VIITTAUS! #ARVO! #NIMI? #JAKO/0! #LUKU! #TYHJÄ! #PUUTTUU! #ADR! #ARG! "
    "#NAZWA? #DZIEL/0! #LICZBA! #ZERO!"
)
ERRORS = frozenset(_ERRORS.split())
SHORTEST_MONTH = 3
# Three letters that begin two months in two languages, as they are meant everywhere: `mar` is no November.
_MONTH_SHORT = {"mar": 3}


def plain(word: str) -> str:
    """A word for comparison: any case, without accents and a final point."""
    parts = unicodedata.normalize("NFKD", word.strip().rstrip(".").casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).replace("ł", "l")


def is_nothing(cell: str) -> bool:
    """Whether a cell holds what a program or spreadsheet writes where there is nothing to read."""
    text = cell.strip()
    if text[:1] != "#":
        return text in NOTHING
    return text in ERRORS or (len(text) > 2 and not text.strip("#"))  # `####`: the column was too narrow


@cache
def words(of: str) -> frozenset[str]:
    """All words of `yes`, `no` or `totals`, ready for comparison."""
    table, sign = {"yes": (_YES, None), "no": (_NO, None), "totals": (_TOTALS, "|")}[of]
    return frozenset(plain(word) for line in table.values() for word in line.split(sign))


def yes_or_no(cell: str) -> bool | None:
    """What a cell says in the words that people and programs write; None where it is neither."""
    word = plain(cell)
    return True if word in words("yes") else False if word in words("no") else None


@cache
def months() -> dict[str, int]:
    """The months by their names, and by what these begin with where that is clear."""
    found: dict[str, set[int]] = {}
    for line in MONTHS.values():
        for number, forms in enumerate(line.split(), start=1):
            for form in map(plain, forms.split("|")):
                for end in range(min(SHORTEST_MONTH, len(form)), len(form) + 1):
                    found.setdefault(form[:end], set()).add(number)
    return {word: number for word, numbers in found.items() for number in numbers if len(numbers) == 1} | (
        _MONTH_SHORT
    )


@cache
def weekdays() -> frozenset[str]:
    """The weekdays and what they begin with, from two letters on."""
    names = [plain(name) for line in WEEKDAYS.values() for name in line.split()]
    return frozenset(name[:end] for name in names for end in range(2, len(name) + 1))
