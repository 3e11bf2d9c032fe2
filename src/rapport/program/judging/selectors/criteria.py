"""Criteria that people score by."""

from __future__ import annotations

from django.db.models import Q

from rapport.program.audits.models import CriteriaVersion, Sample
from rapport.program.judging.models import Session
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission


def criteria_known(actor: Actor) -> list[str]:
    """`id@version` of criteria that were scored by or that a sample or session is for, the newest first."""
    actor.require(Permission.CRITERIA_READ)
    samples = Sample.objects.exclude(criteria=None).values("criteria")
    sessions = Session.objects.values("criteria")
    meant = Q(first_used_at__isnull=False) | Q(pk__in=samples) | Q(pk__in=sessions)
    return [str(one) for one in CriteriaVersion.objects.filter(meant).order_by("-created_at", "-pk")]
