"""Forgets everything people wrote about certain interactions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection, transaction

from rapport.program.audits.models import Evaluation, Outbox, Reserve, SampledInteraction
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change


def erase_interactions(actor: Actor, ids: Iterable[str]) -> Mapping[str, int]:
    """Removes evaluations, decisions, assignments, drawn places and outbox entries of these interactions.

    The frozen sizes of samples stay: they are counts, not persons. Returns how many rows of each
    went. Afterwards the database's free pages and its log hold nothing of them either.
    """
    actor.require(Permission.CUSTOMERS_ERASE)
    counts = {"evaluations": 0, "sampled_interactions": 0, "outbox": 0}
    wanted = sorted(set(ids))
    with transaction.atomic():
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            evaluations = Evaluation.objects.filter(interaction_id__in=part)
            keys = [str(key) for key in evaluations.values_list("id", flat=True)]
            names = [f"evaluation:{key}:{event}" for key in keys for event in ("submitted", "retracted")]
            counts["outbox"] += Outbox.objects.filter(key__in=names).delete()[0]
            counts["evaluations"] += len(keys)
            evaluations.delete()
            drawn = SampledInteraction.objects.filter(interaction_id__in=part)
            counts["sampled_interactions"] += drawn.count()
            drawn.delete()
            Reserve.objects.filter(interaction_id__in=part).delete()
        if any(counts.values()):
            log_change(actor, "interactions.erase", "interactions", "", after=counts)
    if any(counts.values()):
        wipe()
    return counts


def wipe() -> None:
    """SQLite keeps deleted text in its write-ahead log and free pages until told otherwise."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
