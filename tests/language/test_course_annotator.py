"""The annotations of feelings: their shape, their evidence, and that each conversation is read on its own."""

import gzip
import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import rankdata

from rapport.language.annotation import CANNOT_TELL
from rapport.language.conversation import conversations
from rapport.language.feeling.course.annotator import MODEL, FeelingsAnnotator
from rapport.language.feeling.course.feelings import feelings_of
from tests.language.test_course import RESCUED, conversation
from tests.language.test_sentiment_input import HOSTILE

MOODS = ("ending", "customer_mood", "agent_mood")
LABELS = {
    "sentiment": {"positive", "neutral", "negative", CANNOT_TELL},
    "emotion": {
        *("calm", "happy", "grateful", "worried", "confused", "disappointed", "annoyed", "angry"),
        *("neutral", "warm", "empathetic", "apologetic", "impatient", CANNOT_TELL),
    },
    "escalation": {"escalation", "churn"},
    "course": {
        "rising",
        "level",
        "falling",
        "turned_better",
        "turned_worse",
        "said_before_turn",
        CANNOT_TELL,
    },
    "impact": {"improved", "unchanged", "worsened", CANNOT_TELL},
    **{one: {"positive", "neutral", "negative", CANNOT_TELL} for one in MOODS},
}


def annotate(given):
    return FeelingsAnnotator().annotate(conversations(given))


def hold(found, read):
    """What every annotation of these conversations must be."""
    texts = {one.interaction_id: [turn.text for turn in one.turns] for one in read}
    for one in found:
        assert one.label in LABELS[one.kind]
        assert one.model == MODEL
        if one.turn is None:
            assert one.start is None
            continue
        text = texts[one.interaction_id][one.turn]
        if one.start is not None:
            assert 0 <= one.start < one.end <= len(text)
            assert text[one.start : one.end].strip() == text[one.start : one.end]
        if one.label == CANNOT_TELL:
            assert (one.value, one.probability, one.start) == (None, None, None)
        elif one.kind == "sentiment":
            assert -1 <= one.value <= 1 and 0.3 < one.probability < 1
        elif one.value is not None and one.kind != "course":
            assert 0 < one.value <= 1


def test_a_rescued_customer():
    found = annotate([conversation(RESCUED)])
    whole = {one.kind: one.label for one in found if one.turn is None}
    moods = dict(zip(MOODS, ("positive", "neutral", "neutral"), strict=True))
    assert whole == {"course": "rising", "impact": "improved", **moods}
    turned = {one.label: one.turn for one in found if one.kind == "course" and one.turn is not None}
    assert turned == {"said_before_turn": 3, "turned_better": 4}
    assert sum(one.kind == "sentiment" for one in found) == len(RESCUED)
    hold(found, conversations([conversation(RESCUED)]))


def test_each_conversation_is_read_on_its_own():
    given = [{**conversation(RESCUED[k:]), "id": str(k)} for k in range(len(RESCUED))]
    together = annotate(given * 2)
    assert together == [one for each in given * 2 for one in annotate([each])]


def test_another_process_says_the_same():
    """Also where words hash differently."""
    code = f"from tests.language.test_course_annotator import *; print(annotate([conversation({RESCUED!r})]))"
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert said == {f"{annotate([conversation(RESCUED)])}\n"}


def test_hostile_turns():
    given = [
        {"id": str(place), "turns": [{"speaker": who, "text": text} for who in ("customer", "agent", None)]}
        for place, text in enumerate(HOSTILE)
    ]
    given.append({"id": "last", "turns": [{"speaker": "customer", "text": "great"}]})
    found = annotate(given)
    hold(found, conversations(given))
    assert [one.label for one in found if one.interaction_id == "last"][:2] == ["positive", "happy"]


def test_speakers():
    kinds = defaultdict(set)
    for who in ("customer", "agent", "bot", "system", "somebody"):
        kinds[who] = {one.kind for one in annotate([conversation([(who, "I am happy to hear that.")])])}
    turn = {"sentiment", "emotion"}
    assert kinds["customer"] >= turn and kinds["agent"] >= turn
    assert kinds["somebody"] & turn == {"sentiment"}
    assert kinds["bot"] == kinds["system"] == set()


def test_another_language_is_not_guessed_at():
    turns = [("customer", "Useless! 😡"), ("agent", "Sorry.")]
    for language, expected in (
        ("de", {CANNOT_TELL}),
        ("en-GB", {"negative", "angry", "apologetic"}),
    ):
        found = annotate([conversation(turns, language=language)])
        assert {one.label for one in found if one.turn is not None} == expected


def test_nothing_to_read():
    assert annotate([]) == annotate([conversation([])]) == []
    empty = annotate([conversation([("customer", "")])])
    assert {(one.kind, one.label, one.turn) for one in empty} == {
        (kind, CANNOT_TELL, None) for kind in ("course", "impact", *MOODS)
    }


def test_how_it_ended_is_the_mean_of_the_last_third():
    def said(turns):
        found = annotate([conversation(turns)])
        values = {one.turn: one.value for one in found if one.kind == "sentiment"}
        return values, {one.kind: one.value for one in found if one.turn is None}

    words = [
        "This is awful.",
        "I hate this.",
        "It is broken.",
        "Fine.",
        "Great, thank you!",
        "Perfect, thanks.",
    ]
    turns, whole = said([("customer", text) for text in words])
    assert whole["ending"] == pytest.approx((turns[4] + turns[5]) / 2)
    assert whole["customer_mood"] == pytest.approx(sum(turns.values()) / 6)
    assert whole["agent_mood"] is None
    turns, whole = said([("customer", "This is awful."), ("agent", "I am so sorry.")])
    assert (whole["ending"], whole["agent_mood"], whole["impact"]) == (turns[0], turns[1], None)


def test_quoted_words_are_where_they_stand():
    text = "Hello!\n\n  So,\tyou overcharged me :(  (again)"
    found = annotate([conversation([("customer", text)])])
    assert [text[one.start : one.end] for one in found if one.kind == "sentiment"] == ["overcharged"]


@pytest.fixture(scope="module")
def star(shared):
    """Conversations of which the agent said whether the customer was annoyed."""
    with gzip.open(shared / "data/star/labels.jsonl.gz", "rt", encoding="utf-8") as file:
        labels = {one["id"]: one["agent_says_customer_annoyed"] for one in map(json.loads, file)}
    with gzip.open(shared / "data/star/conversations.jsonl.gz", "rt", encoding="utf-8") as file:
        given = [one for one in map(json.loads, file) if one["turns"] and labels[one["id"]] is not None]
    return given, np.array([labels[one["id"]] for one in given])


def auc(scores, truth):
    ranks = rankdata(scores)
    good = truth.sum()
    return (ranks[truth].sum() - good * (good + 1) / 2) / (good * (len(truth) - good))


@pytest.mark.shared
def test_annoyed_customers_are_found_without_labels(star):
    """VADER's mean over the customer's turns reaches .73; the interval is by resampled agents."""
    given, annoyed = star
    scores = np.array([one["annoyance"] for one in feelings_of(given)])
    assert auc(scores, annoyed) >= 0.80
    _, agent = np.unique([one["agent_id"] or "" for one in given], return_inverse=True)
    members = [np.flatnonzero(agent == one) for one in range(agent.max() + 1)]
    rng = np.random.default_rng(1)
    found = []
    for _ in range(200):
        some = np.concatenate([members[one] for one in rng.integers(0, len(members), len(members))])
        found.append(auc(scores[some], annoyed[some]))
    low, high = np.quantile(found, [0.025, 0.975])
    assert 0.75 < low < high < 0.90


@pytest.mark.shared
def test_evidence_on_real_conversations(star):
    some = conversations(star[0][::40])
    found = FeelingsAnnotator().annotate(some)
    hold(found, some)
    alone = [one for each in some for one in FeelingsAnnotator().annotate([each])]
    assert found == alone
