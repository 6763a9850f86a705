"""Mail that no person wrote to another, or that is no mail yet: why it counts as no touch.

Decided by headers alone. Not for calendar replies, which show in the body (text.py), nor for whose it is.
"""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterable, Iterator

from amcli.interchange.mail.headers import Headers

BOUNCE = "bounces and delivery reports"
REPLY = "automatic replies and out-of-office notes"
AUTOMATIC = "automatic email"
LIST = "mailing lists and newsletters"
SPAM = "spam"
DRAFT = "drafts"

_ROBOT = re.compile(
    r"(no|do-?not|dont|nicht)[-._]?(reply|answer|respond|antworten)\b.*|noreply.*|notifications?|newsletters?"
)
_POSTMASTER = re.compile(r"mailer-daemon|postmaster|mail-daemon|bounces?([-+=].*)?")
# How the replies begin that programs send for people who are away; a colon or nothing follows.
_AWAY_WORDS = r"""
    out of (the )?office | auto(matic|mated)?[- ]?(reply|response|answer) | vacation reply
    abwesenheits(notiz|nachricht|meldung|assistent) | (automatische|autom\.) (antwort|abwesenheits\w*)
    réponse automatique | message d'absence | absen(ce|t) du bureau | automatisk svar | autosvar
    respuesta autom[aá]tica | fuera de (la )?oficina | ausente de la oficina
    risposta automatica | fuori (sede|ufficio) | automatisch antwoord | afwezigheids\w*
    resposta autom[aá]tica | automaattinen vastaus | automatyczna odpowied[zź] | automatická odpověď
    автоответ | автоматический ответ | 自動応答 | 自动回复 | 自动答复
"""
_AWAY = re.compile(
    "({})( auto ?-?reply)?\\s*($|[:\\-–—(\\[!,.]|re:)".format(
        "|".join(words.strip() for line in _AWAY_WORDS.strip().split("\n") for words in line.split(" | "))
    ),
    re.IGNORECASE,
)
_BULK = ("bulk", "list", "junk")
# Bits of Thunderbird's flags, and letters of those that mutt and others write into an mbox.
_MOZILLA_DELETED, _STATUS_DELETED, _STATUS_DRAFT = 0x0008, "D", "T"


def reason(headers: Headers) -> str | None:
    """Why a mail is no touch; None where a person seems to have written it."""
    for found, why in (
        (_is_draft(headers), DRAFT),
        (_is_spam(headers), SPAM),
        (_is_bounce(headers), BOUNCE),
        (_is_reply(headers), REPLY),
        (_is_list(headers), LIST),
        (_is_automatic(headers), AUTOMATIC),
    ):
        if found:
            return why
    return None


def reason_of_folder(names: Iterable[str]) -> str | None:
    """Why the mails of a folder are no touches, by its name and those it lies in."""
    for name in names:
        called = set(names_in(name))
        if called & SPAM_FOLDERS:
            return SPAM
        if called & DRAFT_FOLDERS:
            return DRAFT
    return None


def is_deleted(headers: Headers) -> bool:
    """Whether a mail is marked as deleted in its mbox, where it stays until that is compacted."""
    try:
        status = int(headers.raw("x-mozilla-status") or "0", 16)
    except ValueError:
        status = 0
    return bool(status & _MOZILLA_DELETED) or _STATUS_DELETED in headers.raw("x-status")


def _labels(headers: Headers) -> frozenset[str]:
    return labels_in(headers.text("x-gmail-labels")) if "x-gmail-labels" in headers else frozenset()


def _is_draft(headers: Headers) -> bool:
    kept_back = "x-mozilla-draft-info" in headers and "received" not in headers
    marked = _STATUS_DRAFT in headers.raw("x-status")
    return kept_back or marked or bool(_labels(headers) & DRAFTS)


def _is_spam(headers: Headers) -> bool:
    flagged = headers.word("x-spam-flag") == "yes" or headers.word("x-spam") == "yes"
    keys = headers.raw("x-mozilla-keys").casefold().split()
    return (
        flagged
        or "junk" in keys
        or headers.raw("x-spam-status").lower().startswith("yes")
        or bool(_labels(headers) & SPAM_LABELS)
    )


def _is_bounce(headers: Headers) -> bool:
    reports = headers.word("content-type") == "multipart/report" or "x-failed-recipients" in headers
    returned = "return-path" in headers and headers.raw("return-path").replace(" ", "") == "<>"
    return reports or (returned and not _is_reply(headers)) or _sender_is(headers, _POSTMASTER)


def _is_reply(headers: Headers) -> bool:
    told = any(
        name in headers for name in ("x-autoreply", "x-autorespond", "x-auto-reply", "x-autoresponder")
    )
    answered = headers.word("auto-submitted").startswith("auto-replied")
    away = _AWAY.match(headers.text("subject")) is not None
    return told or answered or away or headers.word("precedence") in ("auto_reply", "auto-reply")


def _is_list(headers: Headers) -> bool:
    return "list-id" in headers or "list-post" in headers or headers.word("precedence") in _BULK


def _is_automatic(headers: Headers) -> bool:
    submitted = headers.word("auto-submitted") not in ("", "no")
    suppressed = headers.word("x-auto-response-suppress") not in ("", "none")
    return submitted or suppressed or _sender_is(headers, _ROBOT)


def _sender_is(headers: Headers, pattern: re.Pattern[str]) -> bool:
    senders = headers.addresses("from")
    local = senders[0][1].partition("@")[0] if senders else headers.raw("from").split(" ")[-1].strip("<>")
    return pattern.fullmatch(local.lower()) is not None


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


DRAFTS, SPAM_LABELS = _names(1), _names(2)
# A label by one of these is of somebody's own making, a folder is what it says.
DRAFT_FOLDERS, SPAM_FOLDERS = DRAFTS | _names(3), SPAM_LABELS | _names(4)
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
