"""The one fact that analysis reads: somebody or something measured a subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

SOURCES = ("human", "survey", "machine", "operational")
PURPOSES = ("live", "calibration", "certification", "targeted")


@dataclass(frozen=True, slots=True)
class Span:
    """Evidence: characters `start`..`end` of turn number `turn` (from 0); None means the whole turn."""

    turn: int
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value of a metric for a subject, with who said so, by which definition, on what evidence.

    `value` is None where the metric does not apply (then `flags` says why). `by` is the evaluator,
    or the model and version. `definition` is the metric's or criteria's version (`retail-support@1`).
    `key` makes publishing idempotent. `sample`, `stratum` and `inclusion_probability` are set for
    subjects drawn with a known probability. A retracted measurement keeps its row.
    """

    key: str
    subject_kind: str
    subject_id: str
    metric: str
    value: float | None
    source: str
    by: str
    definition: str
    measured_at: datetime
    scale_min: float | None = None
    scale_max: float | None = None
    higher_is_better: bool = True
    evidence: tuple[Span, ...] = ()
    purpose: str = "live"
    sample: str | None = None
    stratum: str | None = None
    inclusion_probability: float | None = None
    flags: tuple[str, ...] = ()
    retracted_at: datetime | None = None
