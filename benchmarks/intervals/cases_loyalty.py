"""Cells of the buying models, survival and what customers come back for."""

from __future__ import annotations

import numpy as np

from benchmarks.intervals.buyers import bg_buyers, pareto_buyers
from benchmarks.intervals.case import Case, Draw
from rapport.measures import (
    BGBB,
    BGNBD,
    GammaGamma,
    ParetoNBD,
    bg_bb,
    bg_nbd,
    cox,
    gamma_gamma,
    kaplan_meier,
    loyalty_groups,
    pareto_nbd,
    repeat_rate,
    repurchase_cycle,
)

SHOP = (0.6, 6.0, 0.8, 2.4)
RARE = (0.243, 4.414, 0.793, 2.426)
PARETO = (0.6, 8.0, 0.6, 12.0)
OCCASIONS = (1.2, 0.75, 0.66, 2.78)
SPENDING = (6.25, 3.74, 15.44)
# The median gap of the customers below, from ten million of them.
USUAL_GAP = 45.0


def fitted(n: int, theta: tuple[float, float, float, float], what: str) -> Draw:
    """A number of the model fitted to n customers."""
    truth = BGNBD.of(*theta)

    def draw(rng: np.random.Generator) -> tuple:
        some = bg_buyers(rng, n, theta)
        model = bg_nbd(some.frequency, some.recency, some.age)
        if what == "new":
            return model.expected_purchases(52), truth.expected_purchases(52).value
        if what == "known":
            return model.predict(39, 3, 20.0, 39.0), truth.predict(39, 3, 20.0, 39.0).value
        if what == "alive":
            return model.p_alive(3, 20.0, 39.0), truth.p_alive(3, 20.0, 39.0).value
        return getattr(model, what), getattr(truth, what).value

    return draw


def seen_later(n: int) -> Draw:
    """All purchases of n customers in the 26 weeks after the fit."""

    def draw(rng: np.random.Generator) -> tuple:
        some = bg_buyers(rng, n, SHOP, later=26.0)
        history = some.frequency, some.recency, some.age
        return bg_nbd(*history).total(26, *history), some.later.sum()

    return draw


def fanatics(n: int, group: str) -> Draw:
    """The share of n customers that truly belong to a group, at a known cycle."""

    def draw(rng: np.random.Generator) -> tuple:
        some = bg_buyers(rng, n, SHOP)
        found = loyalty_groups(some.frequency, some.recency, some.age, cycle=8.0)
        fast, slow = some.rate >= 1.5 / 8, some.rate < 1 / 8 / 1.5
        truth = {"fanatic": some.there & fast, "skeptic": ~some.there | slow}[group]
        return found.shares[group], truth.mean()

    return draw


def pareto(n: int) -> Draw:
    """Expected purchases of a new customer under Pareto/NBD."""

    def draw(rng: np.random.Generator) -> tuple:
        some = pareto_buyers(rng, n, PARETO)
        model = pareto_nbd(some.frequency, some.recency, some.age)
        return model.expected_purchases(52), ParetoNBD.of(*PARETO).expected_purchases(52).value

    return draw


def occasions(n: int) -> Draw:
    """Expected occasions taken by a new customer under BG/BB."""
    truth = BGBB.of(*OCCASIONS).expected_purchases(10).value
    alpha, beta, gamma, delta = OCCASIONS

    def draw(rng: np.random.Generator) -> tuple:
        stays = np.minimum(rng.geometric(np.maximum(rng.beta(gamma, delta, n), 1e-6)) - 1, 6)
        taken = rng.random((n, 6)) < rng.beta(alpha, beta, n)[:, None]
        taken &= np.arange(6) < stays[:, None]
        last = np.where(taken, np.arange(1, 7), 0).max(axis=1)
        return bg_bb(taken.sum(axis=1), last, np.full(n, 6)).expected_purchases(10), truth

    return draw


def amounts(n: int) -> Draw:
    """Mean spent a purchase under gamma–gamma."""
    p, q, gamma = SPENDING

    def draw(rng: np.random.Generator) -> tuple:
        x = 1 + rng.geometric(0.4, n)
        z = rng.gamma(p * x) / x / rng.gamma(q, 1 / gamma, n)
        return gamma_gamma(x, z).mean_value(), GammaGamma.of(*SPENDING).mean_value().value

    return draw


def stays(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Lognormal stays, about a third still going on."""
    ends, seen = rng.lognormal(3.0, 0.8, n), rng.uniform(10, 70, n)
    return np.minimum(ends, seen), ends < seen


def survival(n: int, what: str, interval: str = "log-log") -> Draw:
    """Median, share beyond 20, mean within 40."""
    from scipy import stats

    law = stats.lognorm(0.8, scale=np.exp(3.0))
    within = float(np.trapezoid(law.sf(np.linspace(0, 40, 40_001)), dx=0.001))

    def draw(rng: np.random.Generator) -> tuple:
        curve = kaplan_meier(*stays(rng, n), interval=interval)
        if what == "median":
            return curve.median, float(law.median())
        return (curve.at(20), float(law.sf(20))) if what == "at" else (curve.mean_until(40), within)

    return draw


def hazards(n: int, whole: bool) -> Draw:
    """A coefficient of 0.5; in whole weeks, with many ties, or in moments."""

    def draw(rng: np.random.Generator) -> tuple:
        calls, plan = rng.poisson(1.5, n).astype(float), rng.normal(0, 1, n)
        ends = rng.exponential(40 / np.exp(0.5 * calls - 0.3 * plan))
        seen = rng.uniform(10, 80, n)
        time = np.minimum(ends, seen)
        time = np.ceil(time * 4) / 4 if whole else time
        return cox(time, ends <= seen, {"calls": calls, "plan": plan}).coefficients["calls"], 0.5

    return draw


def returning(n: int, share: float) -> Draw:
    """A share of n customers comes back."""

    def draw(rng: np.random.Generator) -> tuple:
        again = np.flatnonzero(rng.random(n) < share)
        customers = np.concatenate([np.arange(n), again])
        days = np.concatenate([np.zeros(n), np.ones(len(again))])
        return repeat_rate(customers, days), share

    return draw


def cycle(n: int) -> Draw:
    """Customers with gaps of their own length, about 100 days, seen for 600 days."""

    def draw(rng: np.random.Generator) -> tuple:
        customers, days = gaps(rng, n)
        return repurchase_cycle(customers, days, as_of=600.0).median, USUAL_GAP

    return draw


def gaps(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Purchase days of customers with their own mean gap."""
    own = rng.gamma(4.0, 25.0, n)
    gap = rng.exponential(1, (n, 40)) * own[:, None]
    at = np.cumsum(np.column_stack([rng.uniform(0, 100, n), gap]), axis=1)
    inside = at < 600
    return np.repeat(np.arange(n), inside.sum(axis=1)), np.floor(at[inside])


CASES = [
    Case("bg_nbd", "500 customers: expected purchases, new", fitted(500, SHOP, "new"), replicates=2000),
    Case("bg_nbd", "2,000 rare buyers: expected purchases, new", fitted(2000, RARE, "new"), replicates=2000),
    Case("bg_nbd", "1,000 customers: purchases of a known one", fitted(1000, SHOP, "known"), replicates=2000),
    Case("bg_nbd", "1,000 customers: probability of being one", fitted(1000, SHOP, "alive"), replicates=2000),
    Case("bg_nbd", "1,000 customers: r", fitted(1000, SHOP, "r"), replicates=2000),
    Case("bg_nbd", "4,000 customers: a", fitted(4000, SHOP, "a"), replicates=2000),
    Case("bg_nbd", "1,000 customers: purchases seen later", seen_later(1000), replicates=2000),
    Case("loyalty_groups", "1,000 customers: fanatics", fanatics(1000, "fanatic"), replicates=2000),
    Case("loyalty_groups", "1,000 customers: skeptics", fanatics(1000, "skeptic"), replicates=2000),
    Case("pareto_nbd", "300 customers: expected purchases, new", pareto(300), replicates=2000),
    Case("bg_bb", "1,000 customers: occasions of a new one", occasions(1000), replicates=2000),
    Case("gamma_gamma", "400 customers: mean amount", amounts(400), replicates=2000),
    Case("kaplan_meier", "50 followed: median", survival(50, "median")),
    Case("kaplan_meier", "200 followed: median", survival(200, "median")),
    Case("kaplan_meier", "50 followed: share beyond 20", survival(50, "at")),
    Case("kaplan_meier", "200 followed: share beyond 20", survival(200, "at")),
    Case("kaplan_meier", "200 followed: mean within 40", survival(200, "mean")),
    Case("cox", "100 followed: coefficient", hazards(100, False)),
    Case("cox", "400 followed, ties: coefficient", hazards(400, True)),
    Case("repeat_rate", "40 customers, 30 %", returning(40, 0.3)),
    Case("repeat_rate", "400 customers, 66 %", returning(400, 0.66)),
    Case("repurchase_cycle", "120 customers who differ: median", cycle(120)),
    Case(
        "repurchase_cycle",
        "60 customers who differ: median",
        cycle(60),
        stated=False,
        because="few customers show less of how they differ than many",
    ),
    Case(
        "repurchase_cycle",
        "300 customers who differ: median",
        cycle(300),
        stated=False,
        because="days are whole: both ends move outwards, which counts when the interval is narrow",
    ),
]
