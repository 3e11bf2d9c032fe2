"""The outbox: what must reach the warehouse, and what has.

Only services, in the transaction of a decision that was allowed, and the publisher call this, on nobody's
behalf: no actor is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import F
from django.utils import timezone

from rapport.program.audits.models import CriteriaVersion, Evaluation, Outbox
from rapport.program.hooks.services import announce_all
from rapport.program.hooks.services.announce import Told

TOPIC = "evaluation"


def outbox_announce(evaluations: Sequence[Evaluation], event: str) -> None:
    """Notes, in the transaction that does it, that these were submitted or retracted (`event`)."""
    Outbox.objects.bulk_create(
        [
            Outbox(
                key=f"evaluation:{evaluation.id}:{event}",
                topic=TOPIC,
                payload={"evaluation": str(evaluation.id)},
            )
            for evaluation in evaluations
        ],
        batch_size=500,
    )
    announce_all(f"evaluation.{event}", _told(evaluations))


def _told(evaluations: Sequence[Evaluation]) -> Iterator[Told]:
    """What webhooks hear of evaluations; nothing is asked for where nobody listens."""
    used = CriteriaVersion.objects.filter(pk__in={one.criteria_id for one in evaluations})
    names = {one.pk: str(one) for one in used.defer("text")}
    for one in evaluations:
        data = {
            "evaluation": str(one.id),
            "interaction": one.interaction_id,
            "definition": names[one.criteria_id],
            "purpose": one.purpose,
            "sample": one.sample_id,
            "team": one.team,
            "qci": one.qci,
        }
        yield data, one.interaction_id


def outbox_delivered(ids: Sequence[int]) -> None:
    """Marks entries as delivered. Call it only once the warehouse has committed."""
    for start in range(0, len(ids), 500):
        Outbox.objects.filter(id__in=ids[start : start + 500]).update(
            delivered_at=timezone.now(), attempts=F("attempts") + 1, last_error=""
        )


def outbox_failed(ids: Sequence[int], error: str) -> None:
    """Notes a delivery that did not succeed; the entries stay pending."""
    for start in range(0, len(ids), 500):
        Outbox.objects.filter(id__in=ids[start : start + 500]).update(
            attempts=F("attempts") + 1, last_error=error[:2000]
        )
