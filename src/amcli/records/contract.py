"""What a customer bought, for how long and for how much; amendments are contracts too."""

from amcli import vocabulary as v
from amcli.records.declaration import (
    ACCOUNT,
    CHURN_HEADERS,
    CONTRACT_HEADERS,
    EXTRA,
    NOTES,
    SOURCE,
    Field,
    File,
    Key,
    Record,
    currency,
    option,
    reference,
)

# Ends of billing periods: what auto-renews runs on by such a period, whatever its contract's length.
PERIOD_HEADERS = (
    "current period end, current term end, period end, next billing date, next billing, next renewal, "
    "next renewal date"
)
BY_TERM = ("account_id", "product_id", "starts_on", "kind")
RECORD = Record(
    "contract",
    "contracts",
    fields=(
        *reference("contract", "k12"),
        ACCOUNT,
        Field(
            "product",
            "name",
            "what was bought",
            option("The product; new ones are added to your products.", "--product"),
            headers="product name, plan, plan name, plan tier",
            translated="product",
            to="product",
        ),
        Field(
            "quantity",
            "whole",
            "how many",
            option("How many.", "--quantity"),
            headers="seats, licenses, licences, qty",
            translated="quantity",
        ),
        Field(
            "starts_on",
            "day",
            "first day",
            option("First day (default: today).", "--starts", reads="either"),
            headers=(
                "start, start date, starts, contract start, contract start date, subscription start, "
                "subscription start date"
            ),
            translated="contract start",
            needed=True,
            shown="year",
        ),
        Field(
            "ends_on",
            "day",
            "last day; null runs until terminated",
            option("Last day; without one, it runs until terminated.", "--ends", reads="last day"),
            headers=(
                "end, end date, ends, contract end, contract end date, contract ends, expires, "
                "expires on, expiry date, expiration date, subscription end, subscription end date"
            ),
            translated="contract end",
            shown="year",
        ),
        Field(
            "renews_on",
            "day",
            "day on which it renews, where a file has no last day",
            headers=f"renewal date, renewal, renewal day, {PERIOD_HEADERS}",
            translated="renewal",
            stored=False,
            listed=False,
        ),
        Field(
            "annual_value",
            "money",
            "value a year; the change, for an amendment",
            option("Value per year.", only="rows"),
            headers="arr, acv, annual contract value, annual recurring revenue, arr amount",
            translated="annual value",
        ),
        Field(
            "monthly_value",
            "money",
            "value a month",
            headers="mrr, monthly recurring revenue, mrr amount",
            translated="monthly value",
            stored=False,
            listed=False,
        ),
        Field(
            "value",
            "money",
            "what it is worth, a year or as --per says",
            option("What it is worth: 60k, EUR 60,000.", "--value", "-v"),
            headers="contract value",
            translated="value",
            stored=False,
            listed=False,
        ),
        currency("currency of its amounts", "Currency of the value."),
        Field(
            "signed_on", "day", "day of signature", option("Date of signature.", "--signed"), headers="signed"
        ),
        Field(
            "auto_renew",
            "flag",
            "whether it auto-renews",
            option("It auto-renews unless cancelled.", "--auto-renew"),
            headers="auto renewal, auto renews, auto, auto renew flag",
            translated="auto renew",
        ),
        Field(
            "renew_months",
            "whole",
            "months it auto-renews for, where that is not its own length",
            option("Months it auto-renews for (default: its own length, 12 at most).", "--renew-months"),
            headers="renewal term (months), renewal term in months",
            between=(1, 120),
            appended=True,
        ),
        Field(
            "notice",
            "notice",
            "notice period in days or in months",
            option("Notice period: 3m, 90d; 90 means days.", "--notice"),
            headers="notice period, owner expiration notice",
            translated="notice",
            stored=False,
            listed=False,
        ),
        Field(
            "notice_days",
            "whole",
            "notice period in days, if it was given in days",
            option("Notice period in days.", only="rows"),
            headers="notice period (days), notice period in days",
            between=(0, 3660),
            cell="notice",
        ),
        Field(
            "notice_months",
            "whole",
            "notice period in months, if it was given in months",
            option("Notice period in months.", only="rows"),
            headers="notice period (months), notice period in months",
            between=(1, 120),
            cell="notice in months",
            appended=True,
        ),
        Field(
            "stage",
            "choice",
            "how far the renewal has come",
            option("Stage of the renewal.", "--stage"),
            headers="renewal stage",
            choices=v.STAGES,
            default="not_started",
        ),
        Field(
            "forecast",
            "choice",
            "commit, likely, doubtful or lost",
            option("Your forecast of the renewal.", "--forecast"),
            choices=v.FORECASTS,
        ),
        Field(
            "forecast_value",
            "money",
            "what you expect it to renew for, a year",
            option(
                "What you expect it to renew for, per year: 50k or 80%.", "--expect", reads="amount or share"
            ),
            headers="expected value, expected renewal value",
            appended=True,
        ),
        Field("outcome", "choice", "renewed or churned", choices=v.OUTCOMES),
        Field("churned", "flag", "whether it was lost", headers=CHURN_HEADERS, stored=False, listed=False),
        Field("outcome_on", "day", "date on which it was recorded as renewed or lost"),
        Field("reason", "text", "why", option("Why.", "--reason", "-r"), headers="churn reason"),
        Field("renewed_by", "link", "the contract that follows, such as k31", to="contract", later=True),
        Field("amends", "link", "the contract that this one amends", to="contract", last=True),
        Field("terminated_on", "day", "first day on which it no longer runs", headers="terminated"),
        Field("uplift_pct", "number", "change against the contract before, in per cent", headers="uplift"),
        Field("concessions", "text", "what was given away", option("What you conceded.", "--concessions")),
        Field(
            "reference",
            "line",
            "number of the contract on paper",
            option("Contract number on paper.", "--reference"),
            headers=f"contract, {CONTRACT_HEADERS}",
            translated="reference",
        ),
        Field(
            "renews", "link", "the contract before it", to="contract", later=True, stored=False, listed=False
        ),
        NOTES,
        SOURCE,
        EXTRA,
        Field(
            "kind",
            "choice",
            "recurring, or what doesn't recur: one_off or usage",
            option("What it is: recurring, one_off or usage.", "--kind", only="edit", clears=False),
            choices=v.CONTRACT_KINDS,
            default="recurring",
            shown="unusual",
            appended=True,
        ),
        Field(
            "total_value",
            "money",
            "what a one-off or usage is worth in all; null for what recurs",
            option("Value in all, of a one-off or of usage.", only="rows"),
            headers="tcv, total contract value",
            appended=True,
        ),
    ),
    columns={
        "contract": "",
        "account": "Account",
        "product": "Product",
        "starts_on": "Starts",
        "ends_on": "Ends",
        "annual_value": "Value",
        "currency": "",
        "stage": "Stage",
        "outcome": "Outcome",
        "reference": "Reference",
    },
    file=File(
        (Key(("reference",)), Key(BY_TERM, yields_to=("reference",), blanks={"kind": "recurring"})),
        (("account",), ("starts_on", "ends_on", "renews_on", "annual_value", "monthly_value", "total_value")),
        claims=(("reference", "reference"),),
        first=(
            "account product kind quantity starts_on ends_on renews_on annual_value monthly_value "
            "value total_value currency signed_on auto_renew renew_months notice notice_days notice_months "
            "stage forecast forecast_value outcome churned outcome_on reason terminated_on reference renews"
        ),
    ),
    add="am contract add ACCOUNT",
    wide="outcome reference",
    named="Reference (k12), or an account with one open contract.",
)
