"""Carry what was decided into the warehouse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapport.home import Home
from rapport.program.audits.plain import Pending
from rapport.program.setup import connect
from rapport.records import Measurement, Span
from rapport.warehouse import Counts, Warehouse
from rapport.work.cases.publishing import publish_cases
from rapport.work.progress import Progress, Silent
from rapport.work.surveys.publish_submissions import publish_submissions

HUNDRED = ("qci", "factor", "component", "element")


@dataclass(frozen=True)
class PublishResult:
    """How many evaluations were delivered, what their measurements did, and the data version now."""

    evaluations: int
    measurements: Counts
    data_version: int


def publish(home: Home, progress: Progress | None = None) -> PublishResult:
    """Delivers all that waits in the outbox to the warehouse, at least once; submissions, too.

    Entries are read while the warehouse's writer is held, so that an older state can never
    overwrite a newer one, and marked as delivered once the warehouse has committed: a process that
    dies in between delivers them again, which changes nothing.
    """
    connect(home)
    from rapport.program.audits.selectors import outbox_pending, outbox_size
    from rapport.program.audits.services import outbox_delivered, outbox_failed

    progress = progress or Silent()
    publish_submissions(home, progress)
    warehouse = Warehouse(home.warehouse_path)
    waiting = outbox_size()
    if not waiting:
        return PublishResult(0, Counts(), warehouse.data_version)
    progress.stage("Publishing evaluations", waiting)
    ids: list[int] = []
    try:
        with warehouse.write() as writer:
            pending = outbox_pending()
            ids = [entry.id for entry in pending]
            evaluations, cases = _of(pending, "evaluation"), _of(pending, "case")
            if cases:
                publish_cases(writer, cases)
            counts = writer.upsert("measurements", _measurements(evaluations, progress))
    except Exception as error:
        outbox_failed(ids, f"{type(error).__name__}: {error}")
        raise
    outbox_delivered(ids)
    return PublishResult(len(evaluations), counts, warehouse.data_version)


def _of(pending: Sequence[Pending], topic: str) -> list[str]:
    """What waits of one topic, each once."""
    return list(dict.fromkeys(entry.payload[topic] for entry in pending if entry.topic == topic))


def _measurements(evaluations: Sequence[str], progress: Progress) -> Iterator[Measurement]:
    from rapport.program.audits.selectors import evaluations_published

    for one in evaluations_published(evaluations):
        drafted = ("draft_shown",) if one.draft_shown else ()
        for value in one.values:
            scale = _scale(value.metric)
            yield Measurement(
                key=f"evaluation:{one.evaluation}:{value.metric}",
                subject_kind="interaction",
                subject_id=one.interaction_id,
                metric=value.metric,
                value=value.value,
                source="human",
                by=one.evaluator,
                definition=one.definition,
                measured_at=one.submitted_at,
                scale_min=scale[0],
                scale_max=scale[1],
                higher_is_better=not value.metric.startswith(("points_", "rule:")),
                evidence=tuple(Span(*span) for span in value.spans),
                purpose=one.purpose,
                sample=one.sample,
                stratum=one.stratum,
                inclusion_probability=one.inclusion_probability,
                flags=(*value.flags, *drafted),
                retracted_at=one.retracted_at,
            )
        progress.advance()


def _scale(metric: str) -> tuple[float | None, float | None]:
    if metric.startswith(HUNDRED):
        return 0.0, 100.0
    if metric.startswith("critical_error_free"):
        return 0.0, 1.0
    return None, None
