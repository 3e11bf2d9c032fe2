"""Answer a question about one metric, or list the rows behind the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapport import findings
from rapport.findings import MetricResult
from rapport.findings.domain import EVERYTHING, Domain
from rapport.home import Home
from rapport.records.errors import InputError
from rapport.warehouse import Warehouse
from rapport.work.choose_audit import choose_audit
from rapport.work.publish import publish

HUMAN, MACHINE, ASSISTED, LLM = SOURCES = ("human", "machine", "assisted", "llm")


def estimate_metric(
    home: Home,
    metric: str,
    *,
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    criteria: str | None = None,
    sample: str | None = None,
    source: str = HUMAN,
) -> list[MetricResult]:
    """A metric with its interval, overall or for every group, on the newest data.

    What waits in the outbox is published first. `criteria` and `sample` as in `choose_audit`. `source`:
    what people said, what a machine read of every conversation, both together (`assisted`), or what a
    language model scored of those it was asked about (`llm`).

    Raises InputError for an unknown metric, dimension, criteria, sample or source.
    """
    _check_source(source)
    if source != HUMAN:
        publish(home)
        return of_machines(home, metric, source, by=by, where=where, criteria=criteria, sample=sample)
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
    source: str = HUMAN,
) -> list[dict[str, Any]]:
    """The evaluations, answers or interactions behind `estimate_metric` of the same arguments; of an
    assisted one the evaluations."""
    _check_source(source)
    if source in (MACHINE, LLM):
        from rapport.work.experience.machine import machine_of

        chosen = choose_audit(home, criteria, sample).criteria
        return machine_of(home).rows(metric, by=by, where=where, criteria=chosen, llm=source == LLM)
    given = _audit(home, criteria, sample)
    return Warehouse(home.warehouse_path).ask(
        lambda snapshot: findings.metric_rows(snapshot, metric, by=by, where=where, **given)
    )


def of_machines(
    home: Home,
    metric: str,
    source: str,
    *,
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    criteria: str | None = None,
    sample: str | None = None,
    domain: Domain = EVERYTHING,
) -> list[MetricResult]:
    """The metric as machines read it, by themselves or assisting people's scores."""
    if source == ASSISTED:
        from rapport.work.experience.assisted import assisted_estimates

        return assisted_estimates(
            home, metric, by=by, where=where, criteria=criteria, sample=sample, domain=domain
        )
    from rapport.work.experience.machine import machine_of

    chosen = choose_audit(home, criteria, sample)
    return machine_of(home).estimates(
        metric, by=by, where=where, domain=domain, criteria=chosen.criteria, llm=source == LLM
    )


def _check_source(source: str) -> None:
    if source not in SOURCES:
        raise InputError(f"There is no source {source!r}", "--source", f"Use {', '.join(SOURCES)}.")


def _audit(home: Home, criteria: str | None, sample: str | None) -> dict[str, Any]:
    publish(home)
    chosen = choose_audit(home, criteria, sample)
    return {"criteria": chosen.criteria, "frame": chosen.frame, "settings": home.settings}
