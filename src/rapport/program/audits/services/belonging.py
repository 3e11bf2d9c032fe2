"""Whose interaction an evaluation is about."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from rapport.program.audits.models import Evaluation


@transaction.atomic
def evaluations_belong(whose: Mapping[str, tuple[str | None, str | None]]) -> int:
    """By interaction, the agent and the team of evaluations that have neither yet → how many were told.

    For an upgrade, on which nobody acts; what an evaluation says does not change.
    """
    told = 0
    nobodys = Evaluation.objects.filter(agent_id=None, team=None)
    for interaction_id, (agent_id, team) in whose.items():
        told += nobodys.filter(interaction_id=interaction_id).update(agent_id=agent_id, team=team)
    return told
