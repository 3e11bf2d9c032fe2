"""The public functions of this room, as the laws see them."""

from rapport.measures.measure import Measure

MEASURES: dict[str, Measure] = {}
