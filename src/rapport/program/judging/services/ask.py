"""Asks evaluators for scores, on behalf of whatever needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.program.audits.models import CriteriaVersion, Evaluator
from rapport.program.judging.errors import JudgingError
from rapport.program.judging.models import Task
from rapport.program.judging.tasks import PURPOSES


@dataclass(frozen=True)
class Asked:
    """Who is asked to score what, and why in words."""

    interaction_id: str
    evaluator: str
    why: str = ""
    position: int = 0


def tasks_ask(
    purpose: str,
    criteria: CriteriaVersion,
    asked: Sequence[Asked],
    *,
    source: tuple[str, str],
    due_at: datetime | None = None,
) -> int:
    """Stores tasks for a source (kind and id) → how many were new. Called by the services of that source,
    which check who may ask, know the evaluators, and write the log.

    Who was asked for the same by the same source already is not asked again.
    """
    if purpose not in PURPOSES:
        raise JudgingError(f"There is no purpose {purpose!r}", None, f"Use {', '.join(PURPOSES)}.")
    kind, number = source
    people = {one.name: one for one in Evaluator.objects.filter(name__in={one.evaluator for one in asked})}
    known = Task.objects.filter(source_kind=kind, source_id=number)
    before = set(known.values_list("interaction_id", "evaluator__name"))
    new = [one for one in asked if (one.interaction_id, one.evaluator) not in before]
    Task.objects.bulk_create(
        [
            Task(
                purpose=purpose,
                interaction_id=one.interaction_id,
                evaluator=people[one.evaluator],
                criteria=criteria,
                why=one.why[:300],
                source_kind=kind,
                source_id=number,
                position=one.position,
                due_at=due_at,
            )
            for one in new
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    return len(new)


def tasks_withdraw(source: tuple[str, str], because: str) -> int:
    """Withdraws what is still open of a source → how many. Called by the services of that source."""
    waiting = Task.objects.filter(source_kind=source[0], source_id=source[1], state=Task.OPEN)
    return int(waiting.update(state=Task.WITHDRAWN, withdrawn_because=because[:300]))
