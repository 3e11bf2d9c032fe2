"""Items of surveys: how often each answer was given, and the number an item stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np

from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.questions.answer_counts import AT, SCALES
from rapport.findings.questions.split import answers, groups
from rapport.findings.survey import SURVEY_METRICS, finish, spread
from rapport.home.settings import Settings
from rapport.measures import Estimate, Scale, answer_shares, mean, proportion

COUNTED = (
    "survey", "item", "item_type", "number", "text", "scale_min", "scale_max", "higher_is_better", "question",
)  # fmt: skip
CHOSEN = ("single_choice", "multiple_choice")
SCALED = ("nps", "csat", "ces", "psat", "rating")
BETWEEN = ";"
LABELS = {
    "nps": "NPS",
    "csat": "CSAT",
    "ces": "CES",
    "psat": "PSAT",
    "rating": "Mean rating",
    "number": "Mean",
}


@dataclass(frozen=True)
class ItemKind:
    """Answers that can be told together: to one item, of one type, on one scale, about one thing
    (relationship, transactional)."""

    item: str
    item_type: str
    low: float | None
    high: float | None
    better: bool
    about: str

    @property
    def scale(self) -> Scale | None:
        """The scale, None for what has none."""
        if self.low is None or self.high is None:
            return None
        return Scale(self.low, self.high, self.better)


@dataclass(frozen=True)
class ItemCount:
    """`n` people gave one `value` (a number, a choice, None where it was left open or is own words) to an
    item of a survey; `given`: something was answered."""

    survey: str
    kind: ItemKind
    group: tuple[str | None, ...]
    value: float | str | None
    given: bool
    n: int
    question: str


def item_counts(
    snapshot: Any, by: Sequence[str], zone: str, domain: Domain = EVERYTHING, survey: str | None = None
) -> list[ItemCount]:
    """Every item's answers, counted by survey (through all its versions), kind, group and value."""
    table = answers(snapshot, COUNTED, (*by, *domain.names))
    name = ibis.coalesce(table.survey.split("@")[0], "")
    table = domain.kept(table.mutate(survey_id=name), zone, AT)
    if survey is not None:
        table = table.filter(table.survey_id == survey)
    keys = {
        "survey_id": table.survey_id,
        **{one: table[one] for one in ("item", "item_type", "scale_min", "scale_max", "higher_is_better")},
        "relationship": table.interaction_id.isnull(),
        "number": table.number,
        "choice": ibis.ifelse(table.item_type.isin(list(CHOSEN)), table.text, ibis.null("string")),
        "given": table.number.notnull() | (table.text.notnull() & (table.text != "")),
        **groups(table, by, zone, AT),
    }
    counted = table.group_by(**keys).agg(n=table.count(), question=table.question.max())
    return [_count(row, len(by)) for row in snapshot.ask(counted).to_pylist()]


def submission_counts(snapshot: Any, zone: str, domain: Domain = EVERYTHING) -> dict[str, int]:
    """How many submissions each survey has."""
    table = answers(snapshot, ("survey", "submission_id"), domain.names)
    name = ibis.coalesce(table.survey.split("@")[0], "")
    table = domain.kept(table.mutate(survey_id=name), zone, AT)
    counted = table.group_by("survey_id").agg(n=table.submission_id.nunique())
    return {row["survey_id"]: row["n"] for row in snapshot.ask(counted).to_pylist()}


def _count(row: Mapping[str, Any], dimensions: int) -> ItemCount:
    kind = row["item_type"]
    low, high = row["scale_min"], row["scale_max"]
    if kind in SCALED and (low is None or high is None):
        low, high = SCALES.get(kind, (1.0, 5.0))
    about = "relationship" if row["relationship"] else "transactional"
    group = tuple(_told(row[f"g{place}"]) for place in range(dimensions))
    value = row["number"] if row["number"] is not None else row["choice"] or None
    found = ItemKind(row["item"], kind, low, high, row["higher_is_better"] is not False, about)
    return ItemCount(
        row["survey_id"], found, group, value, bool(row["given"]), row["n"], row["question"] or ""
    )


def _told(group: Any) -> str | None:
    return None if group is None else str(group)


def item_estimate(
    snapshot: Any, kind: ItemKind, counts: Iterable[ItemCount], settings: Settings
) -> Estimate | None:
    """The number an item stands for: its metric, else the mean of numbers; None for choices and words."""
    histogram: dict[float | None, int] = {}
    for one in counts:
        value = one.value if isinstance(one.value, float | int) else None
        histogram[value] = histogram.get(value, 0) + one.n
    metric = SURVEY_METRICS.get(kind.item_type)
    if metric is not None and kind.scale is not None:
        return finish(snapshot, metric, kind.scale, list(histogram.items()), settings)
    if kind.item_type not in LABELS:
        return None
    numbers = spread([(value, n) for value, n in histogram.items() if value is not None])
    found = mean(numbers, confidence=settings.confidence).with_(source="survey", unit="score")
    return found.with_(data_version=snapshot.data_version, excluded={"no answer": histogram.get(None, 0)})


def item_shares(kind: ItemKind, counts: Iterable[ItemCount], settings: Settings) -> dict[str, Estimate]:
    """How the answers spread: over the scale, or over the choices (of several, the share of people)."""
    given = [one for one in counts if one.value is not None]
    if kind.item_type == "multiple_choice":
        return _several(given, settings)
    if kind.scale is not None:
        kept = [(float(one.value), one.n) for one in given if isinstance(one.value, float | int)]
        inside = [(value, n) for value, n in kept if kind.scale.min <= value <= kind.scale.max]
        whole = [(value, n) for value, n in inside if value == int(value)]
        found = answer_shares(
            spread(whole), Scale(kind.scale.min, kind.scale.max), confidence=settings.confidence
        )
        return {f"{value:g}": one for value, one in found.items()}
    if kind.item_type == "single_choice":
        labels = np.repeat([str(one.value) for one in given], [one.n for one in given]).tolist()
        return {str(name): one for name, one in answer_shares(labels, confidence=settings.confidence).items()}
    return {}


def _several(given: Sequence[ItemCount], settings: Settings) -> dict[str, Estimate]:
    people, chosen = 0, dict[str, int]()
    for one in given:
        people += one.n
        for choice in str(one.value).split(BETWEEN):
            chosen[choice] = chosen.get(choice, 0) + one.n
    return {
        name: proportion(n, people, confidence=settings.confidence)
        for name, n in sorted(chosen.items(), key=lambda one: -one[1])
    }
