"""The names that mail programs give to drafts and spam, by language, and how labels and folders are written.

Gmail names its labels in the language of the account, in Takeout's `X-Gmail-Labels` and as folders of IMAP;
other programs do as much with their folders. Not for what a name means to an import (automatic.py).
"""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator

# A language a line: what Gmail calls its drafts and its spam there, then older names and those of others.
_WORDS = """
en | drafts, draft, templates, outbox, unsent messages | spam, junk, junk e-mail, junk email, junk-e-mail
de | entwürfe, entwurf, vorlagen, postausgang | spam, spamverdacht, junk-e-mail, unerwünschte werbung
fr | brouillons, brouillon, modèles | spam, pourriel, courrier indésirable, indésirables
es | borradores, borrador, plantillas | spam, correo no deseado
it | bozze, bozza, modelli | spam, posta indesiderata
pt | rascunhos, rascunho | spam, lixo eletrônico, lixo eletrónico, correio não solicitado
nl | concepten, concept | spam, ongewenste e-mail, ongewenst
pl | wersje robocze, szkice, robocze | spam, wiadomości-śmieci, niechciane
sv | utkast | skräppost, skräp
da | kladder, kladde | spam, uønsket mail, uønsket post
nb | utkast | søppelpost, spam, uønsket e-post
fi | luonnokset, luonnos | roskaposti, roska
cs | koncepty, rozepsané | spam, nevyžádaná pošta
sk | koncepty, rozpísané | spam, nevyžiadaná pošta
hu | piszkozatok | spam, levélszemét
ro | mesaje nefinalizate, ciorne, schițe | spam, mesaje nedorite
tr | taslaklar | spam, önemsiz, gereksiz e-posta
el | πρόχειρα | ανεπιθύμητα, ανεπιθύμητη αλληλογραφία
ru | черновики | спам, нежелательная почта
uk | чернетки | спам, небажана пошта
bg | чернови | спам, нежелана поща
hr | skice | neželjena pošta, neželjeno
sl | osnutki | vsiljena pošta, neželena pošta
ca | esborranys | correu brossa
lt | juodraščiai | šlamštas, brukalas
lv | melnraksti | mēstules
et | mustandid | rämpspost
id | draf, konsep | spam
vi | thư nháp, bản nháp | thư rác
he | טיוטות | ספאם, דואר זבל
ar | المسودات, مسودات | الرسائل غير المرغوب فيها, غير مرغوب فيها, غير المرغوب
ja | 下書き | 迷惑メール
ko | 임시보관함, 임시 보관함 | 스팸함, 스팸, 스팸편지함
zh | 草稿, 草稿箱 | 垃圾邮件, 垃圾郵件
th | ร่างจดหมาย, จดหมายร่าง, ร่าง | สแปม, จดหมายขยะ
"""
_LABEL = re.compile(r'\s*("(?:[^"]|"")*"|[^,]*)\s*(?:,|$)')
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")
# What programs put after the name of a folder, or before it.
_ENDINGS = (".mbox", ".sbd", ".mbx", ".imapmbox")


def normal(name: str) -> str:
    """A name as it is compared: however its accents are composed, in any case."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def _names(column: int) -> frozenset[str]:
    lines = (line.split("|") for line in _WORDS.strip().split("\n"))
    return frozenset(normal(name) for line in lines for name in line[column].split(","))


DRAFTS = _names(1)
SPAM = _names(2) | {"bulk mail"}
LANGUAGES = tuple(line.partition("|")[0].strip() for line in _WORDS.strip().split("\n"))


def labels_in(decoded: str) -> frozenset[str]:
    """The labels of `X-Gmail-Labels`, whose encoded words were read: commas part them, but not in quotes."""
    found = (each[1].strip() for each in _LABEL.finditer(decoded))
    return frozenset(
        normal(each[1:-1].replace('""', '"') if each.startswith('"') else each) for each in found if each
    )


def names_in(folder: str) -> Iterator[str]:
    """What a folder may be called: its name on a disk, without an ending, and each level of it."""
    plain = folder
    for ending in _ENDINGS:
        plain = plain[: -len(ending)] if plain.lower().endswith(ending) else plain
    yield from dict.fromkeys(normal(from_utf7(part)) for part in (plain, *re.split(r"[./]", plain)))


def from_utf7(name: str) -> str:
    """A folder's name out of the modified UTF-7 of IMAP (RFC 3501); as it stands where it is none."""
    return _SHIFTED.sub(_unshifted, name)


def _unshifted(found: re.Match[str]) -> str:
    if not (coded := found[1]):
        return "&"
    try:
        raw = base64.b64decode(coded.replace(",", "/") + "=" * (-len(coded) % 4), validate=True)
        return raw.decode("utf-16-be")
    except (binascii.Error, UnicodeDecodeError):
        return found[0]
