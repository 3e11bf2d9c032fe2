"""Objectives, and the audits made for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import Audit, CriteriaVersion, Objective
from rapport.program.audits.strategies import STRATEGIES
from rapport.program.people.actor import Actor
from rapport.program.people.models import User
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change

MOST_EMPHASIS = 10.0


@dataclass(frozen=True)
class ObjectiveWish:
    """What an objective is to say; `owner` is an account's id."""

    name: str
    statement: str = ""
    strategy: str = ""
    emphases: Mapping[str, float] = field(default_factory=dict)
    owner: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    state: str = Objective.ACTIVE


@dataclass(frozen=True)
class AuditWish:
    """What an audit is to be: `criteria` is `id@version`, `previous` the audit it is compared with."""

    name: str
    criteria: str | None = None
    due_at: datetime | None = None
    previous: int | None = None


def objective_save(
    actor: Actor, wish: ObjectiveWish, objective: int | None = None, *, version: int | None = None
) -> int:
    """Makes an objective, or changes one → its number.

    `version` is the state the person saw; somebody else's change in between is not overwritten. Raises
    NotAllowedError, or AuditError for a name that is empty or taken, an unknown strategy, dates the wrong
    way round, an emphasis that is none, or a change in between.
    """
    actor.require(Permission.SAMPLES_PLAN)
    facts = _objective(wish)
    try:
        with transaction.atomic():
            if objective is None:
                made = Objective.objects.create(**facts)
                log_change(actor, "objective.make", "objective", str(made.pk), after=_told(wish))
                return int(made.pk)
            return _change(actor, objective, facts, wish, version)
    except IntegrityError:
        raise AuditError(
            f"There is an objective named {wish.name!r} already", "name", "Choose another name."
        ) from None


def _change(
    actor: Actor, objective: int, facts: dict[str, Any], wish: ObjectiveWish, version: int | None
) -> int:
    rows = Objective.objects.filter(pk=objective)
    before = rows.first()
    if before is None:
        raise AuditError(f"There is no objective {objective}", None, "Look at the list.")
    rows = rows if version is None else rows.filter(version=version)
    if not rows.update(version=F("version") + 1, **facts):
        raise AuditError(
            "Somebody changed this objective meanwhile", None, "Load the page again; your words stay here."
        )
    was = {"name": before.name, "strategy": before.strategy, "state": before.state}
    log_change(actor, "objective.change", "objective", str(objective), before=was, after=_told(wish))
    return objective


def _told(wish: ObjectiveWish) -> dict[str, Any]:
    return {"name": wish.name, "strategy": wish.strategy, "state": wish.state}


def _objective(wish: ObjectiveWish) -> dict[str, Any]:
    if not wish.name.strip() or len(wish.name) > 200:
        raise AuditError("An objective needs a name", "name", "Use 1 to 200 letters.")
    if wish.strategy and wish.strategy not in STRATEGIES:
        raise AuditError(f"Unknown strategy {wish.strategy!r}", "strategy", f"Use {', '.join(STRATEGIES)}.")
    if wish.state not in (Objective.ACTIVE, Objective.REACHED, Objective.DROPPED):
        raise AuditError(f"Unknown state {wish.state!r}", "state", "Use active, reached or dropped.")
    if wish.starts_on and wish.ends_on and wish.ends_on < wish.starts_on:
        raise AuditError("It would end before it starts", "ends_on", "Mend one of the two dates.")
    for name, times in wish.emphases.items():
        if not 0 < times <= MOST_EMPHASIS:
            raise AuditError(
                f"{name} is {times} times as important", "emphases", "Use above 0, up to 10; 1 is as usual."
            )
    owner = _account(wish.owner)
    return {
        "name": wish.name.strip(),
        "statement": wish.statement.strip(),
        "strategy": wish.strategy,
        "emphases": dict(wish.emphases),
        "owner": owner,
        "owner_name": str(owner) if owner else "",
        "starts_on": wish.starts_on,
        "ends_on": wish.ends_on,
        "state": wish.state,
    }


def _account(user_id: str | None) -> User | None:
    if not user_id:
        return None
    try:
        found: User | None = User.objects.filter(pk=user_id, is_active=True).first()
    except ValidationError:
        found = None
    if found is None:
        raise AuditError("The owner has no account", "owner", "Choose somebody from the list.")
    return found


def audit_save(actor: Actor, objective: int, wish: AuditWish, audit: int | None = None) -> int:
    """Plans an audit for an objective, or changes one → its number.

    Without `previous` a new audit follows the newest one of its objective, so that the two can be
    compared. Raises NotAllowedError, or AuditError for a name that is empty or taken, an unknown objective
    or criteria, or an audit that would follow itself.
    """
    actor.require(Permission.SAMPLES_PLAN)
    if not wish.name.strip() or len(wish.name) > 200:
        raise AuditError("An audit needs a name", "name", "Use 1 to 200 letters.")
    try:
        with transaction.atomic():
            return _save_audit(actor, objective, wish, audit)
    except IntegrityError:
        raise AuditError(
            f"There is an audit named {wish.name!r} already", "name", "Choose another name."
        ) from None


def _save_audit(actor: Actor, objective: int, wish: AuditWish, audit: int | None) -> int:
    held = Objective.objects.filter(pk=objective).first()
    if held is None:
        raise AuditError(f"There is no objective {objective}", None, "Look at the list.")
    previous = wish.previous
    if audit is None and previous is None:
        newest = held.audits.order_by("-created_at", "-pk").first()
        previous = newest.pk if newest else None
    if previous is not None and (previous == audit or _follows(previous, audit)):
        raise AuditError("An audit cannot follow itself", "previous", "Choose an earlier one.")
    facts = {
        "name": wish.name.strip(),
        "criteria": _criteria(wish.criteria),
        "due_at": wish.due_at,
        "previous_id": previous,
    }
    told = {"name": wish.name, "criteria": wish.criteria, "previous": previous}
    if audit is None:
        made = Audit.objects.create(objective=held, **facts)
        log_change(actor, "audit.plan", "audit", str(made.pk), after=told)
        return int(made.pk)
    if not Audit.objects.filter(pk=audit, objective=held).update(**facts):
        raise AuditError(f"There is no audit {audit}", None, "Look at the list.")
    log_change(actor, "audit.change", "audit", str(audit), after=told)
    return audit


def _follows(later: int, audit: int | None) -> bool:
    """Whether `later` comes after `audit` in the chain."""
    seen: set[int] = set()
    place: int | None = later
    while place is not None and place not in seen:
        if place == audit:
            return True
        seen.add(place)
        place = Audit.objects.filter(pk=place).values_list("previous_id", flat=True).first()
    return False


def _criteria(definition: str | None) -> CriteriaVersion | None:
    if not definition:
        return None
    criteria_id, _, version = definition.rpartition("@")
    found: CriteriaVersion | None = CriteriaVersion.objects.filter(
        criteria_id=criteria_id, version=version
    ).first()
    if found is None:
        raise AuditError(f"No criteria {definition} are stored", "criteria", "Choose from the list.")
    return found


@transaction.atomic
def audit_end(actor: Actor, audit: int, state: str) -> None:
    """Ends an audit (done or stopped) or opens it again (running). Its samples close or open with it.

    Raises NotAllowedError, or AuditError for an unknown audit or state.
    """
    actor.require(Permission.SAMPLES_PLAN)
    if state not in (Audit.RUNNING, Audit.DONE, Audit.STOPPED):
        raise AuditError(f"Unknown state {state!r}", "state", "Use running, done or stopped.")
    found = Audit.objects.select_for_update().filter(pk=audit).first()
    if found is None:
        raise AuditError(f"There is no audit {audit}", None, "Look at the list.")
    before, ended = found.state, state != Audit.RUNNING
    found.state, found.ended_at = state, timezone.now() if ended else None
    found.save(update_fields=["state", "ended_at"])
    found.samples.update(closed_at=found.ended_at)
    log_change(
        actor, "audit.end" if ended else "audit.reopen", "audit", str(audit),
        before={"state": before}, after={"state": state},
    )  # fmt: skip
