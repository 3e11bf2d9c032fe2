"""What people said of single interactions, as numbers that a score can be learned from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapport.criteria import Criteria
from rapport.records.errors import InputError
from rapport.warehouse import Snapshot

TARGETS = ("satisfaction", "effort", "resolved")
SURVEYED = {"satisfaction": "csat", "effort": "ces"}
"""Types of survey items that ask for it. Whether it was solved is asked by an item named so."""
SOLVED = re.compile(r"(?:re)?solv(?:ed|ution)|resolution", re.IGNORECASE)
"""Names of survey items and of rules that say whether it was solved."""
CUSTOMERS = "customers'"
"""How it is told that customers gave the ratings themselves."""
EFFORT = "component:customer_effort"


@dataclass(frozen=True)
class Ratings:
    """One number an interaction: higher is happier, harder, or solved. `told` says in words whose they are;
    `by_customers` whether customers gave them themselves."""

    target: str
    values: Mapping[str, float]
    told: str
    by_customers: bool


def ratings_of(
    snapshot: Snapshot, target: str, source: str | None, criteria: Criteria | None
) -> Ratings | None:
    """The ratings there are, None for none. `source`: `answers`, or `evaluations:NAME` with the name of a
    component, factor, element or element.rule, or qci; None: customers' answers, else what evaluators
    scored of the same.

    Raises InputError for another target or source, or a name the criteria do not have.
    """
    if target not in TARGETS:
        raise InputError(f"There is no target {target!r}", "--target", f"Use {', '.join(TARGETS)}.")
    kind, _, name = (source or "").partition(":")
    if kind == "evaluations" and name:
        return _scored(snapshot, target, name, criteria)
    if source not in (None, "answers"):
        raise InputError(f"{source!r} are no ratings", "--from", "Use answers, or evaluations:ELEMENT.")
    found = _answered(snapshot, target)
    usual = None if found or source else _usual(target, criteria)
    return _scored(snapshot, target, usual, criteria) if usual else found


def _answered(snapshot: Snapshot, target: str) -> Ratings | None:
    """Answers about single interactions, on the scale that most were given on."""
    rows = snapshot.sql(
        "SELECT interaction_id AS id, item, item_type AS type, number, scale_min AS low, scale_max AS high, "
        "higher_is_better AS better FROM answers WHERE interaction_id IS NOT NULL AND number IS NOT NULL "
        "AND ($type IS NULL OR item_type = $type) AND item_type <> 'text' ORDER BY answer_id",
        {"type": SURVEYED.get(target)},
    ).to_pylist()
    kinds: dict[tuple[Any, ...], dict[str, list[float]]] = {}
    for row in rows:
        if target == "resolved" and not (SOLVED.search(row["item"]) and row["number"] in (0, 1)):
            continue
        scale = _scale(target, row)
        if scale is not None and scale[0] <= row["number"] <= scale[1]:
            kinds.setdefault((row["item"], *scale), {}).setdefault(row["id"], []).append(row["number"])
    if not kinds:
        return None
    kind = min(kinds, key=lambda one: (-len(kinds[one]), str(one)))
    item, low, high, better = kind
    flipped = better == (target == "effort")
    values = {
        name: (low + high - _mean(given) if flipped else _mean(given)) for name, given in kinds[kind].items()
    }
    if target == "resolved":
        values = {name: float(value > 0.5) for name, value in values.items() if value != 0.5}
    return Ratings(target, values, f"{CUSTOMERS} answers to {item} ({low:g} to {high:g})", True)


def _scale(target: str, row: Mapping[str, Any]) -> tuple[float, float, bool] | None:
    if target == "resolved":
        return 0.0, 1.0, bool(row["better"])
    usual = {"csat": (1.0, 5.0), "ces": (1.0, 7.0)}[row["type"]]
    low = usual[0] if row["low"] is None else row["low"]
    high = usual[1] if row["high"] is None else row["high"]
    return (low, high, bool(row["better"])) if high > low else None


def _usual(target: str, criteria: Criteria | None) -> str | None:
    """What evaluators score that is nearest to it. Their view of a whole interaction is no satisfaction."""
    if criteria is None:
        return None
    if target == "effort" and EFFORT.partition(":")[2] in criteria.components:
        return EFFORT.partition(":")[2]
    if target == "resolved":
        rules = (
            f"{element.name}.{rule.id}"
            for element in criteria.elements
            for rule in element.rules
            if SOLVED.fullmatch(rule.id) and rule.points > 0
        )
        return next(rules, None)
    return None


def _scored(snapshot: Snapshot, target: str, name: str, criteria: Criteria | None) -> Ratings | None:
    """The mean over evaluators of what they scored, of the newest criteria."""
    if criteria is None:
        raise InputError("Nothing was evaluated yet", name, "Learn from answers, or evaluate first.")
    metric, worth = _metric(name, criteria)
    rows = snapshot.sql(
        f"SELECT subject_id AS id, avg(value) AS value FROM ({_EVALUATED}) GROUP BY subject_id "
        "HAVING avg(value) IS NOT NULL ORDER BY subject_id",
        {"metric": metric, "definition": criteria.definition},
    ).to_pylist()
    values = {row["id"]: row["value"] for row in rows}
    if worth:  # whether a rule was met: yes or no, as most evaluators saw it
        values = {one: float((value > 0.5) == (worth > 0)) for one, value in values.items() if value != 0.5}
    ends = 1.0 if worth else 100.0
    if target == "effort":
        values = {one: ends - value for one, value in values.items()}
    if target == "resolved" and not worth:
        values = {one: float(value > 50) for one, value in values.items() if value != 50}
    told = f"evaluators' {criteria.titles.get(name, name)} ({criteria.definition})"
    return Ratings(target, values, told, False) if values else None


_HUMAN = (
    "SELECT key, subject_id, metric, value FROM measurements WHERE subject_kind = 'interaction' AND "
    "source = 'human' AND purpose = 'live' AND retracted_at IS NULL AND definition = $definition"
)
_EVALUATED = f"""
    SELECT subject_id, value FROM ({_HUMAN}) WHERE metric = $metric AND NOT starts_with($metric, 'rule:')
    UNION ALL
    SELECT subject_id, max(CASE WHEN metric = $metric AND value > 0 THEN 1.0 ELSE 0.0 END)
    FROM ({_HUMAN}) WHERE starts_with($metric, 'rule:')
    GROUP BY subject_id, split_part(key, ':', 2)
"""
"""A rule has a measurement only where it fired: every other evaluation says that it did not."""


def _metric(name: str, criteria: Criteria) -> tuple[str, float]:
    """The measurement's name; for a rule its points, else 0. Raises InputError for none."""
    element, dot, rule = name.partition(".")
    known = {one.name: one for one in criteria.elements}
    if dot and element in known and any(one.id == rule for one in known[element].rules):
        return f"rule:{name}", known[element].rule(rule).points
    if name == "qci":
        return name, 0.0
    for kind, names in (
        ("component", set(criteria.components)),
        ("factor", {one.name for one in criteria.factors}),
        ("element", set(known)),
    ):
        if name in names:
            return f"{kind}:{name}", 0.0
    raise InputError(
        f"{criteria.definition} has no {name!r}", "--from", "Name a component, factor, element or its rule."
    )


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
