"""The files about customers: accounts, products, contacts, contracts."""

from amcli import vocabulary as v
from amcli.exchange import rows
from amcli.exchange.kinds.shape import (
    ACCOUNT,
    COMPANY,
    CURRENCY,
    NOTES,
    OWNERS,
    PERSON,
    SOURCE,
    TAGS,
    TELEPHONE,
    Field,
    Key,
    Kind,
    choice,
    day,
    word,
)

PARENT_ALIASES = ("parent account", "parent company", "subsidiary of")
# Deals, and people: their files have names too.
NO_ACCOUNTS = (
    *("amount", "stage", "stagename", "stage name", "deal stage", "close date", "closedate", "close value"),
    *("deal value", "opportunity id", "first name", "last name", "given name", "family name"),
    *("email", "e mail address", "job title"),
)
ACCOUNTS = Kind(
    "accounts",
    "account",
    "account",
    (
        Field("code", "code", ("account code", "short name")),
        Field(
            "name",
            "name",
            ("account", "account name", *COMPANY),
            needed=True,
        ),
        choice("status", v.ACCOUNT_STATUSES, "account status"),
        choice("tier", v.TIERS, "account tier"),
        word("owner", "account owner", "company owner", *OWNERS),
        word("industry", "sector"),
        word("segment"),
        word("region", "territory"),
        word("domain", "company domain name", "website domain"),
        Field("parent", "word", PARENT_ALIASES, "parent_id", to="account", later=True),
        day("customer_since", "customer since date", "since"),
        Field("cadence_days", "whole", ("cadence",)),
        choice("pulse", v.PULSES),
        TAGS,
        Field("objectives", "text", ("goals",)),
        day("added_on"),
        day("owner_since"),
        word("team"),
        word("website", "website url", "url", "web page"),
        word("phone", "phone number", *TELEPHONE),
        Field("address", "text"),
        Field("qbr_days", "whole"),
        day("snoozed_until"),
        day("pulse_on"),
        Field("pulse_note"),
        NOTES,
        SOURCE,
    ),
    (
        Key(("code_folded",)),
        Key(("domain",), alone=True, yields_to=("code_folded", "name_folded")),
        Key(("name_folded",), yields_to=("code_folded",)),
    ),
    (("name", "code", "domain"),),
    has_extra=True,
    claims=(("code", "code_folded"), ("name", "name_folded")),
    never=NO_ACCOUNTS,
    prepare=rows.prepare_account,
    finish=rows.finish_account,
)  # fmt: skip

PRODUCTS = Kind(
    "products",
    "product",
    "product",
    (
        Field("name", "name", ("product", "product name"), needed=True),
        Field("list_price", "amount", ("price", "sales price", "unit price")),
        CURRENCY,
        SOURCE,
    ),
    (Key(("name_folded",)),),
    (("name",), ("list_price",)),
    prepare=rows.prepare_product,
    finish=rows.finish_product,
    once=("name_folded",),
)

CONTACTS = Kind(
    "contacts",
    "contact",
    "contact",
    (
        ACCOUNT,
        Field("name", "name", ("full name", "contact name", "display name", *PERSON), needed=True),
        Field("first_name", "word", ("given name", "vorname"), virtual=True),
        Field("last_name", "word", ("family name", "surname", "nachname"), virtual=True),
        word("title", "job title", "position"),
        Field(
            "email",
            "emails",
            (
                *(
                    "emails",
                    "e mail",
                    "mail",
                    "email address",
                    "e mail address",
                    "e mail adresse",
                    "courriel",
                ),
                *("adresse e mail", "correo", "correo electrónico", "e mailadres"),
            ),
            column="emails",
        ),
        Field("phone", "phones", ("phones", "phone number", "work phone", *TELEPHONE), column="phones"),
        choice("role", v.ROLES, "buying role"),
        choice("stance", v.STANCES),
        Field("primary", "flag", ("primary contact", "is primary")),
        day("left_on", "left"),
        Field("successor", "word", (), "successor_id", to="contact", later=True),
        word("language"),
        word("timezone", "time zone"),
        Field("do_not_mail", "flag", ("email opt out", "opted out")),
        word("prefers"),
        NOTES,
        TAGS,
        SOURCE,
    ),
    (
        Key(("account_id", "emails")),
        Key(("emails",), alone=True),
        Key(("account_id", "name"), yields_to=("emails",)),
    ),
    (("account",), ("name", "email", "first_name", "last_name")),
    has_extra=True,
    claims=(("email", "emails"), ("name", "name")),
    prepare=rows.prepare_contact,
    finish=rows.finish_contact,
)

STARTS = (
    *("start", "start date", "starts", "contract start", "contract start date", "subscription start"),
    *("subscription start date", "vertragsbeginn", "vertragsstart", "beginn", "début du contrat"),
    *("date de début", "inicio", "fecha de inicio", "inizio contratto", "ingangsdatum", "data de início"),
)
ENDS = (
    *(
        "end",
        "end date",
        "ends",
        "contract end",
        "contract end date",
        "contract ends",
        "expires",
        "expires on",
    ),
    *("expiry date", "expiration date", "subscription end", "subscription end date", "vertragsende"),
    *("laufzeitende", "fin du contrat", "fin de contrat", "date de fin", "fin de contrato", "fecha de fin"),
    *("fine contratto", "scadenza", "data di scadenza", "einddatum", "einde contract", "fim do contrato"),
)
# Ends of billing periods: what auto-renews runs on by such a period, whatever its contract's length.
PERIODS = (
    *(
        "current period end",
        "current term end",
        "period end",
        "next billing date",
        "next billing",
        "next renewal",
    ),
    "next renewal date",
)
RENEWS = (
    *("renewal date", "renewal", "renewal day", *PERIODS, "verlängerung", "verlängerungsdatum"),
    *("date de renouvellement", "renouvellement", "fecha de renovación", "renovación", "data di rinnovo"),
    *("rinnovo", "verlengingsdatum", "verlenging", "data de renovação", "renovação"),
)
A_YEAR = (
    *("arr", "acv", "annual contract value", "annual recurring revenue", "jahreswert", "valeur annuelle"),
    *("valor anual", "valore annuo", "jaarwaarde"),
)
A_MONTH = (
    *("mrr", "monthly recurring revenue", "monatswert", "valeur mensuelle", "valor mensual"),
    *("valore mensile", "maandwaarde", "valor mensal"),
)
CONTRACTS = Kind(
    "contracts",
    "contract",
    "contract",
    (
        ACCOUNT,
        Field("product", "name", ("product name", "plan"), "product_id", to="product"),
        Field("quantity", "whole", ("seats", "licenses", "licences", "qty")),
        day("starts_on", *STARTS, needed=True),
        day("ends_on", *ENDS),
        Field("renews_on", "day", RENEWS, virtual=True),
        Field("annual_value", "amount", A_YEAR),
        Field("monthly_value", "amount", A_MONTH, virtual=True),
        Field("total_value", "amount", ("tcv", "total contract value"), virtual=True),
        CURRENCY,
        day("signed_on", "signed"),
        Field("auto_renew", "flag", ("auto renewal", "auto renews", "auto")),
        Field("notice", "notice", ("notice period", "owner expiration notice"), virtual=True),
        Field("notice_days", "notice", ("notice period (days)", "notice period in days")),
        Field("notice_months", "notice in months", ("notice period (months)", "notice period in months")),
        choice("stage", v.STAGES, "renewal stage"),
        choice("forecast", v.FORECASTS),
        choice("outcome", v.OUTCOMES),
        day("outcome_on"),
        Field("reason", "text", ("churn reason",)),
        day("terminated_on", "terminated"),
        Field("reference", "word", ("contract", "contract number", "contract reference")),
        Field("renews", "word", (), virtual=True, to="contract", later=True),
        Field("renewed_by", "word", (), "renewed_by_id", to="contract", later=True),
        Field("amends", "word", (), "amends_id", to="contract", last=True),
        Field("uplift_pct", "decimal", ("uplift",)),
        Field("concessions"),
        NOTES,
        SOURCE,
    ),
    (Key(("reference",)), Key(("account_id", "product_id", "starts_on"), yields_to=("reference",))),
    (("account",), ("starts_on", "ends_on", "renews_on", "annual_value", "monthly_value", "total_value")),
    has_extra=True,
    claims=(("reference", "reference"),),
    prepare=rows.prepare_contract,
    finish=rows.finish_contract,
)
