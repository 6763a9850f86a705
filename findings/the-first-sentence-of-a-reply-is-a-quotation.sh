#!/usr/bin/env bash
# Expected: who cuts quotations off a reply keeps what the customer wrote above them.
# Happens:  a sentence that begins with "On" and ends with "wrote:" counts as the line above a quotation: mail-parser-reply
#           drops it, email_reply_parser drops everything after it too, here the whole reply. A sentence "From: March on,
#           the price is 10" ends both. "Gruß an Bob." in the middle ends the German text.
# Packages: mail-parser-reply 1.36, email-reply-parser 0.5.12 (PyPI).
# Matters:  a reply with no text is read as "thanks"; keep the mail whole and cut only what is shown.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install -qq --no-compile --target env mail-parser-reply==1.36 email-reply-parser==0.5.12 || exit 75
export PYTHONPATH=$dir/env
python3 - <<'PY'
from importlib.metadata import version

from email_reply_parser import EmailReplyParser as First
from mailparser_reply import EmailReplyParser as Second

english = "On Monday we spoke about the renewal, and as Bob wrote:\nthe price stays.\n\nWe sign.\n"
header = "Here is the list.\nFrom: March on, the price is 10.\nTo: be confirmed by Anna.\n\nWe sign.\n"
german = "Wir verlängern.\nGruß an Bob.\nNoch etwas: der Preis ist 10.\n"


def second(text: str) -> str:
    return Second(languages=["en", "de"]).read(text=text).replies[0].body


print("email-reply-parser", version("email-reply-parser"), [First.parse_reply(text) for text in (english, header)])
print("mail-parser-reply", version("mail-parser-reply"), [second(text) for text in (english, header, german)])
assert First.parse_reply(english) == "" and First.parse_reply(header) == "Here is the list."
assert second(english) == "the price stays.\n\nWe sign."
assert second(header) == "Here is the list." and second(german) == "Wir verlängern."
PY
