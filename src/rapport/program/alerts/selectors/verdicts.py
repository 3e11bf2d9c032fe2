"""What the owners of cases found of the alerts behind them: justified, or a false alarm."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from rapport.program.alerts.plain import Hit
from rapport.program.cases.access import cases_seen
from rapport.program.cases.models import Case, CaseAlert
from rapport.program.people.actor import Actor

NAMES = ("interaction_id", "customer_id", "opened_at", "justified")
NEAR = timedelta(days=30)
"""A case of the customer that was opened so soon after is taken to be about the same."""


@dataclass(frozen=True)
class Verdicts:
    """Of so many closed cases that were `judged`, how many were `justified`."""

    justified: int = 0
    judged: int = 0


def verdicts_of_rules(actor: Actor, rules: Collection[str]) -> Mapping[str, Verdicts]:
    """By rule, of all its versions: of the cases it called for that are closed and were judged. A case
    counts once a rule, however many alerts joined it."""
    mine = Q(pk__in=[])
    for rule in rules:
        mine |= Q(source__startswith=f"rule:{rule}@")
    rows = CaseAlert.objects.filter(mine, case__in=Case.objects.filter(cases_seen(actor)))
    rows = rows.exclude(case__justified=None).order_by().values_list("source", "case_id", "case__justified")
    cases: dict[str, dict[object, bool]] = {}
    for source, case, justified in rows.distinct().iterator():
        cases.setdefault(source.removeprefix("rule:").partition("@")[0], {})[case] = justified
    return {rule: Verdicts(sum(found.values()), len(found)) for rule, found in cases.items()}


def verdicts_of_things(actor: Actor, hits: Sequence[Hit], kind: str) -> Mapping[str, bool]:
    """What people found of things that a rule of this kind is about, by subject, where they had a case of
    that kind about the conversation, or one of the customer within NEAR. Each case tells of one thing: the
    one of its conversation, else the last before it was opened."""
    if not hits:
        return {}
    conversations, customers = _subjects(hits)
    first = min(one.at for one in hits)
    rows = Case.objects.filter(cases_seen(actor), kind=kind, opened_at__gte=first).exclude(justified=None)
    found: dict[str, bool] = {}
    for interaction, customer, opened_at, justified in rows.order_by("opened_at", "pk").values_list(*NAMES):
        if interaction in conversations:
            found[conversations[interaction]] = justified
            continue
        near = [one for one in customers.get(customer, ()) if timedelta() <= opened_at - one.at <= NEAR]
        if near:
            found.setdefault(near[-1].subject, justified)
    return found


def _subjects(hits: Sequence[Hit]) -> tuple[dict[str, str], dict[str, list[Hit]]]:
    """The subject of each conversation; the hits of each customer, the oldest first."""
    customers: dict[str, list[Hit]] = {}
    for one in sorted(hits, key=lambda one: (one.at, one.subject)):
        if one.customer_id:
            customers.setdefault(one.customer_id, []).append(one)
    return {one.interaction_id: one.subject for one in hits if one.interaction_id}, customers
