"""Asks rules that are switched on for what is new, and does what they fire for."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from rapport.home import Home
from rapport.program.alerts.definition.model import Definition
from rapport.program.alerts.errors import AlertError
from rapport.program.alerts.plain import Noted, RuleFacts
from rapport.program.judging.business_days import BusinessHours
from rapport.program.people.actor import TERMINAL, Actor
from rapport.program.people.permissions import Permission
from rapport.program.setup import connect
from rapport.warehouse.manifest import Manifest, read_manifest
from rapport.work.alerts.asking import Stretch, hits_of
from rapport.work.cases.knowing import know_cases
from rapport.work.understanding.sheet.ask import sheet_of
from rapport.work.understanding.sheet.place import Sheet

MOST_HITS = 10_000
"""So many new things a rule is told of at once; it stops long before."""
EVERY_S, SILENCE_EVERY_S = 3600, 300
"""Rules are asked again after so long although nothing is new: silence comes to be by itself, and what was
to come has come."""
LONG = timedelta(days=1)
"""Longer than any import takes: what it brings in was stamped before it could be seen."""
REST = 5.0
"""After rules were asked for a second they rest so many seconds: evaluations come one by one."""
TABLES = {"answer": "answers", "score": "measurements", "words": "interactions", "event": "events"}
LOG = logging.getLogger("rapport.alerts")
_rests_until = 0.0


@dataclass(frozen=True)
class Ran:
    """What asking one rule came to; `problem` where it could not be asked."""

    rule: str
    name: str
    noted: Noted
    problem: str = ""


def run_alerts(
    home: Home, actor: Actor, rule_id: str | None = None, *, now: datetime | None = None
) -> list[Ran]:
    """Asks one rule, or all that are switched on, and opens the cases that are due. What was fired for is
    not fired for again. Raises NotAllowedError, AlertError for a rule that is not switched on."""
    actor.require(Permission.CASES_LEAD)
    connect(home)
    from rapport.program.alerts.selectors import rules_listed
    from rapport.program.alerts.services import firings_open

    moment = now or datetime.now(UTC)
    rules = [one for one in rules_listed(actor) if one.active and one.stopped_at is None]
    if rule_id is not None:
        rules = [one for one in rules if one.id == rule_id]
        if not rules:
            raise AlertError("There is no such rule switched on", rule_id, "Look at the list of rules.")
    ran = _look(home, actor, rules, moment, whatever=now is not None)
    firings_open(moment)
    know_cases(home)
    return ran


def alerts_due() -> bool:
    """Whether there is anything to do for who comes round."""
    from rapport.program.alerts.selectors import rules_active
    from rapport.program.alerts.services import firings_due

    return firings_due() or (time.monotonic() >= _rests_until and rules_active())


def alerts_come_round(home: Home) -> None:
    """The worker's turn: on nobody's behalf."""
    global _rests_until
    begun = time.monotonic()
    run_alerts(home, TERMINAL)
    ended = time.monotonic()
    _rests_until = ended + REST * (ended - begun)


def _look(home: Home, actor: Actor, rules: list[RuleFacts], now: datetime, *, whatever: bool) -> list[Ran]:
    """`whatever`: also when nothing is new."""
    sheet = sheet_of(home) if rules else None
    if sheet is None:
        return []  # of a large home it is made beside, and rules are asked when it is there
    manifest, ran = read_manifest(home.warehouse_path), []
    for rule in rules:
        mark = state_for(rule.definition, manifest, sheet, now)
        known = mark == rule.looked_of and not whatever
        fresh = None if whatever or not rule.looked_of or rule.looked_at is None else rule.looked_at - LONG
        if known:
            ran.append(Ran(rule.id, rule.name, Noted()))
            continue
        try:
            ran.append(Ran(rule.id, rule.name, _ask(home, actor, rule, sheet, now, mark, fresh)))
        except Exception as error:
            LOG.exception("rule %s could not be asked", rule.id)
            ran.append(_failed(rule, mark, error))
    return ran


def _failed(rule: RuleFacts, mark: str, error: Exception) -> Ran:
    """A rule that cannot be asked keeps no other from being asked."""
    from rapport.program.alerts.services import rule_failed

    rule_failed(rule.id, rule.version, mark, type(error).__name__)
    return Ran(rule.id, rule.name, Noted(), f"It could not be asked: {type(error).__name__}")


def _ask(
    home: Home,
    actor: Actor,
    rule: RuleFacts,
    sheet: Sheet,
    now: datetime,
    mark: str,
    fresh: datetime | None,
) -> Noted:
    from rapport.program.alerts.selectors import firing_subjects
    from rapport.program.alerts.services import firings_note, rule_looked

    since = now - timedelta(days=rule.definition.days_back)
    known = firing_subjects(actor, rule.id, since)
    zone = home.settings.zone
    stretch = Stretch(since, now, zone, business_hours(rule.definition), fresh)
    found = hits_of(home, rule.definition, stretch, MOST_HITS, sheet, known=known)
    noted: Noted = firings_note(rule.id, rule.version, found.hits, found.total, now, zone)
    rule_looked(rule.id, rule.version, mark, now)
    return noted


def business_hours(rule: Definition) -> BusinessHours | None:
    """The hours in which cases are worked on, where the rule counts business days."""
    if not any(one.business_days for one in rule.conditions):
        return None
    from rapport.program.cases.clock import case_hours

    found: BusinessHours = case_hours()
    return found


def state_for(rule: Definition, manifest: Manifest, sheet: Sheet, now: datetime) -> str:
    """What tells one state of what a rule is asked of from another: as long as it is the same, nothing new
    can be found."""
    told = [sheet.of]
    tables = {TABLES[one.what] for one in rule.conditions if one.what in TABLES}
    silent = [one for one in rule.conditions if one.what == "silence"]
    told.append(str(int(now.timestamp()) // (SILENCE_EVERY_S if silent else EVERY_S)))
    if silent:
        tables.add("events")
    for name in sorted(tables):
        told += [part.name for part in manifest.tables[name].parts]
    return sha256("\n".join(told).encode()).hexdigest()
