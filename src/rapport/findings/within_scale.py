"""Intervals as a reader may take them: never beyond the ends of the scale.

An estimate's interval reaches past 0 or 100 where a few high or low scores carry it; no score can. What
is told ends where the scale ends; `rapport estimate` gives the interval as it was computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from rapport.findings.plain import AgentResult, ElementResult, Finding, Findings, GroupEstimate
from rapport.measures import Estimate

Key = TypeVar("Key")
SCORED = ("gap", "strength")  # kinds of findings whose estimate is a score, not a difference


def within_scale(found: Findings) -> Findings:
    """The same findings with every score's interval, and every worth's, cut at 0 and 100.

    Differences, changes and severities keep theirs: they have no such ends.
    """
    return replace(
        found,
        scores={name: cut(one) for name, one in found.scores.items()},
        groups=_groups_of(found.groups),
        component_groups=_groups_of(found.component_groups),
        trend=_groups(found.trend),
        elements=tuple(_element(one) for one in found.elements),
        findings=tuple(_finding(one) for one in found.findings),
        agents=tuple(_agent(one) for one in found.agents),
    )


def cut(estimate: Estimate) -> Estimate:
    """A 0–100 estimate whose interval ends at the scale's ends; others as they are."""
    if estimate.unit != "points" or estimate.low is None or estimate.high is None:
        return estimate
    return replace(estimate, low=max(0.0, estimate.low), high=min(100.0, estimate.high))


def _groups(groups: Iterable[GroupEstimate]) -> tuple[GroupEstimate, ...]:
    return tuple(replace(one, estimate=cut(one.estimate)) for one in groups)


def _groups_of(named: Mapping[Key, tuple[GroupEstimate, ...]]) -> dict[Key, tuple[GroupEstimate, ...]]:
    return {name: _groups(groups) for name, groups in named.items()}


def _element(one: ElementResult) -> ElementResult:
    return replace(
        one,
        score=cut(one.score),
        points_available=cut(one.points_available),
        by_team=_groups(one.by_team),
    )


def _finding(one: Finding) -> Finding:
    if one.kind not in SCORED:
        return one
    worth = cut(one.worth) if one.worth is not None else None
    return replace(one, estimate=cut(one.estimate), worth=worth, groups=_groups(one.groups))


def _agent(one: AgentResult) -> AgentResult:
    return replace(one, raw=cut(one.raw), adjusted=cut(one.adjusted))
