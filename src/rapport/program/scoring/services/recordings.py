"""Attaches the sound of an interaction, and takes it away."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change
from rapport.program.scoring.errors import RecordingError
from rapport.program.scoring.models import Recording as Row
from rapport.program.scoring.plain import Recording
from rapport.program.scoring.rows import plain_recording


def recording_add(
    actor: Actor,
    recording_id: str,
    interaction_id: str,
    *,
    kind: str,
    size: int,
    sha256: str,
    duration_s: float | None = None,
    silences: Sequence[tuple[float, float]] | None = None,
) -> Recording:
    """Notes a file that lies in the folder of recordings already; it takes the place of an earlier one.

    Raises NotAllowedError, or RecordingError when two people attach one at the same moment.
    """
    actor.require(Permission.INTERACTIONS_IMPORT)
    try:
        with transaction.atomic():
            Row.objects.filter(interaction_id=interaction_id).delete()
            row = Row.objects.create(
                pk=recording_id,
                interaction_id=interaction_id,
                kind=kind,
                size=size,
                sha256=sha256,
                duration_s=duration_s,
                silences=None if silences is None else [list(one) for one in silences],
                added_by=actor.name,
            )
            log_change(
                actor, "recording.add", "interaction", interaction_id, after={"kind": kind, "size": size}
            )
    except IntegrityError:
        raise RecordingError(
            f"Somebody else attaches a recording to {interaction_id} right now", None, "Look at theirs first."
        ) from None
    return plain_recording(row)


@transaction.atomic
def recording_remove(actor: Actor, recording_id: str) -> Recording | None:
    """Forgets a recording → what it was, so that its file can be removed; None where there is none."""
    actor.require(Permission.INTERACTIONS_IMPORT)
    row = Row.objects.filter(pk=recording_id).first()
    if row is None:
        return None
    gone = plain_recording(row)
    row.delete()
    log_change(actor, "recording.remove", "interaction", gone.interaction_id)
    return gone
