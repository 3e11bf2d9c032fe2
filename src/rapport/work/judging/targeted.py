"""Finds the interactions that a rule of targeted reviews is about, and asks for them to be scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rapport.home import Home
from rapport.program.judging.errors import JudgingError
from rapport.program.judging.plain import TargetedRule
from rapport.program.people.actor import TERMINAL, Actor
from rapport.program.people.permissions import Permission
from rapport.program.setup import connect
from rapport.warehouse import Snapshot, Warehouse
from rapport.warehouse.served import SERVED
from rapport.work.judging.calibrate import FIELDS, TO_JUDGE


@dataclass(frozen=True)
class Ran:
    """What running a rule did: how many interactions it is about now, and how many are new tasks."""

    rule: str
    found: int
    asked: int


@dataclass(frozen=True)
class _About:
    rule: TargetedRule
    where: str
    parameters: list[Any]
    now: datetime
    zone: ZoneInfo
    before: list[str]


PLACE = (
    "row_number() OVER (PARTITION BY {by} ORDER BY list_contains(?, interaction_id) DESC, "
    "hash(interaction_id || ?), interaction_id) AS place"
)


def run_rules(
    home: Home, actor: Actor, rule_id: str | None = None, *, now: datetime | None = None
) -> list[Ran]:
    """Runs one rule, or all that are switched on. Running again asks for nothing twice.

    Raises NotAllowedError, or JudgingError for a rule that is not there or switched off.
    """
    actor.require(Permission.CALIBRATION_RUN)
    connect(home)
    from rapport.program.judging.selectors import targeted_interactions, targeted_rules
    from rapport.program.judging.services import targeted_ask
    from rapport.program.judging.services.targeted import Match

    rules = [one for one in targeted_rules(actor, rule_id) if one.active]
    if rule_id is not None and not rules:
        raise JudgingError("There is no such rule switched on", rule_id, "Look at the list of rules.")
    moment, ran = now or datetime.now(UTC), []
    for rule in rules:
        with Warehouse(home.warehouse_path).snapshot() as snapshot:
            before = sorted(targeted_interactions(actor, rule.id))
            rows = rule_matches(snapshot, rule, moment, home.settings.time_zone, before)
        matches = [Match(row["interaction_id"], row["agent_id"]) for row in rows]
        ran.append(Ran(rule.id, len(rows), targeted_ask(actor, rule.id, matches, moment)))
    return ran


def run_due(home: Home) -> None:
    """Runs every rule that is switched on; the worker does it, on nobody's behalf."""
    run_rules(home, TERMINAL)


def rule_matches(
    snapshot: Snapshot, rule: TargetedRule, now: datetime, zone: str, before: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """The interactions a rule is about at `now`, each with its agent.

    Which of several are taken is drawn at random; those it asked for `before` count first, so that a
    quota once filled stays filled whatever is imported later.
    """
    parts, parameters = _where(rule)
    about = _About(rule, " AND ".join(parts), parameters, now, ZoneInfo(zone), list(before))
    kinds = {"matching": _matching, "new_agents": _new_agents, "quota": _quota}
    return _rows(snapshot, *kinds[rule.kind](about))


def _where(rule: TargetedRule) -> tuple[list[str], list[Any]]:
    parts, parameters = [TO_JUDGE], []
    for name, value in rule.where.items():
        if name not in FIELDS:
            raise JudgingError(
                f"Interactions cannot be chosen by {name!r}", name, f"Use {', '.join(FIELDS)}."
            )
        parts.append(f"{name} = ?")
        parameters.append(value)
    for word in rule.words.lower().split():
        said = (
            "len(list_filter(turns, lambda one: "
            "one.speaker = 'customer' AND contains(lower(one.text), ?))) > 0"
        )
        parts.append(f"(contains(lower(coalesce(subject, '')), ?) OR {said})")
        parameters += [word, word]
    return parts, parameters


def _matching(about: _About) -> tuple[str, list[Any]]:
    rule = about.rule
    since = about.now - timedelta(days=rule.days_back)
    return (
        "SELECT interaction_id, agent_id FROM interactions WHERE started_at >= ? AND started_at <= ? "
        f"AND {about.where} ORDER BY started_at DESC, interaction_id LIMIT ?",
        [since, about.now, *about.parameters, rule.number],
    )


def _new_agents(about: _About) -> tuple[str, list[Any]]:
    """`number` interactions of each agent's first days; who began long ago is left alone."""
    rule, now = about.rule, about.now
    return (
        "WITH began AS (SELECT agent_id, min(started_at) AS first FROM interactions "
        f"WHERE agent_id IS NOT NULL AND {SERVED} GROUP BY agent_id "
        "HAVING min(started_at) >= ? AND min(started_at) <= ?), "
        f"theirs AS (SELECT interaction_id, agent_id, {PLACE.format(by='agent_id')} "
        f"FROM interactions JOIN began USING (agent_id) WHERE started_at <= ? AND {about.where} "
        "AND started_at < first + to_days(?)) "
        "SELECT interaction_id, agent_id FROM theirs WHERE place <= ? ORDER BY agent_id, place",
        [
            now - timedelta(days=rule.first_days + rule.days_back),
            now,
            about.before,
            rule.id,
            now,
            *about.parameters,
            rule.first_days,
            rule.number,
        ],
    )


def _quota(about: _About) -> tuple[str, list[Any]]:
    """`number` interactions of each agent and local month, of this month and those within `days_back`."""
    rule, local = about.rule, (about.now - timedelta(days=about.rule.days_back)).astimezone(about.zone)
    since = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    month = "agent_id, date_trunc('month', timezone(?, started_at))"
    return (
        f"WITH theirs AS (SELECT interaction_id, agent_id, {PLACE.format(by=month)} "
        "FROM interactions WHERE agent_id IS NOT NULL AND started_at >= ? AND started_at <= ? "
        f"AND {about.where}) "
        "SELECT interaction_id, agent_id FROM theirs WHERE place <= ? ORDER BY agent_id, place",
        [about.zone.key, about.before, rule.id, since, about.now, *about.parameters, rule.number],
    )


def _rows(snapshot: Snapshot, question: str, parameters: Sequence[Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = snapshot.sql(question, list(parameters)).to_pylist()
    return found
