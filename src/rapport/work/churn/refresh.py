"""Keeps customers' risk of leaving up to date, as measurements: where a rule asks for it, or somebody did."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from rapport.home import Home
from rapport.records import Measurement
from rapport.warehouse import Warehouse
from rapport.warehouse.disk import write_whole
from rapport.warehouse.manifest import Manifest, read_manifest
from rapport.work.churn.facts import newest_moment
from rapport.work.churn.risk import Risks, risks_at

METRIC, DEFINITION = "churn_risk", "churn_risk@1"
EVERY, APART, HISTORY = timedelta(days=1), timedelta(days=7), timedelta(days=84)
"""After a day of new data it is worked out anew; of earlier moments once a week, the first time for twelve
weeks back, so that rules can be previewed."""
NAMES = {"metric": METRIC, "definition": DEFINITION}
MOVED = 0.01
"""By how much a customer's risk has to move to be kept anew: the days pass for everybody."""
LOOKED_AT = ("interactions", "events", "answers")
FORMAT = 1
KEPT = "SELECT subject_id, arg_max(value, measured_at) AS value FROM measurements "
KEPT += "WHERE metric = $metric AND definition = $definition AND source = 'machine' GROUP BY subject_id"


@dataclass(frozen=True)
class ChurnTold:
    """What the newest look came to: how many customers have a risk by the model `model`, or why none
    (`because`). `auc` with its interval is of customers the model had not seen."""

    model: str
    moment: datetime | None
    customers: int = 0
    base: int = 0
    left: int = 0
    auc: float | None = None
    auc_low: float | None = None
    auc_high: float | None = None
    because: str | None = None
    kept: int = 0


def churn_due(home: Home) -> bool:
    """Whether anything came since, and anybody asks for it: a rule about it, or the command once."""
    known = _known(home)
    if known is None and not _watched():
        return False
    return (known or {}).get("of") != _state(read_manifest(home.warehouse_path))


def refresh_churn(home: Home, *, now: datetime | None = None, again: bool = False) -> ChurnTold:
    """Works out the risk of every customer as of the newest data, and of weeks that are missing before.
    `again`: also where less than a day of data is new. Keeping it twice changes nothing."""
    known = _known(home) or {}
    warehouse = Warehouse(home.warehouse_path)
    with warehouse.snapshot() as snapshot:
        state = _state(snapshot.manifest)
        newest = newest_moment(snapshot, now or datetime.now(UTC))
        last = datetime.fromisoformat(known["moment"]) if known.get("moment") else None
        if newest is None:
            told = ChurnTold(DEFINITION, None, because="there is no contact")
            return _remember(home, told, state)
        if last is not None and newest < last + EVERY and not again:
            return _remember(home, _told_before(known), state)
        moments = _moments(newest, last)
        found = [risks_at(snapshot, one, home.settings.confidence) for one in moments]
        # Without a look before, everything is kept anew, under the same keys.
        kept = [] if last is None else snapshot.sql(KEPT, NAMES).to_pylist()
        before = {row["subject_id"]: row["value"] for row in kept}
    changed = [one for risks in found for one in _measured(risks, before)]
    if changed:
        with warehouse.write() as writer:
            writer.upsert("measurements", changed)
    return _remember(home, _told(found[-1], len(changed)), state)


def churn_comes_round(home: Home) -> None:
    """The worker's turn."""
    if churn_due(home):
        refresh_churn(home)


def _moments(newest: datetime, last: datetime | None) -> list[datetime]:
    """Weeks back from the newest until the last that was looked at, earliest first."""
    least = newest - HISTORY if last is None else max(last, newest - HISTORY)
    weeks = (newest - APART * number for number in range(math.ceil(HISTORY / APART)))
    return sorted({newest, *(one for one in weeks if one > least)})


def _measured(risks: Risks, before: dict[str, float]) -> Iterator[Measurement]:
    """Those that moved; `before` is what is kept, and goes along."""
    for customer, value in zip(risks.customers, risks.values.tolist(), strict=True):
        if customer in before and abs(before[customer] - value) < MOVED:
            continue
        before[customer] = value
        yield Measurement(
            key=f"{METRIC}:{customer}:{risks.moment.isoformat()}",
            subject_kind="customer",
            subject_id=customer,
            metric=METRIC,
            value=value,
            source="machine",
            by=_model(risks),
            definition=DEFINITION,
            measured_at=risks.moment,
            scale_min=0.0,
            scale_max=1.0,
            higher_is_better=False,
        )


def _model(risks: Risks) -> str:
    return f"{DEFINITION} of {risks.moment.date().isoformat()}"


def _told(risks: Risks, kept: int) -> ChurnTold:
    apart = risks.told_apart
    return ChurnTold(
        _model(risks),
        risks.moment,
        len(risks.customers),
        risks.base,
        risks.left,
        None if apart is None else apart.value,
        None if apart is None else apart.low,
        None if apart is None else apart.high,
        risks.because,
        kept,
    )


def _watched() -> bool:
    from rapport.program.alerts.selectors import scores_watched

    return METRIC in scores_watched()


def _state(manifest: Manifest) -> str:
    return " ".join(str(manifest.tables[name].version) for name in LOOKED_AT)


def _path(home: Home) -> Path:
    return home.root / "models" / "churn_risk.json"


def _known(home: Home) -> dict[str, Any] | None:
    path = _path(home)
    if not path.exists():
        return None
    try:
        found = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError:
        found = None
    # Damaged, or of another version: that somebody asked for it is known, and it is made anew.
    return found if isinstance(found, dict) and found.get("format") == FORMAT else {}


def _told_before(known: Mapping[str, Any]) -> ChurnTold:
    values = {name: known[name] for name in ChurnTold.__dataclass_fields__}
    return ChurnTold(**{**values, "moment": datetime.fromisoformat(known["moment"]), "kept": 0})


def _remember(home: Home, told: ChurnTold, state: str) -> ChurnTold:
    path = _path(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, orjson.dumps({"format": FORMAT, "of": state, **asdict(told)}))
    return told
