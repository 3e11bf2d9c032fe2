"""Conflicts of interest after the draw: with those frozen in the sample, and of people who come in later."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from rapport.program.audits.models import Evaluator, Sample, SampledInteraction
from rapport.program.audits.plain import Barred
from rapport.program.people.actor import Actor


def barred_of(sample: Sample, people: Iterable[Evaluator]) -> dict[str, Barred]:
    """By evaluator whose interactions they may not score in this sample: what was frozen when it was
    drawn, and for whoever came in later their own and their teams' (those they manage, and those their
    agent serves in)."""
    found = {
        name: Barred(tuple(one["agents"]), tuple(one["teams"])) for name, one in sample.conflicts.items()
    }
    late = [one for one in people if one.name not in found and one.user_id is not None]
    for one in Evaluator.objects.filter(pk__in=[each.pk for each in late]).select_related("user"):
        managed = one.user.grants.exclude(team=None).values_list("team", flat=True)
        found[one.name] = _own(sample, one.user.agent_id, managed)
    return found


def free_to_score(barred: Barred | None, agent_id: str | None, team: str | None) -> bool:
    """Whether nothing keeps somebody from scoring an interaction of this agent and team."""
    return barred is None or not barred.bars(agent_id, team)


def barred_who_takes(actor: Actor, sample: Sample) -> Q:
    """A condition on assignments: the interactions that this person may not take."""
    own = _own(sample, actor.agent_id, [one.team for one in actor.grants if one.team])
    return Q(sampled__agent_id__in=own.agents) | Q(sampled__team__in=own.teams)


def _own(sample: Sample, agent_id: str | None, managed: Iterable[str | None]) -> Barred:
    teams = {one for one in managed if one}
    if agent_id:
        served = SampledInteraction.objects.filter(agent_id=agent_id, team__isnull=False)
        teams |= set(served.values_list("team", flat=True).distinct())
    return Barred((agent_id,) if agent_id else (), tuple(sorted(teams)) if sample.bar_own_team else ())
