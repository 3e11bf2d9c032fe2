"""Evaluations handed in by a program or a sheet say whether their evaluator had seen what a machine read."""

import pytest

from rapport.criteria import Decision
from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.people.errors import NotAllowedError
from rapport.work.api.hand_in import HandedIn, hand_in_all
from rapport.work.evaluate import import_evaluations
from tests.program.judging_people import People
from tests.work.teaching_desk import CRITERIA, DESK, desk_home, score


@pytest.fixture
def home(tmp_path):
    yield from desk_home(tmp_path)


@pytest.fixture
def eva(home):
    from rapport.program.audits.services import evaluator_me

    person = People()("Eva", "qa_lead")
    assert evaluator_me(person) == "Eva"
    return person


def given(name, hello=1):
    return HandedIn(name, {"greeting": Decision({"said_hello": hello}), "manners": Decision({})})


def shown():
    from rapport.program.audits.models import Evaluation

    rows = Evaluation.objects.filter(retracted_at__isnull=True, evaluator__name="Eva")
    return dict(rows.values_list("interaction_id", "draft_shown"))


def test_a_look_before_is_kept_and_one_after_changes_nothing(home, eva):
    from rapport.program.reading.services import reading_opened_note

    score(DESK, [5], "Ben")  # the criteria are known now
    reading_opened_note(eva, "i001")
    hand_in_all(home, eva, DESK.definition, [given("i001"), given("i002")], purpose="targeted")
    assert shown() == {"i001": True, "i002": False}
    reading_opened_note(eva, "i002")
    again = hand_in_all(home, eva, DESK.definition, [given("i002")], purpose="targeted")
    assert [one.outcome for one in again] == ["unchanged"] and shown()["i002"] is False
    hand_in_all(home, eva, DESK.definition, [given("i002", 0)], purpose="targeted")
    assert shown()["i002"] is True, "said otherwise after a look"


def test_somebody_elses_look_is_not_theirs(home, eva):
    from rapport.program.reading.services import reading_opened_note

    score(DESK, [5], "Ben")
    reading_opened_note(People()("Ben", "qa_lead"), "i003")
    hand_in_all(home, eva, DESK.definition, [given("i003")], purpose="targeted")
    assert shown() == {"i003": False}


def test_a_sheet_says_so_too(home, eva, tmp_path):
    from rapport.program.reading.services import reading_opened_note

    score(DESK, [5], "Ben")
    reading_opened_note(eva, "i007")
    path = tmp_path / "scores.csv"
    path.write_text(
        "interaction_id,evaluator,element,rules\n"
        "i007,Eva,greeting,said_hello\ni007,Eva,manners,\n"
        "i009,Eva,greeting,said_hello\ni009,Eva,manners,\n"
    )
    criteria = tmp_path / "desk.yaml"
    criteria.write_text(CRITERIA)
    import_evaluations(home, [path], criteria, purpose="targeted")
    assert shown() == {"i007": True, "i009": False}


def test_only_who_hands_in_may_ask(home):
    from rapport.program.reading.selectors import machine_seen_before

    with pytest.raises(NotAllowedError):
        machine_seen_before(Actor("Cleo", (Grant("client_viewer"),)), [("i001", "Eva")])
    assert machine_seen_before(TERMINAL, [("i001", "Nobody")]) == frozenset()
