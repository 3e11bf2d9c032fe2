"""Keeps the rules of routing, who works on cases, and by which clock cases are due."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.db.models import Max

from rapport.program.cases.clock import WEEKDAYS, clock, kept_settings
from rapport.program.cases.errors import CaseError, ChangedError
from rapport.program.cases.models import Absence, CaseWorker, RoutingRule
from rapport.program.cases.plain import KINDS, URGENCIES, RuleFacts, SettingsFacts
from rapport.program.cases.services.assigning import candidates
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change

MOST_RULES, MOST_HOLIDAYS, MOST_HOURS = 100, 400, 2000
P = Permission


@transaction.atomic
def rule_save(actor: Actor, rule: RuleFacts) -> int:
    """Keeps a rule, a new one (id 0) as the last → its id. Raises NotAllowedError or CaseError."""
    actor.require(P.CASES_LEAD)
    conditions = {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(rule.conditions).items()}
    wrong = {*rule.conditions.kinds} - {*KINDS} or {*rule.conditions.urgencies} - {*URGENCIES}
    if wrong or not rule.name.strip():
        raise CaseError("A rule needs a name and conditions that exist", "name", "Look at the form again.")
    known = {one.user_id for one in candidates()}
    if missing := set(rule.people) - known:
        raise CaseError(f"{len(missing)} of the people do not work on cases", "people", "Choose others.")
    facts = {
        "name": rule.name.strip()[:200],
        "conditions": {name: value for name, value in conditions.items() if value not in ([], None)},
        "people": list(rule.people),
        "same_team": rule.same_team,
        "skilled": rule.skilled,
        "active": rule.active,
        "changed_by": actor.name,
    }
    if rule.id:
        found = RoutingRule.objects.filter(pk=rule.id).first()
        if found is None:
            raise CaseError("There is no such rule", None, "Look at the list again.")
        for name, value in facts.items():
            setattr(found, name, value)
        found.save()
    else:
        if RoutingRule.objects.count() >= MOST_RULES:
            raise CaseError(f"{MOST_RULES} rules are enough", None, "Remove some first.")
        last = RoutingRule.objects.aggregate(last=Max("place"))["last"] or 0
        found = RoutingRule.objects.create(place=last + 1, **facts)
    log_change(actor, "case_rule.save", "case_rule", str(found.pk), after=facts)
    return int(found.pk)


@transaction.atomic
def rule_move(actor: Actor, rule: int, up: bool) -> None:
    """Puts a rule one place further up or down. Raises NotAllowedError or CaseError."""
    actor.require(P.CASES_LEAD)
    rules = list(RoutingRule.objects.select_for_update())
    place = next((number for number, one in enumerate(rules) if one.pk == rule), None)
    if place is None:
        raise CaseError("There is no such rule", None, "Look at the list again.")
    other = place - 1 if up else place + 1
    if 0 <= other < len(rules):
        rules[place], rules[other] = rules[other], rules[place]
        for number, one in enumerate(rules, 1):
            RoutingRule.objects.filter(pk=one.pk).update(place=number)
        log_change(actor, "case_rule.move", "case_rule", str(rule), after={"place": other + 1})


@transaction.atomic
def rule_remove(actor: Actor, rule: int) -> None:
    """Removes a rule; cases that it gave to somebody stay theirs. Raises NotAllowedError."""
    actor.require(P.CASES_LEAD)
    found = RoutingRule.objects.filter(pk=rule).first()
    if found is not None:
        before = {"name": found.name, "conditions": found.conditions, "people": found.people}
        found.delete()
        log_change(actor, "case_rule.remove", "case_rule", str(rule), before=before)


@transaction.atomic
def worker_save(
    actor: Actor, user_id: str, *, teams: list[str], skills: list[str], most_open: int | None, takes: bool
) -> None:
    """Keeps what routing knows of somebody. Raises NotAllowedError or CaseError."""
    actor.require(P.CASES_LEAD)
    _worker(user_id)
    if most_open is not None and not 0 <= most_open <= 10_000:
        raise CaseError(f"{most_open} open cases cannot be the most", "most_open", "Use 0 or more.")
    facts = {"teams": teams[:100], "skills": skills[:200], "most_open": most_open, "takes_cases": takes}
    CaseWorker.objects.update_or_create(user_id=user_id, defaults=facts)
    log_change(actor, "case_worker.save", "case_worker", user_id, after=facts)


@transaction.atomic
def absence_add(actor: Actor, user_id: str, first_day: date, last_day: date) -> None:
    """Notes days on which somebody is given no case: one's own, or anybody's for who leads.

    Raises NotAllowedError or CaseError.
    """
    _own_or_lead(actor, user_id)
    _worker(user_id)
    if last_day < first_day:
        raise CaseError("The last day is before the first", "last_day", "Turn them round.")
    Absence.objects.create(user_id=user_id, first_day=first_day, last_day=last_day, by=actor.name)
    days = [first_day.isoformat(), last_day.isoformat()]
    log_change(actor, "absence.add", "case_worker", user_id, after=days)


@transaction.atomic
def absence_remove(actor: Actor, absence: int) -> None:
    """Somebody is there after all. Raises NotAllowedError."""
    found = Absence.objects.filter(pk=absence).first()
    if found is not None:
        _own_or_lead(actor, str(found.user_id))
        found.delete()
        log_change(actor, "absence.remove", "case_worker", str(found.user_id))


@transaction.atomic
def settings_save(actor: Actor, given: SettingsFacts) -> None:
    """Keeps hours, holidays and deadlines; cases that are open keep when they are due.

    Raises NotAllowedError, ChangedError or CaseError.
    """
    actor.require(P.CASES_LEAD)
    kept = kept_settings(lock=True)
    if kept.version != given.version:
        raise ChangedError
    _check(given)
    kept.opening = {str(day): list(hours) for day, hours in given.opening.items()}
    kept.holidays = sorted([list(one) for one in given.holidays])
    kept.due_hours, kept.escalate_to = dict(given.due_hours), list(given.escalate_to)
    kept.version += 1
    kept.save()
    after = {"opening": kept.opening, "holidays": kept.holidays, "due_hours": kept.due_hours}
    log_change(actor, "case_settings.save", "case_settings", "1", after=after)


def _check(given: SettingsFacts) -> None:
    try:
        for day, (begin, until) in given.opening.items():
            if not 0 <= day < WEEKDAYS or not clock(begin) < clock(until):
                raise CaseError(
                    "A day ends before it begins", f"day-{day}", "Use times like 09:00 and 17:00."
                )
        for holiday, _ in given.holidays:
            date.fromisoformat(holiday)
    except ValueError:
        remedy = "Write times like 09:00 and days like 2026-12-25."
        raise CaseError("A time or day cannot be read", "holidays", remedy) from None
    if not given.opening:
        raise CaseError("Without any open day no case would ever be due", "day-0", "Open at least one.")
    if len(given.holidays) > MOST_HOLIDAYS:
        raise CaseError(f"More than {MOST_HOLIDAYS} holidays", "holidays", "Leave past ones out.")
    for urgency in URGENCIES:
        if not 0 < given.due_hours.get(urgency, 0) <= MOST_HOURS:
            raise CaseError(
                f"A {urgency} case has to be due after some hours",
                f"due-{urgency}",
                f"Use 0.5 to {MOST_HOURS}.",
            )


def _own_or_lead(actor: Actor, user_id: str) -> None:
    actor.require(P.CASES_WORK)
    if user_id != actor.user_id and not actor.may(P.CASES_LEAD):
        raise NotAllowedError(P.CASES_LEAD, actor.name)


def _worker(user_id: str) -> None:
    if user_id not in {one.user_id for one in candidates()}:
        raise CaseError("This person does not work on cases", "user", "Give them a role that does first.")
