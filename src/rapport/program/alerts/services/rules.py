"""Rules: made, changed, switched, given to another owner, retired."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rapport.program.alerts.definition.parse import parse_rule
from rapport.program.alerts.definition.starters import STARTERS
from rapport.program.alerts.errors import AlertError
from rapport.program.alerts.models import Rule, RuleVersion
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change

KIND = "alert_rule"
MOST_RULES = 200


@transaction.atomic
def rule_create(actor: Actor, text: str, starter: str = "") -> str:
    """Keeps a rule, switched off → its id. Raises NotAllowedError, RuleError for its text, AlertError."""
    actor.require(Permission.CASES_LEAD)
    definition = parse_rule(text)
    if Rule.objects.filter(retired_at=None).count() >= MOST_RULES:
        raise AlertError(f"There are {MOST_RULES} rules already", None, "Retire one that is not needed.")
    made = Rule.objects.create(
        name=definition.title,
        kind=definition.kind,
        owner=actor.name,
        starter=starter if starter in STARTERS else "",
    )
    RuleVersion.objects.create(rule=made, number=1, text=text, made_by=actor.name)
    log_change(actor, "alert_rule.create", KIND, str(made.pk), after={"name": made.name, "version": 1})
    return str(made.pk)


@transaction.atomic
def rule_change(actor: Actor, rule_id: str, version: int, text: str) -> int:
    """Writes a new version over `version` → its number. It is switched off until it was looked at: a rule
    never does what nobody saw. Raises RuleError, or AlertError when somebody changed it meanwhile."""
    actor.require(Permission.CASES_LEAD)
    definition = parse_rule(text)
    rule = rule_found(rule_id)
    if rule.version != version:
        raise AlertError(
            "Somebody changed this rule meanwhile",
            None,
            "What you typed is below. Look at the rule as it is now, then write it again.",
        )
    if text == rule.versions.get(number=version).text:
        return version
    before = {"name": rule.name, "version": version, "active": rule.active}
    rule.version, rule.name, rule.kind = version + 1, definition.title, definition.kind
    rule.active, rule.looked_of = False, ""
    rule.save(update_fields=["version", "name", "kind", "active", "looked_of"])
    RuleVersion.objects.create(rule=rule, number=rule.version, text=text, made_by=actor.name)
    after = {"name": rule.name, "version": rule.version, "active": False}
    log_change(actor, "alert_rule.change", KIND, str(rule.pk), before=before, after=after)
    return int(rule.version)


@transaction.atomic
def rule_previewed(actor: Actor, rule_id: str, version: int, would_fire: int) -> None:
    """Notes that somebody looked at what this version would have done."""
    actor.require(Permission.CASES_LEAD)
    RuleVersion.objects.filter(rule=rule_found(rule_id), number=version).update(
        previewed_at=timezone.now(), would_fire=would_fire
    )


@transaction.atomic
def rule_switch(actor: Actor, rule_id: str, active: bool) -> None:
    """Switches a rule on, once its preview was looked at, or off. What it held back waits on: somebody says
    with `rule_go_on` what becomes of it. Raises AlertError."""
    actor.require(Permission.CASES_LEAD)
    rule = rule_found(rule_id)
    if rule.active == active:
        return
    version = rule.versions.get(number=rule.version)
    if active and version.previewed_at is None:
        raise AlertError(
            "Nobody looked yet at what this rule would have done", None, "Look at its preview first."
        )
    rule.active, rule.looked_of = active, ""
    rule.stopped_at, rule.stopped_because = None, ""
    rule.save(update_fields=["active", "looked_of", "stopped_at", "stopped_because"])
    log_change(actor, "alert_rule.switch", KIND, str(rule.pk), after={"active": active})


@transaction.atomic
def rule_own(actor: Actor, rule_id: str) -> None:
    """Takes a rule over: its owner is who looks after what it fires for."""
    actor.require(Permission.CASES_LEAD)
    rule = rule_found(rule_id)
    before, rule.owner = rule.owner, actor.name
    rule.save(update_fields=["owner"])
    log_change(
        actor, "alert_rule.own", KIND, str(rule.pk), before={"owner": before}, after={"owner": rule.owner}
    )


@transaction.atomic
def rule_retire(actor: Actor, rule_id: str, retired: bool = True) -> None:
    """Takes a rule out of the list, switched off, or brings it back. What it fired for stays."""
    actor.require(Permission.CASES_LEAD)
    rule = rule_found(rule_id)
    rule.active, rule.retired_at = False, timezone.now() if retired else None
    rule.save(update_fields=["active", "retired_at"])
    log_change(actor, "alert_rule.retire", KIND, str(rule.pk), after={"retired": retired})


def rule_found(rule_id: Any) -> Rule:
    """The rule, locked where the database can. Raises AlertError."""
    try:
        found: Rule | None = Rule.objects.select_for_update().filter(pk=rule_id).first()
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise AlertError("There is no such rule", None, "Look at the list of rules.")
    return found
