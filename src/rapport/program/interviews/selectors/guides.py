"""Guides, newest version first."""

from __future__ import annotations

from django.db.models import Count

from rapport.program.interviews.models import GuideVersion
from rapport.program.interviews.plain import Guide, Question
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission


def guides(actor: Actor) -> list[Guide]:
    """All versions by name, the newest first. Raises NotAllowedError."""
    actor.require(Permission.INTERVIEWS_READ)
    rows = GuideVersion.objects.annotate(used=Count("studies")).order_by("name", "-number")
    return [guide_facts(row, row.used) for row in rows]


def guide(actor: Actor, guide_id: int) -> Guide | None:
    """One version; None when there is none. Raises NotAllowedError."""
    actor.require(Permission.INTERVIEWS_READ)
    row = GuideVersion.objects.annotate(used=Count("studies")).filter(pk=guide_id).first()
    return None if row is None else guide_facts(row, row.used)


def guide_facts(row: GuideVersion, used: int = 0) -> Guide:
    """A version as others see it."""
    return Guide(
        name=row.name,
        questions=tuple(Question(one["id"], one["text"], tuple(one["probes"])) for one in row.questions),
        opening=row.opening,
        consent=row.consent,
        number=row.number,
        id=row.pk,
        created_by=row.created_by,
        created_at=row.created_at,
        studies=used,
    )
