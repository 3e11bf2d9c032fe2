"""Concerns recognised from examples; other ones told apart; what is known, kept as bytes."""

import csv
import gzip

import numpy as np
import pytest

from rapport.language.concerns.model import OTHER, ConcernModel
from rapport.records.errors import InputError

WAYS = ["I want to {}", "please {}", "can you {}?", "hello, how do I {}", "{} now", "is it possible to {}"]
WISHES = {"cancel": "cancel my contract", "parcel": "find my parcel", "password": "reset the password"}
TEXTS = [way.format(wish) for wish in WISHES.values() for way in WAYS]
LABELS = [name for name in WISHES for _ in WAYS]
HOSTILE = ["", " ", "😀", "\x00\x00", "x" * 1_000_000, "cancel " * 200_000, "a." * 50_000, "取消", None, "�"]


@pytest.fixture(scope="module")
def model():
    return ConcernModel().fit(TEXTS, LABELS)


def test_names_new_texts(model):
    found = model.predict(
        ["the contract, I would like to cancel it", "where is the parcel", "forgot my password"]
    )
    assert found.labels == ("cancel", "parcel", "password")
    assert (found.probability > 0.5).all()


def test_another_concern_is_other_and_no_words_cannot_tell(model):
    found = model.predict(["what is the square root of sixteen bananas", "", "😀😀"])
    assert found.labels == (OTHER, "cannot_tell", "cannot_tell")
    assert np.isnan(found.probability[1:]).all()


def test_a_row_of_probabilities_sums_to_one(model):
    rows = model.probabilities([*TEXTS, ""])
    np.testing.assert_allclose(rows[:-1].sum(axis=1), 1)
    assert np.isnan(rows[-1]).all() and rows.shape == (len(TEXTS) + 1, 4)


def test_a_text_is_read_on_its_own_to_the_bit(model):
    together = model.probabilities(TEXTS)
    for text, row in zip(TEXTS, together, strict=True):
        assert (model.probabilities([text])[0] == row).all()


def test_the_order_of_examples_does_not_matter():
    there, back = ConcernModel().fit(TEXTS, LABELS), ConcernModel().fit(TEXTS[::-1], LABELS[::-1])
    assert there.to_bytes() == back.to_bytes() and there.name == back.name


def test_learns_from_one_example_each_and_more_help():
    few = ConcernModel().fit(["cancel my contract", "where is my parcel"], ["cancel", "parcel"])
    assert few.predict(["cancel the contract", "parcel"]).labels == ("cancel", "parcel")
    more = ConcernModel().fit([*TEXTS, "stop it all", "stop everything"], [*LABELS, "cancel", "cancel"])
    assert more.predict(["stop everything"]).labels == ("cancel",)
    assert more.name != ConcernModel().fit(TEXTS, LABELS).name


def test_examples_of_other_teach_it():
    texts, labels = (
        [*TEXTS, *(f"what about the weather {way}" for way in WAYS)],
        [*LABELS, *[OTHER] * len(WAYS)],
    )
    found = ConcernModel().fit(texts, labels).predict(["the weather please"])
    assert found.labels == (OTHER,) and found.probability[0] > 0.3


def test_hostile_texts(model):
    found = model.predict(HOSTILE)
    assert len(found.labels) == len(HOSTILE) == len(found.probability)
    assert found.labels[5] == "cancel"
    assert (
        ConcernModel().fit([*TEXTS, *HOSTILE], [*LABELS, *["odd"] * len(HOSTILE)]).predict(TEXTS[:1]).labels
    )


def test_bytes_bring_the_same_model_back(model):
    back = ConcernModel.from_bytes(model.to_bytes())
    assert back.to_bytes() == model.to_bytes() and back.name == model.name
    assert (back.probabilities(TEXTS) == model.probabilities(TEXTS)).all()


@pytest.mark.parametrize("change", [lambda one: b"", lambda one: b"PK" + one, lambda one: one[:-7],
                                    lambda one: one[:200] + b"\x00" + one[201:]])  # fmt: skip
def test_damaged_bytes_are_named(model, change):
    with pytest.raises(InputError, match="concern model"):
        ConcernModel.from_bytes(change(model.to_bytes()))


def test_another_version_is_named(model, monkeypatch):
    from rapport.language.concerns import weights

    monkeypatch.setattr(weights, "VERSION", 2)
    newer = model.to_bytes()
    monkeypatch.undo()
    with pytest.raises(InputError, match="version 2, not 1"):
        ConcernModel.from_bytes(newer)


def test_what_cannot_be_learned_is_named():
    with pytest.raises(InputError, match="learned nothing"):
        ConcernModel().predict(["x"])
    with pytest.raises(InputError, match="two concerns"):
        ConcernModel().fit(["a", "b"], ["x", None])
    with pytest.raises(InputError, match="2 texts have 1"):
        ConcernModel().fit(["a", "b"], ["x"])


@pytest.mark.parametrize("texts", [["😀", "🙂🙂", "!!", "?"], ["", " ", "...", "\n"]])
def test_texts_without_words_teach_nothing(texts):
    with pytest.raises(InputError, match="no example has a word"):
        ConcernModel().fit(texts, ["x", "x", "y", "y"])


def test_a_few_texts_with_words_are_enough():
    model = ConcernModel().fit(["parcel", "😀", "invoice", "🙂", "😀", "🙂"], ["x", "x", "y", "y", "x", "y"])
    assert model.predict(["parcel", "invoice", "😀"]).labels == ("x", "y", "cannot_tell")
    model = ConcernModel().fit(["parcel", "😀", "🙂", "😀", "🙂"], ["x", "x", "y", "x", "y"])
    assert model.predict(["parcel", "🙂"]).labels[1] == "cannot_tell"


def read(path):
    with gzip.open(path, "rt") as lines:
        return list(csv.DictReader(lines))


def of_bank(shared):
    rows = read(shared / "data/banking77/train.csv.gz")
    return np.array([row["text"] for row in rows], object), np.array(
        [row["category"] for row in rows], object
    )


@pytest.mark.shared
def test_questions_to_a_bank_one_fold(shared):
    """One fold of five of a subsample, and how sure it says it is; all of it is the proof below."""
    texts, truth = of_bank(shared)
    draw = np.random.default_rng(0).permutation(len(texts))[:4000]
    texts, truth = texts[draw], truth[draw]
    fold = np.arange(len(texts)) % 5 == 0
    found = ConcernModel().fit(texts[~fold], truth[~fold]).predict(texts[fold])
    right = np.array(found.labels, object) == truth[fold]
    assert right.mean() >= 0.83
    sure = found.probability > 0.9
    assert sure.mean() > 0.4 and right[sure].mean() > 0.95
    assert abs(found.probability.mean() - right.mean()) < 0.03


@pytest.mark.shared
def test_five_examples_each_are_useful(shared):
    texts, truth = of_bank(shared)
    draw = np.random.default_rng(0).permutation(len(texts))
    order = draw[np.argsort(truth[draw], kind="stable")]
    names, first = np.unique(truth[order], return_index=True)
    few = np.concatenate([order[at : at + 5] for at in first])
    rest = np.setdiff1d(order, few)[::4]
    found = ConcernModel().fit(texts[few], truth[few]).predict(texts[rest])
    assert len(names) == 77
    assert np.mean(np.array(found.labels, object) == truth[rest]) >= 0.57


@pytest.mark.shared
@pytest.mark.proof
def test_questions_to_a_bank_cross_validated(shared):
    texts, truth = of_bank(shared)
    fold = np.random.default_rng(0).integers(0, 5, len(texts))
    right = np.zeros(len(texts), dtype=bool)
    for one in range(5):
        out = fold == one
        right[out] = (
            np.array(ConcernModel().fit(texts[~out], truth[~out]).predict(texts[out]).labels) == truth[out]
        )
    assert right.mean() >= 0.90


def of_scope(shared, every):
    """In-scope accuracy and out-of-scope recall, learned from one in `every` training examples."""
    rows = read(shared / "data/clinc150/clinc150_train_val.csv.gz")
    known = [row for row in rows if row["split"] == "train" and row["intent"] != "oos"][::every]
    asked = [row for row in rows if row["split"] == "val"]
    model = ConcernModel().fit([row["text"] for row in known], [row["intent"] for row in known])
    found = np.array(model.predict([row["text"] for row in asked]).labels)
    truth = np.array([row["intent"] for row in asked])
    out = truth == "oos"
    return np.mean(found[~out] == truth[~out]), np.mean(np.isin(found[out], (OTHER, "cannot_tell")))


@pytest.mark.shared
@pytest.mark.proof
def test_requests_out_of_scope(shared):
    accuracy, recall = of_scope(shared, 1)
    assert accuracy >= 0.91 and recall >= 0.47


@pytest.mark.shared
def test_requests_out_of_scope_from_fewer_examples(shared):
    accuracy, recall = of_scope(shared, 6)
    assert accuracy >= 0.8 and recall >= 0.4
