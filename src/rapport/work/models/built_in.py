"""The cards of the models that come with Rapport: what they were tried on, and how that went."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import orjson

from rapport.work.models.card import ModelCard, card_from

DATA = "built_in.json"


@lru_cache(maxsize=1)
def built_in_cards() -> tuple[ModelCard, ...]:
    """Their cards; written by `tools/built_in_cards` from a run on real conversations."""
    told = orjson.loads(files("rapport.work.models").joinpath(DATA).read_bytes())
    return tuple(card_from(one, DATA) for one in told)
