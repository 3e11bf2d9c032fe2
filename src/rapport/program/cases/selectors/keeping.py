"""What cases are kept in order by: root causes, rules, people, hours; and suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count
from django.utils import timezone

from rapport.program.cases.access import cases_learnt, require_learning
from rapport.program.cases.clock import DUE_HOURS, kept_settings
from rapport.program.cases.models import (
    Absence,
    Case,
    CaseWorker,
    CauseVersion,
    RootCause,
    RoutingRule,
    Suggestion,
)
from rapport.program.cases.plain import (
    CauseChange,
    CauseFacts,
    Conditions,
    RuleFacts,
    SettingsFacts,
    SuggestionFacts,
    WorkerFacts,
)
from rapport.program.cases.services.assigning import candidates
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

MOST = 200
P = Permission


def causes(actor: Actor, *, retired: bool = False) -> list[CauseFacts]:
    """The tree, each with what is below it right after it, and how many cases name it of those that this
    person sees; with `retired` those that are offered no more too. Raises NotAllowedError."""
    require_learning(actor)
    seen = Case.objects.filter(cases_learnt(actor), root_cause__isnull=False).order_by()
    named = dict(seen.values_list("root_cause").annotate(n=Count("pk")))
    below: dict[int | None, list[RootCause]] = {}
    for one in RootCause.objects.order_by("place", "pk"):
        below.setdefault(one.parent_id, []).append(one)
    return list(_tree(below, None, (), retired, named))


def _tree(
    below: Mapping[int | None, list[RootCause]],
    parent: int | None,
    path: tuple[str, ...],
    retired: bool,
    named: Mapping[int, int],
) -> Iterable[CauseFacts]:
    for one in below.get(parent, ()):
        if one.retired_at is None or retired:
            here = (*path, one.name)
            yield CauseFacts(
                one.pk, one.parent_id, one.name, here, one.retired_at is not None, named.get(one.pk, 0)
            )
            yield from _tree(below, one.pk, here, retired, named)


def cause_changes(actor: Actor) -> list[CauseChange]:
    """The newest changes of the tree first. Raises NotAllowedError."""
    require_learning(actor)
    rows = CauseVersion.objects.order_by("-number")[:MOST]
    return [CauseChange(one.number, one.said, one.by, one.at) for one in rows]


def routing_rules(actor: Actor) -> list[RuleFacts]:
    """The rules in their order. Raises NotAllowedError."""
    actor.require(P.CASES_WORK)
    return [_rule(one) for one in RoutingRule.objects.all()]


def _rule(row: RoutingRule) -> RuleFacts:
    given: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in row.conditions.items()
    }
    return RuleFacts(
        row.pk,
        row.name,
        Conditions(**given),
        tuple(row.people),
        row.same_team,
        row.skilled,
        row.active,
        row.changed_by,
    )


def case_workers(actor: Actor) -> list[WorkerFacts]:
    """Everybody who may be given cases, by name, with how many they have. Raises NotAllowedError."""
    actor.require(P.CASES_WORK)
    people = candidates()
    kept = {str(one.user_id): one for one in CaseWorker.objects.all()}
    today = timezone.now().date()
    away: dict[str, list[tuple[int, str, str]]] = {}
    for one in Absence.objects.filter(last_day__gte=today).order_by("first_day"):
        days = (one.pk, one.first_day.isoformat(), one.last_day.isoformat())
        away.setdefault(str(one.user_id), []).append(days)
    return [
        WorkerFacts(
            user_id=one.user_id,
            name=one.name,
            teams=tuple(sorted(one.teams)),
            skills=tuple(sorted(one.skills)),
            most_open=one.most_open,
            takes_cases=kept[one.user_id].takes_cases if one.user_id in kept else True,
            open=one.open,
            away=tuple(away.get(one.user_id, ())),
            away_now=one.away_until.isoformat() if one.away_until else "",
        )
        for one in sorted(people, key=lambda one: (one.name.lower(), one.user_id))
    ]


def case_settings(actor: Actor) -> SettingsFacts:
    """Hours, holidays and deadlines. Raises NotAllowedError."""
    actor.require(P.CASES_WORK)
    row = kept_settings()
    return SettingsFacts(
        opening={int(day): (begin, until) for day, (begin, until) in row.opening.items()},
        holidays=tuple((day, name) for day, name in row.holidays),
        due_hours={**DUE_HOURS, **row.due_hours},
        escalate_to=tuple(row.escalate_to),
        version=row.version,
    )


def suggestions(actor: Actor, state: str = "") -> list[SuggestionFacts]:
    """What employees suggested, newest first: everybody's for who leads, else one's own, as one made them
    at a case. Raises NotAllowedError."""
    actor.require(P.CASES_WORK)
    rows = Suggestion.objects.order_by("-made_at")
    if not actor.may(P.CASES_LEAD):
        rows = rows.filter(user_id=actor.user_id) if actor.user_id else rows.none()
    if state:
        rows = rows.filter(state=state)
    return [_suggestion(one, actor) for one in rows[:MOST]]


def own_suggestions(actor: Actor) -> list[SuggestionFacts]:
    """What this person suggested, and what became of it."""
    if actor.user_id is None:
        return []
    rows = Suggestion.objects.filter(user_id=actor.user_id).order_by("-made_at")
    return [_suggestion(one, actor) for one in rows[:MOST]]


def _suggestion(row: Suggestion, actor: Actor) -> SuggestionFacts:
    return SuggestionFacts(
        id=str(row.pk),
        text=row.text,
        by=row.by,
        own=actor.user_id is not None and str(row.user_id) == actor.user_id,
        team=row.team,
        made_at=row.made_at,
        state=row.state,
        answer=row.answer,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        case_id=str(row.case_id) if row.case_id else None,
    )
