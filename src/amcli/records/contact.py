"""People at customers."""

from amcli import vocabulary as v
from amcli.fields import shape
from amcli.records.declaration import (
    ACCOUNT,
    EXTRA,
    NOTES,
    SOURCE,
    TAGS,
    Field,
    File,
    Key,
    Record,
    option,
    reference,
)

PHONE = shape("typed text! as it was typed\n e164 text in E.164, where that is known")
RECORD = Record(
    "contact",
    "contacts",
    fields=(
        *reference("contact", "p4"),
        ACCOUNT,
        Field(
            "name",
            "name",
            "name",
            option("Their name.", "--name", only="edit", clears=False),
            headers="full name, contact name, display name, contact, contact person",
            translated="person, name",
            needed=True,
        ),
        Field(
            "first_name",
            "line",
            "first name, where a file has the two apart",
            headers="given name",
            translated="first name",
            stored=False,
            listed=False,
        ),
        Field(
            "last_name",
            "line",
            "last name, where a file has the two apart",
            headers="family name, surname",
            translated="last name",
            stored=False,
            listed=False,
        ),
        Field(
            "title",
            "line",
            "job title",
            option("Job title.", "--title"),
            headers="job title, position",
            translated="job",
        ),
        Field(
            "emails",
            "list",
            "email addresses",
            option("Email address (repeatable).", "--email", reads="text"),
            headers=(
                "emails, e mail, mail, email address, e mail address, e mail adresse, courriel, "
                "adresse e mail, correo, correo electrónico, e mailadres"
            ),
            cell="emails",
            file="email",
        ),
        Field(
            "phones",
            "list",
            "phone numbers, as typed and in E.164",
            option("Phone number (repeatable).", "--phone", reads="text"),
            headers="phones, phone number, telephone, work phone",
            translated="phone",
            cell="phones",
            file="phone",
            inner=PHONE,
        ),
        Field(
            "role",
            "choice",
            "role in the decision",
            option("Their role in the decision.", "--role"),
            headers="buying role",
            choices=v.ROLES,
        ),
        Field(
            "stance",
            "choice",
            "supporter, neutral or critic",
            option("Where they stand: supporter, neutral or critic.", "--stance"),
            choices=v.STANCES,
        ),
        Field(
            "primary",
            "flag",
            "first to call",
            option("Call them first.", "--primary"),
            headers="primary contact, is primary",
        ),
        Field(
            "left_on", "day", "day on which they left", option("The day they left.", "--left"), headers="left"
        ),
        Field(
            "successor",
            "link",
            "who took over from them, for example p9",
            option("Who took over from them.", "--successor"),
            to="contact",
            later=True,
        ),
        Field("language", "line", "language", option("Language.", "--language")),
        Field("timezone", "line", "time zone", option("Time zone.", "--timezone"), headers="time zone"),
        Field(
            "do_not_mail",
            "flag",
            "opted out of mailings",
            option("They opted out of mailings.", "--do-not-mail"),
            headers="email opt out, opted out",
        ),
        Field(
            "prefers",
            "line",
            "how they like to be reached",
            option("How they prefer to be reached.", "--prefers"),
        ),
        NOTES,
        TAGS,
        SOURCE,
        EXTRA,
    ),
    columns={
        "contact": "",
        "name": "Name",
        "account": "Account",
        "role": "Role",
        "title": "Title",
        "stance": "Stance",
        "phones": "Phone",
        "emails": "Email",
    },
    file=File(
        (
            Key(("account_id", "emails")),
            Key(("emails",), alone=True),
            Key(("account_id", "name"), yields_to=("emails",)),
        ),
        (("account",), ("name", "email", "first_name", "last_name")),
        claims=(("email", "emails"), ("name", "name")),
    ),
    add="am contact add ACCOUNT NAME",
    wide="title stance phones",
    named="Name, email address or reference (p4).",
)
