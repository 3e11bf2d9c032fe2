"""What rules can be about in this home: its items, metrics and events, and the words that occur."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapport.home import Home, open_home
from rapport.program.alerts.definition.model import LABELS, NOTED, PROMISE, READ, SPEAKERS
from rapport.program.alerts.definition.told import SPELLED, plain
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.work.alerts.clauses import LISTS
from rapport.work.concerns.kept import concerns_path, kept_concerns
from rapport.work.results.choices import all_choices
from rapport.work.understanding.later import worked_out
from rapport.work.understanding.sheet.ask import sheet_of, sheet_session
from rapport.work.understanding.sheet.place import Sheet

MOST = 200
A_LITTLE_S = 0.5
STANDARD = ("nps", "ces", "csat", "psat")
METRICS = ("qci",)
WORKED_OUT = ("churn_risk",)
"""Of customers, by this program, once a rule asks for it."""


@dataclass(frozen=True)
class About:
    """One thing a condition can be about: `value` is `what:name`; `group` and `title` are for people.
    `words` may stand in it: value → title."""

    value: str
    group: str
    title: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class AlertChoices:
    """All of them, and where a rule may look. `events` are kinds that may follow something."""

    about: tuple[About, ...]
    events: tuple[str, ...]
    channel: tuple[str, ...]
    team: tuple[str, ...]
    segment: tuple[str, ...]


@dataclass(frozen=True)
class Occurring:
    """What occurs in the data."""

    items: tuple[tuple[str, str], ...] = ()
    metrics: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    noted: tuple[tuple[str, tuple[str, ...]], ...] = ()


def alert_choices(home: Home) -> AlertChoices:
    """What can be chosen. Of a large home what occurs is worked out beside; until then the usual is
    offered."""
    sheet, version = sheet_of(home), read_manifest(home.warehouse_path).data_version
    found: Occurring | None = worked_out(
        home, "alert-choices", version, None, f"{__name__}:occurring", sheet, wait_s=A_LITTLE_S
    )
    found = found or Occurring()
    groups = all_choices(home)
    return AlertChoices(
        (*_answers(found), *_scores(found), *_read(), *_noted(home, found), *_said(), *_events(found)),
        found.events,
        groups.channel,
        groups.team,
        groups.segment,
    )


def occurring(root: str, sheet: Sheet | None) -> Occurring:
    """In this process, or in the one beside."""
    home = open_home(root)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:

        def named(query: str) -> list[dict[str, str]]:
            rows: list[dict[str, str]] = snapshot.sql(f"{query} ORDER BY ALL LIMIT {MOST}").to_pylist()
            return rows

        items = named("SELECT DISTINCT item, item_type FROM answers WHERE number IS NOT NULL")
        metrics = named(
            "SELECT DISTINCT metric FROM measurements WHERE metric = 'qci' OR subject_kind = 'customer' "
            "OR starts_with(metric, 'factor:') OR starts_with(metric, 'element:') "
            "OR starts_with(metric, 'component:')"
        )
        events = named("SELECT DISTINCT kind FROM events WHERE kind IS NOT NULL")
    return Occurring(
        tuple((row["item"], row["item_type"]) for row in items),
        tuple(row["metric"] for row in metrics),
        tuple(row["kind"] for row in events),
        () if sheet is None else _labels(home, sheet),
    )


def _labels(home: Home, sheet: Sheet) -> tuple[tuple[str, tuple[str, ...]], ...]:
    with sheet_session(home, sheet) as session:
        return tuple(
            (
                name,
                tuple(
                    session.ask(
                        f"SELECT DISTINCT unnest({column}) AS label FROM sheet ORDER BY 1 LIMIT {MOST}"
                    )["label"].to_pylist()
                ),
            )
            for name, column in LISTS.items()
        )


def _answers(found: Occurring) -> list[About]:
    names = {**dict.fromkeys(STANDARD), **dict.fromkeys(item for item, _ in found.items)}
    return [About(f"answer:{name}", "Answers", SPELLED.get(name, plain(name)), {}) for name in names]


def _scores(found: Occurring) -> list[About]:
    names = {**dict.fromkeys(METRICS), **dict.fromkeys(found.metrics)}
    people = [one for one in names if one not in WORKED_OUT]
    return [
        *(About(f"score:{name}", "Scores by people", _metric(name), {}) for name in people),
        *(About(f"score:{name}", "Worked out of customers", _metric(name), {}) for name in WORKED_OUT),
    ]


def _metric(name: str) -> str:
    part, _, rest = name.rpartition(":")
    return f"{plain(rest)} ({part})" if part else SPELLED.get(name, plain(name))


def _read() -> list[About]:
    return [
        About(
            f"read:{name}",
            "Read of the conversation",
            title,
            {one: plain(one) for one in LABELS.get(name, ())},
        )
        for name, title in READ.items()
    ]


def _noted(home: Home, found: Occurring) -> list[About]:
    words = {name: {one: plain(one) for one in labels} for name, labels in found.noted}
    kept = kept_concerns(home) if concerns_path(home).exists() else None
    if kept is not None:
        words["concern"] = {one.id: one.name for one in kept.taxonomy.concerns.values()}
    return [
        About(f"noted:{name}", "Noted in its turns", title, words.get(name, {}))
        for name, title in NOTED.items()
    ]


def _said() -> list[About]:
    told = {"customer": "the customer says", "agent": "the agent says", "anybody": "anybody says"}
    return [About(f"words:{name}", "Words", told[name], {}) for name in SPEAKERS]


def _events(found: Occurring) -> list[About]:
    happened = [About(f"event:{name}", "Events", plain(name), {}) for name in found.events]
    promised = About(f"silence:{PROMISE}", "Silence", "after something was promised", {})
    after = [
        About(f"silence:{name}", "Silence", f"after the event {plain(name)}", {}) for name in found.events
    ]
    return [*happened, promised, *after]
