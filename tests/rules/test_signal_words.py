"""What each signal says: whole, short (`=`: the same), what is on record, the records, the next step, its
command, and the points that come back once the step is done.

One case for each thing that a signal may say; all else about the account is faultless.
"""

from typing import Any

import pytest

from amcli.rules.figures import DEFAULT
from amcli.rules.reasons import explain, without_data
from amcli.rules.score import assess

from .making import (
    TODAY,
    answer,
    contract,
    day,
    downgrade,
    event,
    facts,
    handoff,
    issue,
    load,
    messages,
    mood,
    person,
    promise,
    usage,
)

# fmt: off
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("quiet", {"touch_on": day(-60)},
     "Quiet 60 days, due every 30 | = | call with Jane B, 1 Jan | "
     "n1 | Call Jane B | am log acme -w p1 | 25"),
    ("quiet", {"touch_on": day(-60), "people": (), "code": "a b"},
     "Quiet 60 days, due every 30 | = | call, 1 Jan | n1 | Find someone to call | am contact add 'a b' | 0"),
    ("quiet", {"touch_on": day(-400), "touch_people": (), "cadence_days": 30},
     "Quiet 400 days, due every 30 | = | call, 26 Jan 2025 | n1 | Call Jane B | am log acme -w p1 | 25"),
    ("quiet", {"touch_on": None, "talks": "", "customer_since": day(-400), "added_on": day(-61)},
     "Customer 400 days, never contacted | Never contacted | on record since 31 Dec | "
     "- | Call Jane B | am log acme -w p1 | 31"),
    ("quiet", {"touch_on": None, "talks": "", "customer_since": None, "added_on": day(-61)},
     "Customer 61 days, never contacted | Never contacted | on record since 31 Dec | "
     "- | Call Jane B | am log acme -w p1 | 31"),
    ("champion_gone", {"people": (person(1, left_on=day(-9)), person(2, "user"))},
     "Champion left 21 Feb, no successor | Champion left, no successor | Jane B, champion | "
     "p1 | Find the next champion | am brief acme | 25"),
    ("champion_gone", {"people": (person(1, "executive_sponsor", left_on=day(-9)), person(2, "user"))},
     "Sponsor left 21 Feb, no successor | Sponsor left, no successor | Jane B, executive sponsor | "
     "p1 | Find the next champion | am brief acme | 25"),
    ("renewal_uncommitted", {"contracts": (contract(-1, product="Core"),)},
     "Ended 1 Mar: renewed or lost? | Ended 1 Mar: renewed? | Core, not started | "
     "k7 | Record it as renewed or lost | am renew k7 | 41"),
    ("renewal_uncommitted", {"contracts": (contract(-1, "contacted"), contract(100, id=9))},
     "Ended 1 Mar: renewed or lost? | Ended 1 Mar: renewed? | contract, contacted | "
     "k7 | Record it as renewed or lost | am renew k7 | 32"),
    ("renewal_uncommitted", {"contracts": (contract(0),)},
     "Ends today, not started | = | ends Mon 2 Mar, not started | "
     "k7 | Start the renewal | am stage k7 contacted | 0"),
    ("renewal_uncommitted", {"contracts": (contract(1, "contacted"),)},
     "Ends tomorrow, only contacted | Ends tomorrow, contacted | ends Tue 3 Mar, contacted | "
     "k7 | Send the proposal | am stage k7 proposed | 0"),
    ("renewal_uncommitted", {"contracts": (contract(2, "proposed"),)},
     "Ends Wed 4 Mar, only proposed | Ends 4 Mar, proposed | ends Wed 4 Mar, proposed | "
     "k7 | Get a verbal yes | am stage k7 verbal | 41"),
    ("renewal_uncommitted", {"contracts": (contract(60, notice=60),)},
     "Notice today, not started | = | notice by Mon 2 Mar, not started | "
     "k7 | Start the renewal | am stage k7 contacted | 0"),
    ("renewal_uncommitted", {"contracts": (contract(61, notice=60, stage="contacted"),)},
     "Notice tomorrow, only contacted | Notice tomorrow, contacted | notice by Tue 3 Mar, contacted | "
     "k7 | Send the proposal | am stage k7 proposed | 0"),
    ("renewal_uncommitted", {"contracts": (contract(62, notice=60, stage="proposed"),)},
     "Notice by Wed 4 Mar, only proposed | Notice by 4 Mar, proposed | notice by Wed 4 Mar, proposed | "
     "k7 | Get a verbal yes | am stage k7 verbal | 41"),
    ("renewal_uncommitted", {"contracts": (contract(62, notice=60), contract(90, id=8))},
     "Notice by Wed 4 Mar, not started | Notice 4 Mar, not started | notice by Wed 4 Mar, not started | "
     "k7 | Start the renewal | am stage k7 contacted | 0"),
    ("renewal_uncommitted", {"contracts": (contract(59, notice=60, auto=True),)},
     "Notice deadline passed: cancelled? | Notice passed: cancelled? | "
     "notice by Sun 1 Mar, auto-renews 1 May | "
     "k7 | Confirm the auto-renewal, or record the loss | am renew k7 --auto | 41"),
    ("renewal_uncommitted", {"contracts": (contract(90, id=8), contract(90, id=7))},
     "Ends 31 May, not started | = | ends 31 May, not started | "
     "k7 | Start the renewal | am stage k7 contacted | 0"),
    ("renewal_uncommitted", {"contracts": (contract(-5, id=8), contract(-9, id=9))},
     "Ended 21 Feb: renewed or lost? | Ended 21 Feb: renewed? | contract, not started | "
     "k9 | Record it as renewed or lost | am renew k9 | 0"),
    ("escalation", {"issues": (issue(-3),)},
     "1 open issue | = | Exports fail, day 3 of 14 | i5 | Resolve the issue | am issue resolve i5 | 8"),
    ("escalation", {"issues": (issue(-3), issue(-4, number=6))},
     "2 open issues | = | Exports fail, day 4 of 14, and 1 more | "
     "i6 i5 | Resolve the issue | am issue resolve i6 | 0"),
    ("escalation", {"issues": (issue(-3, escalated=-1),)},
     "Exports fail, escalated 1 Mar | Exports fail, escalated | medium, day 3 of 14 | "
     "i5 | Resolve the issue | am issue resolve i5 | 14"),
    ("escalation", {"issues": (issue(-15), issue(-6, "high", number=4), issue(-6, "high", number=9))},
     "Exports fail, 6 days (target 5) | Exports fail, 6 days | high, not escalated, and 2 more | "
     "i4 i5 i9 | Resolve the issue | am issue resolve i4 | 0"),
    ("escalation", {"issues": (issue(-15, escalated=-2), issue(0, number=4))},
     "Exports fail, 15 days (target 14) | Exports fail, 15 days | medium, escalated 28 Feb, and 1 more | "
     "i5 i4 | Resolve the issue | am issue resolve i5 | 33"),
    ("escalation", {"issues": (issue(-3, "critical"), issue(-3, "critical", number=3))},
     "Exports fail, 3 days (target 2) | Exports fail, 3 days | critical, not escalated, and 1 more | "
     "i3 i5 | Resolve the issue | am issue resolve i3 | 0"),
    ("promise_overdue", {"tasks": (promise(-1),)},
     "Send the quote 1 day late | = | Send the quote, due Sun 1 Mar | "
     "t3 | Deliver, or agree a new date | am done t3 | 7"),
    ("promise_overdue", {"tasks": (promise(-1), promise(-15, number=4))},
     "2 late promises, oldest 15 days | 2 late promises | Send the quote, due Sun 15 Feb, and 1 more | "
     "t4 t3 | Deliver, or agree a new date | am done t4 | 10"),
    ("promise_overdue", {"tasks": (promise(-2, number=4), promise(-2), promise(-1, number=5))},
     "3 late promises, oldest 2 days | 3 late promises | Send the quote, due Sat 28 Feb, and 2 more | "
     "t3 t4 t5 | Deliver, or agree a new date | am done t3 | 6"),
    ("usage_falling", {"usage": (usage(75, 100),)},
     "Usage down 25% in 30 days | Usage down 25% | seats: 75 on average, 100 in the 90 days before | "
     "- | Ask what changed | am brief acme | 3"),
    ("usage_falling", {"usage": (usage(65.25, 100.5), usage(65.25, 100.5, metric="logins"))},
     "Usage down 35% in 30 days | Usage down 35% | logins: 65.2 on average, 100 in the 90 days before | "
     "- | Ask what changed | am brief acme | 8"),
    ("usage_falling", {"usage": (usage(6500, 10000, metric="users"), usage(999.6, 1000, metric="logins"))},
     "Usage down 35% in 30 days | Usage down 35% | "
     "users: 6,500 on average, 10,000 in the 90 days before | - | Ask what changed | am brief acme | 8"),
    ("usage_falling", {"usage": (usage(100, 100, 1_234_567, 4_000_000, metric="calls"),)},
     "1,234,567 of 4,000,000 calls in use | Under 50% in use | under 50% of what was bought | "
     "- | Plan the rollout | am goal add acme | 15"),
    ("usage_falling", {"usage": (usage(8.758, 87.58),)},
     "Usage down 90% in 30 days | Usage down 90% | seats: 8.76 on average, 87.6 in the 90 days before | "
     "- | Ask what changed | am brief acme | 15"),
    ("usage_falling", {"usage": (usage(100, 100, 40, 100),)},
     "40 of 100 seats in use | = | under 50% of what was bought | "
     "- | Plan the rollout | am goal add acme | 15"),
    ("usage_falling", {"usage": (usage(100, 100, 4000, 10000, metric="monthly users"),)},
     "4000 of 10000 monthly users in use | Under 50% in use | under 50% of what was bought | "
     "- | Plan the rollout | am goal add acme | 15"),
    ("single_threaded", {"people": (person(1), person(2, "user", None), person(3, "decision_maker", None))},
     "Spoke to 1 person in 90 days, need 2 | Spoke to 1 person, need 2 | Jane B 1 Mar | "
     "p1 | Reach Jane D | am log acme -w p3 | 12"),
    ("single_threaded", {"people": (person(1), person(2, "user", -5), person(3, "user", None)),
        "tier": "key"},
     "Spoke to 2 people in 90 days, need 3 | Spoke to 2 people, need 3 | Jane B 1 Mar, Jane C 25 Feb | "
     "p1 p2 | Reach Jane D | am log acme -w p3 | 6"),
    ("single_threaded", {"people": (person(1), person(2, "user", None), person(3, "user", None))},
     "Spoke to 1 person in 90 days, need 2 | Spoke to 1 person, need 2 | Jane B 1 Mar | "
     "p1 | Reach Jane C | am log acme -w p2 | 12"),
    ("single_threaded", {"people": (person(1),)},
     "Spoke to 1 person in 90 days, need 2 | Spoke to 1 person, need 2 | Jane B 1 Mar | "
     "p1 | Find another contact | am contact add acme | 0"),
    ("single_threaded", {"people": (person(1), person(2, "user", None, left_on=day(0)))},
     "Spoke to 1 person in 90 days, need 2 | Spoke to 1 person, need 2 | Jane B 1 Mar | "
     "p1 | Find another contact | am contact add acme | 0"),
    ("single_threaded", {"tier": "key", "people": (person(1), person(5, "user", None),
        person(3, "user", None), person(8, "user", None))},
     "Spoke to 1 person in 90 days, need 3 | Spoke to 1 person, need 3 | Jane B 1 Mar | "
     "p1 | Reach Jane D | am log acme -w p3 | 6"),
    ("unhappy", {"answers": (answer(-3, 2),), "touch_on": day(-9)},
     "NPS 2 on 27 Feb, no follow-up | NPS 2, no follow-up | Jane B, 2 of 10 | "
     "s4 | Follow up with Jane B | am log acme -w p1 | 6"),
    ("unhappy", {"answers": (answer(-3, 2),), "touch_on": day(-9), "people": (person(1,
        left_on=day(-1)), person(2, "user"))},
     "NPS 2 on 27 Feb, no follow-up | NPS 2, no follow-up | Jane B, 2 of 10 | "
     "s4 | Call Jane C | am log acme -w p2 | 6"),
    ("unhappy", {"answers": (answer(-3, 2),), "touch_on": day(-9), "people": (person(2), person(3))},
     "NPS 2 on 27 Feb, no follow-up | NPS 2, no follow-up | no name, 2 of 10 | "
     "s4 | Call Jane C | am log acme -w p2 | 6"),
    ("unhappy", {"answers": (answer(-3, 1.5, "csat", 5),), "touch_on": day(-3)},
     "CSAT 1.5 on 27 Feb, followed up | CSAT 1.5, followed up | Jane B, 1.5 of 5 | "
     "s4 | Ask what would help | am brief acme | 6"),
    ("unhappy", {"answers": (answer(-4, 2, number=9), answer(-6, 3, number=8)), "touch_on": day(-5)},
     "NPS 2 on 26 Feb, no follow-up | NPS 2, no follow-up | Jane B, 2 of 10 | "
     "s9 | Follow up with Jane B | am log acme -w p1 | 6"),
    ("unhappy", {"answers": (answer(-6, 3, number=9), answer(-4, 2, number=8)), "touch_on": day(-9)},
     "NPS 3 on 24 Feb, no follow-up | NPS 3, no follow-up | Jane B, 3 of 10 | "
     "s9 | Follow up with Jane B | am log acme -w p1 | 6"),
    ("unhappy", {"answers": (answer(-3, 2)._replace(contact_id=2),), "touch_on": day(-9)},
     "NPS 2 on 27 Feb, no follow-up | NPS 2, no follow-up | Jane C, 2 of 10 | "
     "s4 | Follow up with Jane C | am log acme -w p2 | 6"),
    ("unhappy", {"touch_on": day(-4), "talks": "vbb" * 6, "feel": "bad", "feel_on": day(-4)},
     "Last 2 conversations went badly | 2 conversations went badly | call, 26 Feb, and the one before | "
     "n1 | Ask what went wrong | am brief acme | 0"),
    ("no_value_shown", {"qbr_on": day(-271), "value_on": None},
     "No QBR for 271 days, due every 180 | No QBR for 271 days | last QBR 4 Jun | "
     "- | Book the QBR | am qbr brief acme | 10"),
    ("no_value_shown", {"qbr_on": day(-271), "value_on": day(-280)},
     "No QBR for 271 days, due every 180 | No QBR for 271 days | last QBR 4 Jun, last progress 26 May | "
     "- | Book the QBR | am qbr brief acme | 10"),
    ("no_value_shown", {"value_on": day(-271)},
     "No goal progress for 271 days | No goal progress, 271 days | last progress 4 Jun, no QBR yet | "
     "- | Book the QBR | am qbr brief acme | 10"),
    ("no_value_shown", {"value_on": None},
     "No goal progress for 400 days | No goal progress, 400 days | a goal, but no progress and no QBR yet | "
     "- | Book the QBR | am qbr brief acme | 10"),
    ("no_reply", {"unanswered": messages(-15)},
     "No reply to the last 3 emails | No reply to 3 emails | since 15 Feb, last 17 Feb | "
     "n20 n21 n22 | Call Jane B | am log acme -w p1 | 10"),
    ("no_reply", {"unanswered": messages(-15, tried=True)},
     "No reply to the last 3 attempts | No reply to 3 attempts | since 15 Feb, last 17 Feb | "
     "n20 n21 n22 | Call Jane B | am log acme -w p1 | 10"),
    ("no_reply", {"unanswered": (*messages(-15)[:2], messages(-15)[2]._replace(kind="call"))},
     "No reply to the last 3 messages | No reply to 3 messages | since 15 Feb, last 17 Feb | "
     "n20 n21 n22 | Call Jane B | am log acme -w p1 | 10"),
    ("no_reply", {"unanswered": tuple(each._replace(kind="meeting") for each in messages(-15))},
     "No reply to the last 3 messages | No reply to 3 messages | since 15 Feb, last 17 Feb | "
     "n20 n21 n22 | Call Jane B | am log acme -w p1 | 10"),
    ("no_reply", {"unanswered": messages(-15), "people": (), "touch_people": ()},
     "No reply to the last 3 emails | No reply to 3 emails | since 15 Feb, last 17 Feb | "
     "n20 n21 n22 | Find someone to call | am contact add acme | 0"),
    ("handoff_gap", {"owner_since": day(-20)},
     "No handoff note after 20 days | No handoff note | owner since 10 Feb | "
     "- | Write the handoff note | am account handoff acme | 8"),
    ("handoff_gap", {"customer_since": day(-20), "added_on": day(-20)},
     "No handoff note after 20 days | No handoff note | customer since 10 Feb | "
     "- | Write the handoff note | am account handoff acme | 8"),
    ("handoff_gap", {"owner_since": day(-20), "handoffs": (handoff(-9, False), handoff(-8, True,
        False, False))},
     "Handoff note incomplete, 20 days | Handoff note incomplete | "
     "missing: what they expect, what was promised | "
     "- | Write the handoff note | am account handoff acme | 8"),
    ("handoff_gap", {"owner_since": day(-20), "handoffs": (handoff(-50),), "touch_on": day(-21)},
     "Not in touch since handoff, 20 days | Not in touch since handoff | owner since 10 Feb | "
     "- | Call Jane B | am log acme -w p1 | 8"),
    ("only_selling", {"talks": "cob" * 5 + "vob"},
     "5 of last 6 touches about the deal | 5 of 6 about the deal | the last 6 touches | "
     "- | Bring something useful | am qbr brief acme | 12"),
    ("only_selling", {"talks": "cob" * 3 + "vob" + "-ob" * 2},
     "3 of last 4 touches about the deal | 3 of 4 about the deal | the last 6 touches | "
     "- | Bring something useful | am qbr brief acme | 12"),
    ("only_selling", {"spoke_before_end": True},
     "In touch only before renewals | In touch only at renewal | "
     "every touch in 12 months was within 90 days of an end date | "
     "- | Bring something useful | am qbr brief acme | 12"),
    ("payment_late", {"issues": (issue(-31, "low", "billing"),)},
     "Exports fail, 31 days | = | billing issue, open since 30 Jan | "
     "i5 | Sort it out with billing | am issue resolve i5 | 10"),
    ("payment_late", {"issues": (issue(-31, "low", "billing", number=6), issue(-31, "low",
        "billing"), issue(-40, "low", "billing", number=7))},
     "Exports fail, 40 days | = | billing issue, open since 21 Jan, and 2 more | "
     "i7 i5 i6 | Sort it out with billing | am issue resolve i7 | 0"),
    ("payment_late", {"issues": (issue(-31, "critical", "billing"), issue(-40, "low", "billing",
        number=7)._replace(title="Nothing paid"))},
     "Nothing paid, 40 days | = | billing issue, open since 21 Jan, and 1 more | "
     "i7 i5 | Sort it out with billing | am issue resolve i7 | 0"),
    ("support_load", {"load": load(16, 5.0)},
     "3 issues in 90 days, 3.2x the usual | 3 issues, 3.2x the usual | "
     "16 by severity, the median of your accounts is 5 | "
     "i21 i22 i23 | Go through them together | am issue list acme --all | 10"),
    ("support_load", {"load": load(900, 2.5, 120)},
     "120 issues in 90 days, 360x the usual | 120 issues, 360x the usual | "
     "900 by severity, the median of your accounts is 2.5 | "
     f"{' '.join(f'i{number}' for number in range(21, 141))} | "
     "Go through them together | am issue list acme --all | 10"),
    ("support_load", {"load": load(8, 5.0, 4, fresh=3, recent=7, before=8)},
     "3 issues in 30 days, up 2.6x | = | 7 by severity, 2.7 a month in the 90 days before | "
     "i21 i22 i23 i24 | Go through them together | am issue list acme --all | 8"),
    ("mood_low", {"answers": (mood(0.52, answers=5),)},
     "NPS 5.2 on average | = | 5 answers in 180 days, the newest is 10, 21 Feb | "
     "s4 | Ask what to do better | am brief acme | 5"),
    ("mood_low", {"answers": (mood(0.75, 0.5667, 0.8333), mood(0.6, kind="csat"))},
     "NPS down from 8.33 to 5.67 | NPS down to 5.67 | "
     "average of 90 days against the 270 before, the newest is 10, 21 Feb | "
     "s4 | Ask what to do better | am brief acme | 7"),
    ("mood_low", {"answers": (mood(0.55), mood(0.55, kind="csat")._replace(score=4, scale_max=5, id=9))},
     "CSAT 2.75 on average | = | 2 answers in 180 days, the newest is 4, 21 Feb | "
     "s9 | Ask what to do better | am brief acme | 4"),
    ("downgraded", {"runs": True, "downgrades": (downgrade(-12), downgrade(-200, number=9))},
     "Downgraded by EUR 12k on 18 Feb | Downgraded by EUR 12k | EUR 12k a year less, by renewal | "
     "k7 | Ask what they no longer need | am brief acme | 0"),
    ("downgraded", {"runs": True, "downgrades": (downgrade(-12, 123_456_700, False),)},
     "Downgraded by EUR 1.23m on 18 Feb | Downgraded by EUR 1.23m | EUR 1.23m a year less, by amendment | "
     "k7 | Ask what they no longer need | am brief acme | 0"),
    ("bad_news", {"events": (event(-12),), "had_event": True},
     "Takeover on 18 Feb | = | takeover, counts less each day | "
     "e6 | Ask what it means for them | am log acme -w p1 | 0"),
    ("bad_news", {"events": (event(-12, kind="other")._replace(note="Lost a customer"),),
        "had_event": True},
     "Bad news on 18 Feb | = | Lost a customer | e6 | Ask what it means for them | am log acme -w p1 | 0"),
    ("bad_news", {"events": (event(-12, kind="budget_cut"),), "had_event": True},
     "Budget cut on 18 Feb | = | budget cut, counts less each day | "
     "e6 | Ask what it means for them | am log acme -w p1 | 0"),
    ("bad_news", {"events": (event(-12), event(-12, number=8), event(-20, number=9)), "had_event": True},
     "Takeover on 18 Feb | = | takeover, counts less each day | "
     "e8 | Ask what it means for them | am log acme -w p1 | 0"),
    ("record_gaps", {"people": (person(1, "user"), person(2, "user"))},
     "No champion recorded | = | missing from your records | "
     "- | Name a champion | am contact edit p1 --role champion | 5"),
    ("record_gaps", {"people": (person(1, "user"),)},
     "No champion recorded | = | missing from your records | "
     "- | Name a champion | am contact edit p1 --role champion | 5"),
    ("record_gaps", {"contracts": (contract(-31),)},
     "Ended contract not recorded | = | missing from your records | "
     "k7 | Record it as renewed or lost | am renew k7 | 5"),
    ("record_gaps", {"people": ()},
     "No champion recorded | = | missing from your records | "
     "- | Find someone to call | am contact add acme | 0"),
    ("record_gaps", {"has_goal": False},
     "No goal recorded | = | missing from your records | - | Agree on a goal | am goal add acme | 3"),
    ("record_gaps", {"named": False},
     "Nobody named in 4 touches | = | missing from your records | "
     "- | Add who was there | am timeline acme | 3"),
    ("record_gaps", {"contracts": (contract(-31), contract(-31, id=6), contract(-40, id=9),
        contract(-30, id=4))},
     "Ended contract not recorded | = | missing from your records | "
     "k9 k6 k7 | Record it as renewed or lost | am renew k9 | 0"),
    ("record_gaps", {"has_goal": False, "people": (person(1, "user"), person(2, "user"))},
     "No champion or goal recorded | No champion recorded | "
     "missing from your records: no champion, no goal | "
     "- | Name a champion | am contact edit p1 --role champion | 5"),
    ("record_gaps", {"has_goal": False, "named": False, "people": (person(1, "user"), person(2, "user"))},
     "No champion or goal recorded, 1 more | No champion recorded | "
     "missing from your records: no champion, no goal, nobody named in 4 touches | "
     "- | Name a champion | am contact edit p1 --role champion | 4"),
    ("record_gaps", {"has_goal": False, "named": False, "contracts": (contract(-31),)},
     "No goal recorded, 2 more | No goal recorded | "
     "missing from your records: no goal, nobody named in 4 touches, ended contract not recorded | "
     "k7 | Agree on a goal | am goal add acme | 2"),
    ("record_gaps", {"named": False, "contracts": (contract(-31),)},
     "Nobody named in 4 touches, 1 more | Nobody named in 4 touches | "
     "missing from your records: nobody named in 4 touches, ended contract not recorded | "
     "k7 | Add who was there | am timeline acme | 3"),
]
# fmt: on


@pytest.mark.parametrize(
    ("signal", "given", "said"), CASES, ids=[f"{case[0]}-{at}" for at, case in enumerate(CASES)]
)
def test_what_a_signal_says_and_gives_back(signal, given, said):
    found = facts(**given)
    reasons = explain(found, assess(found, TODAY, DEFAULT), TODAY, DEFAULT)
    (reason,) = [each for each in reasons if each.signal == signal]
    short = "=" if reason.short == reason.text else reason.short
    told = [reason.text, short, reason.record, " ".join(reason.refs) or "-", reason.step, reason.command]
    assert " | ".join([*told, str(reason.back)]) == said


@pytest.mark.parametrize(
    ("signal", "given", "said"),
    [
        ("no_reply", {"talks": ""}, "0 of the last touches with a direction (3 needed)"),
        ("no_reply", {"talks": "vobvobvo-"}, "2 of the last touches with a direction (3 needed)"),
        ("only_selling", {"talks": ""}, "0 touches have a purpose (4 needed)"),
        ("only_selling", {"talks": "-ob"}, "0 touches have a purpose (4 needed)"),
        ("only_selling", {"talks": "vob"}, "1 touch has a purpose (4 needed)"),
        ("only_selling", {"talks": "vob-ob"}, "1 of the last 2 touches has a purpose (4 needed)"),
        ("only_selling", {"talks": "vobvob"}, "2 of the last 2 touches have a purpose (4 needed)"),
        ("handoff_gap", {"owner_since": day(-3)}, "day 3; a handoff note is due from day 15"),
    ],
)
def test_what_a_signal_misses_where_there_is_nothing_to_go_by(signal, given, said):
    found = facts(**given)
    missing = dict(without_data(found, assess(found, TODAY, DEFAULT), TODAY, DEFAULT))
    assert missing[signal] == said
