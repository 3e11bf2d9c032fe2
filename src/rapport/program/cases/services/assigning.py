"""Gives a case to somebody: by the rules, by hand, or to the next person when it is overdue."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from rapport.program.cases.clock import case_hours, kept_settings
from rapport.program.cases.models import Case, CaseWorker, RoutingRule
from rapport.program.cases.routing import Candidate, Choice, Route, choose
from rapport.program.cases.services.entries import entry_add, tell
from rapport.program.people.actor import Actor
from rapport.program.people.models import User
from rapport.program.people.permissions import ROLES, Permission, Sight

WORKING = tuple(name for name, role in ROLES.items() if Permission.CASES_WORK in role.permissions)
GIVEN_BY_RULES = tuple(name for name in WORKING if ROLES[name].sight is not Sight.ALL)
"""Who sees everything gets cases only where a rule names them."""


def route(actor: Actor, case: Case) -> None:
    """Looks for an owner by the rules and saves what was found, with why."""
    kept_settings(lock=True)  # two cases at once are counted one after the other
    found = choose(_asked(case), _rules(), candidates())
    give(actor, case, found)


def give(actor: Actor, case: Case, found: Choice, *, by_hand: bool = False) -> None:
    """Makes somebody the owner. The case stays as it was where it is theirs already."""
    before = str(case.owner_id) if case.owner_id else None
    case.owner_id = found.user_id
    case.owner_name, case.why, case.by_hand = found.name[:200], found.why[:1000], by_hand
    case.version += 1
    case.save(update_fields=["owner_id", "owner_name", "why", "by_hand", "version"])
    if found.user_id == before and before is not None:
        return
    kind = "assigned" if found.user_id else "unassigned"
    entry_add(actor, case, kind, facts={"to": found.name, "why": found.why})
    if found.user_id:
        tell(case, "case.assigned")


def candidates() -> list[Candidate]:
    """Everybody who may work on cases, with how many they have."""
    today = timezone.now().astimezone(case_hours().zone).date()
    rows = (
        User.objects.filter(is_active=True, grants__role__in=WORKING)
        .distinct()
        .prefetch_related("grants", "absences")
        .select_related("case_worker")
    )
    load = dict(
        Case.objects.exclude(state=Case.CLOSED)
        .filter(merged_into=None, owner__isnull=False)
        .values_list("owner_id")
        .annotate(n=Count("pk"))
    )
    return [_candidate(one, load.get(one.pk, 0), today) for one in rows]


def _candidate(user: User, load: int, today: date) -> Candidate:
    worker = getattr(user, "case_worker", None) or CaseWorker(user=user)
    held = {one.team for one in user.grants.all() if one.team and one.role in WORKING}
    away = [one for one in user.absences.all() if one.first_day <= today <= one.last_day]
    return Candidate(
        user_id=str(user.pk),
        name=str(user),
        teams=frozenset(worker.teams) | held,
        skills=frozenset(worker.skills),
        open=load,
        most_open=worker.most_open,
        away_until=max((one.last_day for one in away), default=None),
        takes=worker.takes_cases,
        of_rules=any(one.role in GIVEN_BY_RULES for one in user.grants.all()),
    )


def _asked(case: Case) -> Route:
    return Route(case.kind, case.urgency, case.team, case.channel, case.concern, case.value)


def _rules() -> list[RoutingRule]:
    return list(RoutingRule.objects.filter(active=True))


def next_person(case: Case, passed: Collection[str] = ()) -> Choice:
    """Who is asked when a case is overdue, or help is wanted: those named in the settings in their order,
    else who manages its team, else who leads all cases; never its owner nor those `passed`, nobody who is
    away."""
    not_asked = {str(case.owner_id), *passed}
    there = [one for one in candidates() if one.away_until is None and one.user_id not in not_asked]
    by_id = {one.user_id: one for one in there}
    for name in kept_settings().escalate_to:
        if name in by_id:
            return Choice(name, by_id[name].name, "is asked first when a case is overdue")
    managers = _holding(Q(role="team_manager", team=case.team)) if case.team else set()
    leads = _holding(
        Q(role__in=[name for name, r in ROLES.items() if Permission.CASES_LEAD in r.permissions])
    )
    for people, why in ((managers, f"manages {case.team}"), (leads, "leads all cases")):
        found = sorted((one for one in there if one.user_id in people), key=lambda one: (one.open, one.name))
        if found:
            return Choice(found[0].user_id, found[0].name, why)
    return Choice(None, "", "nobody else works on cases")


def _holding(condition: Q) -> set[str]:
    from rapport.program.people.models import RoleGrant

    rows = RoleGrant.objects.filter(condition, user__is_active=True)
    return {str(one) for one in rows.values_list("user_id", flat=True)}
