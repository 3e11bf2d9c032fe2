"""What people say of machine labels: who may, once each, taken back, and forgotten with the customer."""

import pytest

from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.people.errors import NotAllowedError
from rapport.program.reading.errors import ReadingError
from rapport.program.reading.plain import (
    ABSENT,
    BEHAVIOUR,
    CANNOT_TELL,
    CONCERN,
    EVERY,
    PRESENT,
    RANDOM,
    SCORING,
    SEEN,
    SKIPPED,
    TEACHING,
    BarFacts,
    Drawn,
    Question,
    RuleStands,
    Said,
)

GREETED = Question("i1", BEHAVIOUR, 0, "greeting")
GREETING = Said(PRESENT, "behaviours@1", 0.9)


@pytest.fixture
def ann(home):
    return person("ann@example.org", "analyst")


@pytest.fixture
def ben(home):
    return person("ben@example.org", "qa_lead")


def person(email, role):
    from rapport.program.people.services import person_create

    grants = (Grant(role),)
    user = person_create(TERMINAL, email, name=email.split("@")[0], grants=list(grants))
    return Actor(email, grants, user_id=user)


def answer(actor, question=GREETED, said=GREETING, how=TEACHING, probability=None, words=PRESENT):
    from rapport.program.reading.services import check_answer

    return check_answer(actor, question, said, Drawn(how, probability), words, "a1")


def test_an_answer_is_right_or_wrong_beside_the_machines(ann):
    from rapport.program.reading.selectors import checks_of, checks_since

    answer(ann)
    answer(ann, Question("i2", BEHAVIOUR, 1, "empathy"), words=ABSENT)
    answer(ann, Question("i3", CONCERN), Said("bill", "c@1"), words=CANNOT_TELL)
    found = checks_of([BEHAVIOUR, CONCERN])
    assert [(one.question.interaction_id, one.verdict, one.answer) for one in found] == [
        ("i1", "right", PRESENT),
        ("i2", "wrong", ABSENT),
        ("i3", "cannot_tell", ""),
    ]
    assert found[2].question.turn is None and not found[2].known
    assert checks_since([BEHAVIOUR], None) == 2 and checks_since([CONCERN], None) == 0


def test_a_question_is_answered_once_by_a_person(ann, ben):
    answer(ann)
    with pytest.raises(ReadingError):
        answer(ann, words=ABSENT)
    answer(ben)


def test_who_may_not_check_cannot(home):
    for role in ("team_manager", "associate", "auditor", "client_viewer", "shopper"):
        with pytest.raises(NotAllowedError):
            answer(Actor(role, (Grant(role, "t"),)))


@pytest.mark.parametrize(
    "changed",
    [
        {"question": Question("i1", "weather")},
        {"how": "by_chance"},
        {"how": RANDOM},
        {"how": TEACHING, "probability": 0.1},
        {"words": ""},
    ],
)
def test_what_is_no_question_is_refused(ann, changed):
    with pytest.raises(ReadingError):
        answer(ann, **changed)


def test_ones_own_answer_can_be_taken_back_for_a_while(ann, ben):
    from datetime import timedelta

    from rapport.program.reading.models import Check
    from rapport.program.reading.selectors import asked_before, check_facts
    from rapport.program.reading.services import check_undo

    kept = answer(ann)
    assert check_facts(ann, kept).question == GREETED and check_facts(ben, kept) is None
    with pytest.raises(ReadingError):
        check_undo(ben, kept)
    assert check_undo(ann, kept) == GREETED
    assert asked_before(ann, [BEHAVIOUR]) == {GREETED} and asked_before(ben, [BEHAVIOUR]) == set()
    again = answer(ann, words=ABSENT)
    Check.objects.filter(pk=again).update(at=Check.objects.get(pk=again).at - timedelta(hours=1))
    with pytest.raises(ReadingError):
        check_undo(ann, again)
    for odd in ("nonsense", "00000000-0000-0000-0000-000000000000"):
        assert check_facts(ann, odd) is None
        with pytest.raises(ReadingError):
            check_undo(ann, odd)


def test_a_random_question_answered_again_measures_and_teaches_nothing(ann, ben):
    from rapport.program.reading.selectors import checks_of, checks_since
    from rapport.program.reading.services import check_undo

    for words in (ABSENT, PRESENT, ABSENT):
        check_undo(ann, answer(ann, how=RANDOM, probability=0.01, words=words))
    answer(ann, how=SEEN, words=PRESENT)  # as the page asks it after the second time
    (kept,) = checks_of([BEHAVIOUR])
    assert kept.drawn == Drawn(SEEN) and checks_since([BEHAVIOUR], None) == 0
    answer(ben, how=RANDOM, probability=0.01)
    assert checks_of([BEHAVIOUR], RANDOM)[0].drawn.probability == 0.01, "others had not seen it"
    again = Question("i1", BEHAVIOUR, 2, "greeting")
    answer(ann, again, how=RANDOM, probability=0.01)
    assert len(checks_of([BEHAVIOUR], RANDOM)) == 2, "the answer to another question was not shown"


def test_who_looked_at_what_was_read_has_seen_it(ann, ben):
    from rapport.program.people.models import LogEntry
    from rapport.program.reading.models import Opened
    from rapport.program.reading.selectors import checks_of, machine_seen, readings_seen
    from rapport.program.reading.services import check_undo, reading_erase, reading_opened_note

    assert not machine_seen(ann, "i1")
    for _ in range(2):
        reading_opened_note(ann, "i1")
    reading_opened_note(Actor("tom", (Grant("team_manager", "t"),), user_id=ben.user_id), "i1")
    reading_opened_note(TERMINAL, "i1")
    assert Opened.objects.count() == LogEntry.objects.filter(action="reading.open").count() == 1
    assert machine_seen(ann, "i1") and not machine_seen(ann, "i2") and not machine_seen(ben, "i1")
    assert readings_seen(ann) == {"i1"} and readings_seen(ben) == frozenset()
    answer(ann, how=RANDOM, probability=0.01)
    assert checks_of([BEHAVIOUR])[0].drawn == Drawn(SEEN)
    check_undo(ben, answer(ben, Question("i3", CONCERN), Said("bill", "c@1"), words="bill"))
    assert machine_seen(ben, "i3"), "also what was taken back"
    answer(ben, Question("i4", CONCERN), Said("bill", "c@1"), words=SKIPPED)
    assert machine_seen(ben, "i4"), "the machine's answer is shown after a skip too"
    reading_erase(["i1"])
    assert Opened.objects.count() == 0


def test_what_one_leaves_is_asked_of_others(ann, ben):
    from rapport.program.reading.selectors import asked_before, own_count

    answer(ann, words=SKIPPED)
    assert GREETED in asked_before(ann, [BEHAVIOUR]) and GREETED not in asked_before(ben, [BEHAVIOUR])
    answer(ben)
    assert GREETED in asked_before(ann, [BEHAVIOUR])
    assert own_count(ann) == own_count(ben) == 1


def test_drafts_answered_beside_scoring_are_no_part_of_the_review(ann):
    from rapport.program.reading.selectors import asked_before, own_answers, own_count

    answer(ann, how=SCORING)
    assert asked_before(ann, [BEHAVIOUR]) == set() and own_count(ann) == 0
    assert own_answers(ann, "i1", BEHAVIOUR) == {(0, "greeting"): PRESENT}


def test_random_answers_measure_and_never_count_as_teaching(ann):
    from rapport.program.reading.selectors import checks_counted, checks_since

    answer(ann, how=RANDOM, probability=0.01)
    assert checks_since([BEHAVIOUR], None) == 0
    assert checks_counted(ann) == {(BEHAVIOUR, RANDOM, "right"): 1}


def test_checks_go_with_their_customer(ann):
    from rapport.program.reading.models import Opened
    from rapport.program.reading.selectors import checks_of, drafts_opened
    from rapport.program.reading.services import drafts_opened_note, reading_erase

    answer(ann)
    answer(ann, Question("i2", BEHAVIOUR, 0, "greeting"))
    drafts_opened_note(ann, "task/1", "i1", "greeting")
    drafts_opened_note(ann, "task/1", "i1", "greeting")
    assert drafts_opened(ann, "task/1") == {"greeting"} and Opened.objects.count() == 1
    assert reading_erase(["i1"]) == {"checks": 1}
    assert [one.question.interaction_id for one in checks_of([BEHAVIOUR])] == ["i2"]
    assert Opened.objects.count() == 0


KNOWN = frozenset({"greeting", "own_name"})


def test_rules_stand_for_behaviours_as_the_lead_says(ben, ann, criteria):
    from rapport.program.reading.selectors import mapped_criteria, rules_of
    from rapport.program.reading.services import rules_set

    wanted = [RuleStands("greeting", "said_hello", "greeting"), RuleStands("greeting", "silence", "")]
    rules_set(ben, criteria, wanted, KNOWN)
    rules_set(ben, criteria, wanted, KNOWN)
    assert rules_of(ann, criteria.id) == tuple(wanted) and mapped_criteria() == (criteria.id,)
    for wrong in (
        RuleStands("greeting", "nothing", "greeting"),
        RuleStands("greeting", "silence", "dancing"),
        RuleStands("greeting", "silence", "greeting", "sometimes"),
    ):
        with pytest.raises(ReadingError):
            rules_set(ben, criteria, [wrong], KNOWN)
    assert rules_of(ann, criteria.id) == tuple(wanted)
    with pytest.raises(NotAllowedError):
        rules_set(ann, criteria, [], KNOWN)


def test_the_bar_is_the_elements_own_else_that_of_all_else_the_usual(ben, ann, criteria):
    from rapport.program.people.models import LogEntry
    from rapport.program.reading.selectors import bar_of
    from rapport.program.reading.services import bar_set

    assert bar_of(criteria.id, "tone") == BarFacts(0.6, 30)
    bar_set(ben, criteria, EVERY, BarFacts(0.7, 50))
    bar_set(ben, criteria, "tone", BarFacts(0.8, 20))
    assert bar_of(criteria.id, "tone") == BarFacts(0.8, 20)
    assert bar_of(criteria.id, "greeting") == BarFacts(0.7, 50)
    for element, bar in (("mood", BarFacts()), ("tone", BarFacts(1.2)), ("tone", BarFacts(0.6, 3))):
        with pytest.raises(ReadingError):
            bar_set(ben, criteria, element, bar)
    with pytest.raises(NotAllowedError):
        bar_set(ann, criteria, "tone", BarFacts())
    assert LogEntry.objects.filter(action="bar.set").count() == 2


def test_what_evaluators_marked_is_told_by_rule(home, ben, criteria, submission):
    from rapport.program.audits.plain import Seen
    from rapport.program.audits.services import evaluations_submit
    from rapport.program.reading.selectors import decided_by_rules
    from rapport.program.reading.services import rules_set
    from rapport.records import Span

    evidence = {"greeting": (Seen(Span(2, 0, 5), "said_hello"), Seen(Span(4), None))}
    evaluations_submit(TERMINAL, criteria, [submission("i1", evidence=evidence, agent_id="a1")])
    evaluations_submit(TERMINAL, criteria, [submission("i2", hello=0, draft_shown=True)])
    assert decided_by_rules(10) == []
    rules_set(ben, criteria, [RuleStands("greeting", "said_hello", "greeting")], KNOWN)
    found = {one.interaction_id: one for one in decided_by_rules(10)}
    assert found["i1"].seen == {("greeting", "said_hello"): frozenset({2})}
    assert found["i1"].agent_id == "a1" and found["i2"].seen == {}
    assert not found["i1"].random  # of no drawn sample
