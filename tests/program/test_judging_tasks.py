"""Tasks: an interaction to score for another reason than a sample."""

import pytest


@pytest.fixture
def asked(home, criteria):
    """Ann is asked to score two interactions for a calibration session."""
    from rapport.program.audits.services.criteria import criteria_use
    from rapport.program.judging.services.tasks import Asked, tasks_ask

    version = criteria_use(criteria, scored=False)
    both = [Asked("i1", "Ann", "why not", 1), Asked("i2", "Ann", "", 2)]
    assert tasks_ask("calibration", version, both, source=("calibration", "s1")) == 2
    assert tasks_ask("calibration", version, both, source=("calibration", "s1")) == 0


def analyst(name):
    from rapport.program.people.actor import Actor, Grant

    return Actor(name, (Grant("analyst"),))


def test_a_task_is_its_evaluators_alone_and_done_once(asked, criteria, submission):
    from rapport.program.judging.errors import JudgingError, TaskTakenError
    from rapport.program.judging.selectors import task, tasks_done, tasks_open
    from rapport.program.judging.services import task_submit

    ann, bob = analyst("Ann"), analyst("Bob")
    first, second = tasks_open(ann)
    assert (first.interaction_id, first.purpose, first.why) == ("i1", "calibration", "why not")
    assert tasks_open(bob) == [] and task(bob, first.id) is None and task(ann, "nonsense") is None
    with pytest.raises(JudgingError, match="no such task"):
        task_submit(bob, first.id, criteria, submission("i1", "Bob"))
    with pytest.raises(JudgingError, match="another interaction"):
        task_submit(ann, first.id, criteria, submission("i2", "Ann"))
    done = task_submit(ann, first.id, criteria, submission("i1", "Bob", purpose="live"))
    assert done.evaluator == "Ann" and done.sample is None
    from rapport.program.audits.models import Evaluation

    assert Evaluation.objects.get().purpose == "calibration"
    with pytest.raises(TaskTakenError, match="done already"):
        task_submit(ann, first.id, criteria, submission("i1"))
    assert [one.id for one in tasks_open(ann)] == [second.id]
    assert [one.evaluation for one in tasks_done(ann)] == [done.evaluation]


def test_a_withdrawn_task_says_why(asked, criteria, submission):
    from rapport.program.judging.errors import TaskTakenError
    from rapport.program.judging.selectors import task, tasks_open
    from rapport.program.judging.services import task_submit
    from rapport.program.judging.services.tasks import tasks_withdraw

    ann = analyst("Ann")
    first = tasks_open(ann)[0]
    assert tasks_withdraw(("calibration", "s1"), "The session ended") == 2
    assert tasks_open(ann) == [] and task(ann, first.id).state == "withdrawn"
    with pytest.raises(TaskTakenError, match="The session ended"):
        task_submit(ann, first.id, criteria, submission("i1"))


def test_who_may_not_evaluate_sees_and_does_nothing(asked, criteria, submission):
    from rapport.program.judging.selectors import task, tasks_open
    from rapport.program.judging.services import task_submit
    from rapport.program.people.actor import Actor, Grant
    from rapport.program.people.errors import NotAllowedError

    ann = Actor("Ann", (Grant("associate"),), agent_id="a1")
    for act in (
        lambda: tasks_open(ann),
        lambda: task(ann, "x"),
        lambda: task_submit(ann, "x", criteria, submission()),
    ):
        with pytest.raises(NotAllowedError):
            act()
