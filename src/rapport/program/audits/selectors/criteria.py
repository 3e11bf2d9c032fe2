"""The criteria people score by."""

from __future__ import annotations

from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import CriteriaVersion, Evaluation
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

LIVE = Evaluation.objects.filter(retracted_at__isnull=True, purpose="live")


def criteria_text(actor: Actor, definition: str) -> str:
    """The stored text of `id@version`. Raises AuditError when that version was never used."""
    actor.require(Permission.CRITERIA_READ)
    criteria_id, _, version = definition.rpartition("@")
    text = (
        CriteriaVersion.objects.filter(criteria_id=criteria_id, version=version)
        .values_list("text", flat=True)
        .first()
    )
    if text is None:
        raise AuditError(f"No criteria {definition} are stored", None, "Pass the file with --criteria.")
    return str(text)


def criteria_named(actor: Actor, name: str) -> str:
    """`id@version` for `id@version` or for `id`, of which the newest version scored by is meant.

    Raises AuditError when nobody has scored by such criteria.
    """
    actor.require(Permission.CRITERIA_READ)
    criteria_id, at, version = name.rpartition("@") if "@" in name else (name, "", "")
    used = CriteriaVersion.objects.filter(criteria_id=criteria_id, first_used_at__isnull=False)
    if at:
        newest = used.filter(version=version).first()
    else:
        newest = _newest_version(criteria_id) or max(used, key=_number, default=None)
    if newest is None:
        known = ", ".join(map(str, CriteriaVersion.objects.exclude(first_used_at=None))) or "none yet"
        raise AuditError(f"Nobody has scored by criteria {name!r}", None, f"Scored by: {known}.")
    return str(newest)


def newest_criteria(actor: Actor) -> str | None:
    """`id@version`: of the criteria by which the newest live evaluation was made, the newest version that
    has live evaluations (a late correction by an older one does not bring it back); None before the first."""
    actor.require(Permission.CRITERIA_READ)
    row = LIVE.select_related("criteria").order_by("-submitted_at", "-criteria_id").only("criteria").first()
    return str(_newest_version(row.criteria.criteria_id)) if row else None


def _newest_version(criteria_id: str) -> CriteriaVersion | None:
    """The highest version with live evaluations."""
    scored = LIVE.filter(criteria__criteria_id=criteria_id).values("criteria")
    return max(CriteriaVersion.objects.filter(pk__in=scored), key=_number, default=None)


def _number(version: CriteriaVersion) -> int:
    return int(version.version)
