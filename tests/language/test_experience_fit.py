"""What ratings teach."""

import numpy as np
import pytest
from service_talks import BEST_FIRST, HOSTILE, talk

from rapport.language import ExperiencePredictor
from rapport.language.annotation import CANNOT_TELL
from rapport.language.conversation import conversations
from rapport.language.experience import fit
from rapport.language.experience.annotator import ExperienceAnnotator
from rapport.language.experience.folds import folds_of
from rapport.language.experience.learning import scale_of
from rapport.measures import auc
from rapport.records.errors import InputError

TOPICS = ("the parcel", "my card", "the bill", "a refund", "the app", "my contract", "a flight", "the room")
WORDS = {0: "zorp", 1: "plim"}


def rated(count: int, seed: int = 0, steps: int = 2) -> tuple[list, np.ndarray, list]:
    """Talks whose rating a made-up word of the agent tells, nine times of ten."""
    draw = np.random.default_rng(seed)
    given, values, groups = [], [], []
    for place in range(count):
        level = int(draw.integers(steps))
        shown = level if draw.random() < 0.9 else int(draw.integers(steps))
        word = WORDS[1] if shown / max(steps - 1, 1) >= 0.5 else WORDS[0]
        topic = TOPICS[int(draw.integers(len(TOPICS)))]
        given.append(
            talk(f"c: a question about {topic}", f"a: {word} for {topic}", "c: ok then", name=str(place))
        )
        values.append(level)
        groups.append(f"agent {place % 12}")
    return given, np.array(values, dtype=float), groups


def test_it_learns_words_nobody_told_it():
    given, values, groups = rated(160)
    fresh, truth, _ = rated(100, seed=1)
    fitted = ExperiencePredictor("resolved").fit(given, values, groups)
    found = fitted.predict(fresh)
    assert found[truth == 1].mean() > found[truth == 0].mean() + 0.5
    unfitted = ExperiencePredictor("resolved").predict(fresh)
    assert abs(unfitted[truth == 1].mean() - unfitted[truth == 0].mean()) < 0.05


@pytest.mark.parametrize(
    "low, high, steps", [(0, 1, 2), (1, 5, 5), (0, 10, 11), (0, 100, 21), (-2, 2, 9), (2, 4, 2)]
)
def test_answers_are_on_the_scale_given(low, high, steps):
    given, values, groups = rated(120, steps=steps)
    fitted = ExperiencePredictor().fit(given, low + values * (high - low) / (steps - 1), groups)
    assert fitted.scale == (low, high)
    found = fitted.predict(given)
    assert ((found >= low) & (found <= high)).all()
    assert abs(found.mean() - (low + high) / 2) < 0.15 * (high - low)


def test_fitted_it_answers_for_every_conversation_with_words():
    given, values, groups = rated(60)
    fitted = ExperiencePredictor("effort").fit(given, values, groups)
    some = [
        talk("c: hm, late"),
        talk("u: so"),
        talk("c: ..."),
        talk("s: CLOSED"),
        talk("c: 我的手机没有信号"),
    ]
    assert np.isfinite(fitted.predict(some)).all()
    assert np.isnan(fitted.predict([talk(), talk("c: ")])).all()


def test_fitted_or_not_it_says_nothing_of_a_customer_who_said_nothing():
    given, values, groups = rated(60)
    silent = [
        talk("a: Hello, how can I help?"),
        talk("a: Hello", "a: Bye"),
        talk("c: ok"),
        talk("c: Hi", "c: yes"),
    ]
    for predictor in (
        ExperiencePredictor("effort"),
        ExperiencePredictor("effort").fit(given, values, groups),
    ):
        assert np.isnan(predictor.predict(silent)).all()
        told = ExperienceAnnotator((predictor,)).annotate(conversations(silent))
        assert [(one.label, one.value) for one in told if one.turn is None] == [(CANNOT_TELL, None)] * 4


@pytest.mark.parametrize("values", [[0, 1], [0, 1, 0, 1], [3, 3, 3], [1, 2, 3, 4, 5], [7]])
def test_a_handful_of_ratings_is_enough_to_fit(values):
    given = [talk(*said, name=str(place)) for place, said in enumerate([["c: I need help"]] * len(values))]
    found = ExperiencePredictor().fit(given, values).predict(given)
    assert np.isfinite(found).all()
    assert ((found >= min(values) - 1e-9) & (found <= max(values) + 1)).all()


def test_many_ratings_are_solved_over_columns_alike(monkeypatch):
    given, values, groups = rated(80, steps=5)
    over_rows = ExperiencePredictor().fit(given, values, groups).predict(given)
    monkeypatch.setattr(fit, "DUAL", 10)
    over_columns = ExperiencePredictor().fit(given, values, groups).predict(given)
    assert over_columns == pytest.approx(over_rows, abs=0.02)


def test_few_ratings_leave_the_unlearned_order():
    given = list(BEST_FIRST.values()) * 4
    named = [{**one, "id": str(place)} for place, one in enumerate(given)]
    fitted = ExperiencePredictor().fit(named, [5, 4, 3, 2, 1] * 4)
    fresh = [
        talk("c: Where is it?", "a: I have sent it again.", "c: Wonderful, thank you so much!"),
        talk("c: Where is it?", "a: Unfortunately we cannot help.", "c: Ridiculous, I told you twice."),
    ]
    happy, angry = fitted.predict(fresh)
    assert happy > angry + 0.5


def test_ratings_that_are_missing_do_not_teach():
    given, values, groups = rated(80)
    holes = np.concatenate([values, [np.nan] * 20])
    more = [*given, *rated(20, seed=5)[0]]
    with_holes = ExperiencePredictor().fit(more, holes, [*groups, *["x"] * 20])
    without = ExperiencePredictor().fit(given, values, groups)
    assert np.array_equal(with_holes.predict(given), without.predict(given))
    assert ExperiencePredictor().fit(more, [*values.tolist(), *[None] * 20]).learned.base == 80


@pytest.mark.parametrize(
    "values, groups, says",
    [
        ([1], None, "1 values for 2"),
        (["good", "bad"], None, "not numbers"),
        ([np.nan, None], None, "no conversation has words and a value"),
        ([1, 2], ["a"], "1 groups for 2"),
    ],
)
def test_ratings_that_do_not_fit_are_named(values, groups, says):
    given = [talk("c: hello there"), talk("c: good morning")]
    with pytest.raises(InputError, match=says):
        ExperiencePredictor().fit(given, values, groups)


def test_the_same_ratings_teach_the_same_to_the_bit():
    given, values, groups = rated(90, steps=5)
    one, two = (ExperiencePredictor().fit(given, values, groups) for _ in range(2))
    assert one.to_bytes() == two.to_bytes()


def test_each_conversation_is_predicted_on_its_own():
    given, values, groups = rated(90, steps=3)
    fitted = ExperiencePredictor().fit(given, values, groups)
    asked = [*given[:20], *(talk(*said) for said in HOSTILE), *BEST_FIRST.values()]
    together = fitted.predict(asked)
    alone = np.concatenate([fitted.predict([one]) for one in asked])
    assert np.array_equal(together, alone, equal_nan=True)


@pytest.mark.parametrize("steps", [2, 5])
def test_kept_as_bytes_it_predicts_the_same(steps):
    given, values, groups = rated(90, steps=steps)
    fitted = ExperiencePredictor("resolved").fit(given, values, groups)
    again = ExperiencePredictor.from_bytes(fitted.to_bytes())
    assert (again.target, again.model, again.scale) == (fitted.target, fitted.model, fitted.scale)
    assert np.array_equal(again.predict(given), fitted.predict(given))
    assert ExperiencePredictor.from_bytes(ExperiencePredictor("effort").to_bytes()).learned is None


def test_what_is_kept_holds_no_words():
    given, values, groups = rated(60)
    kept = ExperiencePredictor().fit(given, values, groups).to_bytes()
    assert all(word.encode() not in kept for word in (*WORDS.values(), "parcel", "agent 3"))


@pytest.mark.parametrize(
    "harm", [lambda b: b[:-7], lambda b: b"", lambda b: b[:40] + b"x" + b[41:], lambda b: b"x" * 99]
)
def test_damaged_bytes_are_named(harm):
    kept = ExperiencePredictor().to_bytes()
    with pytest.raises(InputError, match="damaged"):
        ExperiencePredictor.from_bytes(harm(kept))


def test_bytes_of_something_else_are_named():
    from rapport.language.experience.packed import packed

    with pytest.raises(InputError, match="experience@4, not experience@3"):
        ExperiencePredictor.from_bytes(packed("experience", 4, {}, {}))


def test_what_was_learned_by_other_words_is_refused(monkeypatch):
    from rapport.language.experience import saved

    given = [{"turns": [{"speaker": "customer", "text": f"thanks {number}"}]} for number in range(30)]
    data = ExperiencePredictor("effort").fit(given, range(30)).to_bytes()
    assert ExperiencePredictor.from_bytes(data).learned is not None
    monkeypatch.setattr(saved, "rests_on", lambda: "other lists")
    with pytest.raises(InputError, match="other words and rules"):
        ExperiencePredictor.from_bytes(data)


@pytest.mark.parametrize(
    ("module", "name", "other"),
    [
        ("words.threats", "TEXT", "churn/0.9: farewell"),
        ("turns", "THREATENING", 0.1),
        ("turns", "SHOUTED", 0.1),
        ("turns", "LONGEST_SHOUT", 3),
        ("subject", "OWN", ("i",)),
        ("subject", "OTHERS", ("they",)),
        ("subject", "REACH", 2),
        ("probability", "THREATS", ((0.0, 1.0), (0.0, 1.0))),
    ],
)
def test_the_mark_holds_what_threats_and_shouts_are_heard_by(monkeypatch, module, name, other):
    from importlib import import_module

    from rapport.language.experience.rests_on import rests_on

    before = rests_on.__wrapped__()
    monkeypatch.setattr(import_module(f"rapport.language.feeling.emotion.{module}"), name, other)
    assert rests_on.__wrapped__() != before


def test_groups_stay_together_whatever_their_order():
    names = ["a"] * 5 + ["b"] * 3 + ["c"] * 3 + ["d"] * 2 + ["e"]
    fold = dict(zip(names, folds_of(names, 3), strict=True))
    assert len(set(fold.values())) == 3
    assert dict(zip(names[::-1], folds_of(names[::-1], 3), strict=True)) == fold
    assert set(folds_of(["x"] * 4, 5).tolist()) == {0}


@pytest.mark.parametrize("share", [0.04, 0.3, 0.9])
def test_folds_hold_alike_much_of_the_rarer_answer(share):
    names, values = uneven(share, seed=0)
    fold = folds_of(names, 5, values)
    assert all(len(set(fold[names == one])) == 1 for one in set(names))
    sizes = np.bincount(fold)
    rare = np.bincount(fold, weights=values if share < 0.5 else 1 - values)
    assert sizes.min() >= 0.9 * sizes.max()
    assert rare.min() >= 0.75 * rare.max()
    order = np.random.default_rng(1).permutation(len(names))
    assert np.array_equal(folds_of(names[order], 5, values[order]), fold[order])
    assert np.array_equal(folds_of(names, 5, 7 - 3 * values), fold)  # whichever way the scale runs


def test_folds_of_ratings_alike_are_dealt_by_rows():
    names, _ = uneven(0.3, seed=0)
    assert np.array_equal(folds_of(names, 5, np.ones(len(names))), folds_of(names, 5))
    assert len(folds_of([], 5, np.array([]))) == 0
    single = folds_of([str(one) for one in range(50)], 5, np.repeat(np.arange(5.0), 10))
    assert np.bincount(single).tolist() == [10] * 5
    assert np.ptp(np.bincount(single, weights=np.repeat(np.arange(5.0), 10))) <= 2


def test_who_knows_only_how_rare_an_answer_is_gets_nearly_what_chance_gives():
    """A share of what is left to learn from is low where the fold itself has much: folds dealt by rows make
    guessing look worse than guessing."""
    by_rows, by_answers = [], []
    for seed in range(20):
        names, values = uneven(0.04, seed)
        for folds, found in ((folds_of(names, 5), by_rows), (folds_of(names, 5, values), by_answers)):
            left = np.array([values[folds != part].mean() for part in range(5)])
            found.append(auc(left[folds], values).value)
    assert np.mean(by_rows) < 0.4
    assert 0.47 < np.mean(by_answers) <= 0.5


def uneven(share: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Sixty groups of 5 to 89 answers, more yes in some than in others, `share` of them over all."""
    draw = np.random.default_rng(seed)
    sizes = draw.integers(5, 90, 60)
    own = draw.beta(6 * share, 6 * (1 - share), 60)
    names = np.repeat([f"agent {one}" for one in range(60)], sizes)
    return names, (draw.random(len(names)) < np.repeat(own, sizes)).astype(float)


@pytest.mark.parametrize(
    "values, ends",
    [([0, 1], (0, 1)), ([2, 4], (2, 4)), ([1, 3, 5], (1, 5)), ([0, 3, 9], (0, 10)), ([0, 40, 90], (0, 100)),
     ([-1.5, 0, 1.5], (-2, 2)), ([3, 3], (3, 4)), ([200, 300, 400], (200, 400))],
)  # fmt: skip
def test_the_scale_is_told_from_the_values(values, ends):
    assert scale_of(np.array(values, dtype=float)) == ends
