"""Scores before anybody has rated anything."""

from itertools import pairwise

import numpy as np
import pytest
from service_talks import BEST_FIRST, HOSTILE, talk, turns_of

from rapport.language import ExperiencePredictor
from rapport.language.conversation import conversations
from rapport.language.experience.cold import EFFORT, RESOLVED, SATISFACTION, weights_of
from rapport.language.experience.course import NAMES, courses
from rapport.language.experience.reading import read
from rapport.records.errors import InputError

TARGETS = ("satisfaction", "effort", "resolved")


@pytest.mark.parametrize("better, worse", list(pairwise(BEST_FIRST)))
def test_what_went_better_scores_better(better, worse):
    given = [BEST_FIRST[better], BEST_FIRST[worse]]
    happy, hard = (ExperiencePredictor(target).predict(given) for target in ("satisfaction", "effort"))
    assert happy[0] > happy[1]
    assert hard[0] < hard[1]


def test_solved_and_unsolved_lie_on_both_sides_of_the_middle():
    solved, broken = ExperiencePredictor("resolved").predict(
        [BEST_FIRST["solved"], BEST_FIRST["still broken"]]
    )
    assert solved > 0.7
    assert broken < 0.3


@pytest.mark.parametrize("target, top", [("satisfaction", 100), ("effort", 100), ("resolved", 1)])
def test_the_scale_is_kept(target, top):
    rant = ["c: useless terrible awful ridiculous!!! I told you, I already said it, still not working??"] * 40
    rave = ["c: thank you so much, wonderful, perfect, it works now, great help!"] * 40
    given = [talk(*said[:1], "a: Hello", *said) for said in (rant, rave)]
    found = ExperiencePredictor(target).predict(given)
    assert ((found >= 0) & (found <= top)).all()
    assert abs(found[0] - found[1]) > 0.9 * top


@pytest.mark.parametrize("target", TARGETS)
def test_without_basis_nothing_is_said(target):
    given = [talk(), talk("c: hm"), talk("a: Hello, how can I help?"), talk("c: ", "a: ")]
    assert np.isnan(ExperiencePredictor(target).predict(given)).all()


OTHER_LANGUAGES = [
    (
        "c: Mein Telefon hat seit dem Update kein Netz mehr, was ist los?",
        "a: Bitte starten Sie es neu, danke.",
    ),
    ("c: Mi paquete no ha llegado todavía y nadie me responde", "a: Lo siento mucho, vamos a revisarlo hoy."),
    ("c: Mon colis n'est pas arrivé, que se passe-t-il donc ?", "a: Je suis désolé, je vais vérifier."),
    ("c: 我的手机没有信号 怎么 办 谢谢 你们 的 帮助", "a: 您好 请 重启 手机 再 试试"),
    ("c: Мой телефон не работает после обновления уже два дня", "a: Здравствуйте, перезагрузите его."),
]


@pytest.mark.parametrize("said", OTHER_LANGUAGES)
def test_other_languages_are_no_basis_unlearned_but_can_be_learned(said):
    for target in TARGETS:
        assert np.isnan(ExperiencePredictor(target).predict([talk(*said)]))[0]
    fitted = ExperiencePredictor().fit([talk(*one) for one in OTHER_LANGUAGES] * 2, [1, 2, 3, 4, 5] * 2)
    assert np.isfinite(fitted.predict([talk(*said)]))[0]


def test_a_few_english_words_among_names_are_english():
    given = [talk("c: Hi", "a: Name?", "c: Ben"), talk("c: book Hotel Krone Zürich please", "a: Done")]
    assert np.isfinite(ExperiencePredictor().predict(given)).all()


def test_whether_it_was_solved_needs_an_answer():
    alone = talk("c: I have been waiting for an answer for two days")
    assert np.isnan(ExperiencePredictor("resolved").predict([alone]))[0]
    easy = talk("c: You answered within an hour, thank you")
    waited, quick = ExperiencePredictor("effort").predict([alone, easy])
    assert waited > 20 > 15 > quick


def test_who_merely_asks_has_not_said_how_it_is():
    asks = [talk("c: I would like a table for four at eight tonight"), talk("c: Where is my bag, please?")]
    for target in TARGETS:
        assert np.isnan(ExperiencePredictor(target).predict(asks)).all()


def test_the_order_of_events_matters():
    before = talk("c: It does not work, ridiculous", "a: Done, it is fixed.", "c: Thanks, great!")
    after = talk("c: Thanks, great!", "a: Done, it is fixed.", "c: It does not work, ridiculous")
    satisfied = ExperiencePredictor().predict([before, after])
    assert satisfied[0] > satisfied[1] + 10


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_input_has_a_defined_answer(said):
    for target in TARGETS:
        found = ExperiencePredictor(target).predict([talk(*said)])
        assert found.shape == (1,)
        assert np.isnan(found[0]) or 0 <= found[0] <= 100


def test_each_conversation_is_read_on_its_own():
    given = [talk(*said) for said in HOSTILE] + list(BEST_FIRST.values())
    for target in TARGETS:
        predictor = ExperiencePredictor(target)
        alone = np.concatenate([predictor.predict([one]) for one in given])
        assert np.array_equal(predictor.predict(given), alone, equal_nan=True)
        assert np.array_equal(predictor.predict(given[::-1])[::-1], alone, equal_nan=True)


def test_nothing_given_is_nothing():
    assert ExperiencePredictor().predict([]).shape == (0,)


def test_an_unknown_target_is_named():
    with pytest.raises(InputError, match="unknown target 'mood'"):
        ExperiencePredictor("mood")


def test_weights_name_what_the_course_holds():
    for named in (SATISFACTION, RESOLVED, EFFORT):
        assert np.count_nonzero(weights_of(named)) == len(named)
    assert len(set(NAMES)) == len(NAMES)


def test_the_course_counts_what_happened():
    row = dict(
        zip(
            NAMES,
            courses([turns_of("c: help me please?", "a: Hi", "c: HELLO THERE??", gaps=(200, 10))])[0],
            strict=True,
        )
    )
    assert row["customer_turns"] == pytest.approx(np.log(3))
    assert row["wait_agent_longest"] == pytest.approx(np.log(201))
    assert row["wait_customer_longest"] == pytest.approx(np.log(11))
    assert row["lasted"] == pytest.approx(np.log(211))
    assert row["long_waits"] == pytest.approx(np.log(2))
    assert (row["customer_last"], row["open_question"], row["no_times"]) == (1, 1, 0)
    assert row["shouts"] > 0
    assert row["question_marks"] > 0


def test_unknown_speakers_are_the_side_that_is_missing():
    alone = read(conversations([talk("u: My order is late", "a: Sorry")])[0])
    beside = read(conversations([talk("c: My order is late", "u: Sorry")])[0])
    assert [turn.ours for turn in alone] == [turn.ours for turn in beside] == [False, True]
