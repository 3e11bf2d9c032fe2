"""Signs that scores were asked for rather than earned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate, undefined
from rapport.measures.feedback.beta_binomial import Expected, expected_of, surprise
from rapport.measures.feedback.scale import Scale
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.inference.proportion import proportion
from rapport.measures.inputs import Floats, confidence_of, labels, mask, numbers, sums
from rapport.records.errors import InputError


@dataclass(frozen=True)
class ScoreSigns:
    """One agent's share of `perfect` scores, the share `expected` of this agent's cases, the surprise `q`
    (adjusted for all agents and signs; None: too few answers to tell), whether there is a `sign`, and
    which: "perfect scores", "scored in the contact", "answered unusually often", "… seldom"."""

    perfect: Estimate
    expected: float | None
    q: float | None
    sign: bool
    signs: tuple[str, ...]


@checked
def score_begging(
    answers: Any,
    agents: Any,
    scale: Scale = Scale(0, 10),  # noqa: B008
    cells: Any = None,
    confidence: float = 0.95,
    *,
    during: Any = None,
    invited: Mapping[Any, float] | None = None,
    minimum: int = 20,
    false_signs: float = 0.05,
) -> dict[Any, ScoreSigns]:
    """An agent's share of perfect scores against what this agent's cases would let us expect.

    Question it answers: whose scores look asked for rather than earned, so that we should listen first?

    Definition: perfect is the best answer of the scale. Expected is the mean, over the agent's answers,
    of the other agents' perfect share in the same cell. Surprise is the beta-binomial chance of so many
    perfect scores or more, given that shares truly differ between agents, adjusted by Benjamini and
    Hochberg over all agents and signs; q ≤ `false_signs` is a sign.

    Scale, unit, range: share, 0–1.

    Base: answers of the agent. Excluded: "no answer".

    Parameters: `answers` on `scale`; `agents` who served; `cells` what the answers should be compared
    within (concern, channel: one column); `during` yes where the answer was given within the contact;
    `invited` {agent: customers invited}; `minimum` answers for a sign.

    Returns: {agent: ScoreSigns}, in the agents' order.

    Undefined when: an agent has no answers (the share), or there is nobody to compare with (expected).

    Raises: InputError for an answer outside the scale, or more answers than invitations.

    How sure: Wilson's interval for the share. Among honest agents whose shares truly differ, with five to
    a hundred agents, any sign at all appears in at most 5 % of simulated teams.

    Do not: call it proof or begin with a reproach. An agent may simply be excellent, serve easier
    customers than `cells` tell, or have few but happy ones. A sign means: listen to a few contacts, look
    who was invited, ask how the survey is announced. No sign does not mean that nothing happens: where
    all agents ask for scores, none stands out. Never tie pay to it.

    Validated against: scipy's beta-binomial distribution; simulated teams with and without such agents.

    Example:
        >>> scores = [10, 7, 9, 8, 10, 6, 9, 7, 8, 10] * 36 + [10] * 30
        >>> who = [f"agent {k % 9}" for k in range(360)] + ["agent 9"] * 30
        >>> found = score_begging(scores, who)
        >>> [agent for agent, one in found.items() if one.sign], round(found["agent 9"].expected, 2)
        (['agent 9'], 0.3)

    References: Spiegelhalter (2005), doi:10.1002/sim.1970. Benjamini & Hochberg (1995),
    doi:10.1111/j.2517-6161.1995.tb02031.x. Griffiths (1973), doi:10.2307/2529131.

    See also: response_rates, agent_scores.
    """
    level = confidence_of(confidence)
    if not 0 < false_signs < 1:
        raise InputError(f"false_signs of {false_signs:g}", "false_signs", "give a share between 0 and 1")
    given = scale.oriented(numbers(answers, "answers"))
    agent, names = labels(agents, "agents", length=len(given))
    cell, kinds = labels(cells if cells is not None else np.zeros(len(given)), "cells", length=len(given))
    there = ~np.isnan(given) & (agent >= 0)
    best = (given == scale.max).astype(np.float64)
    people, rows = len(names), (agent[there], cell[there] + 1, len(kinds) + 1)
    perfect = expected_of(best[there], *rows, people)
    tests = {"perfect scores": surprise(perfect, minimum)}
    if during is not None:
        inside = mask(during, "during", length=len(given)).astype(np.float64)
        tests["scored in the contact"] = surprise(expected_of(inside[there], *rows, people), minimum)
    if invited is not None:
        asked = _answering(perfect.n, names, invited)
        tests["answered unusually often"] = surprise(asked, minimum)
        tests["answered unusually seldom"] = surprise(asked, minimum, few=True)
    q = benjamini_hochberg(np.concatenate(list(tests.values()))).reshape(len(tests), people)
    missing = sums(agent[(agent >= 0) & np.isnan(given)], None, people)
    order = sorted(range(people), key=lambda place: (type(names[place]).__name__, names[place]))
    return {
        names[k]: _signs(perfect, k, q[:, k], tuple(tests), int(missing[k]), level, false_signs)
        for k in order
    }


def _signs(
    perfect: Expected,
    k: int,
    q: Floats,
    kinds: tuple[str, ...],
    missing: int,
    level: float,
    limit: float,
) -> ScoreSigns:
    excluded = {"no answer": missing} if missing else {}
    share = proportion(float(perfect.hits[k]), float(perfect.n[k]), level)
    if share.value is None:
        share = undefined("nobody answered", unit="share", confidence=level)
    share = share.with_(excluded=excluded, definition="score_begging@1")
    found = tuple(kind for kind, one in zip(kinds, q, strict=True) if one <= limit)
    known = q[~np.isnan(q)]
    expected = None if np.isnan(perfect.share[k]) else float(perfect.share[k])
    return ScoreSigns(share, expected, float(known.min()) if len(known) else None, bool(found), found)


def _answering(answered: Floats, names: list[Any], invited: Mapping[Any, float]) -> Expected:
    """Answers of each agent's invitations against the other agents' share."""
    asked = np.array([invited.get(name, np.nan) for name in names], dtype=np.float64)
    broken = np.flatnonzero(asked < answered)
    if len(broken):
        raise InputError(
            f"{answered[broken[0]]:g} answers of {asked[broken[0]]:g} invitations",
            f"invited, {names[broken[0]]!r}",
            "give how many customers were invited",
        )
    known = ~np.isnan(asked)
    others, rest = answered[known].sum() - answered, asked[known].sum() - np.nan_to_num(asked)
    share = np.divide(others, rest, out=np.full(len(asked), np.nan), where=known & (rest > 0))
    return Expected(np.where(known, asked, 0.0), answered, share)
