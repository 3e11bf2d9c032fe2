"""Whether groups were scored by the same mix of evaluators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scipy import stats

from rapport.findings.audit import Audit
from rapport.findings.audit_estimates import Group

ODDS = 0.001


def not_comparable(audit: Audit, dimensions: Sequence[str]) -> frozenset[Group]:
    """Groups whose evaluators' shares differ from the rest of the audit by more than chance.

    A chi-squared test of each group against the rest at odds of 1 in 1,000, divided by the number of
    groups: a severe evaluator who only scores one team would else look like a weak team.
    """
    evaluators = audit.rows["evaluator"].to_list()
    if len(set(evaluators)) < 2:
        return frozenset()
    codes, names = audit.grouped(dimensions)
    total = Counter(evaluators)
    inside: dict[Group, Counter[str]] = {}
    for code, evaluator in zip(codes, evaluators, strict=True):
        if code >= 0:
            inside.setdefault(names[code], Counter())[evaluator] += 1
    found = set()
    for group, counts in inside.items():
        rest = total - counts
        if not rest or counts.total() < audit.settings.minimum_base:
            continue
        table = [[counts[name] for name in total], [rest[name] for name in total]]
        if stats.chi2_contingency(table).pvalue < ODDS / len(inside):
            found.add(group)
    return frozenset(found)
