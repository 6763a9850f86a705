"""What WhatsApp says in its own words, in the languages of those who export chats: deleted messages, calls,
media, halves of the day.

One table each. Not for the form of its lines (whatsapp.py).
"""

import re

# The halves of the day as phones write them, the longest first; those after noon.
AFTERNOON = (
    *("p. m.", "p.m.", "p.m", "pm", "م", "下午", "오후", "午後", "μ.μ.", "μμ", "ch", "nachm.", "du.", "өс"),
    *("ös", "em", "e.m.", "dopo mezzogiorno", "ptg", "หลังเที่ยง", "अपराह्न", "晚上", "中午"),
)
MORNING = (
    *("a. m.", "a.m.", "a.m", "am", "ص", "上午", "오전", "午前", "π.μ.", "πμ", "sa", "vorm.", "de."),
    *("öö", "fm", "f.m.", "pg", "ก่อนเที่ยง", "पूर्वाह्न", "凌晨", "早上"),
)
HALVES = sorted((*AFTERNOON, *MORNING), key=len, reverse=True)
_AFTERNOON = frozenset("".join(each.split()) for each in AFTERNOON)

QUOTE = re.compile('["“”„«»「」]')
ENCRYPTED = re.compile(
    r"end-to-end|ende-zu-ende|extremo a extremo|bout en bout|ponta a ponta|crittograf|versleuteld|шифрован"
    r"|şifreli|엔드투엔드|종단간|端对端|端到端|エンドツーエンド|مشفرة",
    re.IGNORECASE,
)
_DELETED = (
    *("this message was deleted", "you deleted this message", "message deleted"),
    *("diese nachricht wurde gelöscht", "du hast diese nachricht gelöscht", "nachricht gelöscht"),
    *("se eliminó este mensaje", "este mensaje fue eliminado", "eliminaste este mensaje"),
    *("ce message a été supprimé", "vous avez supprimé ce message", "tu as supprimé ce message"),
    *("esta mensagem foi apagada", "mensagem apagada", "você apagou esta mensagem", "apagou esta mensagem"),
    *("questo messaggio è stato eliminato", "hai eliminato questo messaggio"),
    *("dit bericht is verwijderd", "je hebt dit bericht verwijderd", "u heeft dit bericht verwijderd"),
    *("это сообщение удалено", "данное сообщение удалено", "вы удалили данное сообщение"),
    *("bu mesaj silindi", "bu mesajı sildiniz", "ta wiadomość została usunięta"),
    *("usunięto tę wiadomość", "tämä viesti poistettiin", "denne besked blev slettet"),
    *(
        "このメッセージは削除されました",
        "此消息已删除",
        "此訊息已刪除",
        "삭제된 메시지입니다",
        "تم حذف هذه الرسالة",
    ),
)
_IS_DELETED = re.compile("(?:" + "|".join(_DELETED) + r")[.。]?", re.IGNORECASE)
DELETED, SYSTEM = "deleted", "system"
# No longer than this is what it says in the place of a message.
LONGEST = 60
_FILE = r"[^\n<>]{1,200}\.\w{2,5}"
_ATTACHED = "|".join(
    (
        *("file attached", "datei angehängt", "archivo adjunto", "fichier joint", "arquivo anexado"),
        *("file allegato", "bestand bijgevoegd", "файл добавлен", "dosya ekli", "załączono plik"),
        *("ملف مرفق", "附件", "파일 첨부됨", "添付ファイル"),
    )
)
_LEFT_OUT = "|".join(
    (
        *(
            "omitted",
            "ausgeschlossen",
            "weggelassen",
            "omitid[oa]s?",
            "omise?s?",
            "absente?s?",
            "ocultad?[oa]s?",
        ),
        *(
            "oculta",
            "omess[oaei]",
            "weggelaten",
            "без медиафайлов",
            "пропущен",
            "dahil edilmedi",
            "pominięto",
        ),
        *("tidak disertakan", "ikke medtaget", "jätettiin pois", "省略", "略過", "생략", "تم استبعاد"),
    )
)
# What stands for a picture, a recording, a place: after an official mark, or between angle brackets.
_MEDIA = re.compile(
    rf"<[^\n]*>|{_LEFT_OUT}|{_ATTACHED}|https?://|\b(?:attached|location|standort|ubicaci[oó]n|localisation"
    r"|localiza[cç][aã]o|posizione|locatie|poll|umfrage|encuesta|sondage|enquete|sondaggio|peiling)\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    rf"<[^<>\n]*(?:{_LEFT_OUT})[^<>\n]*>|null|{_FILE} \((?:{_ATTACHED})\)", re.IGNORECASE
)
_MISSED = "|".join(
    (
        *("(?:silenced )?missed (?:group )?(?:voice|video) call", "silenced voice call"),
        *("verpasste[rn]? (?:gruppen-?)?(?:sprach|video)anruf", "appel (?:vocal|vidéo|audio) manqué"),
        *("(?:video)?llamada(?: de (?:voz|vídeo|video))? perdida", "chamada de (?:voz|vídeo) perdida"),
        *("(?:video)?chiamata(?: vocale| video)? persa", "gemiste (?:spraak|video)-?oproep"),
        *("gemist (?:video|spraak)gesprek", "пропущенный (?:аудио|видео)звонок"),
        *("cevapsız (?:sesli|görüntülü) arama", "nieodebrane połączenie (?:głosowe|wideo)"),
        *("不在着信", "未接(?:语音|視訊|视频|語音)通[话話]", "부재중 (?:음성|영상)통화"),
        *("مكالمة (?:صوتية|فيديو) فائتة",),
    )
)
_MADE = "|".join(
    (
        *("(?:group )?(?:voice|video) call", "(?:gruppen-?)?(?:sprach|video)anruf"),
        *("(?:video)?llamada(?: de (?:voz|video))?", "appel (?:vocal|vidéo|audio)"),
        *("chamada de (?:voz|vídeo)", "chiamata vocale", "videochiamata", "(?:spraak|video)oproep"),
    )
)
_CALL = re.compile(rf"(?:({_MISSED})|({_MADE}))(?:[.,:]?\s+(.*))?", re.IGNORECASE | re.DOTALL)
_UNANSWERED = re.compile(
    "no answer|unanswered|declined|keine antwort|abgelehnt|sin respuesta|no contestada|sans réponse"
    "|não atendida|sem resposta|nessuna risposta|geen antwoord",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"(\d+)\s*(h|std|hr|u|m|s)", re.IGNORECASE)
_SECONDS = {"h": 3600, "s": 1, "m": 60, "u": 3600}


def is_afternoon(half: str) -> bool:
    """Whether a half of the day is that after noon."""
    return "".join(half.casefold().split()) in _AFTERNOON


def kind_of(text: str, official: bool) -> str | int | None:
    """What a message stands for: deleted, said by the system, a call by its length in seconds (0: nobody was
    reached); None for what somebody wrote or sent. `official` is what WhatsApp marks as its own."""
    if _IS_DELETED.fullmatch(text):
        return DELETED
    if (found := _call(text, official)) is not None:
        return found
    return SYSTEM if official and not _MEDIA.search(text) else None


def _call(text: str, official: bool) -> int | None:
    """Only WhatsApp itself says that a call took place; that one was missed may stand alone."""
    match = _CALL.fullmatch(text) if len(text) <= 2 * LONGEST else None
    if match is None:
        return None
    missed, _, rest = match.groups()
    if missed:
        return 0 if official or not rest else None
    if not official:
        return None
    parts = _LENGTH.findall(rest or "")
    if _UNANSWERED.search(rest or "") or not parts:
        return 0
    return sum(int(count) * _unit(unit) for count, unit in parts)


def _unit(unit: str) -> int:
    return 3600 if unit.casefold() in ("std", "hr") else _SECONDS[unit[0].casefold()]


def written(text: str) -> str:
    """What was written: without what stands for media, or says that it was edited; "" where nothing is
    left."""
    if text[:1] == "\u200e":
        text = text.partition("\n")[2] if "\n" in text else ""
    elif "\u200e" in text:
        text = text.partition("\u200e<")[0]
    if text[:1] == "<" or text.endswith(")") or ")\n" in text or text == "null":
        text = _PLACEHOLDER.sub("", text, 1) if _PLACEHOLDER.match(text) else text
    return text.strip()
