"""Cells of churn risk and of what customers and points are worth."""

from __future__ import annotations

import numpy as np
from scipy import special

from benchmarks.intervals.case import Case, Draw
from rapport.measures import (
    at_risk_value,
    auc,
    calibration,
    churn_risk,
    linkage,
    mean,
    proportion,
    return_on_investment,
)

# The mean effect of a point on the chance of staying below, from a hundred million customers.
POINT = 0.0115865


def separated(n: int, apart: float) -> Draw:
    """Normal scores of those who left and stayed, `apart` standard deviations."""

    def draw(rng: np.random.Generator) -> tuple:
        left = rng.random(n) < 0.3
        return auc(rng.normal(apart * left, 1), left), float(special.ndtr(apart / 2**0.5))

    return draw


def calibrated(n: int, what: str) -> Draw:
    """Probabilities that are true."""

    def draw(rng: np.random.Generator) -> tuple:
        p = special.expit(rng.normal(-1, 1.2, n))
        found = calibration(p, rng.random(n) < p)
        return getattr(found, what), {"slope": 1.0, "intercept": 0.0, "expected_over_observed": 1.0}[what]

    return draw


def leaving(n: int, what: str) -> Draw:
    """Customers whose log odds of leaving are −2 + 0.6 calls − 0.4 plan."""

    def draw(rng: np.random.Generator) -> tuple:
        calls, plan = rng.poisson(2, n).astype(float), rng.normal(0, 1, n)
        left = rng.random(n) < special.expit(-2 + 0.6 * calls - 0.4 * plan)
        model = churn_risk({"calls": calls, "plan": plan}, left, folds=4)
        if what == "coefficient":
            return model.coefficients["calls"], 0.6
        return model.probability({"calls": [3.0], "plan": [0.5]})[0], float(special.expit(-2 + 1.8 - 0.2))

    return draw


def linked(n: int, clustered: bool = False) -> Draw:
    """Staying by score with a control; a customer who stays is worth 200, measured on 150 of them."""

    def draw(rng: np.random.Generator) -> tuple:
        team = rng.integers(0, 40, n)
        score = rng.normal(70, 10, n) + (rng.normal(0, 6, 40)[team] if clustered else 0.0)
        tenure = rng.gamma(2, 2, n)
        stayed = rng.random(n) < special.expit(-4 + 0.05 * score + 0.1 * tenure)
        found = linkage(
            score, stayed, {"tenure": tenure}, mean(rng.gamma(4, 50, 150)), team if clustered else None
        )
        return found.worth_of_a_point, (TEAMS if clustered else POINT) * 200

    return draw


def spent(n: int) -> Draw:
    """Money by score, with a spread that grows with it."""

    def draw(rng: np.random.Generator) -> tuple:
        score = rng.normal(70, 10, n)
        money = 50 + 2 * score + rng.gamma(2, 1, n) * score / 4
        return linkage(score, money).effect, 2.5

    return draw


def risky(n: int) -> Draw:
    """5,000 customers, 12 % at risk, worth 400 each, of whom acting keeps 20 %: from n of each."""

    def draw(rng: np.random.Generator) -> tuple:
        found = at_risk_value(
            5000,
            proportion(float(rng.binomial(n, 0.12)), n),
            mean(rng.gamma(2, 200, n)),
            proportion(float(rng.binomial(n, 0.2)), n),
            draws=2000,
        )
        return found.preventable, 5000 * 0.12 * 400 * 0.2

    return draw


def paying(n: int) -> Draw:
    """A gain a month measured on n months, a known cost."""

    def draw(rng: np.random.Generator) -> tuple:
        gain = mean(rng.normal(100, 60, n))
        return return_on_investment(gain, 500.0, periods=12, draws=2000).net_gain, 700.0

    return draw


# The same with scores that differ between forty teams.
TEAMS = 0.011382

CASES = [
    Case("auc", "100 customers, 0.64", separated(100, 0.5)),
    Case("auc", "400 customers, 0.86", separated(400, 1.5)),
    Case("calibration", "400 customers: slope", calibrated(400, "slope")),
    Case("calibration", "400 customers: intercept", calibrated(400, "intercept")),
    Case("calibration", "400 customers: expected over observed", calibrated(400, "expected_over_observed")),
    Case("churn_risk", "400 customers: coefficient", leaving(400, "coefficient"), replicates=2000),
    Case("churn_risk", "400 customers: probability of one", leaving(400, "probability"), replicates=2000),
    Case("linkage", "200 customers: worth of a point", linked(200)),
    Case("linkage", "1,000 customers in 40 teams: worth of a point", linked(1000, True)),
    Case("linkage", "200 customers: money a point", spent(200)),
    Case("at_risk_value", "inputs from 100 each: preventable", risky(100)),
    Case("at_risk_value", "inputs from 400 each: preventable", risky(400)),
    Case("return_on_investment", "gain from 24 months: net gain", paying(24)),
]
