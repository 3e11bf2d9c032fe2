"""What moved since the audit before, in words that the intervals allow."""

from __future__ import annotations

from rapport.findings.audit import Audit
from rapport.findings.audit_estimates import column_values, overall
from rapport.findings.contrasts import words
from rapport.findings.load import metric_columns
from rapport.findings.metric_names import audit_metric
from rapport.findings.plain import Change
from rapport.measures import benjamini_hochberg, compare

NEVER_TESTED = float("nan")


def changes(audit: Audit) -> tuple[Change, ...]:
    """Every score now against the audit before: the QCI first, then what moved most surely.

    The QCI is one question asked on its own; everything else is one family of questions in which
    false discoveries are controlled (Benjamini and Hochberg).
    """
    before = audit.previous
    if before is None or before.inside.is_empty() or audit.inside.is_empty():
        return ()
    found = []
    for column in metric_columns(audit.criteria):
        metric = audit_metric(column, audit.criteria)
        if metric is None or column.startswith(("points_available:", "qci_before")):
            continue
        then = overall(before, column_values(before, column), unit=metric.unit, scores=True)
        now = overall(audit, column_values(audit, column), unit=metric.unit, scores=True)
        found.append((metric, then, now, compare(now, then)))
    p = [NEVER_TESTED if one[3].p is None else one[3].p for one in found]
    q = [float(p[0]), *benjamini_hochberg(p[1:]).tolist()]
    listed = [
        Change(
            metric=metric.name,
            title=metric.title,
            before=then,
            now=now,
            difference=difference,
            adjusted_p=None if value != value else value,
            words=words(difference, None if value != value else value),
        )
        for (metric, then, now, difference), value in zip(found, q, strict=True)
    ]
    return (listed[0], *sorted(listed[1:], key=lambda one: 1.0 if one.adjusted_p is None else one.adjusted_p))
