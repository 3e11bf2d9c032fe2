"""An embedding distilled from a slower one: near to it on texts of its kind, and kept with its model."""

import csv
import gzip
import io

import numpy as np
import pytest

from rapport.language.concerns.model import ConcernModel
from rapport.language.embedding.distilled import MOST, Distilled, distilled, distilled_from
from rapport.language.embedding.provided import provide
from rapport.records.errors import InputError

MEANS = {"parcel": 0, "package": 0, "delivery": 0, "bill": 1, "invoice": 1, "charge": 1}
WAYS = (
    "where is my {}",
    "the {} is wrong",
    "please look at this {}",
    "{}",
    "I did not get the {}",
    "no {} yet",
)
TEXTS = [way.format(word) for way in WAYS for word in MEANS]


class Meaning:
    """Knows which words mean the same."""

    name, dimensions = "meaning@1", 3

    def __init__(self):
        self.read = 0

    def __call__(self, texts):
        self.read += len(texts)
        found = np.full((len(texts), 3), 0.1, dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            for word in text.split():
                if word in MEANS:
                    row[MEANS[word]] = 1
        return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def made():
    return distilled(Meaning(), TEXTS)


def test_it_sees_what_it_learned_from(made):
    parcel, package, bill = made(["my parcel came today", "my package came today", "my bill came today"])
    assert parcel @ package > 0.95 > 0.6 > parcel @ bill
    assert made.dimensions == 3 and made.name.endswith(" of meaning@1")


def test_the_order_of_the_texts_does_not_matter_and_only_so_many_are_read(made):
    again = distilled(Meaning(), [*TEXTS[::-1], *TEXTS, "", None])
    assert again.name == made.name and again.to_bytes() == made.to_bytes()
    many, embed = [f"parcel number {at}" for at in range(MOST + 100)], Meaning()
    distilled(embed, many)
    assert embed.read == MOST


def test_a_text_has_the_same_vector_in_any_company(made):
    together = made([*TEXTS, "parcel bill"])
    for text, row in zip(TEXTS, together, strict=False):
        assert (made([text])[0] == row).all()
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-6)


def test_hostile_texts_have_vectors(made):
    texts = ["", "   ", "\x00", "x" * 1_000_000, "\ud83d", "😀", "取消", None, "parcel " * 50_000]
    found = made(texts)
    assert found.shape == (len(texts), 3) and np.isfinite(found).all()
    assert not found[[0, 1, 2, 7]].any() and found[8].any()
    assert made([]).shape == (0, 3)


def test_without_words_there_is_nothing_to_learn():
    for texts in ([], ["", None], ["😀"]):
        with pytest.raises(InputError, match="no words to learn from"):
            distilled(Meaning(), texts)


def test_kept_as_bytes_it_is_the_same(made):
    again = distilled_from(made.to_bytes())
    assert isinstance(again, Distilled) and again.name == made.name
    assert (again(TEXTS) == made(TEXTS)).all()


def test_what_is_no_such_embedding_is_refused(made):
    with np.load(io.BytesIO(made.to_bytes())) as file:
        parts = dict(file)

    def written(**other):
        content = io.BytesIO()
        np.savez(content, **{**parts, **other})
        return content.getvalue()

    for content in (
        b"",
        made.to_bytes()[:200],
        written(rarity=parts["rarity"][:-1]),
        written(middle=parts["middle"][:-1]),
        written(columns=parts["columns"].astype(np.float32)),
    ):
        with pytest.raises(InputError, match="cannot be read"):
            distilled_from(content)


def test_a_model_keeps_what_it_learned_with(made):
    provide(lambda: pytest.fail("the slower embedding is not asked for"))
    try:
        model = ConcernModel(embed=made).fit(["parcel", "a bill"], ["delivery", "billing"])
        again = ConcernModel.from_bytes(model.to_bytes())
        assert again.predict(["package", "invoice"]).labels == ("delivery", "billing")
        assert again.name == model.name and again.anew().embed.name == made.name
        assert (again.probabilities(TEXTS) == model.probabilities(TEXTS)).all()
    finally:
        provide(None)


@pytest.mark.shared
def test_few_examples_go_further(shared, embedding):
    with gzip.open(shared / "data/banking77/train.csv.gz", "rt") as lines:
        rows = list(csv.DictReader(lines))
    texts, truth = (np.array([row[name] for row in rows], object) for name in ("text", "category"))
    order = np.random.default_rng(0).permutation(len(rows))
    own, rest = order[:3000], order[3000:3800]
    places = {label: own[truth[own] == label][:5] for label in sorted(set(truth))}
    known = np.concatenate(list(places.values()))
    quick, right = distilled(embedding, texts[own].tolist()), {}
    for name, embed in (("words", None), ("quick", quick)):
        model = ConcernModel(embed=embed).fit(texts[known], truth[known])
        right[name] = np.mean(np.array(model.predict(texts[rest]).labels, object) == truth[rest])
    assert right["quick"] >= right["words"] + 0.08
