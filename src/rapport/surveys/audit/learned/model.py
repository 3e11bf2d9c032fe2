"""The model that comes with Rapport: how likely each kind of flaw is, and in which words it lies."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from rapport.surveys.audit.learned.features import Feature, Token, tokens_of
from rapport.surveys.audit.learned.place import place_of

FILE = "model.json.gz"
NONE = "none"
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Model:
    """A multinomial logistic regression over what is seen in a question; `kinds` begins with none at all.
    `thresholds` are the chances from which a kind is told where a rule tells it too,
    and where none does."""

    kinds: tuple[str, ...]
    intercept: Numbers
    rows: Mapping[str, int]
    weights: Numbers
    thresholds: Mapping[str, tuple[float, float]]

    def chances(self, features: Sequence[Feature]) -> dict[str, float]:
        """How likely each kind of flaw is in a question of which this is seen; they sum to 1 with none."""
        rows = sorted({row for one in features if (row := self.rows.get(one.name)) is not None})
        scores = self.intercept + self.weights[rows].sum(axis=0)
        risen = np.exp(scores - scores.max())
        return dict(zip(self.kinds, (risen / risen.sum()).tolist(), strict=True))

    def words(self, text: str, kind: str, features: Sequence[Feature]) -> str:
        """The words of the text that speak most for a kind; the whole where none stands out."""
        tokens = tokens_of(text)
        if not tokens:
            return text.strip()
        start, end = place_of(tokens, self._by_token(tokens, kind, features), kind)
        words = text[tokens[start].start : tokens[end - 1].end].strip(" ,.?!:;–—-")
        return words if any(letter.isalnum() for letter in words) else text.strip()

    def _by_token(self, tokens: Sequence[Token], kind: str, features: Sequence[Feature]) -> Numbers:
        told = np.zeros(len(tokens))
        column, seen = self.kinds.index(kind), set()
        for one in features:
            row = self.rows.get(one.name)
            if row is None or one.end <= one.start or one.name in seen:
                continue
            seen.add(one.name)
            more = self.weights[row, column] - self.weights[row, 0]
            told[one.start : one.end] += more / (one.end - one.start)
        return told


@cache
def built_in() -> Model:
    """The model that comes with Rapport; `tools/survey_audit` makes it."""
    packed = resources.files("rapport.surveys.audit.learned").joinpath(FILE).read_bytes()
    given = json.loads(gzip.decompress(packed))
    names = sorted(given["weights"])
    return Model(
        kinds=tuple(given["kinds"]),
        intercept=np.array(given["intercept"]),
        rows={name: row for row, name in enumerate(names)},
        weights=np.array([given["weights"][name] for name in names]) / given["unit"],
        thresholds={kind: (with_rule, alone) for kind, (with_rule, alone) in given["thresholds"].items()},
    )
