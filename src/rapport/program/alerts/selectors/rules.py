"""Rules with what they did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, F, Max, Q
from django.utils import timezone

from rapport.program.alerts.access import alerts_seen
from rapport.program.alerts.definition.parse import parse_rule
from rapport.program.alerts.models import Firing, Rule, RuleVersion
from rapport.program.alerts.plain import RuleFacts, VersionFacts
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission

LATELY = timedelta(days=30)


def rules_active() -> bool:
    """Whether any rule is switched on and has not stopped; asked on nobody's behalf."""
    return bool(Rule.objects.filter(active=True, stopped_at=None).exists())


def scores_watched() -> frozenset[str]:
    """The scores that rules are about, switched on or still being made; asked on nobody's behalf."""
    current = RuleVersion.objects.filter(number=F("rule__version"), rule__retired_at=None)
    rules = [parse_rule(text) for text in current.values_list("text", flat=True)]
    return frozenset(one.name for rule in rules for one in rule.conditions if one.what == "score")


def rules_listed(actor: Actor, *, retired: bool = False) -> list[RuleFacts]:
    """All rules (those retired) by name, those switched on first, with counts of what the actor sees."""
    actor.require(Permission.CASES_WORK)
    rows = Rule.objects.filter(retired_at__isnull=not retired).order_by("-active", "name", "pk")
    return _plain(actor, list(rows))


def rule_facts(actor: Actor, rule_id: str) -> RuleFacts | None:
    """One rule, or None."""
    actor.require(Permission.CASES_WORK)
    try:
        rows = list(Rule.objects.filter(pk=rule_id))
    except (ValidationError, ValueError):
        rows = []
    return next(iter(_plain(actor, rows)), None)


def rule_versions(actor: Actor, rule_id: str) -> list[VersionFacts]:
    """All versions of a rule, newest first."""
    actor.require(Permission.CASES_WORK)
    names = ("number", "text", "made_by", "made_at", "previewed_at", "would_fire")
    rows = RuleVersion.objects.filter(rule_id=rule_id).order_by("-number").values(*names)
    return [VersionFacts(**row) for row in rows]


def _plain(actor: Actor, rows: list[Rule]) -> list[RuleFacts]:
    counts = _counts(actor, [row.pk for row in rows])
    current = RuleVersion.objects.filter(rule__in=rows, number=F("rule__version"))
    versions = {one.rule_id: one for one in current}
    return [
        RuleFacts(
            id=str(row.pk),
            name=row.name,
            kind=row.kind,
            version=row.version,
            definition=parse_rule(versions[row.pk].text),
            text=versions[row.pk].text,
            owner=row.owner,
            starter=row.starter,
            active=row.active,
            stopped_at=row.stopped_at,
            stopped_because=row.stopped_because,
            looked_at=row.looked_at,
            looked_of=row.looked_of,
            previewed_at=versions[row.pk].previewed_at,
            retired=row.retired_at is not None,
            **counts.get(row.pk, {}),
        )
        for row in rows
    ]


def _counts(actor: Actor, rules: Iterable[Any]) -> Mapping[Any, dict[str, Any]]:
    fired = Q(state__in=(Firing.FIRED, Firing.DUE))
    lately = fired & Q(found_at__gte=timezone.now() - LATELY)
    rows = Firing.objects.filter(alerts_seen(actor), rule__in=rules).order_by().values("rule")
    counted = rows.annotate(
        fired=Count("id", filter=fired),
        lately=Count("id", filter=lately),
        customers=Count("customer_id", filter=fired, distinct=True),
        waiting=Count("id", filter=Q(state=Firing.HELD)),
        failed=Count("id", filter=Q(state=Firing.FAILED)),
        last_at=Max("at", filter=fired),
    )
    return {row.pop("rule"): row for row in counted}
