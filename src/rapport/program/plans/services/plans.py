"""Makes, changes, starts and ends plans."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from rapport.program.hooks.services import announce
from rapport.program.people.actor import Actor
from rapport.program.people.models import User
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.plans.access import edited, require_reach
from rapport.program.plans.errors import PlanChangedError, PlanError
from rapport.program.plans.models import Plan
from rapport.program.plans.plain import Aim, PlanContent

MOST_PEOPLE = 30
MOST_RECIPIENTS = 30
KINDS = ("outcome", "performance")
ASKED = {
    "metric": "measured by",
    "where": "about",
    "others": "compared with",
    "begins_on": "compared from",
    "expected_effect": "expected to bring",
}
"""What is said before anybody sees the result, in the words of the error."""


@transaction.atomic
def plan_create(actor: Actor, content: PlanContent) -> str:
    """A new plan, not started yet → its id. Raises NotAllowedError or PlanError."""
    actor.require(Permission.PLANS_EDIT)
    require_reach(actor, dict(content.where), dict(content.others))
    made = Plan.objects.create(**_kept(content), created_by=actor.name, changed_by=actor.name)
    told = {"metric": content.metric, "where": dict(content.where)}
    log_change(actor, "plan.create", "plan", str(made.pk), after=told)
    return str(made.pk)


@transaction.atomic
def plan_save(actor: Actor, plan: str, revision: int, content: PlanContent) -> int:
    """Changes what a plan says → its new revision. `revision` is the one that was read.

    Raises NotAllowedError, PlanChangedError when somebody saved meanwhile, PlanError for what cannot be, and
    for another metric, group or beginning once it has begun: what is expected is said before it is seen.
    """
    found = edited(actor, plan)
    require_reach(actor, dict(content.where), dict(content.others))
    kept = _kept(content)
    if found.state not in Plan.OPEN:
        raise PlanError(f"This plan is {found.state}", found.title, "Make a new one.")
    if found.state == Plan.ACTIVE:
        _same_question(found, kept)
    moved = Plan.objects.filter(pk=found.pk, revision=revision).update(
        **kept, revision=revision + 1, changed_by=actor.name, changed_at=timezone.now()
    )
    if not moved:
        raise PlanChangedError(found.changed_by)
    log_change(actor, "plan.save", "plan", plan, after={"revision": revision + 1})
    return revision + 1


@transaction.atomic
def plan_start(actor: Actor, plan: str, begins_on: date) -> None:
    """It begins on this day: before and after are told apart by it from now on. Raises as `plan_save`."""
    found = edited(actor, plan)
    if found.state != Plan.DRAFT:
        raise PlanError(f"This plan is {found.state}", found.title, "It begins once.")
    if not found.hypothesis:
        raise PlanError(
            "It is not said why it should help",
            "hypothesis",
            "Write what will change for customers, and why.",
        )
    found.state, found.begins_on = Plan.ACTIVE, begins_on
    found.revision += 1
    found.save(update_fields=["state", "begins_on", "revision"])
    log_change(actor, "plan.start", "plan", plan, after={"begins_on": begins_on.isoformat()})
    announce("plan.started", {"plan": plan, "metric": found.metric})


@transaction.atomic
def plan_end(actor: Actor, plan: str, learned: str, *, dropped: bool = False) -> None:
    """It is done, or dropped; what was learned is asked for either way. Raises as `plan_save`."""
    found = edited(actor, plan)
    if found.state not in Plan.OPEN:
        raise PlanError(f"This plan is {found.state} already", found.title, "Nothing is left to do.")
    if not learned.strip():
        raise PlanError("Nothing was learned from it", "learned", "Write what you would tell the next team.")
    found.state, found.learned = (Plan.DROPPED if dropped else Plan.DONE), learned.strip()[:4000]
    found.ended_at = timezone.now()
    found.save(update_fields=["state", "learned", "ended_at"])
    log_change(actor, "plan.end", "plan", plan, after={"state": found.state})
    announce("plan.ended", {"plan": plan, "metric": found.metric, "state": found.state})


def _same_question(found: Plan, kept: dict[str, Any]) -> None:
    for name, words in ASKED.items():
        if getattr(found, name) != kept[name]:
            raise PlanError(
                f"What a plan is {words} stays once it has begun", name, "End this plan and make another."
            )


def _kept(content: PlanContent) -> dict[str, Any]:
    """The columns of it, checked."""
    if not content.title.strip() or not content.metric.strip():
        empty = "metric" if content.title.strip() else "title"
        raise PlanError("A plan needs a title and a metric", empty, "Write both.")
    for name, value in (("expected_effect", content.expected_effect), ("aim", _value(content.aim))):
        if value is not None and not math.isfinite(value):
            raise PlanError("That is no number", name, "Write digits.")
    if len(content.people) > MOST_PEOPLE or len(content.recipients) > MOST_RECIPIENTS:
        raise PlanError("So many people are no team", "people", f"Name {MOST_PEOPLE} at most.")
    owner = known_user(content.owner)
    return {
        "title": content.title.strip()[:200],
        "hypothesis": content.hypothesis.strip()[:4000],
        "cause": content.cause.strip()[:500],
        "came_from": content.came_from[:500]
        if url_has_allowed_host_and_scheme(content.came_from, allowed_hosts=None)
        else "",
        "metric": content.metric.strip()[:200],
        "where": dict(content.where),
        "others": dict(content.others),
        "expected_effect": content.expected_effect,
        "begins_on": content.begins_on,
        "aim": _aim(content.aim),
        "sponsor": content.sponsor.strip()[:200],
        "owner_id": owner.pk if owner else None,
        "owner_name": owner.name if owner else "",
        "people": [
            {"name": one.name.strip()[:200], "function": one.function.strip()[:100], "user": one.user}
            for one in content.people
            if one.name.strip()
        ],
        "recipients": _addresses(content.recipients),
    }


def _value(aim: Aim | None) -> float | None:
    return None if aim is None else aim.value


def _aim(aim: Aim | None) -> dict[str, Any]:
    if aim is None:
        return {}
    if aim.kind not in KINDS or not 0 <= aim.influence <= 1:
        raise PlanError(
            "That is no kind of goal", "aim", f"Use {' or '.join(KINDS)}, and an influence of 0–1."
        )
    return {
        "value": aim.value,
        "on": aim.on.isoformat(),
        "low": aim.low,
        "high": aim.high,
        "kind": aim.kind,
        "influence": aim.influence,
    }


def known_user(user: str | None) -> User | None:
    """The account of that id; None for none. Raises PlanError for one that is not there."""
    if not user:
        return None
    try:
        found: User | None = User.objects.filter(pk=user, is_active=True).first()
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise PlanError("There is no such account", "owner", "Choose one of the list.")
    return found


def _addresses(given: tuple[str, ...]) -> list[str]:
    found = list(dict.fromkeys(one.strip() for one in given if one.strip()))
    for one in found:
        try:
            validate_email(one)
        except ValidationError:
            raise PlanError(f"{one[:80]!r} is no e-mail address", "recipients", "Write one a line.") from None
    return found
