"""Cells of agreement, certification, evaluators and agents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.intervals.case import Case, Draw
from rapport.measures import (
    agent_impact,
    agent_scores,
    brennan_prediger,
    certification,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac,
    icc,
    krippendorff_alpha,
    light_kappa,
    severity,
)

THREE = (0.5, 0.3, 0.2)
RARE = (0.85, 0.15)
FEW = "the rarer category is hardly ever seen"


def decisions(rng: np.random.Generator, units: int, shares: tuple[float, ...], kept: float) -> np.ndarray:
    """Three raters who give the true category with the probability `kept`, else any by its share."""
    q = len(shares)
    truth = rng.choice(q, (units, 1), p=shares)
    return np.where(rng.random((units, 3)) < kept, truth, rng.choice(q, (units, 3), p=shares)).astype(float)


def agreement(function: Callable[..., Any], units: int, shares: tuple[float, ...], kept: float) -> Draw:
    """A coefficient of such decisions; every model of chance has its own truth."""
    same = sum(p * p for p in shares)
    agreed = kept**2 + (1 - kept**2) * same
    chance = {gwet_ac: (1 - same) / (len(shares) - 1), brennan_prediger: 1 / len(shares)}.get(function, same)

    def draw(rng: np.random.Generator) -> tuple:
        seen = decisions(rng, units, shares, kept)
        found = function(seen[:, 0], seen[:, 1]) if function is cohen_kappa else function(seen)
        return found, (agreed - chance) / (1 - chance)

    return draw


def scores(rng: np.random.Generator, units: int, raters: int, share: float, gaps: float = 0.0) -> np.ndarray:
    """Scores whose variance lies between units to this share."""
    seen = rng.normal(0, share**0.5, (units, 1)) + rng.normal(0, (1 - share) ** 0.5, (units, raters))
    return np.where(rng.random(seen.shape) < gaps, np.nan, 70 + 10 * seen)


def alpha(units: int, share: float, draws: int = 0) -> Draw:
    def draw(rng: np.random.Generator) -> tuple:
        return krippendorff_alpha(scores(rng, units, 3, share), "interval", draws=draws), share

    return draw


def at_a_ceiling(units: int) -> Draw:
    """Most scores near 100, a few far below: alpha as for scores of no bounds, which these are not."""

    def draw(rng: np.random.Generator) -> tuple:
        quality = 100 - rng.gamma(1.0, 12.0, (units, 1))
        return krippendorff_alpha(quality + rng.normal(0, 6, (units, 3)), "interval"), 144 / 180

    return draw


def intraclass(form: str, units: int, raters: int, gaps: float = 0.0) -> Draw:
    """Units 2, raters 0.5, rest 1 in variance; for ICC(1) raters differ from unit to unit."""
    truth = 2 / 3 if form == "ICC(3,1)" else 2 / 3.5

    def draw(rng: np.random.Generator) -> tuple:
        people = (units, raters) if form == "ICC(1,1)" else (1, raters)
        seen = rng.normal(0, 2**0.5, (units, 1)) + rng.normal(0, 0.5**0.5, people)
        seen = seen + rng.normal(0, 1, (units, raters))
        seen[rng.random(seen.shape) < gaps] = np.nan
        return icc(seen, form, missing="all"), truth

    return draw


def certified(interactions: int, share: float, clustering: float) -> Draw:
    """Ten decisions on each interaction, alike within it."""

    def draw(rng: np.random.Generator) -> tuple:
        known = 1 / clustering - 1
        own = rng.beta(share * known, (1 - share) * known, (interactions, 1))
        match = rng.random((interactions, 10)) < own
        unit = np.repeat(np.arange(interactions), 10)
        return certification((~match).ravel().astype(float), np.zeros(len(unit)), unit).score, share

    return draw


def of_an_evaluator(units: int, double: float) -> Draw:
    """The severity of the first of five evaluators."""

    def draw(rng: np.random.Generator) -> tuple:
        truth = rng.normal(0, 4, 5)
        unit = np.concatenate([np.arange(units), rng.permutation(units)[: round(double * units)]])
        person = rng.integers(0, 5, units)
        person = np.concatenate([person, (person[unit[units:]] + rng.integers(1, 5, len(unit) - units)) % 5])
        given = rng.normal(70, 12, units)[unit] + truth[person] + rng.normal(0, 6, len(unit))
        return severity(given, unit, person)[0], truth[0] - truth.mean()

    return draw


def of_an_agent(agents: int, cases: bool) -> Draw:
    """One agent of many, with unequal numbers of interactions; the share over agents is what counts."""

    def draw(rng: np.random.Generator) -> tuple:
        skill = rng.normal(70, 4, agents)
        agent = np.repeat(np.arange(agents), rng.integers(5, 31, agents))
        hard = rng.random(len(agent)) < agent / (2 * agents)
        given = skill[agent] - 10 * hard * cases + rng.normal(0, 12, len(agent))
        found = agent_scores(given, agent, {"concern": hard.astype(int)} if cases else None)
        one = int(rng.integers(agents))
        return found[one].adjusted, skill[one] - 10 * hard.mean() * cases

    return draw


def of_an_impact(agents: int) -> Draw:
    """One agent's part in the change of customers who come angrier to some agents than to others."""

    def draw(rng: np.random.Generator) -> tuple:
        part = rng.normal(0.3, 0.1, agents)
        agent = np.repeat(np.arange(agents), rng.integers(8, 61, agents))
        hard = rng.random(len(agent)) < agent / (2 * agents)
        came = rng.normal(0.1, 0.2, len(agent)) - 0.3 * hard
        first = came + rng.normal(0, 0.15, len(agent))
        change = part[agent] - 0.6 * first - 0.2 * hard + rng.normal(0, 0.35, len(agent))
        found = agent_impact(change, first, agent, hard.astype(int))
        one = int(rng.integers(agents))
        return found[one].adjusted, part[one] - 0.6 * first.mean() - 0.2 * hard.mean()

    return draw


def kappa(
    function: Callable[..., Any], units: int, shares: tuple[float, ...] = THREE, kept: float = 0.9
) -> Case:
    kind = "three categories" if shares == THREE else "one category in seven ratings"
    setting = f"{units} units, {kind}, {100 * kept:.0f} % of ratings true"
    enough = units >= (20 if function in (gwet_ac, brennan_prediger) else 40) * (
        1 if shares == THREE else 2.5
    )
    because = "" if enough else FEW if shares == RARE else "under 40 units"
    return Case(function.__name__, setting, agreement(function, units, shares, kept), enough, because)


CASES = [
    *(
        Case(
            "krippendorff_alpha",
            f"nominal, {n} units, {100 * kept:.0f} % of ratings true",
            agreement(krippendorff_alpha, n, THREE, kept),
        )
        for n in (20, 60)
        for kept in (0.7, 0.9)
    ),
    *(
        Case(
            "krippendorff_alpha",
            f"interval, {n} units, {share:.0%} of the variance between units",
            alpha(n, share),
        )
        for n in (20, 60)
        for share in (0.5, 0.8)
    ),
    Case(
        "krippendorff_alpha",
        "interval, 60 units, bootstrap of 300 draws",
        alpha(60, 0.8, 300),
        replicates=2000,
        stated=False,
        because="a bootstrap of few skewed units is a little too narrow",
    ),
    Case(
        "krippendorff_alpha",
        "interval, 60 units, scores piled up at a ceiling",
        at_a_ceiling(60),
        False,
        "few units carry all the variation",
    ),
    kappa(cohen_kappa, 40),
    kappa(cohen_kappa, 100, THREE, 0.7),
    kappa(cohen_kappa, 40, RARE, 0.7),
    kappa(fleiss_kappa, 40),
    kappa(fleiss_kappa, 100, THREE, 0.7),
    kappa(fleiss_kappa, 40, RARE, 0.7),
    kappa(gwet_ac, 20),
    kappa(gwet_ac, 40, THREE, 0.7),
    kappa(gwet_ac, 100, RARE, 0.7),
    kappa(brennan_prediger, 20),
    kappa(conger_kappa, 40),
    kappa(light_kappa, 40),
    *(
        Case("icc", f"{form}, {n} units, {k} raters", intraclass(form, n, k))
        for form, n, k in (("ICC(1,1)", 20, 3), ("ICC(3,1)", 20, 3))
    ),
    Case(
        "icc",
        "ICC(2,1), 40 units, 5 raters",
        intraclass("ICC(2,1)", 40, 5),
        False,
        "five raters tell little of raters",
    ),
    Case(
        "icc",
        "ICC(2,1), 40 units, 5 raters, a quarter missing",
        intraclass("ICC(2,1)", 40, 5, 0.25),
        False,
        "with gaps the mean number of ratings stands in for k",
    ),
    *(
        Case(
            "certification",
            f"{n} interactions, true share {share}, clustering {rho}",
            certified(n, share, rho),
        )
        for n, share, rho in ((20, 0.85, 0.1), (40, 0.9, 0.2))
    ),
    Case(
        "certification",
        "30 interactions, true share 0.95, clustering 0.1",
        certified(30, 0.95, 0.1),
        False,
        "few errors tell little: rather too wide",
    ),
    *(
        Case("severity", f"{n} units, {double:.0%} scored twice", of_an_evaluator(n, double))
        for n, double in ((150, 0.3), (300, 0.1))
    ),
    Case("agent_scores", "30 agents, 5–30 interactions each", of_an_agent(30, False)),
    Case("agent_scores", "30 agents with unlike cases", of_an_agent(30, True)),
    Case("agent_impact", "30 agents, 8–60 conversations each, unlike customers", of_an_impact(30)),
]
