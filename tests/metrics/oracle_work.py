"""The numbers of `am metrics` that are not revenue, worked out a second time: answers, issues, reviews,
promises, goals, opportunities, and my number; and all of them together, by their names in the JSON.
"""

from datetime import date, timedelta
from fractions import Fraction
from statistics import median
from typing import Any

from tests.metrics.oracle import ONE_DAY, Given, Oracle, Row, over, unit

TIERS = {"key": (14, 90), "standard": (30, 180), "light": (90, None)}
MONEY = (
    "opening_arr",
    "fx",
    "new",
    "reactivated",
    "expansion",
    "contraction",
    "churned",
    "closing_arr",
    "mrr",
)
MONEY = (
    *MONEY,
    "contracted_arr",
    "contracted_net",
    "known_losses",
    "carr",
    "lapsed_arr",
    "unconfirmed_arr",
    "price",
    "upsell",
    "cross_sell",
    "offset",
    "one_off",
    "usage_revenue",
    "usage_12m",
)


def middle(values: list[int]) -> float | None:
    """The median, where there is any."""
    return median(values) if values else None


def before(day: date | None) -> date:
    """The day before; the last of all for none."""
    return date.max if day is None else day - ONE_DAY


class Work:
    """What customers said and how they were served."""

    def __init__(self, tables: dict[str, list[Row]], given: Given) -> None:
        self.tables = tables
        self.given = given
        self.revenue = Oracle(tables, given)

    def within(self, day: date | None) -> bool:
        """Whether a day lies in the period, as far as it has come."""
        return day is not None and self.given.first <= day <= self.given.as_of

    # Answers.

    def answers(self, kind: str) -> list[Row]:
        """The answers of the period; perhaps only the newest of each contact."""
        found = [row for row in self.tables["survey"] if row["kind"] == kind and self.within(row["on"])]
        if not self.given.latest:
            return found
        kept = []
        for row in found:
            later = [
                other
                for other in found
                if row["contact_id"] is not None
                and other["contact_id"] == row["contact_id"]
                and (other["on"], other["id"]) > (row["on"], row["id"])
            ]
            kept += [] if later else [row]
        return kept

    def voices(self) -> dict[str, Any]:
        """NPS, CSAT, CES."""
        nps, csat, ces = (self.answers(kind) for kind in ("nps", "csat", "ces"))
        promoters = sum(1 for row in nps if row["score"] >= 9)
        detractors = sum(1 for row in nps if row["score"] < 7)
        least = {5: 4, 7: 6, 10: 9}
        content = [row for row in csat if row["score"] >= least[row["scale_max"]]]
        return {
            "nps": over(100 * (promoters - detractors), len(nps)),
            "nps_n": len(nps),
            "csat": over(len(content), len(csat)),
            "ces": over(sum(1 for row in ces if row["score"] >= 5), len(ces)),
            "ces_mean": over(sum(Fraction(row["score"]) for row in ces), len(ces)),
        }

    # Work.

    def issues(self) -> dict[str, Any]:
        """Issues resolved."""
        rows = self.tables["issue"]
        done = [row for row in rows if self.within(row["resolved_on"])]
        known = [row["resolved_first_contact"] for row in done]
        answers = [answer for answer in known if answer is not None]
        last = self.given.as_of
        still = [
            row for row in rows if row["opened_on"] <= last and not (row["resolved_on"] or date.max) <= last
        ]
        return {
            "fcr": over(answers.count(1), len(answers)),
            "fcr_unknown": len(done) - len(answers),
            "time_to_resolve": middle([(row["resolved_on"] - row["opened_on"]).days for row in done]),
            "issues_open": len(still),
        }

    def last(self, account: Row, kinds: tuple[str, ...]) -> date | None:
        """The last day on which an account was reached in one of these ways."""
        days = [
            row["on"]
            for row in self.tables["interaction"]
            if row["account_id"] == account["id"]
            and row["kind"] in kinds
            and not row["tried"]
            and not row["planned"]
            and row["on"] <= self.given.as_of
        ]
        return max(days, default=None)

    def served(self) -> list[tuple[Row, date | None]]:
        """The active accounts that there were on the last day, with their last touch."""
        found = []
        for row in self.tables["account"]:
            touch = self.last(row, ("call", "email", "meeting", "qbr", "visit", "chat"))
            known = min(row["added_on"], row["customer_since"] or date.max, touch or date.max)
            gone = self.last_day(row) or date.max
            serving = row["status"] in ("onboarding", "active") and gone >= self.given.today
            if serving and known <= self.given.as_of:
                found.append((row, touch))
        return found

    def contact(self) -> dict[str, Any]:
        """Touches and reviews within their cadence."""
        last, served = self.given.as_of, self.served()
        touched, reviewed, reviewable, quiet = 0, 0, 0, []
        for row, touch in served:
            cadence, review = TIERS[row["tier"]]
            cadence, review = row["cadence_days"] or cadence, row["qbr_days"] or review
            if touch is not None:
                quiet.append((last - touch).days)
                touched += touch >= last - timedelta(days=cadence)
            if review is not None:
                held = self.last(row, ("qbr",))
                reviewable += 1
                reviewed += held is not None and held >= last - timedelta(days=review)
        return {
            "qbr_rate": over(reviewed, reviewable),
            "checkin_rate": over(touched, len(served)),
            "days_since_touch": over(sum(quiet), len(quiet)),
            "days_since_touch_median": middle(quiet),
        }

    def last_day(self, account: Row) -> date | None:
        """The last day of a customer whose last contracts are lost; nothing of one who goes on."""
        today, ends = self.given.today, []
        own = [row for row in self.revenue.contracts if row["account_id"] == account["id"]]
        heads = [row for row in own if row["amends_id"] is None]
        others = []
        for row in heads:
            lost = row["terminated_on"] is not None or self.revenue.churned(row)
            if lost and row["renewed_by_id"] is None and row["starts_on"] <= today:
                ends.append(min(row["ends_on"] or date.max, before(row["terminated_on"])))
            elif row["terminated_on"] is None or row["terminated_on"] > row["starts_on"]:
                others.append(row)
        last = max(ends, default=None)
        if last is None or account["status"] not in ("onboarding", "active"):
            return None
        return None if any(self.goes_on(row, last) for row in others) else last

    def goes_on(self, contract: Row, last: date) -> bool:
        """Whether a contract runs today, begins later, or ended on a day or after it."""
        today, successor = self.given.today, self.revenue.successor(contract)
        end = min(contract["ends_on"] or date.max, before(successor and successor["starts_on"]))
        if contract["starts_on"] > today or last <= end:
            return True
        if successor is not None and self.revenue.in_time(contract, successor):
            return bool(today < successor["starts_on"])
        ended = contract["ends_on"] is not None and today > contract["ends_on"]
        return not ended or self.revenue.waiting(contract)

    def rests(self, task: Row) -> bool:
        """Whether a promise was for a day after the last one of a customer."""
        (account,) = (row for row in self.tables["account"] if row["id"] == task["account_id"])
        last = self.last_day(account)
        return last is not None and (task["first_due_on"] or task["due_on"]) > last

    def promises(self, who: str) -> Fraction | None:
        """Promises kept by the day first named, of those due."""
        due = [
            row
            for row in self.tables["task"]
            if row["promised"] and (row["promised_by"] or "me") == who and self.within(row["first_due_on"])
        ]
        due = [row for row in due if not self.rests(row)]
        kept = [row for row in due if row["done_on"] is not None and row["done_on"] <= row["first_due_on"]]
        return over(len(kept), len(due))

    def goals(self) -> dict[str, Any]:
        """How long it took customers to meet their first goal."""
        first: dict[int, date] = {}
        for row in self.tables["goal"]:
            if row["status"] == "met" and row["met_on"] is not None and row["met_on"] <= self.given.as_of:
                first[row["account_id"]] = min(first.get(row["account_id"], date.max), row["met_on"])
        took = [
            (first[row["id"]] - row["customer_since"]).days
            for row in self.tables["account"]
            if row["customer_since"]
            and self.within(first.get(row["id"]))
            and first[row["id"]] >= row["customer_since"]
        ]
        waiting = [
            row
            for row, _ in self.served()
            if row["id"] not in first and row["customer_since"] and row["customer_since"] <= self.given.as_of
        ]
        return {"time_to_value": middle(took), "goals_open": len(waiting)}

    # Sales.

    def wins(self, kind: str) -> dict[str, Any]:
        """Opportunities won of those closed, by number and by value."""
        closed = [
            row
            for row in self.tables["opportunity"]
            if row["kind"] == kind and row["stage"] in ("won", "lost") and self.within(row["closed_on"])
        ]

        def value(rows: list[Row]) -> int:
            return sum(self.revenue.in_base(row["value"], row["currency"], self.given.as_of) for row in rows)

        won = [row for row in closed if row["stage"] == "won"]
        return {
            f"{kind}_win_rate": over(len(won), len(closed)),
            f"{kind}_win_rate_value": over(value(won), value(closed)),
        }

    def number(self) -> dict[str, Any]:
        """What was booked of my number."""
        wanted = {
            row["metric"]: self.revenue.in_base(row["value"], row["currency"], self.given.as_of)
            for row in self.tables["target"]
            if row["period"] == self.given.name and row["metric"] in ("renewals", "expansion")
        }
        booked = {
            "renewals": self.revenue.renewals()["renewed"],
            "expansion": self.revenue.bridge()["expansion"],
        }
        done, target = sum(booked[name] for name in wanted), sum(wanted.values())
        missing = None if not target else max(target - done, 0) / unit(self.given.base)
        return {"attainment": over(done, target), "target_gap": missing}

    def everything(self) -> dict[str, Any]:
        """Every number by its name in the JSON, ratios exact."""
        revenue, given = self.revenue, self.given
        found: dict[str, Any] = {**revenue.bridge(), **revenue.split()}
        found = {name: value / unit(given.base) if name in MONEY else value for name, value in found.items()}
        found |= {**revenue.retention(), **revenue.lifetime(), **revenue.renewals(), **self.voices()}
        found |= {**self.issues(), **self.contact(), **self.goals(), **self.number()}
        found |= {"promise_kept": self.promises("me"), "promise_kept_theirs": self.promises("them")}
        found |= {**self.wins("upsell"), **self.wins("cross_sell"), "accounts": self.accounts()}
        found["ended_on_last_day"] = revenue.on_the_last_day()
        del found["renewed"]
        return found

    def accounts(self) -> dict[str, int]:
        """How many customers stand behind each line of the bridge."""
        moves = self.revenue.moves()
        kinds = ("new", "reactivated", "expansion", "contraction", "churned")
        return {
            "opening": sum(1 for _, start, _, _ in moves if start > 0),
            **{kind: sum(1 for *_, found in moves if found == kind) for kind in kinds},
            "closing": sum(1 for _, _, end, _ in moves if end > 0),
        }
