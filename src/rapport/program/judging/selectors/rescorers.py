"""Who can score a contested interaction again without knowing what was said about it."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from rapport.program.audits.models import Assignment, Evaluator
from rapport.program.judging.models import Certificate, Dispute, Task
from rapport.program.judging.selectors.own import Scorer, all_scorers
from rapport.program.people.actor import Actor


def rescorers_of(row: Dispute, decider: Actor) -> list[Scorer]:
    """People who may score it, certified ones first. For the services and selectors of this application.

    Left out: who scored the interaction for whatever reason or is asked to, who decides or contests, and
    the agent.
    """
    interaction = row.evaluation.interaction_id
    known = Q(evaluations__interaction_id=interaction)
    asked = Assignment.objects.filter(
        sampled__interaction_id=interaction, state__in=(Assignment.OPEN, Assignment.DONE)
    ).values("evaluator")
    tasks = Task.objects.filter(interaction_id=interaction).values("evaluator")
    barred = set(
        Evaluator.objects.filter(known | Q(pk__in=asked) | Q(pk__in=tasks)).values_list("name", flat=True)
    )
    barred.add(row.reviewer)
    accounts = {decider.user_id, str(row.raised_by_user)}
    valid = Certificate.objects.filter(
        criteria_id=row.evaluation.criteria.criteria_id, revoked_at=None, until__gt=timezone.now()
    )
    first = set(valid.values_list("evaluator__name", flat=True))
    left = [
        one
        for one in all_scorers()
        if one.name not in barred
        and one.user_id not in accounts
        and (one.agent_id is None or one.agent_id != row.agent_id)
    ]
    return sorted(left, key=lambda one: (one.name not in first, one.name))
