"""Finds evaluators by name, and makes the ones who are new."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import Evaluator


def evaluators_named(names: Iterable[str]) -> dict[str, Evaluator]:
    """Evaluators by name. Raises AuditError for an empty name."""
    wanted = sorted(set(names))
    for name in wanted:
        if not name.strip() or len(name) > 200:
            raise AuditError(
                f"An evaluator's name is needed, not {name[:20]!r}", None, "Use 1 to 200 letters."
            )
    Evaluator.objects.bulk_create([Evaluator(name=name) for name in wanted], ignore_conflicts=True)
    return {evaluator.name: evaluator for evaluator in Evaluator.objects.filter(name__in=wanted)}
