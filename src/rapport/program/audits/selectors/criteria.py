"""The criteria people score by."""

from __future__ import annotations

from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import CriteriaVersion, Evaluation


def criteria_text(definition: str) -> str:
    """The stored text of `id@version`. Raises AuditError when that version was never used."""
    criteria_id, _, version = definition.rpartition("@")
    text = (
        CriteriaVersion.objects.filter(criteria_id=criteria_id, version=version)
        .values_list("text", flat=True)
        .first()
    )
    if text is None:
        raise AuditError(f"No criteria {definition} are stored", None, "Pass the file with --criteria.")
    return str(text)


def newest_criteria() -> str | None:
    """`id@version` by which the newest live evaluation was made; None before the first."""
    row = (
        Evaluation.objects.filter(retracted_at__isnull=True, purpose="live")
        .select_related("criteria")
        .order_by("-submitted_at", "-criteria_id")
        .only("criteria")
        .first()
    )
    return str(row.criteria) if row else None
