"""Cells of the feedback measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import (
    Estimate,
    Scale,
    across_surveys,
    answer_shares,
    bottom_box,
    ces,
    ces_share,
    csat,
    nps,
    psat,
    response_rates,
    score_begging,
    wave_change,
)

Shares = tuple[float, float, float]
EVEN, HIGH, TOP = (0.2, 0.3, 0.5), (0.05, 0.25, 0.7), (0.01, 0.09, 0.9)
FIVE = (0.04, 0.06, 0.15, 0.35, 0.4)
SEVEN = (0.02, 0.03, 0.05, 0.1, 0.2, 0.25, 0.35)


def nps_of(shares: Shares, n: int, **more: Any) -> Draw:
    """n answers of detractors, passives and promoters in these shares."""

    def draw(rng: np.random.Generator) -> tuple:
        return nps(rng.choice([5, 8, 10], size=n, p=shares), **more), 100 * (shares[2] - shares[0])

    return draw


def nps_weighted(n: int) -> Draw:
    """Answers whose weights undo that unhappy customers were drawn more often."""
    shares, chance = np.array([0.3, 0.3, 0.4]), np.array([0.9, 0.5, 0.3])

    def draw(rng: np.random.Generator) -> tuple:
        drawn = shares * chance / (shares @ chance)
        kind = rng.choice(3, size=n, p=drawn)
        weights = (1 / chance)[kind] * rng.gamma(8, 1 / 8, n)
        return nps(np.array([5, 8, 10])[kind], weights), 100 * float(shares[2] - shares[0])

    return draw


def nps_clustered(customers: int) -> Draw:
    """One to five answers of each customer, who mostly answers alike."""

    def draw(rng: np.random.Generator) -> tuple:
        each = rng.integers(1, 6, customers)
        own = rng.choice([5, 8, 10], size=customers, p=EVEN)
        who = np.repeat(np.arange(customers), each)
        fresh = rng.choice([5, 8, 10], size=len(who), p=EVEN)
        answers = np.where(rng.random(len(who)) < 0.6, own[who], fresh)
        return nps(answers, clusters=who), 30.0

    return draw


def share_of(measure: Callable[..., Estimate], points: int, top: int, n: int) -> Draw:
    """n answers on a scale with this many points, of which 60 to 90 % are at the top, as companies differ."""

    def draw(rng: np.random.Generator) -> tuple:
        truth = rng.uniform(0.6, 0.9)
        upper, lower = rng.integers(points - top + 1, points + 1, n), rng.integers(1, points - top + 1, n)
        answers = np.where(rng.random(n) < truth, upper, lower)
        return measure(answers, Scale(1, points)), truth

    return draw


def dissatisfied(answers: Any, scale: Scale) -> Estimate:
    """Bottom box of a scale that runs the other way, so that the truth is the same share."""
    return bottom_box(answers, Scale(scale.min, scale.max, higher_is_better=False))


def ces_of(points: tuple[float, ...], n: int) -> Draw:
    """n answers on a scale of seven."""

    def draw(rng: np.random.Generator) -> tuple:
        steps = np.arange(1, 8)
        return ces(rng.choice(steps, size=n, p=points)), float(steps @ np.array(points))

    return draw


def change_of(metric: str, n: int, overlap: float, *, told: bool = True) -> Draw:
    """Two waves of n answers; a share of the customers is in both and mostly answers alike."""
    scale = Scale(0, 10)
    second = (0.15, 0.3, 0.55)

    def draw(rng: np.random.Generator) -> tuple:
        kept = round(n * overlap)
        one, two = rng.random(n), rng.random(n)
        two[:kept] = np.where(rng.random(kept) < 0.7, one[:kept], two[:kept])
        before, after = (
            np.array([5, 8, 10])[np.searchsorted(np.cumsum(shares)[:2], one_by)]
            for shares, one_by in ((EVEN, one), (second, two))
        )
        truth = {"nps": 10.0, "ces": 0.15 * 5 + 0.3 * 8 + 0.55 * 10 - 0.2 * 5 - 0.3 * 8 - 5, "csat": 0.05}
        who = {
            "customers_before": np.arange(n),
            "customers_after": np.r_[np.arange(kept), n + np.arange(n - kept)],
        }
        return wave_change(before, after, metric, scale, 1, **(who if told else {})), truth[metric]

    return draw


def rates_of(n: int, name: str, e: float | None = None) -> Draw:
    """n invitations, a fifth of unknown eligibility."""
    parts = np.array([0.2, 0.05, 0.1, 0.3, 0.05, 0.15, 0.05, 0.1])
    share = 0.7 / 0.8 if e is None else e

    def draw(rng: np.random.Generator) -> tuple:
        count = rng.multinomial(n, parts)
        found = response_rates(*count[:7].tolist(), e=e, not_eligible=int(count[7]))
        truth = {
            "response_rate_1": 0.2 / 0.9,
            "response_rate_3": 0.2 / (0.7 + share * 0.2),
            "refusal_rate_2": 0.1 / (0.7 + share * 0.2),
            "cooperation_rate_3": 0.2 / 0.35,
        }
        return getattr(found, name), truth[name]

    return draw


def all_shares(points: tuple[float, ...], n: int) -> Draw:
    """Whether all intervals hold together: an interval around 0 if they do, beyond it if not."""

    def draw(rng: np.random.Generator) -> tuple:
        answers = rng.choice(np.arange(1, len(points) + 1), size=n, p=points)
        found = list(answer_shares(answers, Scale(1, len(points))).values())
        held = all(one.low <= p <= one.high for one, p in zip(found, points, strict=True))
        width = float(np.mean([one.high - one.low for one in found]))
        return Estimate(
            value=0.0, low=-width / 2 if held else width, high=width / 2 if held else 2 * width
        ), 0.0

    return draw


def across(n: int) -> Draw:
    """Three surveys of n answers, counting 5 : 3 : 2."""
    mix = {"a": EVEN, "b": HIGH, "c": (0.4, 0.3, 0.3)}
    share = {"a": 0.5, "b": 0.3, "c": 0.2}

    def draw(rng: np.random.Generator) -> tuple:
        answers = {name: rng.choice([5, 8, 10], size=n, p=p) for name, p in mix.items()}
        truth = sum(100 * share[name] * (p[2] - p[0]) for name, p in mix.items())
        return across_surveys(answers, share, "relationship"), truth

    return draw


def perfect_share(n: int) -> Draw:
    """One agent's n answers among a team's."""

    def draw(rng: np.random.Generator) -> tuple:
        answers = np.where(rng.random(3 * n) < 0.45, 10, 8)
        return score_begging(answers, np.repeat([1, 2, 3], n))[1].perfect, 0.45

    return draw


def told(shares: Shares) -> str:
    """Shares in words."""
    return f"{100 * shares[0]:.0f} % detractors, {100 * shares[2]:.0f} % promoters"


CASES = [
    *(Case("nps", f"{n} answers, {told(p)}", nps_of(p, n)) for n in (50, 400) for p in (EVEN, HIGH)),
    Case("nps", f"10 answers, {told(EVEN)}", nps_of(EVEN, 10)),
    Case("nps", f"50 answers, {told(TOP)}", nps_of(TOP, 50)),
    Case("nps", f"50 answers, adjusted Wald, {told(HIGH)}", nps_of(HIGH, 50, method="adjusted_wald")),
    Case(
        "nps",
        f"10 answers, Wald, {told(TOP)}",
        nps_of(TOP, 10, method="wald"),
        stated=False,
        because="the textbook interval takes the variance of a few answers for the true one",
    ),
    Case("nps", "200 answers, weights between 1 and 4", nps_weighted(200)),
    Case("nps", "60 customers with one to five answers each", nps_clustered(60)),
    Case("csat", "60 answers, 60–90 % satisfied", share_of(csat, 5, 2, 60)),
    Case("csat", "400 answers, 60–90 % satisfied", share_of(csat, 5, 2, 400)),
    Case("psat", "100 answers, 60–90 % satisfied", share_of(psat, 5, 2, 100)),
    Case("bottom_box", "100 answers, 60–90 % at the bottom", share_of(dissatisfied, 5, 2, 100)),
    Case("ces", "40 answers on seven points, most at the upper end", ces_of(SEVEN, 40)),
    Case("ces", "300 answers on seven points", ces_of(SEVEN, 300)),
    Case("ces_share", "100 answers on seven points, 60–90 % found it easy", share_of(ces_share, 7, 3, 100)),
    Case("wave_change", "NPS, 100 a wave, all asked twice", change_of("nps", 100, 1.0)),
    Case("wave_change", "NPS, 100 a wave, half asked twice", change_of("nps", 100, 0.5)),
    Case("wave_change", "NPS, 100 a wave, nobody twice", change_of("nps", 100, 0.0)),
    Case("wave_change", "mean, 100 a wave, half asked twice", change_of("ces", 100, 0.5)),
    Case("wave_change", "share, 100 a wave, all asked twice", change_of("csat", 100, 1.0)),
    Case(
        "wave_change",
        "NPS, 100 a wave, all asked twice but customers not given",
        change_of("nps", 100, 1.0, told=False),
        stated=False,
        because="without the customers the waves count as independent, which is too wide for a panel",
    ),
    Case("response_rates", "300 invitations, response rate 1", rates_of(300, "response_rate_1")),
    Case("response_rates", "300 invitations, response rate 3, e estimated", rates_of(300, "response_rate_3")),
    Case("response_rates", "300 invitations, refusal rate 2, e = 0.5", rates_of(300, "refusal_rate_2", 0.5)),
    Case("response_rates", "300 invitations, cooperation rate 3", rates_of(300, "cooperation_rate_3")),
    Case("answer_shares", "100 answers on five points, all intervals at once", all_shares(FIVE, 100)),
    Case("answer_shares", "1,000 answers on seven points, all at once", all_shares(SEVEN, 1000)),
    Case("across_surveys", "three surveys of 40 answers", across(40)),
    Case("score_begging", "an agent's share of perfect scores, 80 answers", perfect_share(80)),
]
