"""Audits of thousands of simulated companies: how often the truth lies in the interval.

Drawn and assigned as `rapport sample` does; scored by evaluators of differing severity.
"""

import numpy as np
import pytest

from rapport.measures import allocate, audit_mean, draw_rows
from rapport.story import Company, Truth, interaction_id
from rapport.story.situations import CHANNELS
from rapport.story.staff import TEAMS
from rapport.work.sampling.assign import assign

SIZE = 1_500
TEAM = "Billing"
FRACTIONS = (0.08, 0.2, 0.5, 0.9, 1.0)
DOUBLES = (0.1, 0.25, 0.5, 1.0)


def audited(seed):
    """Whether the truth of the company and of one team lies in the interval of one audit."""
    company = Company(seed, SIZE)
    truth = Truth.of(company)
    s = truth.situations
    labels = np.array(
        [f"{CHANNELS[c]} · {TEAMS[t]}" for c, t in zip(s.channel, s.team, strict=True)], dtype=object
    )
    names, counts = np.unique(labels.astype(str), return_counts=True)
    sizes = dict(zip(names.tolist(), counts.tolist(), strict=True))
    fraction, double = FRACTIONS[seed % len(FRACTIONS)], DOUBLES[seed // 5 % len(DOUBLES)]
    n = allocate(max(150, int(fraction * len(labels))), sizes, minimum=5)
    ids = np.array([interaction_id(index) for index in truth.indices.tolist()], dtype=object)
    rows = draw_rows(ids, n, labels, seed=seed).rows
    place = {ids[row]: int(row) for row in rows}
    drawn = {name: [one for one in place if labels[place[one]] == name] for name in sizes}
    evaluators = [one.name for one in company.evaluators]
    assigned = assign(drawn, evaluators, double, seed)
    pairs = [(place[one], evaluators.index(who)) for one, people in assigned.items() for who in people]
    units, people = (np.array(column) for column in zip(*pairs, strict=True))
    scores = truth.pool[people, units]
    given = {"strata": labels[units], "population": sizes}
    whole = audit_mean(scores, units, people, **given)
    team = audit_mean(scores, units, people, domain=truth.rows(TEAM)[units], **given)
    return (whole.low <= truth.qci() <= whole.high, team.low <= truth.qci(TEAM) <= team.high)


def test_the_truth_lies_in_the_interval_short_form():
    held = np.mean([audited(seed) for seed in range(60)], axis=0)
    # 60 audits: three standard errors are 8 points.
    assert held.min() >= 0.87


@pytest.mark.proof
def test_the_truth_lies_in_the_interval_of_two_thousand_companies():
    held = np.mean([audited(seed) for seed in range(2_000)], axis=0)
    assert 0.94 <= held[0] <= 0.975, held
    assert 0.94 <= held[1] <= 0.975, held
