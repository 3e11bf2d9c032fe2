"""An evaluation's score as the metrics that are published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isclose
from typing import Any

from rapport.criteria import Criteria, Decision, Score
from rapport.program.audits.plain import Seen, Value

NOT_APPLICABLE = ("not_applicable",)
UNDEFINED = ("undefined",)


def score_values(
    criteria: Criteria,
    score: Score,
    decisions: Mapping[str, Decision],
    evidence: Mapping[str, tuple[Seen, ...]],
) -> tuple[Value, ...]:
    """Every metric of one evaluation.

    Scores are on 0–100; where nothing applies they have no value and say so by a flag. Points and
    rules are told only where there are any.
    """
    return (
        *_scores(score, evidence),
        *_criticals(criteria, score),
        *(Value(f"points_available:{name}", points) for name, points in score.points_available.items()),
        *(
            Value(f"points_lost:{element}.{rule}", points)
            for (element, rule), points in score.points_lost.items()
            if points
        ),
        *_rules(score, decisions, evidence),
    )


def scores_alike(stored: Sequence[Sequence[Any]], now: Sequence[Sequence[Any]]) -> bool:
    """Whether two evaluations came to the same (metric, value, …), apart from the order of adding up."""
    before = {one[0]: one[1] for one in stored}
    after = {one[0]: one[1] for one in now}
    return before.keys() == after.keys() and all(
        value is after[metric] is None
        if value is None or after[metric] is None
        else isclose(value, after[metric], rel_tol=1e-9, abs_tol=1e-9)
        for metric, value in before.items()
    )


def _scores(score: Score, evidence: Mapping[str, tuple[Seen, ...]]) -> Iterator[Value]:
    whole = {
        "qci": score.qci,
        "qci_before_criticals": score.qci_before_criticals,
        "qci_agent": score.qci_agent,
    }
    for name, value in whole.items():
        yield Value(name, value, () if value is not None else UNDEFINED)
    parts = {"factor": score.factors, "component": score.components, "element": score.elements}
    for kind, named in parts.items():
        for name, value in named.items():
            spans = _spans(evidence.get(name, ()), None) if kind == "element" else ()
            yield Value(f"{kind}:{name}", value, () if value is not None else NOT_APPLICABLE, spans)


def _criticals(criteria: Criteria, score: Score) -> Iterator[Value]:
    yield Value("critical_error_free", 0.0 if score.criticals else 1.0)
    fired = {kind for _, _, kind in score.criticals}
    kinds = {rule.kind for element in criteria.elements for rule in element.rules if rule.critical}
    for kind in sorted(filter(None, kinds)):
        yield Value(f"critical_error_free:{kind}", 0.0 if kind in fired else 1.0)


def _rules(
    score: Score, decisions: Mapping[str, Decision], evidence: Mapping[str, tuple[Seen, ...]]
) -> Iterator[Value]:
    for element, decision in decisions.items():
        if score.elements.get(element) is None:
            continue
        for rule, count in decision.rules.items():
            if count:
                seen = evidence.get(element, ())
                spans = _spans(seen, rule) or _spans(seen, None)
                yield Value(f"rule:{element}.{rule}", float(count), (), spans)


def _spans(seen: tuple[Seen, ...], rule: str | None) -> tuple[tuple[int, int | None, int | None], ...]:
    return tuple((one.span.turn, one.span.start, one.span.end) for one in seen if one.rule == rule)
