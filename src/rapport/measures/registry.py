"""Every public function of every room: what the laws are tested over."""

from __future__ import annotations

from rapport.measures.drivers.registered import MEASURES as DRIVERS
from rapport.measures.feedback.registered import MEASURES as FEEDBACK
from rapport.measures.goals.registered import MEASURES as GOALS
from rapport.measures.inference.registered import MEASURES as INFERENCE
from rapport.measures.journeys.registered import MEASURES as JOURNEYS
from rapport.measures.loyalty.registered import MEASURES as LOYALTY
from rapport.measures.measure import Measure
from rapport.measures.quality.registered import MEASURES as QUALITY
from rapport.measures.sampling.registered import MEASURES as SAMPLING
from rapport.measures.text.registered import MEASURES as TEXT

REGISTRY: dict[str, Measure] = {
    **FEEDBACK,
    **INFERENCE,
    **SAMPLING,
    **QUALITY,
    **DRIVERS,
    **GOALS,
    **LOYALTY,
    **JOURNEYS,
    **TEXT,
}
