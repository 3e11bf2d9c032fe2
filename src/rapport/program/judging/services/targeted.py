"""Rules of targeted reviews: kept, switched, and turned into tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rapport.criteria import Criteria
from rapport.program.audits.services.criteria import criteria_use
from rapport.program.audits.services.evaluators import accounts_of, evaluators_of_accounts
from rapport.program.judging.errors import JudgingError
from rapport.program.judging.models import TargetedRule, Task
from rapport.program.judging.services.ask import Asked, tasks_ask, tasks_withdraw
from rapport.program.judging.tasks import TARGETED
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change

KINDS = (TargetedRule.MATCHING, TargetedRule.NEW_AGENTS, TargetedRule.QUOTA)


@dataclass(frozen=True)
class RuleDraft:
    """A rule as somebody writes it; `evaluators` are accounts."""

    name: str
    kind: str
    why: str
    evaluators: tuple[str, ...]
    where: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    first_days: int = 30
    number: int = 5
    days_back: int = 30
    due_days: int = 5


@dataclass(frozen=True)
class Match:
    """An interaction a rule applies to, with the agent who served (who never scores it)."""

    interaction_id: str
    agent_id: str | None = None


@transaction.atomic
def rule_create(actor: Actor, draft: RuleDraft, criteria: Criteria) -> str:
    """Keeps a rule → its id. It asks for nothing until it is run. Raises JudgingError."""
    actor.require(Permission.CALIBRATION_RUN)
    _check(draft)
    names = evaluators_of_accounts(actor, list(dict.fromkeys(draft.evaluators)))
    made = TargetedRule.objects.create(
        name=draft.name.strip()[:200],
        kind=draft.kind,
        why=draft.why.strip()[:300],
        where=dict(draft.where),
        words=draft.words.strip()[:200],
        first_days=draft.first_days,
        number=draft.number,
        days_back=draft.days_back,
        due_days=draft.due_days,
        evaluators=sorted(names.values()),
        criteria=criteria_use(actor, criteria, scored=False),
        created_by=actor.name,
    )
    after = {"name": made.name, "kind": made.kind, "where": made.where, "number": made.number}
    log_change(actor, "targeted.create", TARGETED, str(made.pk), after=after)
    return str(made.pk)


@transaction.atomic
def rule_set_active(actor: Actor, rule_id: str, active: bool) -> None:
    """Switches a rule off (what it asked for and is open is withdrawn) or on again."""
    actor.require(Permission.CALIBRATION_RUN)
    rule = rule_found(rule_id)
    if rule.active == active:
        return
    rule.active = active
    rule.save(update_fields=["active"])
    if not active:
        tasks_withdraw((TARGETED, str(rule.pk)), "The rule was switched off")
    log_change(actor, "targeted.switch", TARGETED, str(rule.pk), after={"active": active})


@transaction.atomic
def targeted_ask(actor: Actor, rule_id: str, matches: Sequence[Match], now: datetime | None = None) -> int:
    """Asks the rule's evaluators in turn to score what it found → how many new tasks.

    What the rule asked for before is not asked again; nobody scores an interaction of their own.
    """
    actor.require(Permission.CALIBRATION_RUN)
    rule = rule_found(rule_id)
    moment = now or timezone.now()
    before = set(
        Task.objects.filter(source_kind=TARGETED, source_id=str(rule.pk)).values_list(
            "interaction_id", flat=True
        )
    )
    agents = accounts_of(rule.evaluators)
    asked: list[Asked] = []
    for match in matches:
        if match.interaction_id in before or not rule.active:
            continue
        turn = [
            name for name in rule.evaluators if match.agent_id is None or agents.get(name) != match.agent_id
        ]
        if turn:
            name = turn[(len(before) + len(asked)) % len(turn)]
            asked.append(Asked(match.interaction_id, name, rule.why, len(asked) + 1))
    source = (TARGETED, str(rule.pk))
    due = moment + timedelta(days=rule.due_days)
    new = tasks_ask(TARGETED, rule.criteria, asked, source=source, due_at=due)
    TargetedRule.objects.filter(pk=rule.pk).update(last_run_at=moment)
    if new:
        log_change(actor, "targeted.ask", TARGETED, str(rule.pk), after={"tasks": new})
    return new


def rule_found(rule_id: str) -> TargetedRule:
    """The rule, locked where the database can. Raises JudgingError."""
    found: TargetedRule | None
    try:
        found = (
            TargetedRule.objects.select_for_update(of=("self",))
            .select_related("criteria")
            .filter(pk=rule_id)
            .first()
        )
    except ValidationError:
        found = None
    if found is None:
        raise JudgingError("There is no such rule", rule_id, "Look at the list of rules.")
    return found


def _check(draft: RuleDraft) -> None:
    if draft.kind not in KINDS:
        raise JudgingError("No kind of rule is chosen", "kind", f"Use {', '.join(KINDS)}.")
    for name in ("name", "why"):
        if not getattr(draft, name).strip():
            raise JudgingError(f"The {name} is empty", name, "Evaluators read it beside the interaction.")
    if not draft.evaluators:
        raise JudgingError("Nobody is chosen to score", "evaluators", "Choose at least one person.")
    limits = {"number": 200, "first_days": 365, "days_back": 365, "due_days": 90}
    for name, most in limits.items():
        if not 1 <= getattr(draft, name) <= most:
            raise JudgingError(f"{name} is {getattr(draft, name)}", name, f"Give 1 to {most}.")
    if draft.kind == TargetedRule.MATCHING and not (draft.where or draft.words.strip()):
        raise JudgingError(
            "The rule matches everything", "where", "Narrow it by a field or by words of the customer."
        )
