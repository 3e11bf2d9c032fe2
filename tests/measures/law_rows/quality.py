"""Evaluations, and ratings of the same units by several raters."""

import numpy as np

from law_rows.kind import Kind, as_matrix


def audit(rng, n, measure):
    units = np.concatenate([np.arange(n), rng.permutation(n)[: n // 2]])
    people = np.concatenate([np.arange(n) % 3, (units[n:] + 1) % 3])
    scores = rng.normal(70, 12, n)[units] + rng.normal(people, 5)
    scores[:5] = np.nan
    return {"scores": scores, "units": units, "evaluators": people}


def audit_by_group(rng, n, measure):
    found = audit(rng, n, measure)
    return {**found, "by": found["units"] % 4}


def agents(rng, n, measure):
    return {"scores": rng.normal(70, 12, n), "agents": rng.integers(0, 9, n)}


def changes_by_agent(rng, n, measure):
    first = rng.normal(0, 0.4, n)
    return {
        "change": rng.normal(0.3, 0.3, n) - 0.6 * first,
        "first": first,
        "agents": rng.integers(0, 9, n),
        "concerns": rng.integers(0, 4, n),
    }


def ratings(rng, n, measure):
    low, high = measure.answers
    truth = rng.integers(low, high + 1, n)
    seen = np.where(rng.random((n, 3)) < 0.3, rng.integers(low, high + 1, (n, 3)), truth[:, None])
    found = {f"rater{column}": seen[:, column].astype(float) for column in range(3)}
    found["rater0"][0] = np.nan
    return found


def raters(rng, n, measure):
    found = ratings(rng, n, measure)
    return {"a": found["rater1"], "b": found["rater2"]}


def gold(rng, n, measure):
    """Ninety rows are thirty interactions of three elements."""
    there = rng.integers(0, 4, n).astype(float)
    mine = np.where(rng.random(n) < 0.15, (there + 1) % 4, there)
    mine[rng.permutation(n)[: n // 20]] = np.nan
    return {"decisions": mine, "gold": there, "interactions": np.arange(n) // 3, "elements": np.arange(n) % 3}


def human_and_machine(rng, n, measure):
    truth = rng.normal(70, 10, n)
    found = {"human": truth + rng.normal(0, 4, n), "machine": 5 + 0.9 * truth + rng.normal(0, 4, n)}
    found["human"][:3] = np.nan
    return found


def with_the_rest(function, columns, more):
    """The rest of the frame has machine scores only."""
    rest = 5 + 0.9 * np.random.default_rng(8).normal(70, 10, 3000)
    return function(columns["human"], columns["machine"], rest, **more)


KINDS = {
    "human and machine": Kind(human_and_machine, with_the_rest, whole=True),
    "audit": Kind(audit, measured=("scores",), units="units"),
    "audit by group": Kind(audit_by_group, measured=("scores",), units="units", grouped=True),
    "agents": Kind(agents, measured=("scores",), grouped=True),
    "changes by agent": Kind(changes_by_agent, measured=("change",), grouped=True),
    "ratings": Kind(ratings, as_matrix, whole=True),
    "ratings by category": Kind(ratings, as_matrix),
    "gold": Kind(gold, measured=("decisions",), units="interactions"),
    "raters": Kind(raters, whole=True),
}
