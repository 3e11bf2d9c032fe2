"""Simulated customers whose buying and leaving are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Buyers:
    """Histories until `age`, each customer's own rate, whether still a customer then, and the purchases
    in the `later` weeks after it."""

    frequency: np.ndarray
    recency: np.ndarray
    age: np.ndarray
    rate: np.ndarray
    there: np.ndarray
    later: np.ndarray


def bg_buyers(
    rng: np.random.Generator,
    n: int,
    theta: tuple[float, float, float, float],
    *,
    later: float = 0.0,
) -> Buyers:
    """Customers who buy at rates Gamma(r, α) and leave after a purchase with probability Beta(a, b)."""
    r, alpha, a, b = theta
    rate, leave = rng.gamma(r, 1 / alpha, n), rng.beta(a, b, n)
    age = rng.uniform(26, 39, n)
    x, last, now, after = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n)
    going = np.arange(n)
    there = np.ones(n, dtype=bool)
    while len(going):
        now[going] += rng.exponential(1, len(going)) / np.maximum(rate[going], 1e-12)
        going = going[now[going] < age[going] + later]
        inside = now[going] < age[going]
        seen, unseen = going[inside], going[~inside]
        x[seen] += 1
        last[seen] = now[seen]
        after[unseen] += 1
        gone = rng.random(len(going)) < leave[going]
        there[going[gone & inside]] = False
        going = going[~gone]
    return Buyers(x, last, age, rate, there, after)


def pareto_buyers(rng: np.random.Generator, n: int, theta: tuple[float, float, float, float]) -> Buyers:
    """Customers who buy at rates Gamma(r, α) and leave at rates Gamma(s, β)."""
    r, alpha, s, beta = theta
    rate, leave = rng.gamma(r, 1 / alpha, n), rng.gamma(s, 1 / beta, n)
    age = rng.uniform(26, 39, n)
    life = rng.exponential(1, n) / np.maximum(leave, 1e-12)
    seen = np.minimum(life, age)
    x = rng.poisson(rate * seen).astype(float)
    # The last of x moments spread evenly over the time seen.
    last = np.where(x > 0, seen * rng.random(n) ** (1 / np.maximum(x, 1)), 0.0)
    return Buyers(x, last, age, rate, life > age, np.zeros(n))
