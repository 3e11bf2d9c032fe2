"""Plans as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Prefetch

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.plans.access import belongs, found_plan, may_edit, sees
from rapport.program.plans.models import CheckIn, Initiative, Plan, Step, Summary
from rapport.program.plans.plain import (
    Aim,
    CheckInFacts,
    InitiativeFacts,
    Member,
    PlanContent,
    PlanFacts,
    StepFacts,
    SummaryFacts,
)


def plans(actor: Actor, *, ended: bool = False) -> tuple[PlanFacts, ...]:
    """The plans this person may read, the open ones (or with `ended` the others), the newest first."""
    actor.require(Permission.PLANS_READ)
    rows = Plan.objects.prefetch_related(*_parts())
    rows = rows.exclude(state__in=Plan.OPEN) if ended else rows.filter(state__in=Plan.OPEN)
    return tuple(_facts(actor, one) for one in rows.order_by("-created_at") if sees(actor, one))


def plan(actor: Actor, plan_id: str) -> PlanFacts | None:
    """One plan; None where there is none, or none for this person."""
    actor.require(Permission.PLANS_READ)
    found = found_plan(plan_id)
    return _facts(actor, found) if found is not None and sees(actor, found) else None


def summary(summary_id: int) -> tuple[SummaryFacts, PlanContent, PlanFacts]:
    """A summary that is to be sent, and its plan; for the worker, on nobody's behalf."""
    from rapport.program.people.actor import TERMINAL

    found = Summary.objects.select_related("plan").get(pk=summary_id)
    facts = _facts(TERMINAL, found.plan)
    return _summary(found), facts.content, facts


def _parts() -> tuple[Any, ...]:
    steps = Prefetch("steps", queryset=Step.objects.order_by("due_on", "pk"))
    return (
        Prefetch("initiatives", queryset=Initiative.objects.order_by("pk").prefetch_related(steps)),
        Prefetch("check_ins", queryset=CheckIn.objects.order_by("-week", "-at")),
        Prefetch("summaries", queryset=Summary.objects.order_by("-until", "period")),
    )


def _facts(actor: Actor, one: Plan) -> PlanFacts:
    return PlanFacts(
        id=str(one.pk),
        content=_content(one),
        owner_name=one.owner_name,
        state=one.state,
        learned=one.learned,
        revision=one.revision,
        created_by=one.created_by,
        created_at=one.created_at,
        changed_by=one.changed_by,
        ended_at=one.ended_at,
        initiatives=tuple(_initiative(each) for each in one.initiatives.all()),
        check_ins=tuple(
            CheckInFacts(each.week, each.by, each.standing, each.done, each.comes_next, each.hindered)
            for each in one.check_ins.all()
        ),
        summaries=tuple(_summary(each) for each in one.summaries.all()),
        mine=belongs(actor, one),
        may_edit=may_edit(actor, one) and one.state in Plan.OPEN,
    )


def _content(one: Plan) -> PlanContent:
    return PlanContent(
        title=one.title,
        metric=one.metric,
        hypothesis=one.hypothesis,
        cause=one.cause,
        came_from=one.came_from,
        where=dict(one.where),
        others=dict(one.others),
        expected_effect=one.expected_effect,
        begins_on=one.begins_on,
        aim=_aim(one.aim),
        sponsor=one.sponsor,
        owner=str(one.owner_id) if one.owner_id else None,
        people=tuple(Member(each["name"], each["function"], each.get("user")) for each in one.people),
        recipients=tuple(one.recipients),
    )


def _aim(given: Mapping[str, Any]) -> Aim | None:
    if not given:
        return None
    return Aim(
        given["value"],
        date.fromisoformat(given["on"]),
        given.get("low"),
        given.get("high"),
        given.get("kind", "outcome"),
        given.get("influence", 1.0),
    )


def _initiative(one: Initiative) -> InitiativeFacts:
    return InitiativeFacts(
        one.pk,
        one.title,
        one.owner_name,
        one.begins_on,
        one.lead_days,
        one.effect,
        one.dropped_at is not None,
        tuple(
            StepFacts(each.pk, each.text, each.due_on, each.done_at, each.done_by) for each in one.steps.all()
        ),
    )


def _summary(one: Summary) -> SummaryFacts:
    return SummaryFacts(
        one.pk,
        str(one.plan_id),
        one.period,
        one.until,
        one.state,
        one.problem,
        one.sent_at,
        tuple(one.sent_to),
    )
