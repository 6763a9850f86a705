"""The fields of `am backtest`: its object, and the lists within it. What fills them is backtest.py."""

from amcli.fields import Shape, fields, shape
from amcli.rules.backtest import BASELINES, VERDICTS
from amcli.rules.metrics.losses import KINDS
from amcli.rules.signals import SIGNAL_NAMES
from amcli.vocabulary import HEALTHS

LOSS = shape(
    """
account          text!  the account's code
name             text!  the account's name
day              day!   the day on which its revenue fell
amount           money! by how much, a year
currency         text!  currency of the amount
kind             text!  churn: nothing was left; contraction: something was
flagged          bool   whether its account was flagged; null where no day could have warned
first_flagged_on day    the first of these days
days_ahead       int    from that day to the loss
score            int    the score on the last first of a month before
health/band text   health on that date
""",
    kind=KINDS,
    health=HEALTHS,
)
MONTH = shape("""
day          day!   the first of the month
accounts     int!   accounts with revenue that were on record, and whose losses ahead were not settled
unknown      int!   of them without a score
flagged      int!   of them critical or at risk
lost         int!   of them with a loss within the horizon
lost_flagged int!   of those that were flagged
arr          money! revenue of all of them
arr_lost     money! what was lost within the horizon
arr_lost_flagged money! of it by accounts that were flagged
""")
SIGNAL = shape(
    """
signal text!  the signal's name
cases  int!   accounts on a first of a month in which it had points
lost   int!   of them with a loss within the horizon
share  number lost of cases
lift   number share against that of all cases: 2 is twice as often
""",
    signal=SIGNAL_NAMES,
)
BASELINE = shape(
    """
name   text!   quiet, or best: the best of all signals
signal text!   the signal
auc    number! what the AUC would be by its points alone
""",
    name=BASELINES,
    signal=SIGNAL_NAMES,
)
TEN = shape("""
from   int!   the lowest of ten scores
to     int!   the highest
cases  int!   accounts on a first of a month that had one of them
lost   int!   of them with a loss within the horizon
share  number lost of cases
""")
MOVED = shape(
    """
signal text! the signal's name
old    int!  most points in force
new    int!  most points learned
cases  int!  accounts on a first of a month in which it had points
lost   int!  of them with a loss within the horizon
""",
    signal=SIGNAL_NAMES,
)
FIT = shape(
    """
offered          bool!  whether the points are better on months they haven't seen
why              text   why they are not offered
points           list!  each signal's points, today's and those learned; empty with too few losses
auc_before       number on these months: AUC of the points in force
auc_after        number AUC of the points learned on the others
gain             number how much higher
gain_low         number 5 in 100 books of drawn accounts gain less
gain_high        number 5 in 100 gain more
lost_learned     int!   accounts that lost something in the first half of the months
lost_judged      int!   in those they are judged by
flags            int!   how many cases are flagged today; the new scores are given as many
precision_before number of the flagged cases, the share that lost something
precision_after  number the same with the points learned
recall_before    number of the cases that lost something, the share that was flagged
recall_after     number the same with the points learned
settings         list!  what --apply sets, where they are offered
applied          bool!  whether it did
""",
    {"points": MOVED, "settings": shape("setting text! its name\n value int! its value")},
)
MISSING = shape("""
talk       int! no touch since the account was added, and not two within a year
use        int! not 2 values of a metric in 120 days
support    int! no issue within a year, and no talk
sentiment  int! no survey answer or feel in 180 days, and no pulse that counts
commercial int! a contract, but none that runs
""")
PAGE = Shape(
    fields(
        """
from                day     the first day that was replayed
to                  day     the last day whose horizon has passed
as_of               day!    the day on which it is known what was lost
horizon             text!   how far ahead a score is to warn, such as 90d
backdated           bool!   whether what was put on record later counts from its own day
on_record_since     day     the day on which the first record was made
currency            text!   the currency of every amount
verdict             text!   helps, no_help, too_few losses to tell, or nothing on record then
loss_count          int!    losses that a replayed day could have warned of
loss_flagged        int!    of them flagged
loss_unknown        int!    of them of accounts without a score on every day before
loss_unseen         int!    losses besides them that none could warn of: not on record, or settled by then
days_ahead          number  days from the first flag to the loss, on average
arr_lost            money!  what the losses come to
arr_lost_flagged    money!  of it flagged
stayed              int!    accounts that were flagged and lost nothing within the horizon
arr_stayed          money!  their revenue
cases               int!    accounts on a first of a month whose horizon has passed
cases_unknown       int!    of them without a score: not flagged, and left out of the AUC
precision           number  of the flagged cases, the share that lost something
recall              number  of the cases that lost something, the share that was flagged
lost_share          number  of all cases, the share that lost something
auc                 number  chance that of two accounts on a day the one with a loss ahead scores lower
auc_error           number  its standard error, counting losses and accounts and not cases
auc_losses          int!    how many losses it is made of
losses              list!   every loss since the first day, the newest first
months              list!   every first of a month whose horizon has passed
signals             list!   how much more often something was lost where a signal had points
least               number  the smallest fall that counts, of 1: the account's ARR; null for every fall
baselines           list!   how well one signal alone would do, where the score can be judged
tens                list!   the cases by tens of score
fit                 object  with --fit: points learned from the book's own losses
unknown_missing     object! kinds of evidence: of how many cases without a score each was missing
""",
        verdict=VERDICTS,
    ),
    {
        "losses": LOSS,
        "months": MONTH,
        "signals": SIGNAL,
        "baselines": BASELINE,
        "tens": TEN,
        "fit": FIT,
        "unknown_missing": MISSING,
    },
)
