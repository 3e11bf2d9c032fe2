"""How likely what is told of service is right."""

from collections import defaultdict

import numpy as np
import pytest
from service_talks import BEST_FIRST, HOSTILE, talk

from rapport.language import ExperiencePredictor
from rapport.language.annotation import CANNOT_TELL
from rapport.language.behaviours.prior import LIKELY
from rapport.language.conversation import conversations
from rapport.language.experience.annotator import ExperienceAnnotator, verdict
from rapport.language.experience.ladder import Ladder, ladder_of
from rapport.language.experience.probability import CUES, LABELS, LADDERS
from rapport.language.experience.together import ServiceAnnotator

EVERY = [*BEST_FIRST.values(), *(talk(*said) for said in HOSTILE)]
FACTS = {"id": "f", "turns": [{"speaker": "customer", "text": "Hello?"}], "attributes": {"transfers": "2"}}


def graded(target: str, steps: int) -> ExperiencePredictor:
    """Learned from ratings that go with what was said, nine times in ten."""
    draw = np.random.default_rng(steps)
    talks = list(BEST_FIRST.values())
    given = [talks[place % len(talks)] for place in range(120)]
    level = np.array([1 - (place % len(talks)) / (len(talks) - 1) for place in range(120)])
    values = np.round((level if target != "effort" else 1 - level) * (steps - 1))
    anew = draw.random(120) < 0.1
    values[anew] = draw.integers(steps, size=int(anew.sum()))
    return ExperiencePredictor(target).fit(given, values + 1, [str(place) for place in range(120)])


@pytest.mark.parametrize("steps", [None, 2, 5])
def test_all_that_is_told_has_a_probability_and_nothing_else(steps):
    targets = [ExperiencePredictor(one) if steps is None else graded(one, steps) for one in LABELS]
    found = ServiceAnnotator(ExperienceAnnotator(tuple(targets))).annotate(conversations(EVERY))
    told = [one for one in found if one.label != CANNOT_TELL]
    assert {one.kind for one in told} == {*LABELS, "behaviour"}
    assert all(one.probability is not None and 0 < one.probability <= 1 for one in told)
    assert all(one.probability is None for one in found if one.label == CANNOT_TELL)
    assert all(one.probability >= 0.5 for one in told if one.turn is not None)


def test_what_is_known_beside_the_words_is_sure():
    (known,) = [
        one for one in ServiceAnnotator().annotate(conversations([FACTS])) if one.kind == "effort_fact"
    ]
    assert (known.label, known.probability) == ("transferred", 1.0)


@pytest.mark.parametrize("steps", [None, 2, 5])
@pytest.mark.parametrize("target", LABELS)
def test_a_higher_value_never_tells_a_lower_label_and_is_surer_of_the_highest(target, steps):
    predictor = ExperiencePredictor(target) if steps is None else graded(target, steps)
    low, high = predictor.scale
    values = np.linspace(low, high, 201)
    found = [verdict("x", predictor, float(value)) for value in values]
    order = {label: place for place, label in enumerate((*LABELS[target],))} | {CANNOT_TELL: 1}
    places = [order[one.label] for one in found]
    assert places == sorted(places) and {0, 2} <= set(places)
    for label, step in ((LABELS[target][0], -1), (LABELS[target][2], 1)):
        sure = [one.probability for one in found if one.label == label]
        assert sure[::step] == sorted(sure)


@pytest.mark.parametrize("target", LABELS)
def test_between_yes_and_no_nothing_is_told(target):
    predictor = graded(target, 2)
    labels = [verdict("x", predictor, value).label for value in (1.0, 1.3, 1.5, 1.7, 2.0)]
    assert labels == [LABELS[target][0]] * 2 + [CANNOT_TELL] + [LABELS[target][2]] * 2
    assert verdict("x", predictor, 1.7).probability == pytest.approx(0.7)


def test_a_ladder_is_found_again():
    draw = np.random.default_rng(1)
    scores, true = draw.normal(3, 2, 20_000), Ladder(0.8, 1.5, 3.0)
    chances = np.array([true.chances(one) for one in scores])
    steps = (draw.random(20_000)[:, None] > chances.cumsum(axis=1)[:, :2]).sum(axis=1)
    found = ladder_of(scores, steps)
    assert (found.slope, found.first, found.second) == pytest.approx((0.8, 1.5, 3.0), abs=0.1)


@pytest.mark.parametrize("steps", [[1], [0, 0, 0], [2, 2], [0, 2, 0, 2]])
def test_no_label_is_impossible_because_few_gave_it(steps):
    found = ladder_of(np.arange(len(steps), dtype=float), steps)
    for score in (-50.0, 0.0, 0.5, 50.0):
        chances = found.chances(score)
        assert sum(chances) == pytest.approx(1) and min(chances) >= 0
    assert min(found.chances((len(steps) - 1) / 2)) > 0.01


def test_constants_are_probabilities_of_signs_that_exist():
    shown = {
        (one.kind, one.label)
        for one in ServiceAnnotator().annotate(conversations(EVERY))
        if one.turn is not None
    }
    assert {label for kind, label in shown if kind == "behaviour"} <= set(LIKELY)
    assert all(0 < one < 1 for levels in (*CUES.values(), LIKELY) for one in levels.values())
    assert all(one.slope > 0 and one.first < one.second for one in LADDERS.values())


@pytest.mark.shared
def test_what_is_installed_promises_what_the_readings_it_was_fitted_on_bear_out(shared):
    from benchmarks.judged.answers import right
    from benchmarks.judged.service import said_installed

    by = defaultdict(list)
    for one in said_installed():
        by[one.label.partition(":")[0]].append(one)
    assert set(by) == {*LABELS, *(f"{one} cue" for one in LABELS), "behaviour"}
    for kind, some in by.items():
        found = right(kind, [one.right for one in some])
        promised = np.mean([one.probability for one in some])
        assert len(some) >= 80 and found.low <= promised <= found.high, found.line()


@pytest.mark.shared
def test_the_constants_are_those_that_the_readings_give(shared):
    from benchmarks.judged.fit_service import everything, fitted

    found = fitted(everything)
    for kind, one in found.ladders.items():
        assert (one.slope, one.first, one.second) == pytest.approx(
            (LADDERS[kind].slope, LADDERS[kind].first, LADDERS[kind].second), abs=0.006
        )
    installed = {f"{kind}:{label}": level for kind, own in CUES.items() for label, level in own.items()}
    installed |= {f"behaviour:{label}": level for label, level in LIKELY.items()}
    assert {sign: installed[sign] for sign in found.levels} == pytest.approx(found.levels, abs=0.006)
