"""The real embedding: as near to other software as it should be, and worth its weight on people's labels."""

import csv
import gzip

import numpy as np
import pytest

from rapport.language.concerns.discover import discover_concerns
from rapport.language.concerns.model import ConcernModel
from tests.language.test_concern_discovery import accuracy

SENTENCES = [
    "I was charged twice for my order.",
    "Why did you bill me two times?",
    "Where is my parcel?",
    "The driver never delivered the package.",
    "ok thx",
]
NEAR = [
    [1.0, 0.5383, 0.2766, 0.2189, 0.1540],
    [0.5383, 1.0, 0.1745, 0.0788, 0.0367],
    [0.2766, 0.1745, 1.0, 0.2005, 0.0781],
    [0.2189, 0.0788, 0.2005, 1.0, 0.0054],
    [0.1540, 0.0367, 0.0781, 0.0054, 1.0],
]
"""Cosines of these by sentence-transformers 6.2.0 on torch 2.13.0, in float."""


def test_sentences_are_as_near_as_other_software_says(embedding):
    found = embedding(SENTENCES)
    np.testing.assert_allclose(found @ found.T, NEAR, atol=0.02)


def read(path):
    with gzip.open(path, "rt") as lines:
        return list(csv.DictReader(lines))


def utterances(shared, name):
    rows = read(shared / f"data/dstc11_track2/{name}.csv.gz")
    return [row["utterance"] for row in rows], [row["intent"] for row in rows]


@pytest.mark.shared
def test_concerns_are_found_as_people_see_them(shared, embedding):
    texts, intents = utterances(shared, "task2_test_development")
    found = discover_concerns(texts, tier="embedding", embed=embedding)
    assert accuracy(intents, found.labels) >= 0.66
    assert 15 <= len(found.names) <= 30


@pytest.mark.shared
def test_few_examples_go_further(shared, embedding):
    rows = read(shared / "data/banking77/train.csv.gz")
    texts, truth = (np.array([row[name] for row in rows], object) for name in ("text", "category"))
    order = np.random.default_rng(0).permutation(len(rows))
    places = {label: order[truth[order] == label] for label in sorted(set(truth))}
    known = np.concatenate([rows[:5] for rows in places.values()])
    asked = np.concatenate([rows[5:12] for rows in places.values()])
    right = {}
    for name, embed in (("words", None), ("meaning", embedding)):
        model = ConcernModel(embed=embed).fit(texts[known], truth[known])
        right[name] = np.mean(np.array(model.predict(texts[asked]).labels, object) == truth[asked])
    assert right["meaning"] >= right["words"] + 0.08


@pytest.mark.proof
@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "least"), [("task2_test_development", 0.72), ("task1_development_gold", 0.55)]
)
def test_concerns_are_found_as_well_as_wanted(shared, embedding, name, least):
    texts, intents = utterances(shared, name)
    found = [discover_concerns(texts, seed, "embedding", embedding).labels for seed in range(5)]
    assert np.mean([accuracy(intents, labels) for labels in found]) >= least


@pytest.mark.proof
@pytest.mark.shared
def test_concerns_are_told_as_well_as_wanted(shared, embedding):
    rows = read(shared / "data/banking77/train.csv.gz")
    texts, truth = (np.array([row[name] for row in rows], object) for name in ("text", "category"))
    fold = np.random.default_rng(0).integers(0, 5, len(texts))
    right = []
    for one in range(5):
        out = fold == one
        model = ConcernModel(embed=embedding).fit(texts[~out], truth[~out])
        right += (np.array(model.predict(texts[out]).labels, object) == truth[out]).tolist()
    assert np.mean(right) >= 0.92
