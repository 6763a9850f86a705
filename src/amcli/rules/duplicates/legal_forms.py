"""Legal forms of companies in many countries, and the words of a company's name without them.

The one table of them: `Acme Robotics GmbH`, `acme robotics, g.m.b.h.` and `ACME Robotics` have the same
words. Not for deciding whether two companies are one (`duplicates`), and not for names of people.
"""

import re
from functools import cache

from amcli.hints import NamedTuple
from amcli.rules.names import PLAIN_LETTERS, folded

# How each is written, beside itself: folded, without dots and marks, single letters drawn together.
FORMS: dict[str, str] = {
    "GmbH": "mbh, gesellschaft mit beschrankter haftung, gesmbh, ges mbh",
    "GmbH & Co. KG": "gmbh co kg, gmbh cokg",
    "AG & Co. KGaA": "ag co kgaa, se co kgaa, gmbh co kgaa",
    "UG": "ug haftungsbeschrankt, unternehmergesellschaft",
    "AG": "aktiengesellschaft",
    "KGaA": "",
    "KG": "kommanditgesellschaft",
    "OHG": "",
    "GbR": "",
    "PartG": "partg mbb, partgmbb",
    "e.V.": "eingetragener verein",
    "e.G.": "",
    "e.K.": "ekfm, ekfr",
    "SE": "societas europaea",
    "Inc.": "incorporated",
    "Corp.": "corporation",
    "Co.": "company",
    "LLC": "limited liability company",
    "LLP": "limited liability partnership",
    "LP": "limited partnership",
    "PLLC": "",
    "PLC": "public limited company",
    "Ltd": "limited",
    "Co. Ltd": "co ltd, company limited, company ltd",
    "CIC": "community interest company",
    "DAC": "designated activity company",
    "Pty Ltd": "pty limited, proprietary limited, pty",
    "Pte Ltd": "pte limited, pte",
    "Pvt Ltd": "pvt limited, private limited, pvt",
    "Sdn Bhd": "sendirian berhad",
    "Bhd": "berhad",
    "PT": "perseroan terbatas",
    "Tbk": "",
    "S.A.": "societe anonyme, sociedad anonima, sociedade anonima",
    "S.A.S.": "sasu, societe par actions simplifiee",
    "S.à r.l.": "sarl, s ar l, societe a responsabilite limitee, eurl",
    "S.N.C.": "",
    "S.p.A.": "societa per azioni",
    "S.r.l.": "srls, societa a responsabilita limitata",
    "S.L.": "slu, sociedad limitada",
    "S.A.U.": "",
    "S.A. de C.V.": "sapi de cv, sab de cv",
    "S. de R.L. de C.V.": "s de rl de cv, s de rl, srl de cv",
    "Ltda": "limitada, cia ltda, compania limitada, eireli",
    "Lda": "unipessoal lda",
    "B.V.": "besloten vennootschap",
    "N.V.": "naamloze vennootschap",
    "V.O.F.": "",
    "BVBA": "sprl",
    "AS": "aksjeselskap, aktieselskab, anonim sirketi",
    "ApS": "anpartsselskab",
    "ASA": "",
    "AB": "aktiebolag, aktiebolaget, ab publ",
    "HB": "handelsbolag",
    "Oy": "osakeyhtio, oy ab",
    "Oyj": "",
    "hf": "",
    "ehf": "",
    "OÜ": "osauhing",
    "SIA": "",
    "UAB": "",
    "Sp. z o.o.": "sp zoo, sp z oo, spzoo, spolka z ograniczona odpowiedzialnoscia, spolka zoo",
    "Sp. z o.o. sp.k.": "sp zoo sp k, sp z oo sp k",
    "Sp. k.": "spk, spolka komandytowa",
    "s.r.o.": "spol sro, spol s ro",
    "Kft.": "",
    "Zrt.": "",
    "Nyrt.": "",
    "d.o.o.": "",
    "d.d.": "",
    "EOOD": "еоод",
    "OOD": "оод",
    "ООО": "ooo",
    "ОАО": "oao",
    "ЗАО": "zao",
    "ПАО": "pao",
    "АО": "",
    "ТОВ": "tov",
    "Ltd. Şti.": "ltd sti, limited sirketi",
    "Α.Ε.": "",
    "Ε.Π.Ε.": "",
    "K.K.": "kk, kabushiki kaisha, 株式会社, 株",
    "G.K.": "godo kaisha, 合同会社, 合",
    "Y.K.": "yugen kaisha, 有限会社, 有",
    "有限公司": "有限责任公司, 有限責任公司",
    "股份有限公司": "",
    "주식회사": "주",
    "유한회사": "",
    "จำกัด": "จำกัด มหาชน",
    'בע"מ': "בעמ",
    "FZ-LLC": "fz llc, fzllc, fze, fzco, fzc",
}
# Those that stand before the name; at its beginning any other is a part of it.
_LEADING = "K.K. G.K. Y.K. 주식회사 유한회사 ООО ОАО ЗАО ПАО АО ТОВ PT AB Oy UAB SIA OÜ"
LEADING = frozenset([*_LEADING.split(), "S.à r.l."])
# Written without a space before or after the name.
ATTACHED = "株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限責任公司|有限公司|주식회사|유한회사"
_SMALL = "the and und et group groupe gruppe grupo gruppo"
SMALL = frozenset(_SMALL.split())
# What many companies are called: of nothing else no company can be told.
_GENERIC = """
    agency bank business capital care center centre club company consulting construction design
    development digital education energy engineering enterprise enterprises finance financial food
    foods foundation global health healthcare holding holdings home hotel hotels industries industry
    insurance international logistics management manufacturing marketing media medical
    network networks office online partner partners pharma power products production properties
    real estate retail school security service services shop software solution solutions studio
    studios supply systems system tech technologies technology trading transport travel university
    ventures
"""
GENERIC = frozenset(_GENERIC.split())
# What no decomposition takes apart.
LETTERS = str.maketrans(PLAIN_LETTERS)
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
NUMBERED = r" \(\d+\)$"


class Firm(NamedTuple):
    """A company's name as it is compared: its words without legal forms and small words, and the forms."""

    words: tuple[str, ...]
    forms: tuple[str, ...]

    @property
    def key(self) -> str:
        """The words without the spaces, in which spellings differ."""
        return "".join(self.words)

    @property
    def tells(self) -> bool:
        """Whether one of the words can tell this company from others."""
        return any(map(telling, self.words))


def firm(name: str) -> Firm:
    """A company's name as it is compared. A name that is nothing but legal forms keeps its words; the number
    that an import adds to the second company of one name is no part of it."""
    found = words(re.sub(NUMBERED, "", name))
    kept = tuple(word for word in found if word not in SMALL)
    return Firm(*without_forms(joined(kept or found)))


def telling(word: str) -> bool:
    """Whether a word of a name tells one company from another: neither a line of business nor a form."""
    return word not in GENERIC and (word,) not in table()


def spellings(name: str) -> set[str]:
    """The keys under which a name may stand: ü as u and as ue."""
    return {firm(name).key, firm(folded(name).translate(GERMAN)).key}


def words(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and marks between them."""
    import unicodedata

    text = unicodedata.normalize("NFKC", text).casefold().translate(LETTERS)
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not "\u0300" <= char <= "\u036f")
    plain = re.sub(ATTACHED, r" \g<0> ", unicodedata.normalize("NFC", plain))
    kept = (
        char if char.isalnum() or unicodedata.category(char)[0] == "M" else "" if char in "'’`\"" else " "
        for char in plain
    )
    return tuple("".join(kept).split())


def joined(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Words, with single letters that follow each other drawn together: `s p a` is `spa`."""
    found: list[str] = []
    single = False
    for part in parts:
        if single and len(part) == 1:
            found[-1] += part
        else:
            found.append(part)
        single = len(part) == 1 and part.isalpha()
    return tuple(found)


def without_forms(parts: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words without the legal forms at their ends, and those forms; at least one word stays, and at the
    beginning only what leaves a word that tells: A.B. Foods is no company called Foods."""
    forms: list[str] = []
    while (found := form_at_end(parts)) is not None:
        label, size = found
        parts, forms = parts[:-size], [label, *forms]
    while (found := form_at_start(parts)) is not None:
        label, size = found
        if not any(map(telling, parts[size:])):
            break
        parts, forms = parts[size:], [*forms, label]
    return parts, tuple(forms)


def form_at_end(parts: tuple[str, ...]) -> tuple[str, int] | None:
    """The longest legal form that a name ends with, and its number of words."""
    for size in range(min(longest(), len(parts) - 1), 0, -1):
        if label := table().get(parts[-size:]):
            return label, size
    return None


def form_at_start(parts: tuple[str, ...]) -> tuple[str, int] | None:
    """The longest legal form that a name starts with, of those that stand there."""
    for size in range(min(longest(), len(parts) - 1), 0, -1):
        label = table().get(parts[:size])
        if label in LEADING:
            return label, size
    return None


@cache
def table() -> dict[tuple[str, ...], str]:
    """Every spelling by its words, with the form that it stands for."""
    found: dict[tuple[str, ...], str] = {}
    for label, others in FORMS.items():
        for spelling in (label, *filter(None, others.split(", "))):
            found.setdefault(joined(words(spelling)), label)
    return found


@cache
def longest() -> int:
    """The number of words of the longest form."""
    return max(map(len, table()))
