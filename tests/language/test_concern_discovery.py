"""Concerns found without being told what there is, nor how many."""

import csv
import gzip
import os
import subprocess
import sys

import numpy as np
import pytest

from rapport.language.concerns.discover import discover_concerns
from rapport.records.errors import InputError

OWN = {
    "cancel": [
        "please cancel my contract",
        "I want to cancel the contract today",
        "how do I cancel a contract?",
        "cancel contract",
        "hello, I'd like to cancel my mobile contract please",
    ],
    "parcel": [
        "where is my parcel",
        "my parcel has not arrived",
        "the parcel is late, where is it?",
        "Hi! I am waiting for a parcel",
        "parcel still not delivered",
    ],
    "password": [
        "I forgot my password",
        "the password reset does not work",
        "how can I reset the password",
        "reset password",
        "good morning, my password is wrong",
    ],
}
TEXTS = [text for texts in OWN.values() for text in texts]
TRUE = [name for name, texts in OWN.items() for _ in texts]
HOSTILE = [
    "",
    " ",
    "?",
    "😀😀",
    "\x00\x01\x02",
    "a" * 100_000,
    "no " * 50_000,
    "ok",
    "12345",
    "你好,我想取消合同",
    "�" * 50,
    "((((((((((" * 1000,
    "www." + "x" * 5000,
    "\ud83d".encode("utf-8", "replace").decode(),
    "a@" * 9000,
]


def accuracy(truth, labels):
    """The share of texts in the best one-to-one mapping of labels to intents."""
    from scipy.optimize import linear_sum_assignment

    _, row = np.unique(labels, return_inverse=True)
    _, column = np.unique(truth, return_inverse=True)
    table = np.zeros((row.max() + 1, column.max() + 1))
    np.add.at(table, (row, column), 1)
    return table[linear_sum_assignment(-table)].sum() / len(truth)


def test_finds_what_is_there_and_names_it():
    found = discover_concerns(TEXTS)
    assert accuracy(TRUE, found.labels) == 1
    assert sorted(found.sizes) == [5, 5, 5]
    for label, true in zip(found.labels, TRUE, strict=True):
        assert true in found.names[label]
        assert true in [one.word for one in found.words[label]]
        assert found.quotes[label] in OWN[true]


def test_the_order_of_texts_does_not_matter_and_a_seed_repeats():
    once, again = discover_concerns(TEXTS), discover_concerns(TEXTS)
    assert (once.labels == again.labels).all() and once.names == again.names
    back = discover_concerns(TEXTS[::-1])
    assert (back.labels[::-1] == once.labels).all() and back.quotes == once.quotes
    np.testing.assert_array_equal(back.nearness[::-1], once.nearness)


def test_hostile_texts_get_a_label_and_spoil_nothing():
    found = discover_concerns(HOSTILE + TEXTS)
    assert len(found.labels) == len(HOSTILE) + len(TEXTS)
    assert found.labels.min() >= 0 and found.labels.max() < len(found.names)
    assert accuracy(TRUE, found.labels[len(HOSTILE) :]) > 0.9
    assert found.names[found.labels[0]] == "cannot_tell" and found.other[0] and np.isnan(found.nearness[0])


@pytest.mark.parametrize(
    "texts", [[], [""], ["", "?"], ["cancel"], ["cancel it", "parcel"], ["same text"] * 50, HOSTILE]
)
def test_few_or_empty_texts_are_no_error(texts):
    found = discover_concerns(texts)
    assert len(found.labels) == len(texts) == sum(found.sizes)
    assert len(found.names) == len(found.quotes) == len(found.words) == len(found.parents) == len(found.sizes)
    assert all(0 <= one < len(found.parent_names) for one in found.parents)
    assert len(set(found.names)) == len(found.names)


def test_what_cannot_be_used_is_named():
    with pytest.raises(InputError, match="one text"):
        discover_concerns("where is my parcel")
    with pytest.raises(InputError, match="tier"):
        discover_concerns(TEXTS, tier="huge")
    with pytest.raises(InputError, match="embed"):
        discover_concerns(TEXTS, tier="embedding")
    with pytest.raises(InputError, match="shape"):
        discover_concerns(TEXTS, tier="embedding", embed=lambda texts: np.zeros(3))


def test_vectors_of_the_caller_are_what_is_compared():
    def embed(texts):
        return np.array([[1.0, len(text) % 2, 0.1 * (len(text) % 3)] for text in texts])

    found = discover_concerns([f"{'x' * size} thing" for size in range(40)], tier="embedding", embed=embed)
    odd = np.arange(40) % 2
    assert all(len(set(odd[found.labels == one])) == 1 for one in range(len(found.names)))


def test_more_texts_than_are_compared(monkeypatch):
    from rapport.language.concerns import discover

    monkeypatch.setattr(discover, "SAMPLE", 60)
    found = discover_concerns(TEXTS * 20)
    assert (found.labels.reshape(20, -1) == found.labels[: len(TEXTS)]).all()
    assert accuracy(TRUE * 20, found.labels) > 0.7


def read(path, text, label):
    with gzip.open(path, "rt") as lines:
        rows = list(csv.DictReader(lines))
    return [row[text] for row in rows], [row[label] for row in rows]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "least_accuracy", "least_information"),
    [("task2_test_development", 0.62, 0.78), ("task1_development_gold", 0.461, 0.55)],
)
def test_intents_of_an_insurer_are_found(shared, name, least_accuracy, least_information):
    """As its challenge counts: the best one-to-one mapping, the number of intents not told."""
    from sklearn.metrics import normalized_mutual_info_score

    texts, intents = read(shared / f"data/dstc11_track2/{name}.csv.gz", "utterance", "intent")
    found = discover_concerns(texts)
    assert accuracy(intents, found.labels) >= least_accuracy
    assert normalized_mutual_info_score(intents, found.labels) >= least_information


@pytest.mark.shared
@pytest.mark.parametrize(("domain", "least"), [("travel", 0.7)])
def test_intents_of_other_fields_are_found(shared, domain, least):
    with gzip.open(shared / "data/clinc150/clinc150_train_val.csv.gz", "rt") as lines:
        rows = [row for row in csv.DictReader(lines) if row["domain"] == domain and row["split"] == "train"]
    found = discover_concerns([row["text"] for row in rows])
    assert accuracy([row["intent"] for row in rows], found.labels) >= least


SCRIPT = """
import hashlib, itertools
from rapport.language import discover_concerns
from rapport.language.concerns.model import ConcernModel
does = ["cancel", "change", "pay", "find", "explain"]
what = ["contract", "address", "bill", "parcel", "router"]
ways = ["I want to {} my {}", "please {} the {} today", "how do I {} a {}?", "{} {}"]
texts = [way.format(*pair) for way in ways for pair in itertools.product(does, what)]
found = discover_concerns(texts)
model = ConcernModel().fit(texts, [found.names[one] for one in found.labels])
told = found.labels.tobytes() + found.nearness.tobytes() + repr(found.names).encode()
print(hashlib.sha256(told + model.to_bytes()).hexdigest())
"""


def test_threads_and_hashing_change_nothing():
    """The same to the bit in other processes, whatever they are allowed."""
    told = set()
    for number in ("1", "3"):
        more = {"OMP_NUM_THREADS": number, "OPENBLAS_NUM_THREADS": number, "PYTHONHASHSEED": number}
        command, env = [sys.executable, "-c", SCRIPT], {**os.environ, **more}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        told.add(done.stdout)
    assert len(told) == 1
