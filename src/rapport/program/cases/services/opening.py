"""Opens cases: from rules, surveys, and people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.program.cases.clock import due, kept_settings
from rapport.program.cases.errors import CaseError
from rapport.program.cases.models import Case, CaseAlert
from rapport.program.cases.plain import KINDS, URGENCIES
from rapport.program.cases.services.assigning import route
from rapport.program.cases.services.entries import entry_add, publish_later, tell
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change

SAME_CASE = timedelta(days=30)
NO_FACTS: Mapping[str, str] = MappingProxyType({})
MOST_FACTS, LONGEST = 40, 2000
ORDER = ("low", "normal", "high")
TRIES = 3


def case_open(
    *,
    key: str,
    customer_id: str | None,
    interaction_id: str | None,
    kind: str,
    title: str,
    reason: str,
    source: str,
    urgency: str = "normal",
    facts: Mapping[str, str] = NO_FACTS,
    actor: Actor,
    now: datetime | None = None,
    wait: bool = False,
) -> str | None:
    """Opens a case and gives it to somebody → its id.

    The same `key` opens nothing again: the case that it opened or joined is told. While a case of this
    customer and kind that was opened in the last 30 days is open, the alert joins that one's log. Known
    names among `facts` are team, channel, concern and value; what is missing is looked up later. With `wait`
    somebody is looked for only then, so that nobody is told of a case that is another's a moment later.
    Raises NotAllowedError, or CaseError for what cannot be a case.
    """
    actor.require(Permission.CASES_WORK)
    if kind not in KINDS or urgency not in URGENCIES:
        raise CaseError(f"There is no {kind!r} case of {urgency!r} urgency", None, "Look at the manual.")
    if not key or len(key) > 300 or not title.strip():
        raise CaseError("A case needs a key of at most 300 characters and a title", "title", "Give both.")
    at = now or timezone.now()
    alert = {
        "key": key,
        "kind": kind,
        "title": title.strip()[:300],
        "reason": reason.strip()[:20_000],
        "source": source[:200],
        "interaction_id": interaction_id,
        "facts": {str(k)[:100]: str(v)[:LONGEST] for k, v in list(facts.items())[:MOST_FACTS]},
        "at": at,
    }
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return _opened_or_joined(actor, alert, customer_id, urgency, wait)
        except IntegrityError:
            continue  # somebody was faster with this key or this customer: look again
    raise CaseError("The case could not be opened now", None, "Try again.")


def _opened_or_joined(
    actor: Actor, alert: dict[str, Any], customer_id: str | None, urgency: str, wait: bool
) -> str:
    known = CaseAlert.objects.filter(key=alert["key"]).values_list("case_id", flat=True).first()
    if known is not None:
        return str(known)
    holds = f"{alert['kind']}:{customer_id}" if customer_id else None
    held = Case.objects.select_for_update().filter(holds=holds).first() if holds else None
    if held is not None and held.opened_at > alert["at"] - SAME_CASE:
        return _join(actor, held, alert, urgency)
    if held is not None:
        Case.objects.filter(pk=held.pk).update(holds=None)
    return _open(actor, alert, customer_id, urgency, holds, wait)


def _open(
    actor: Actor, alert: dict[str, Any], customer_id: str | None, urgency: str, holds: str | None, wait: bool
) -> str:
    kept, facts = kept_settings(), alert["facts"]
    case = Case(
        kind=alert["kind"],
        title=alert["title"],
        reason=alert["reason"],
        source=alert["source"],
        urgency=urgency,
        customer_id=customer_id,
        interaction_id=alert["interaction_id"],
        holds=holds,
        facts=facts,
        opened_at=alert["at"],
        due_at=due(kept, urgency, alert["at"]),
        **columns_of(facts),
    )
    if not (customer_id or case.interaction_id):
        case.facts_at = alert["at"]  # there is nothing to look up
    case.save(force_insert=True)
    CaseAlert.objects.create(case=case, **alert)
    entry_add(actor, case, "opened", facts={"source": case.source})
    tell(case, "case.opened")
    if not wait or case.facts_at is not None:
        route(actor, case)
    publish_later(case)
    told = {"kind": case.kind, "urgency": urgency, "source": case.source}
    log_change(actor, "case.open", "case", str(case.pk), after=told)
    return str(case.pk)


def _join(actor: Actor, case: Case, alert: dict[str, Any], urgency: str) -> str:
    """The alert stands in the log of the case that is open; a more urgent one makes it more urgent."""
    CaseAlert.objects.create(case=case, **alert)
    entry_add(actor, case, "alert", alert["title"], {"source": alert["source"]})
    if ORDER.index(urgency) > ORDER.index(case.urgency):
        case.urgency = urgency
        case.due_at = min(case.due_at, due(kept_settings(), urgency, alert["at"]))
    case.version += 1
    case.save(update_fields=["urgency", "due_at", "version"])
    log_change(actor, "case.alert", "case", str(case.pk), after={"source": alert["source"]})
    return str(case.pk)


def columns_of(facts: Mapping[str, str]) -> dict[str, Any]:
    """What cases are routed and narrowed by, from facts in words."""
    try:
        value = float(facts["value"]) if facts.get("value") else None
    except ValueError:
        value = None
    found: dict[str, Any] = {name: facts[name] for name in ("team", "channel") if facts.get(name)}
    found |= {"concern": facts["concern"][:300]} if facts.get("concern") else {}
    return {name: str(one)[:200] if name != "concern" else one for name, one in found.items()} | (
        {"value": value} if value is not None and value == value else {}
    )
