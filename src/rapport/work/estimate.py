"""Answer a question about one metric, or list the rows behind the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapport import findings
from rapport.findings import MetricResult
from rapport.home import Home
from rapport.warehouse import Warehouse
from rapport.work.choose_audit import choose_audit
from rapport.work.publish import publish


def estimate_metric(
    home: Home,
    metric: str,
    *,
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    criteria: str | None = None,
    sample: str | None = None,
) -> list[MetricResult]:
    """A metric with its interval, overall or for every group, on the newest data.

    What waits in the outbox is published first. `criteria` and `sample` as in `choose_audit`.

    Raises InputError for an unknown metric, dimension, criteria or sample.
    """
    given = _audit(home, criteria, sample)
    return Warehouse(home.warehouse_path).ask(
        lambda snapshot: findings.estimate(snapshot, metric, by=by, where=where, **given)
    )


def metric_rows(
    home: Home,
    metric: str,
    *,
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    criteria: str | None = None,
    sample: str | None = None,
) -> list[dict[str, Any]]:
    """The evaluations, answers or interactions behind `estimate_metric` of the same arguments."""
    given = _audit(home, criteria, sample)
    return Warehouse(home.warehouse_path).ask(
        lambda snapshot: findings.metric_rows(snapshot, metric, by=by, where=where, **given)
    )


def _audit(home: Home, criteria: str | None, sample: str | None) -> dict[str, Any]:
    publish(home)
    chosen = choose_audit(home, criteria, sample)
    return {"criteria": chosen.criteria, "frame": chosen.frame, "settings": home.settings}
