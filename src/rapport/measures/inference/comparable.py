"""Whether the groups of an audit were scored by the same mix of evaluators, chance apart."""

from __future__ import annotations

import numpy as np
from scipy import special

from rapport.measures.inference.audit_sample import AuditSample
from rapport.measures.inputs import Bools, Codes, sums

SIGNIFICANCE = 0.01


def not_comparable(sample: AuditSample, group: Codes, groups: int, used: Bools) -> Bools:
    """Groups whose evaluators' shares differ from the designed ones beyond chance.

    `group` of each row (−1: none), `used` rows with a score. By design all evaluators take part in every
    group as they do in the whole sample; Pearson's chi-square against that, at 1 % over all groups.
    """
    people = int(sample.row_evaluator.max(initial=-1)) + 1
    if people < 2 or not used.any():
        return np.zeros(groups, dtype=bool)
    own = used & (group >= 0)
    seen = sums(group[own] * people + sample.row_evaluator[own], None, groups * people).reshape(
        groups, people
    )
    share = sums(sample.row_evaluator[used], None, people) / used.sum()
    expected = seen.sum(axis=1, keepdims=True) * share
    with np.errstate(invalid="ignore", divide="ignore"):
        distance = np.where(expected > 0, (seen - expected) ** 2 / expected, 0.0).sum(axis=1)
    df = np.maximum((expected > 0).sum(axis=1) - 1, 1)
    left = 1 - seen.sum(axis=1) / max(float(used.sum()), 1.0)
    distance = np.divide(distance, left, out=np.zeros(groups), where=left > 1e-9)
    enough = seen.sum(axis=1) >= 5 * df
    differs: Bools = enough & (special.chdtrc(df, distance) < SIGNIFICANCE / max(groups, 1))
    return differs
