"""The files about customers: accounts, products, contacts, contracts."""

from amcli import vocabulary as v
from amcli.interchange.kinds import amounts, derived
from amcli.interchange.kinds.fields import (
    ACCOUNT,
    COMPANY,
    CONTRACT,
    CURRENCY,
    NOTES,
    SOURCE,
    TAGS,
    Field,
    Key,
    Kind,
    choice,
    day,
    word,
)
from amcli.interchange.kinds.translated import of

CHURNED = ("churn flag", "is churned", "churn", "has churned")
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
            ("account", "account name", *COMPANY, *of("name")),
            needed=True,
        ),
        choice("status", v.ACCOUNT_STATUSES, "account status", "customer status", *of("status")),
        Field("churned", "flag", CHURNED, virtual=True),
        choice("tier", v.TIERS, "account tier"),
        word("owner", "account owner", "company owner", "csm", "account manager", *of("owner")),
        word("industry", *of("industry")),
        word("segment"),
        word("region", "territory", *of("region")),
        word("domain", "company domain name", "website domain"),
        Field("parent", "word", PARENT_ALIASES, "parent_id", to="account", later=True),
        day("customer_since", "customer since date", "since", "signup date", "sign up date"),
        Field("cadence_days", "whole", ("cadence",)),
        choice("pulse", v.PULSES),
        TAGS,
        Field("objectives", "text", ("goals",)),
        day("added_on"),
        day("owner_since"),
        word("team"),
        word("website", "website url", "url", "web page"),
        word("phone", "phone number", "telephone", *of("phone")),
        Field("address", "text"),
        Field("qbr_days", "whole"),
        day("snoozed_until"),
        day("pulse_on"),
        Field("pulse_note"),
        NOTES,
        SOURCE._replace(aliases=(*SOURCE.aliases, "account id", "customer id", "company id")),
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
    prepare=derived.prepare_account,
    finish=derived.finish_account,
)  # fmt: skip

PRODUCTS = Kind(
    "products",
    "product",
    "product",
    (
        Field("name", "name", ("product", "product name", *of("product")), needed=True),
        Field("list_price", "amount", ("price", "sales price", "unit price")),
        CURRENCY,
        SOURCE,
    ),
    (Key(("name_folded",)),),
    (("name",), ("list_price",)),
    prepare=derived.prepare_product,
    finish=amounts.finish_product,
    once=("name_folded",),
)

CONTACTS = Kind(
    "contacts",
    "contact",
    "contact",
    (
        ACCOUNT,
        Field(
            "name",
            "name",
            ("full name", "contact name", "display name", "contact", "contact person", *of("person", "name")),
            needed=True,
        ),
        Field("first_name", "word", ("given name", *of("first name")), virtual=True),
        Field("last_name", "word", ("family name", "surname", *of("last name")), virtual=True),
        word("title", "job title", "position", *of("job")),
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
        Field(
            "phone",
            "phones",
            ("phones", "phone number", "telephone", "work phone", *of("phone")),
            column="phones",
        ),
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
    prepare=derived.prepare_contact,
    finish=derived.finish_contact,
)

STARTS = (
    *("start", "start date", "starts", "contract start", "contract start date", "subscription start"),
    "subscription start date",
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
    *("expiry date", "expiration date", "subscription end", "subscription end date"),
)
# Ends of billing periods: what auto-renews runs on by such a period, whatever its contract's length.
PERIODS = (
    *("current period end", "current term end", "period end", "next billing date", "next billing"),
    *("next renewal", "next renewal date"),
)
RENEWS = ("renewal date", "renewal", "renewal day", *PERIODS)
A_YEAR = ("arr", "acv", "annual contract value", "annual recurring revenue", "arr amount")
A_MONTH = ("mrr", "monthly recurring revenue", "mrr amount")
CONTRACTS = Kind(
    "contracts",
    "contract",
    "contract",
    (
        ACCOUNT,
        Field(
            "product",
            "name",
            ("product name", "plan", "plan name", "plan tier", *of("product")),
            "product_id",
            to="product",
        ),
        Field("quantity", "whole", ("seats", "licenses", "licences", "qty", *of("quantity"))),
        day("starts_on", *STARTS, *of("contract start"), needed=True),
        day("ends_on", *ENDS, *of("contract end")),
        Field("renews_on", "day", (*RENEWS, *of("renewal")), virtual=True),
        Field("annual_value", "amount", (*A_YEAR, *of("annual value"))),
        Field("monthly_value", "amount", (*A_MONTH, *of("monthly value")), virtual=True),
        Field("value", "amount", ("contract value", *of("value")), virtual=True),
        Field("total_value", "amount", ("tcv", "total contract value"), virtual=True),
        CURRENCY,
        day("signed_on", "signed"),
        Field(
            "auto_renew",
            "flag",
            ("auto renewal", "auto renews", "auto", "auto renew flag", *of("auto renew")),
        ),
        Field("notice", "notice", ("notice period", "owner expiration notice", *of("notice")), virtual=True),
        Field("notice_days", "notice", ("notice period (days)", "notice period in days")),
        Field("notice_months", "notice in months", ("notice period (months)", "notice period in months")),
        choice("stage", v.STAGES, "renewal stage"),
        choice("forecast", v.FORECASTS),
        choice("outcome", v.OUTCOMES),
        Field("churned", "flag", CHURNED, virtual=True),
        day("outcome_on"),
        Field("reason", "text", ("churn reason",)),
        day("terminated_on", "terminated"),
        Field("reference", "word", ("contract", *CONTRACT, *of("reference"))),
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
    prepare=amounts.prepare_contract,
    finish=amounts.finish_contract,
)
