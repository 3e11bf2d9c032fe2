"""A predictor as bytes and back."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

import numpy as np

from rapport.language.experience.design import Design
from rapport.language.experience.ladder import Ladder
from rapport.language.experience.learned import Learned
from rapport.language.experience.packed import packed, unpacked
from rapport.language.experience.rests_on import rests_on
from rapport.records.errors import InputError

NAME = "experience"
VERSION = 3
_FACTS = ("kind", "low", "high", "base", "level")
_ARRAYS = ("columns", "idf", "middle", "spread", "weight")


def to_bytes(target: str, learned: Learned | None) -> bytes:
    """`learned` None: a predictor that was not fitted."""
    if learned is None:
        return packed(NAME, VERSION, {"target": target}, {})
    facts = {name: getattr(learned, name) for name in _FACTS}
    facts["begin"] = [learned.line[1], learned.short[1]]
    facts["ladder"] = None if learned.ladder is None else [*astuple(learned.ladder)]
    arrays = {name: np.asarray(getattr(learned.design, name)) for name in _ARRAYS}
    return packed(
        NAME,
        VERSION,
        {"target": target, "learned": facts, "rests_on": rests_on()},
        {**arrays, "line": learned.line[0], "short": learned.short[0], "weights": learned.weights},
    )


def from_bytes(data: bytes) -> tuple[str, Learned | None]:
    """Target and what was learned. Raises InputError for damaged bytes, or another version of it or of the
    words and rules it learned by."""
    facts, arrays = unpacked(data, NAME, VERSION)
    if "learned" not in facts:
        return str(facts["target"]), None
    if facts.get("rests_on") != rests_on():
        raise InputError(
            "the model was learned by other words and rules than are here now",
            str(facts["target"]),
            "train it again",
        )
    line, short, weights = (arrays.pop(name) for name in ("line", "short", "weights"))
    known: dict[str, Any] = facts["learned"]
    first, second = known.pop("begin")
    rungs = known.pop("ladder")
    design = Design(**arrays)
    ladder = None if rungs is None else Ladder(*rungs)
    return str(facts["target"]), Learned(
        **known, design=design, line=(line, first), short=(short, second), weights=weights, ladder=ladder
    )
