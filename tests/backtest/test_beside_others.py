"""Beside other people's programs: the same optimum as scipy's, the same AUC as scikit-learn's; and what
models that hide their arithmetic make of the same signals. Nightly alone: `pip install '.[compare]'`.
"""

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from amcli.rules.backtest import score_of
from amcli.rules.fit import DEFAULTS, PULL, PULL_OF_FEW, best, grouped, halves, measured_of, usable
from tests.backtest.decaying import Study


def learned_from(found: Study) -> list:
    return [case for day in halves(found.result.judged_days)[0] for case in usable(found.result, day)]


@pytest.mark.parametrize("pull", [PULL, PULL_OF_FEW])
def test_the_points_are_those_of_scipy_s_optimum(studied: Study, pull: float) -> None:
    cases = learned_from(studied)
    signals = np.array([measured_of(case) for case in cases])
    lost = np.array([bool(case.losses) for case in cases], dtype=float)
    defaults = np.array(DEFAULTS)
    shown = signals.any(axis=0)

    def least(values: np.ndarray) -> float:
        base, slope, points = values[0], values[1], values[2:]
        odds = base + slope * (signals[:, shown] @ points) / 10
        likely = np.sum(np.logaddexp(0, odds) - lost * odds)
        far = np.sum(((points - defaults[shown]) / defaults[shown]) ** 2)
        return float(likely + pull * far + np.log(slope) ** 2 / 2)

    bounds = [(None, None), (1e-3, None), *((0, 4 * most) for most in defaults[shown])]
    found = minimize(
        least,
        [-3, 1, *defaults[shown]],
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": 5000, "maxfun": 10**6},
    )
    ours = best(grouped(cases), pull)
    assert np.max(np.abs(np.array(ours.points)[shown] - found.x[2:])) < 1
    assert least(np.array([ours.base, np.exp(ours.slope), *np.array(ours.points)[shown]])) <= found.fun + 0.01


def within_a_day(days: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """The AUC of each day as scikit-learn has it, each day by its pairs."""
    total = pairs = 0.0
    for lost, worse in days:
        many = lost.sum() * (len(lost) - lost.sum())
        if many:
            total += many * roc_auc_score(lost, worse)
            pairs += many
    return total / pairs


def test_the_auc_is_that_of_scikit_learn(studied: Study) -> None:
    result = studied.result
    days = [
        (
            np.array([bool(case.losses) for case in usable(result, day)]),
            np.array([-score_of(case) for case in usable(result, day)]),
        )
        for day in result.judged_days
    ]
    assert round(within_a_day(days), 4) == round(result.auc or 0, 4)


def test_models_that_hide_their_arithmetic_hardly_come_further(studied: Study) -> None:
    """The numbers of docs/backtest.md, "Own points": run with -s to see them."""
    result = studied.result
    first, later = halves(result.judged_days)
    learned = learned_from(studied)
    signals = np.array([measured_of(case) for case in learned])
    lost = np.array([bool(case.losses) for case in learned])
    scaler = StandardScaler().fit(signals)
    regression = LogisticRegression(max_iter=2000).fit(scaler.transform(signals), lost)
    boosting = HistGradientBoostingClassifier(max_iter=100, learning_rate=0.05, random_state=1).fit(
        signals, lost
    )
    areas = {}
    for name, chance_of in (
        ("logistic regression", lambda found: regression.predict_proba(scaler.transform(found))[:, 1]),
        ("gradient boosting", lambda found: boosting.predict_proba(found)[:, 1]),
    ):
        days = []
        for day in later:
            cases = usable(result, day)
            found = np.array([measured_of(case) for case in cases])
            days.append((np.array([bool(case.losses) for case in cases]), chance_of(found)))
        areas[name] = within_a_day(days)
    print(areas, "months to learn from", len(first))
    assert all(0.7 < area < 1 for area in areas.values())
