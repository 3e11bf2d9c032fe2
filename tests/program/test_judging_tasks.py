"""Tasks: an interaction to score for another reason than a sample."""

import pytest

from tests.program.judging_people import People, open_session


@pytest.fixture
def people(home):
    return People()


@pytest.fixture
def asked(people, criteria):
    """Ann and Bob are asked to score two interactions in a calibration."""
    return open_session(people("Lee", "qa_lead"), [people("Ann"), people("Bob")], criteria)


def test_a_task_is_its_evaluators_alone_and_done_once(people, asked, criteria, submission):
    from rapport.program.audits.models import Evaluation
    from rapport.program.judging.errors import JudgingError, TaskTakenError
    from rapport.program.judging.selectors import task, tasks_done, tasks_open
    from rapport.program.judging.services import task_submit

    ann, bob = people("Ann"), people("Bob")
    first, second = tasks_open(ann)
    assert (first.interaction_id, first.purpose, first.why) == ("i1", "calibration", "Calibration: First")
    assert task(bob, first.id) is None and task(ann, "nonsense") is None and task(ann, first.id) == first
    with pytest.raises(JudgingError, match="no such task"):
        task_submit(bob, first.id, criteria, submission("i1", "Bob"))
    with pytest.raises(JudgingError, match="another interaction"):
        task_submit(ann, first.id, criteria, submission("i2", "Ann"))
    done = task_submit(ann, first.id, criteria, submission("i1", "Bob", purpose="live"))
    assert done.evaluator == "Ann" and done.sample is None
    assert Evaluation.objects.get().purpose == "calibration"
    with pytest.raises(TaskTakenError, match="done already"):
        task_submit(ann, first.id, criteria, submission("i1"))
    assert [one.id for one in tasks_open(ann)] == [second.id]
    assert [one.evaluation for one in tasks_done(ann)] == [done.evaluation]


def test_a_withdrawn_task_says_why(people, asked, criteria, submission):
    from rapport.program.judging.errors import TaskTakenError
    from rapport.program.judging.selectors import task, tasks_open
    from rapport.program.judging.services import session_close, task_submit

    ann = people("Ann")
    first = tasks_open(ann)[0]
    session_close(people("Lee"), asked)
    assert tasks_open(ann) == [] and task(ann, first.id).state == "withdrawn"
    with pytest.raises(TaskTakenError, match="The session was closed"):
        task_submit(ann, first.id, criteria, submission("i1"))


def test_a_bad_decision_leaves_the_task_open(people, asked, criteria, submission):
    from rapport.criteria import Decision, DecisionError
    from rapport.program.audits.models import Evaluation
    from rapport.program.judging.selectors import tasks_open
    from rapport.program.judging.services import task_submit

    ann = people("Ann")
    first = tasks_open(ann)[0]
    with pytest.raises(DecisionError):
        task_submit(ann, first.id, criteria, submission("i1", decisions={"tone": Decision({"hot": 1})}))
    assert len(tasks_open(ann)) == 2 and not Evaluation.objects.exists()


def test_who_may_not_evaluate_sees_and_does_nothing(people, asked, criteria, submission):
    from rapport.program.judging.selectors import task, tasks_open
    from rapport.program.judging.services import task_submit
    from rapport.program.people.errors import NotAllowedError

    cara = people("Cara", "associate", agent_id="a1")
    for act in (
        lambda: tasks_open(cara),
        lambda: task(cara, "x"),
        lambda: task_submit(cara, "x", criteria, submission()),
    ):
        with pytest.raises(NotAllowedError):
            act()
