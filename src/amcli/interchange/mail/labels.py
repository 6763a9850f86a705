"""The names that mail programs give to drafts and spam, by language, and how labels and folders are written.

Gmail names its labels in the language of the account, in Takeout's `X-Gmail-Labels` and as folders of IMAP;
other programs do the same with their folders. Not for what a name means to an import (automatic.py).
"""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator

# A language a line: what Gmail calls its drafts and its spam, and what else other programs call those.
_WORDS = """
en | drafts, draft | spam | templates, outbox, unsent messages | junk, junk e-mail, junk email, bulk mail
de | entwürfe | spam | entwurf, vorlagen, postausgang | spamverdacht, junk-e-mail, unerwünschte werbung
fr | brouillons | spam, pourriel | brouillon | courrier indésirable, indésirables
es | borradores | spam, correo no deseado | borrador |
it | bozze | spam, posta indesiderata | bozza |
pt | rascunhos | spam, lixo eletrônico | rascunho | lixo eletrónico, correio não solicitado
nl | concepten | spam | | ongewenste e-mail
pl | wersje robocze, szkice | spam | robocze, kopie robocze | wiadomości-śmieci, niechciane
sv | utkast | skräppost | |
da | kladder | spam | kladde | uønsket mail, uønsket post
nb | utkast | søppelpost, spam | | uønsket e-post
fi | luonnokset | roskaposti | luonnos |
cs | koncepty | spam | rozepsané | nevyžádaná pošta
sk | koncepty | spam | rozpísané | nevyžiadaná pošta
hu | piszkozatok | spam | | levélszemét
ro | mesaje nefinalizate, schițe | spam | ciorne | mesaje nedorite
tr | taslaklar | spam | | önemsiz, gereksiz e-posta
el | πρόχειρα | ανεπιθύμητα | | ανεπιθύμητη αλληλογραφία
ru | черновики | спам | | нежелательная почта
uk | чернетки | спам | | небажана пошта
bg | чернови | спам | | нежелана поща
hr | skice | neželjena pošta, spam | | neželjeno
sl | osnutki | vsiljena pošta, spam | | neželena pošta
ca | esborranys | correu brossa, brossa | |
lt | juodraščiai | šlamštas, brukalas | |
lv | melnraksti | mēstules | |
et | mustandid | rämpspost | |
id | draf | spam | |
vi | thư nháp | thư rác | bản nháp |
he | טיוטות | ספאם, דואר זבל | |
ar | المسودات, مسودات | الرسائل غير المرغوب فيها, غير مرغوب فيها | | غير المرغوب
ja | 下書き | 迷惑メール | |
ko | 임시보관함 | 스팸함, 스팸 | 임시 보관함 | 스팸편지함
zh | 草稿 | 垃圾邮件, 垃圾郵件 | 草稿箱 |
th | ร่างจดหมาย, จดหมายร่าง, ร่าง | สแปม, จดหมายขยะ | |
"""
# No mail has more labels than this; a longer text was made to be slow to read.
LONGEST_LABELS = 8_000
_LABEL = re.compile(r'\s*("(?:[^"]|"")*"|[^,]*)\s*(?:,|$)')
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")
# What programs put after the name of a folder, or before it.
_ENDINGS = (".mbox", ".sbd", ".mbx", ".imapmbox")


def normal(name: str) -> str:
    """A name as it is compared: however its accents are composed, in any case."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def _names(column: int) -> frozenset[str]:
    lines = (line.split("|") for line in _WORDS.strip().split("\n"))
    return frozenset(name for line in lines for each in line[column].split(",") if (name := normal(each)))


DRAFTS, SPAM = _names(1), _names(2)
# A label by one of these is of somebody's own making, a folder is what it says.
DRAFT_FOLDERS, SPAM_FOLDERS = DRAFTS | _names(3), SPAM | _names(4)
LANGUAGES = tuple(line.partition("|")[0].strip() for line in _WORDS.strip().split("\n"))


def labels_in(decoded: str) -> frozenset[str]:
    """The labels of `X-Gmail-Labels`, whose encoded words were read: commas part them, but not in quotes."""
    found = (each[1].strip() for each in _LABEL.finditer(decoded[:LONGEST_LABELS]))
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
