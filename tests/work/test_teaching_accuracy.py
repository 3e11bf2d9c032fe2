"""Accuracy comes from the random half alone: what teaches is chosen for being hard, and would mislead."""

from collections import Counter
from datetime import UTC, datetime
from random import Random

import numpy as np
import pytest

from rapport.program.reading.plain import (
    ABSENT,
    BEHAVIOUR,
    CANNOT_TELL,
    CONCERN,
    PRESENT,
    RANDOM,
    RESOLVED,
    SKIPPED,
    TEACHING,
    CheckFacts,
    Drawn,
    Question,
    Said,
)
from rapport.work.teaching.accuracy import accuracy, accuracy_by_label, judged, share, unanswered
from rapport.work.teaching.draw import draw
from rapport.work.teaching.pool import Of, Pool, Unsure

AT = datetime(2026, 3, 2, tzinfo=UTC)
KINDS = (CONCERN, RESOLVED, BEHAVIOUR)


def check(question, label, answer, how=RANDOM, probability=0.01, verdict=None):
    known = "right" if answer == label else "wrong"
    drawn = Drawn(how, probability if how == RANDOM else None)
    return CheckFacts("x", question, Said(label, "m@1"), drawn, answer, verdict or known, None, "Ann", AT)


def concerns(number, wrong, seed):
    """A pool of conversations: the machine is wrong more often where it is unsure."""
    rng = np.random.default_rng(seed)
    sure = rng.uniform(0.2, 1, number)
    right = rng.random(number) < (1 - wrong) * 0.4 + 0.6 * sure
    of, truth = {}, {}
    for at in range(number):
        name = f"i{at}"
        of[name] = Of(f"a{at % 7}", "t", (1,), {CONCERN: ("bill", float(sure[at]))})
        truth[name] = "bill" if right[at] else "parcel"
    part = dict(list(of.items())[: number // 3])
    measured = dict(list(of.items())[number // 3 :])
    unsure = sorted(
        (Unsure(Question(name, CONCERN), "bill", one.whole[CONCERN][1]) for name, one in part.items()),
        key=lambda one: one.margin,
    )
    return Pool(number, measured, part, {}, len(measured), {CONCERN: unsure}), truth


def reviewed(pool, truth, seed, answers):
    """What people say when they answer so many questions as they come."""
    asked, checks = set(), []
    for number in range(answers):
        found = draw(pool, lambda *_: True, asked, number, str(seed), (CONCERN,))
        asked.add(found.question)
        answer = truth[found.question.interaction_id]
        how = found.drawn
        checks.append(check(found.question, "bill", answer, how.how, how.probability))
    return checks


def test_the_random_half_holds_the_truth_while_the_teaching_half_is_far_off():
    """Over 400 reviews of 120 answers drawn anew: the interval of the 60 random ones holds the truth."""
    held, off, mean = 0, [], []
    pool, truth = concerns(1_500, 0.3, 1)
    real = np.mean([one == "bill" for one in truth.values()])
    for seed in range(400):
        checks = reviewed(pool, truth, seed, 120)
        rows = judged(checks)
        found = accuracy(rows)
        assert found.base == 60
        held += found.low <= real <= found.high
        mean.append(found.value)
        off.append(np.mean([one.verdict == "right" for one in checks if one.drawn.how == TEACHING]))
    assert held / 400 >= 0.93
    assert abs(np.mean(mean) - real) < 0.02
    assert np.mean(off) < real - 0.1


def test_behaviours_are_drawn_with_chances_that_are_known():
    """A turn's chance to come up is the one that is told: estimates weighted by it are right over all turns,
    although where a behaviour was seen is asked about far more often."""
    rng = np.random.default_rng(3)
    of, places, truth = {}, {"greeting": []}, {}
    for at in range(400):
        name, seen = f"i{at}", set()
        for turn in (0, 2, 4):
            there = rng.random() < (0.5 if turn == 0 else 0.02)
            if rng.random() < (0.9 if there else 0.1):
                seen.add(turn)
            truth[name, turn] = PRESENT if there else ABSENT
        of[name] = Of("a", "t", (0, 2, 4), {}, {"greeting": seen})
        places["greeting"] += [(name, turn) for turn in sorted(seen)]
    pool = Pool(400, of, {}, places, 1_200, {})
    labels = {key: PRESENT if key in set(places["greeting"]) else ABSENT for key in truth}
    real = np.mean([labels[key] == truth[key] for key in truth])
    held, plain, drawn = 0, [], Counter()
    for seed in range(200):
        asked, checks = set(), []
        for number in range(0, 160, 2):
            found = draw(pool, lambda *_: True, asked, number, str(seed), (BEHAVIOUR,))
            asked.add(found.question)
            key = (found.question.interaction_id, found.question.turn)
            drawn[labels[key]] += 1
            checks.append(check(found.question, labels[key], truth[key], RANDOM, found.drawn.probability))
        one = accuracy(judged(checks))
        held += one.low <= real <= one.high
        plain.append(np.mean([c.verdict == "right" for c in checks]))
    assert drawn[PRESENT] > 1.5 * drawn[ABSENT]
    assert held / 200 >= 0.93
    assert abs(np.mean(plain) - real) > 0.02  # without the weights it would be off


def test_the_chances_told_are_those_of_the_draws():
    """Much is seen of one behaviour and little of another: of 20,000 first questions, those of each, in turns
    with it and without, are as many as the chances told add up to."""
    often, rare = set(range(300)), set(range(20))
    of = {
        f"i{at}": Of(
            "a",
            "t",
            (0,),
            {},
            {"empathy": {0} if at in often else set(), "thanks": {0} if at in rare else set()},
        )
        for at in range(500)
    }
    places = {
        name: [(f"i{at}", 0) for at in sorted(own)] for name, own in (("empathy", often), ("thanks", rare))
    }
    pool = Pool(1_000, of, {}, places, 500, {})
    drawn, told = Counter(), {}
    for seed in range(20_000):
        found = draw(pool, lambda *_: True, set(), 0, str(seed), (BEHAVIOUR,))
        asked = found.question
        cell = asked.about, (asked.interaction_id, 0) in places[asked.about]
        drawn[cell] += 1
        told[cell] = found.drawn.probability
    for (about, there), chance in told.items():
        turns = len(places[about]) if there else 500 - len(places[about])
        share = turns * chance / (len(of) / pool.frame)
        spread = (share * (1 - share) / 20_000) ** 0.5
        assert abs(drawn[about, there] / 20_000 - share) < 4 * spread, (about, there)
    assert len(told) == 4


def test_a_behaviour_seen_in_every_turn_is_asked_where_it_is():
    of = {f"i{at}": Of("a", "t", (0,), {}, {"greeting": {0}}) for at in range(5)}
    pool = Pool(5, of, {}, {"greeting": [(name, 0) for name in of]}, 5, {})
    for seed in range(20):
        found = draw(pool, lambda *_: True, set(), 0, str(seed), (BEHAVIOUR,))
        assert found.drawn.probability == pytest.approx(1 / 5)


def test_what_nobody_answered_is_left_out_and_counted():
    asked = Question("i1", CONCERN)
    checks = [
        check(asked, "bill", "bill"),
        check(Question("i2", CONCERN), "bill", "", verdict=SKIPPED),
        check(Question("i3", CONCERN), "bill", "", verdict=CANNOT_TELL),
        check(Question("i4", CONCERN), CANNOT_TELL, "bill"),
        check(Question("i5", CONCERN), "bill", "parcel", TEACHING),
    ]
    found = accuracy(judged(checks), unanswered(checks))
    assert (found.value, found.base) == (1.0, 1)
    assert found.excluded == {"skipped": 1, "cannot tell": 1, "the machine cannot tell": 1}
    assert accuracy([]).value is None


def test_two_people_on_one_question_count_once_and_the_newest_reading_counts():
    asked = Question("i1", BEHAVIOUR, 2, "greeting")
    checks = [check(asked, ABSENT, PRESENT), check(asked, ABSENT, ABSENT)]
    (before,) = judged(checks)
    (now,) = judged(checks, {("i1", 2, "greeting"): PRESENT})
    assert (before.answer, before.label) == (PRESENT, ABSENT)
    assert now.label == PRESENT
    assert share([now], [True]).base == 1


def test_by_label_only_what_was_given():
    rows = judged([check(Question(f"i{n}", CONCERN), "bill" if n else "parcel", "bill") for n in range(9)])
    found = accuracy_by_label(rows)
    assert (found["bill"].value, found["parcel"].value) == (1.0, 0.0)
    assert found["bill"].base == 8 and found["parcel"].base == 1


def test_nothing_left_is_none_and_hidden_ones_are_never_drawn():
    pool, _ = concerns(60, 0.2, 5)
    assert draw(pool, lambda *_: False, set(), 0, "s", KINDS) is None
    allowed = set(list(pool.of)[:3])
    rng = Random(1)
    for number in range(40):
        found = draw(pool, lambda name, _: name in allowed, set(), 2 * number, str(rng.random()), KINDS)
        assert found is None or found.question.interaction_id in allowed
    every = {Question(name, CONCERN) for name in (*pool.of, *pool.teaching)}
    assert draw(pool, lambda *_: True, every, 0, "s", KINDS) is None


def test_who_sees_a_part_only_teaches():
    pool, _ = concerns(90, 0.2, 5)
    for number in range(10):
        assert draw(pool, lambda *_: True, set(), number, "s", KINDS, False).drawn == Drawn(TEACHING)


def test_questions_that_teach_are_of_many_agents():
    pool, _ = concerns(600, 0.2, 5)
    asked = set()
    for number in range(1, 30, 2):
        asked.add(draw(pool, lambda *_: True, asked, number, "s", KINDS).question)
    agents = Counter(pool.teaching[one.interaction_id].agent_id for one in asked)
    assert len(agents) == 7 and max(agents.values()) <= 3


@pytest.mark.parametrize("probability", [0.5, 1e-9])
def test_weights_are_one_over_the_chance(probability):
    (one,) = judged([check(Question("i", CONCERN), "a", "a", RANDOM, probability)])
    assert one.weight == pytest.approx(1 / probability)
