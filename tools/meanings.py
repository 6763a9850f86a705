"""What the fields of records mean that have no list of their own yet, for docs/records.md."""

_TEXT = """
handoff account: whose
handoff from_owner: who had it
handoff to_owner: who has it now
handoff on: the day it passed
handoff why_bought: why they bought
handoff expectations: what they expect
handoff promises: what was promised to them
handoff risks: what may go wrong
handoff note: anything else
product name: what it is called
product list_price: price in the catalogue, a year
product currency: currency of list_price
opportunity account: whose
opportunity contract: the contract that it would extend
opportunity contact: who wants it
opportunity product: what would be bought
opportunity kind: what sort of growth
opportunity name: what it is called
opportunity value: what it would be worth a year
opportunity currency: currency of value
opportunity stage: how far it has come
opportunity probability: how likely
opportunity expected_on: when it should be decided
opportunity closed_on: when it was decided
opportunity fit: why it helps the customer
opportunity reason: why it was won or lost
issue account: whose
issue contact: who reported it
issue title: what is wrong
issue category: what sort of problem
issue severity: how bad
issue owner: who solves it
issue opened_on: since when
issue escalated_on: when it was escalated
issue escalated_to: to whom
issue first_response_on: when it was first answered
issue resolved_on: when it was solved
issue resolved_first_contact: solved at the first contact
issue resolution: how
feedback account: whose
feedback contact: who said it
feedback on: when
feedback text: what was said
feedback theme: what it is about
feedback audience: whom it concerns with us
feedback relayed_on: when they were told
feedback closed_on: when the customer heard back
feedback outcome: what became of it
survey account: whose
survey contact: who answered
survey kind: which question
survey on: when
survey score: the answer
survey scale_max: the best answer there is
survey comment: in their words
usage account: whose
usage metric: what was measured
usage on: when
usage value: how much
usage entitlement: how much they may use
goal account: whose
goal title: what the customer wants to reach
goal measure: how it is measured
goal target: how far it should go
goal actual: how far it has gone
goal progress_on: when that was known
goal due_on: by when
goal met_on: when it was met
goal status: where it stands
goal agreed_with: with whom
event account: whose
event on: when
event kind: what happened
event good: good news
event note: in words
event until: how long it matters
target period: which period
target metric: what is counted
target value: the number to reach
target currency: currency of value
health account: whose
health on: which day
health score: the score
health band: its band
health coverage: share of the score that records back
health model: which rules made it
health reasons: why
"""

MEANINGS: dict[tuple[str, str], str] = {}
for _line in _TEXT.strip().splitlines():
    _names, _, _said = _line.partition(": ")
    _record, _, _field = _names.partition(" ")
    MEANINGS[_record, _field] = MEANINGS[_record, f"{_field}_id"] = _said
