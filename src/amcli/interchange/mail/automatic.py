"""Mail that no person wrote to another, or that is no mail yet: why it counts as no touch.

Decided by headers alone. Not for calendar replies, which show in the body (text.py), nor for whose it is.
"""

import re
from collections.abc import Iterable

from amcli.interchange.mail.headers import Headers
from amcli.interchange.mail.labels import DRAFT_FOLDERS, DRAFTS, SPAM_FOLDERS, labels_in, names_in
from amcli.interchange.mail.labels import SPAM as SPAM_LABELS

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
