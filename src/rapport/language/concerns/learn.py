"""How a concern model is learned from examples."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.language.concerns.grams import COLUMNS, all_parts, counted, sublinear
from rapport.language.concerns.weights import Weights
from rapport.language.embedding.distilled import Distilled
from rapport.language.embedding.embed import Embed
from rapport.records.errors import InputError

FOLDS = 5
MANY = 5_000
"""Examples above which two of the folds are enough to know how sure the model is."""
RARE_FROM = 1_000
"""Examples from which on a part must occur twice."""
PENALTY, PENALTY_WITH_VECTORS = 2.0, 0.5
VECTORS_WEIGH = 1.5
"""A text's vector at this length beside its parts at 1: it tells more, but not which word it was."""
LOST = 0.003
"""Share of texts that would have been named rightly and are given up as "other"."""
FEWEST = 20
"""Fewer examples held back than this do not tell how sure the model is; then a text must lie this part of
the way from one without any known word to one of the examples, and probabilities are rough."""
SOME, ROUGH_SHARPNESS = 0.1, 4.0
SHARPEST = 10.0
"""Examples that are nearly the same are told apart with a certainty that new texts do not bear out."""
Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Examples:
    """Counts of the parts of texts, and their vectors where there is an embedding."""

    counts: Any
    vectors: Floats | None = None

    def __getitem__(self, rows: Any) -> Examples:
        return Examples(self.counts[rows], None if self.vectors is None else self.vectors[rows])


def examples(texts: Sequence[str], embed: Embed | None) -> Examples:
    """What is learned from, and judged by."""
    vectors = None if embed is None else np.asarray(embed(list(texts)), dtype=np.float64) * VECTORS_WEIGH
    return Examples(sublinear(counted(texts, all_parts)), vectors)


def learn(texts: Sequence[str], labels: Sequence[str], embed: Embed | None = None) -> Weights:
    """Weights from one label a text; their order does not matter. Raises InputError where no text has a
    word."""
    order = sorted(range(len(texts)), key=lambda at: (labels[at], texts[at]))
    concerns = sorted(set(labels))
    code = {name: place for place, name in enumerate(concerns)}
    truth = np.array([code[labels[at]] for at in order], dtype=np.int64)
    known = examples([texts[at] for at in order], embed)
    if not _tells(known):
        raise InputError("no example has a word to learn from", "texts", "give examples in words")
    columns, weight, coefficients, offset = _fit(known, truth, len(concerns))
    found = _certainty(known, truth, len(concerns))
    sharpness, other_at = found or (ROUGH_SHARPNESS, float(offset.max() + SOME * (1 - offset.max())))
    return Weights(
        tuple(concerns),
        tuple(np.bincount(truth, minlength=len(concerns)).tolist()),
        columns.astype(np.int32),
        weight.astype(np.float32),
        coefficients.astype(np.float32),
        offset.astype(np.float32),
        unknown_weight(len(truth)),
        sharpness,
        other_at,
        "" if embed is None else embed.name,
        0 if embed is None else embed.dimensions,
        embed.to_bytes() if isinstance(embed, Distilled) else b"",
    )


def unknown_weight(examples: int) -> float:
    """That of a part which none of so many examples had."""
    return float(np.log(1 + examples) + 1)


def places(columns: NDArray[Any]) -> NDArray[np.int32]:
    """Of every column its place among the known ones, −1 for none."""
    found = np.full(COLUMNS, -1, dtype=np.int32)
    found[columns] = np.arange(len(columns), dtype=np.int32)
    return found


def weighted(counts: Any, place: NDArray[np.int32], weight: NDArray[Any], unknown: float) -> Any:
    """Rows of the known parts, rare ones heavier. What is unknown counts for a row's length, which is 1: the
    more of a text is unknown, the less the rest of it says."""
    from scipy.sparse import csr_array

    at = place[counts.indices]
    known = at >= 0
    values = counts.data * np.where(known, weight[at] if len(weight) else 0.0, unknown)
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    length = np.sqrt(np.bincount(row, values**2, minlength=counts.shape[0]))
    values = (values / length[row])[known]
    ends = np.concatenate([[0], np.cumsum(known)])[counts.indptr].astype(np.int32)
    return csr_array((values, at[known], ends), shape=(counts.shape[0], len(weight)))


def told_by(given: Examples, place: NDArray[np.int32], weight: NDArray[Any], unknown: float) -> Any:
    """Rows of the known parts, as `weighted` has them, and after them the vectors. They are kept as sparse
    ones: products are then summed row by row, whatever rows are beside."""
    from scipy.sparse import csr_array, hstack

    parts = weighted(given.counts, place, weight, unknown)
    return parts if given.vectors is None else hstack([parts, csr_array(given.vectors)], format="csr")


def _fit(given: Examples, truth: Labels, concerns: int) -> tuple[Any, Floats, Floats, Floats]:
    """Known parts, their weights, and one linear score a concern (support vector machines, one against all
    others)."""
    from sklearn.svm import LinearSVC

    columns, within = _usual(given)
    weight = np.log((1 + len(truth)) / (1 + within[columns])) + 1
    matrix = told_by(given, places(columns), weight, unknown_weight(len(truth)))
    penalty = PENALTY if given.vectors is None else PENALTY_WITH_VECTORS
    here = np.unique(truth)
    with warnings.catch_warnings():
        # Fewer than two examples a concern are no regression, whatever the library supposes.
        warnings.filterwarnings("ignore", "The number of unique classes", UserWarning)
        model = LinearSVC(C=penalty, random_state=0).fit(matrix, truth)
    lines, offsets = model.coef_, model.intercept_
    if len(here) == 2:
        lines, offsets = np.vstack([-lines, lines]), np.concatenate([-offsets, offsets])
    coefficients = np.zeros((matrix.shape[1], concerns))
    offset = np.full(concerns, -2.0)
    coefficients[:, here], offset[here] = lines.T, offsets
    return columns, weight, coefficients, offset


def _usual(given: Examples) -> tuple[Any, Any]:
    """The columns of parts that are learned, and in how many examples each part is."""
    within = np.bincount(given.counts.indices, minlength=COLUMNS)
    return np.flatnonzero(within >= (2 if given.counts.shape[0] >= RARE_FROM else 1)), within


def _tells(given: Examples) -> bool:
    """Whether there is anything to learn from: texts of signs alone have no word."""
    return given.vectors is not None or bool(len(_usual(given)[0]))


def _certainty(given: Examples, truth: Labels, concerns: int) -> tuple[float, float] | None:
    """Sharpness and the score under which a text is of another concern, from examples that the model had not
    seen; None where those are too few."""
    scores, held = _unseen(given, truth, concerns)
    right = scores.argmax(axis=1) == held
    if len(held) < FEWEST or not right.any():
        return None
    # Above 0 a concern's own score claims the text: however alike the examples are, it is not of another one.
    other_at = min(float(np.quantile(scores.max(axis=1)[right], LOST)), 0.0)
    return _sharpness(scores, held, other_at), other_at


def _unseen(given: Examples, truth: Labels, concerns: int) -> tuple[Floats, Labels]:
    """Scores of examples by models learned from the others. A concern's only example is never held back."""
    place = np.arange(len(truth)) - np.searchsorted(truth, truth)
    alone = np.bincount(truth, minlength=concerns)[truth] < 2
    fold = np.where(alone, -1, (place + truth) % FOLDS)
    scores, held = [np.zeros((0, concerns))], [np.zeros(0, dtype=np.int64)]
    for one in range(FOLDS if len(truth) <= MANY else 2):
        out = fold == one
        if out.any() and len(np.unique(truth[~out])) > 1 and _tells(given[~out]):
            columns, weight, coefficients, offset = _fit(given[~out], truth[~out], concerns)
            scores.append(
                told_by(given[out], places(columns), weight, unknown_weight(int((~out).sum()))) @ coefficients
                + offset
            )
            held.append(truth[out])
    return np.vstack(scores), np.concatenate(held)


def _sharpness(scores: Floats, truth: Labels, other_at: float) -> float:
    """The one under which what happened was likeliest."""
    from scipy.optimize import minimize_scalar
    from scipy.special import logsumexp

    every = np.hstack([scores, np.full((len(scores), 1), other_at)])

    def surprise(log_sharpness: float) -> float:
        sharp = np.exp(log_sharpness) * every
        return float((logsumexp(sharp, axis=1) - sharp[np.arange(len(truth)), truth]).mean())

    found = minimize_scalar(surprise, bounds=(np.log(0.5), np.log(SHARPEST)), method="bounded")
    return float(np.exp(found.x))
