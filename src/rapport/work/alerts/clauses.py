"""What each kind of condition asks of the tables, as SQL. Values go beside it, never into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rapport.program.alerts.definition.conditions import is_promise
from rapport.program.alerts.definition.model import ANYTHING, LABELS, NUMBERS, Condition
from rapport.warehouse.served import SERVED
from rapport.work.exploring.words import folded

COLUMNS = "subject, interaction_id, customer_id, happened, value, label, channel, conversation"
SUBJECT = "coalesce('interaction:' || interaction_id, {own})"
CUSTOMERS_OWN = f"(interaction_id IS NULL OR {SERVED})"
"""Answers and events that are not about a mystery shop."""
OF_SHEET = "SELECT 'interaction:' || interaction_id, interaction_id, customer_id, started_at"
IN_TIME = "{at} >= $since AND {at} < $until"
SINCE = "'since ' || strftime(timezone('UTC', began), '%Y-%m-%d %H:%M UTC')"
LISTS = {"emotion": "emotions", "threat": "threats", "behaviour": "behaviours", "hardship": "effort_cues"}
LABELLED = {"effort": "effort_label", "satisfaction": "satisfaction_label"}
AT = '"at"'
"""The column of events; a word of the language of questions too."""
HAPPENED = "CASE WHEN value IS NULL THEN 'yes' END"
OURS = "starts_with(event_id, 'case:')"
"""Events that this program writes of its own cases: nothing that happened between customer and company."""
OUR_KINDS = ("case_opened", "case_closed")


@dataclass(frozen=True)
class Clause:
    """A question whose answer has COLUMNS, in their order. `values` of the names in it, besides $since and
    $until; `tables`: what it is asked of."""

    sql: str
    values: Mapping[str, Any] = field(default_factory=dict)
    tables: tuple[str, ...] = ("sheet",)


Labels = Callable[[str], tuple[str, ...]]
"""What a concern is called in the readings."""


def clause_of(one: Condition, labels: Labels, fresh: datetime | None = None) -> Clause:
    """The question of a condition. `fresh`: words are looked for only in what was brought in since then: all
    else is quickly looked through."""
    if one.what == "noted":
        return _noted(one, labels)
    if one.what == "words":
        return _words(one, fresh)
    return {
        "answer": _answer,
        "score": _score,
        "read": _read,
        "event": _event,
        "silence": _silence,
    }[one.what](one)


def _answer(one: Condition) -> Clause:
    # Answers that were asked here stand under `id@version`; who names the survey means all its versions.
    survey = " AND (survey = $survey OR starts_with(survey, $survey || '@'))" if one.survey else ""
    bounds, values = _bounds("number", one)
    own = SUBJECT.format(own="'submission:' || coalesce(submission_id, answer_id)")
    return Clause(
        f"SELECT {own}, interaction_id, customer_id, answered_at, number, NULL, channel, FALSE FROM answers "
        f"WHERE (item = $name OR item_type = lower($name)) AND {bounds}{survey} "
        f"AND {_in_time('answered_at')} AND {CUSTOMERS_OWN}",
        {**values, "name": one.name, **({"survey": one.survey} if one.survey else {})},
        ("answers",),
    )


def _score(one: Condition) -> Clause:
    """The mean of all that people scored of a conversation, when the last of it came; the newest of what was
    measured of a customer; what machines worked out of one, when it came within the bounds. Scores that come
    later make another mean: then it is looked at again."""
    bounds, values = _bounds("value", one)
    named = "metric = $name AND retracted_at IS NULL AND measured_at < $until"
    lately = "GROUP BY subject_id HAVING max(measured_at) >= $since"
    conversations = (
        "SELECT 'interaction:' || subject_id, subject_id AS interaction_id, NULL, max(measured_at), "
        "avg(value) AS value, NULL, NULL, TRUE FROM measurements WHERE subject_kind = 'interaction' "
        f"AND source = 'human' AND purpose = 'live' AND {named} {lately}"
    )
    customers = (
        "SELECT 'measured:' || max_by(key, measured_at), NULL, subject_id, max(measured_at), "
        "max_by(value, measured_at) AS value, NULL, NULL, FALSE FROM measurements "
        f"WHERE subject_kind = 'customer' AND source <> 'machine' AND {named} {lately}"
    )
    # It is worked out again and again: as long as it stays within the bounds nothing new happened.
    was, _ = _bounds("before", one)
    told = (
        "SELECT 'measured:' || key, NULL, subject_id, measured_at, value, NULL, NULL, FALSE FROM "
        "(SELECT *, lag(value) OVER (PARTITION BY subject_id ORDER BY measured_at, key) AS before "
        f"FROM measurements WHERE subject_kind = 'customer' AND source = 'machine' AND {named}) "
        f"WHERE measured_at >= $since AND NOT ({was})"
    )
    every = " UNION ALL ".join(
        f"SELECT * FROM ({part}) WHERE {more}{bounds}"
        for part, more in ((conversations, f"{SERVED} AND "), (customers, ""), (told, ""))
    )
    return Clause(every, {**values, "name": one.name}, ("measurements",))


def _read(one: Condition) -> Clause:
    """A number within its bounds, a label among those asked for; both where both are given."""
    parts: list[str] = []
    values: dict[str, Any] = {}
    number = one.name if one.name in NUMBERS else "NULL"
    label = LABELLED.get(one.name, one.name) if one.name in LABELS else "NULL"
    if one.at_least is not None or one.at_most is not None:
        bounds, values = _bounds(number, one)
        parts.append(bounds)
    if one.any_of:
        parts.append(f"list_contains($any_of, {label})")
        values["any_of"] = list(one.any_of)
    return Clause(f"{OF_SHEET}, {number}, {label}, channel, TRUE FROM sheet WHERE {_of_time(parts)}", values)


def _noted(one: Condition, labels: Labels) -> Clause:
    if one.name == "concern":
        wanted = sorted({label for name in one.any_of for label in labels(name)})
        found = (
            "(list_has_any(every, $any_of) OR list_contains($any_of, stated) "
            "OR list_contains($any_of, actual) OR (concerns_by IS NULL AND list_contains($any_of, given)))"
        )
        label = "coalesce(list_filter(every, lambda one: list_contains($any_of, one))[1], stated, given)"
    else:
        wanted, column = list(one.any_of), LISTS[one.name]
        found = f"list_has_any({column}, $any_of)"
        label = f"list_filter({column}, lambda one: list_contains($any_of, one))[1]"
    return Clause(
        f"{OF_SHEET}, NULL, {label}, channel, TRUE FROM sheet WHERE {_of_time([found])}", {"any_of": wanted}
    )


def _words(one: Condition, fresh: datetime | None) -> Clause:
    """Words as they are written, without case and accents, also inside longer ones. No pattern has a meaning
    in them."""
    phrases = {f"phrase{number}": folded(word) for number, word in enumerate(one.any_of)}
    said = "turns" if one.name == "anybody" else "list_filter(turns, lambda one: one.speaker = $speaker)"
    subject = "" if one.name == "agent" else "subject, "
    spoken = f"list_aggregate(list_transform({said}, lambda one: one.text), 'string_agg', chr(10))"
    told = " ".join(f"WHEN contains(said, ${name}) THEN $told{number}" for number, name in enumerate(phrases))
    values: dict[str, Any] = {**phrases, **{f"told{n}": word for n, word in enumerate(one.any_of)}}
    if one.name != "anybody":
        values["speaker"] = one.name
    new = "TRUE"
    if fresh is not None:
        new, values["fresh"] = "imported_at >= $fresh", fresh
    return Clause(
        "SELECT * FROM (SELECT 'interaction:' || interaction_id, interaction_id, customer_id, started_at, "
        f"NULL, CASE {told} END AS label, channel, TRUE "
        "FROM (SELECT interaction_id, customer_id, started_at, channel, "
        f"strip_accents(lower(concat_ws(chr(10), {subject}{spoken}))) AS said FROM interactions "
        f"WHERE {_in_time('started_at')} AND {SERVED} AND {new})) WHERE label IS NOT NULL",
        values,
        ("interactions",),
    )


def _event(one: Condition) -> Clause:
    parts, values = ["TRUE"], dict[str, Any]()
    if one.at_least is not None or one.at_most is not None:
        bounds, values = _bounds("value", one)
        parts = [bounds]
    own = SUBJECT.format(own="'event:' || event_id")
    return Clause(
        f"SELECT {own}, interaction_id, customer_id, {AT}, value, {HAPPENED}, NULL, FALSE FROM events "
        f"WHERE kind = $name AND {' AND '.join(parts)} AND {_in_time(AT)} AND {CUSTOMERS_OWN}",
        {**values, "name": one.name},
        ("events",),
    )


def _silence(one: Condition) -> Clause:
    """What was promised, and by when something should have followed; only as far as the data goes, so that
    an import that is late is not taken for silence."""
    promised = is_promise(one)
    own = SUBJECT.format(own="'event:' || own")
    begun = (
        "SELECT interaction_id, interaction_id AS own, customer_id, started_at AS began, channel FROM sheet "
        "WHERE list_contains(behaviours, 'next_step')"
        if promised
        else 'SELECT interaction_id, event_id AS own, customer_id, "at" AS began, NULL AS channel '
        f"FROM events WHERE kind = $name AND {CUSTOMERS_OWN}"
    )
    by = "began + to_seconds($wait_s)" if one.hours else "due"
    joined = "" if one.hours else " JOIN deadlines ON deadlines.day = CAST(timezone($zone, began) AS DATE)"
    values: dict[str, Any] = {} if promised else {"name": one.name}
    values |= {"wait_s": one.hours * 3600} if one.hours else {}
    followed = (
        "SELECT customer_id, started_at AS then_at FROM sheet UNION ALL "
        f'SELECT customer_id, "at" FROM events WHERE {CUSTOMERS_OWN} AND NOT {OURS}'
        if one.then == ANYTHING
        else 'SELECT customer_id, "at" AS then_at FROM events WHERE kind = $then'
    )
    values |= {} if one.then == ANYTHING else {"then": one.then}
    # What is waited for may be one of our own: then our own tell how far the data goes.
    others = "" if one.then in OUR_KINDS else f" WHERE NOT {OURS}"
    newest = "started_at) FROM sheet" if one.then == ANYTHING else f'"at") FROM events{others}'
    return Clause(
        f"SELECT {own}, interaction_id, customer_id, due, NULL, {SINCE}, channel, TRUE FROM "
        f"(SELECT *, {by} AS due FROM ({begun} AND customer_id IS NOT NULL){joined}) begun "
        f"WHERE {_in_time('due')} AND began < due AND began >= $begun_since "
        f"AND due <= (SELECT max({newest}) AND NOT EXISTS "
        f"(SELECT 1 FROM ({followed}) WHERE customer_id = begun.customer_id "
        "AND then_at > began AND then_at <= due)",
        values,
        ("sheet", "events"),
    )


def _bounds(column: str, one: Condition) -> tuple[str, dict[str, Any]]:
    parts, values = [f"{column} IS NOT NULL"], dict[str, Any]()
    for sign, name in ((">=", "at_least"), ("<=", "at_most")):
        if (bound := getattr(one, name)) is not None:
            parts.append(f"{column} {sign} ${name}")
            values[name] = bound
    return " AND ".join(parts), values


def _in_time(column: str) -> str:
    return IN_TIME.format(at=column)


def _of_time(parts: list[str]) -> str:
    return " AND ".join([_in_time("started_at"), *parts])
