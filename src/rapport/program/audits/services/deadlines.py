"""Changes a drawn sample: the audit it belongs to, its deadline, whether more is asked for."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import Assignment, Audit, Sample
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change


@transaction.atomic
def sample_due(actor: Actor, sample: str, due_at: datetime | None) -> None:
    """Sets until when a sample is to be scored. Raises NotAllowedError, or AuditError for an unknown one."""
    found = _held(actor, sample)
    before, found.due_at = found.due_at, due_at
    found.save(update_fields=["due_at"])
    Assignment.objects.filter(sampled__sample=found, state=Assignment.OPEN).update(due_at=None)
    log_change(actor, "sample.due", "sample", sample, before=_told(before), after=_told(due_at))


@transaction.atomic
def sample_close(actor: Actor, sample: str, closed: bool = True) -> None:
    """Stops asking for scores of a sample, or asks again. What is scored stays and counts."""
    found = _held(actor, sample)
    if (found.closed_at is not None) == closed:
        return
    found.closed_at = timezone.now() if closed else None
    found.save(update_fields=["closed_at"])
    log_change(actor, "sample.close" if closed else "sample.open", "sample", sample)


@transaction.atomic
def sample_attach(actor: Actor, sample: str, audit: int) -> None:
    """Makes a sample that was drawn by itself, at the terminal for instance, part of an audit.

    Raises NotAllowedError, or AuditError for an unknown sample or audit, one of another audit, or one scored
    by other criteria than the audit's.
    """
    found = _held(actor, sample)
    held = Audit.objects.filter(pk=audit).first()
    if held is None:
        raise AuditError(f"There is no audit {audit}", None, "Look at the list.")
    if found.audit_id not in (None, audit):
        raise AuditError(f"Sample {sample} belongs to another audit", None, "Choose a free one.")
    if found.criteria_id and held.criteria_id and found.criteria_id != held.criteria_id:
        what = f"Sample {sample} is scored by {found.criteria}, the audit by {held.criteria}"
        raise AuditError(what, None, "Choose a sample of the same criteria.")
    found.audit = held
    found.save(update_fields=["audit"])
    if held.state == Audit.PLANNED:
        held.state = Audit.RUNNING
        held.save(update_fields=["state"])
    log_change(actor, "sample.attach", "sample", sample, after={"audit": audit})


def _held(actor: Actor, sample: str) -> Sample:
    actor.require(Permission.SAMPLES_PLAN)
    found: Sample | None = Sample.objects.select_for_update().filter(slug=sample).first()
    if found is None:
        raise AuditError(f"There is no sample named {sample!r}", None, "Look at the list of samples.")
    return found


def _told(moment: datetime | None) -> dict[str, str | None]:
    return {"due_at": moment.isoformat() if moment else None}
