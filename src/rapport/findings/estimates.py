"""Any metric, overall or by any dimension: the one way from a name to its estimates and rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.criteria import Criteria
from rapport.findings.audit import Audit
from rapport.findings.audit_estimates import by_groups, column_values, overall, suppressed
from rapport.findings.cases import CASE_METRICS, case_estimates, case_metric, case_metric_rows
from rapport.findings.dimensions import canonical
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.frame import SampleFrame
from rapport.findings.load import load_audit
from rapport.findings.metric_names import AuditMetric, audit_metric, audit_metric_names
from rapport.findings.metric_result import MetricResult, result
from rapport.findings.operations import OPERATION_METRICS, operation_estimates, operation_rows
from rapport.findings.survey import SURVEY_METRICS, survey_estimates, survey_rows
from rapport.home.settings import Settings
from rapport.records.errors import InputError


def estimate(
    snapshot: Any,
    metric: str,
    *,
    criteria: Criteria | None = None,
    frame: SampleFrame | None = None,
    settings: Settings | None = None,
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    domain: Domain = EVERYTHING,
) -> list[MetricResult]:
    """A metric with its interval: overall, or one line a group.

    Parameters: `metric` is of an audit (qci, a component, factor or element, critical_error_free…),
    of surveys (nps, csat, ces, ces_share, psat), operational (handle_s, first_reply_s, …) or of closed
    cases (recovered, justified, closed_in_time, root_cause:NAME);
    `criteria` and `frame` say which audit (frame None: evaluations made without a sample); `by`
    dimensions; `where` maps dimensions to the value kept; `domain` is what numbers are told of at all.

    Returns: MetricResult lines. Groups under the settings' minimum base say so instead of a value.

    Raises: InputError for an unknown metric or dimension, or an audit metric without criteria.
    """
    settings, where = settings or Settings(), {canonical(k): v for k, v in (where or {}).items()}
    by = tuple(dict.fromkeys(canonical(name) for name in by))
    if metric in SURVEY_METRICS:
        return survey_estimates(snapshot, metric, by, where, settings, domain)
    if metric in OPERATION_METRICS:
        return operation_estimates(snapshot, metric, by, where, settings, domain)
    if case_metric(metric) is not None:
        return case_estimates(snapshot, metric, by, where, settings, domain)
    found = known_metric(metric, criteria)
    wanted = (*by, *where, *domain.names)
    audit = load_audit(snapshot, _given(criteria), frame, settings, dimensions=wanted)
    return audit_estimates(audit, found, by, where, domain)


def audit_estimates(
    audit: Audit,
    metric: AuditMetric,
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    domain: Domain = EVERYTHING,
) -> list[MetricResult]:
    """The same on an audit that is loaded already."""
    values, inside = column_values(audit, metric.column), _domain(audit, where or {})
    if not domain.everything:
        inside &= domain.mask(audit.rows)
    if not by:
        estimate = overall(audit, values, inside, metric.unit, scores=metric.is_score)
        if where or not domain.everything:
            estimate = suppressed(estimate, audit.settings.minimum_base)
        else:  # over the whole frame it is told what the frame leaves out
            estimate = estimate.with_(excluded={**audit.excluded, **estimate.excluded})
        return [result(metric.name, (), (), estimate)]
    groups = by_groups(audit, values, by, inside, metric.unit, scores=metric.is_score)
    return [result(metric.name, tuple(by), group, one) for group, one in groups.items()]


def metric_rows(
    snapshot: Any,
    metric: str,
    *,
    criteria: Criteria | None = None,
    frame: SampleFrame | None = None,
    settings: Settings | None = None,
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """What is behind `estimate` of the same arguments: one plain dict an evaluation, answer or
    interaction, with its value and dimensions."""
    settings, where = settings or Settings(), {canonical(k): v for k, v in (where or {}).items()}
    by = tuple(dict.fromkeys(canonical(name) for name in by))
    if metric in SURVEY_METRICS:
        return survey_rows(snapshot, metric, by, where, settings)
    if metric in OPERATION_METRICS:
        return operation_rows(snapshot, metric, by, where, settings)
    if case_metric(metric) is not None:
        return case_metric_rows(snapshot, metric, by, where, settings)
    found = known_metric(metric, criteria)
    audit = load_audit(snapshot, _given(criteria), frame, settings, dimensions=(*by, *where))
    kept = audit.rows.filter(_domain(audit, where)) if where else audit.rows
    columns = ["interaction_id", "evaluator", "evaluation", "stratum", "inclusion_probability", "measured_at"]
    named = kept.select([*columns, *(name for name in by if name not in columns), found.column])
    rows: list[dict[str, Any]] = named.rename({found.column: "value"}).to_dicts()
    return rows


def known_metric(name: str, criteria: Criteria | None) -> AuditMetric:
    """The audit metric of that name. Raises InputError when there is none."""
    found = audit_metric(name, criteria) if criteria else None
    if found is None:
        of_audit = audit_metric_names(criteria) if criteria else ("qci, once something was evaluated",)
        known = ", ".join((*of_audit, *SURVEY_METRICS, *OPERATION_METRICS, *CASE_METRICS))
        raise InputError(f"There is no metric {name!r}", None, f"There are: {known}.")
    return found


def _given(criteria: Criteria | None) -> Criteria:
    if criteria is None:
        raise InputError("No criteria are known", None, "Import evaluations first, or name the criteria.")
    return criteria


def _domain(audit: Audit, where: Mapping[str, str]) -> NDArray[np.bool_]:
    inside = np.ones(audit.rows.height, dtype=bool)
    for name, value in where.items():
        inside &= (audit.rows[name].cast(str) == value).fill_null(False).to_numpy()
    return inside
