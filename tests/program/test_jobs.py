"""Long work: waited for, done, stopped, taken up again after its worker died."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.records.errors import InputError
from rapport.work.jobs import kinds
from rapport.work.jobs.enqueue import enqueue
from rapport.work.jobs.run import do_job
from rapport.work.jobs.worker import come_round, work

ANN = Actor("Ann", (Grant("qa_lead"),), user_id="00000000-0000-0000-0000-000000000001")
BOB = Actor("Bob", (Grant("qa_lead"),), user_id="00000000-0000-0000-0000-000000000002")
CALLS = []


def count_to(home, actor, progress, *, number):
    CALLS.append(actor.name)
    progress.stage("Counting", number)
    for _ in range(number):
        progress.advance()
    return {"address": "/", "said": f"counted to {number}"}


def never(home, actor, progress):
    raise InputError("It cannot be counted", "number", "Give a number.")


def broken(home, actor, progress):
    raise ZeroDivisionError


def stop_oneself(home, actor, progress):
    from rapport.program.jobs.models import Job
    from rapport.program.jobs.services import job_cancel

    job_cancel(TERMINAL, str(Job.objects.get().pk))
    progress.stage("Going on")
    raise AssertionError("the work went on")


@pytest.fixture(autouse=True)
def own_kinds(monkeypatch):
    CALLS.clear()
    for function in (count_to, never, broken, stop_oneself):
        kind = kinds.Kind(f"{function.__name__} {{number}}" if function is count_to else "Work", "x")
        monkeypatch.setitem(kinds.KINDS, function.__name__, kind)
    functions = {"x": None}
    monkeypatch.setattr("rapport.work.jobs.run.load", lambda _: functions["x"])
    return lambda function: functions.update(x=function)


def facts(job, actor=TERMINAL):
    from rapport.program.jobs.selectors import job_facts

    return job_facts(actor, job)


def test_a_job_waits_is_done_once_and_tells_its_result(home, own_kinds):
    own_kinds(count_to)
    job = enqueue(TERMINAL, "count_to", number=3)
    assert (facts(job).state, facts(job).title) == ("queued", "count_to 3")
    do_job(home, job)
    do_job(home, job)
    assert facts(job).state == "done" and facts(job).result["said"] == "counted to 3"
    assert CALLS == ["terminal"]


@pytest.mark.parametrize(
    ("function", "what"), [(never, "It cannot be counted"), (broken, "A fault of Rapport's own")]
)
def test_what_goes_wrong_is_told(home, own_kinds, function, what):
    own_kinds(function)
    job = enqueue(TERMINAL, function.__name__)
    do_job(home, job)
    assert facts(job).state == "failed" and facts(job).problem["what"].startswith(what)


def test_a_waiting_job_is_stopped_at_once_and_a_running_one_at_its_next_step(home, own_kinds):
    from rapport.program.jobs.models import Job
    from rapport.program.jobs.services import job_cancel

    own_kinds(count_to)
    waiting = enqueue(TERMINAL, "count_to", number=1)
    job_cancel(TERMINAL, waiting)
    do_job(home, waiting)
    assert facts(waiting).state == "cancelled" and CALLS == []
    Job.objects.all().delete()
    own_kinds(stop_oneself)
    running = enqueue(TERMINAL, "stop_oneself")
    do_job(home, running)
    assert facts(running).state == "cancelled"


def test_nobody_sees_or_stops_anothers_job(home):
    from rapport.program.jobs.errors import JobError
    from rapport.program.jobs.selectors import jobs_mine
    from rapport.program.jobs.services import job_cancel

    job = enqueue(ANN, "never")
    assert facts(job, BOB) is None and jobs_mine(BOB) == [] and facts(job, ANN) is not None
    assert facts("no id at all", ANN) is None
    with pytest.raises(JobError):
        job_cancel(BOB, job)


def test_a_closed_account_gets_no_work_done(home, own_kinds):
    own_kinds(count_to)
    job = enqueue(ANN, "count_to", number=1)
    do_job(home, job)
    assert facts(job).state == "failed" and CALLS == []


def test_what_a_dead_worker_had_begun_is_put_back_and_not_for_ever(home, own_kinds):
    from django_tasks_db.models import DBTaskResult

    from rapport.program.jobs.models import Job
    from rapport.program.jobs.services import job_start, orphans_requeue, worker_seen

    own_kinds(count_to)
    job = enqueue(TERMINAL, "count_to", number=1)
    for _ in range(3):
        assert job_start(job)
        long_ago = timezone.now() - timedelta(hours=1)
        DBTaskResult.objects.update(status="RUNNING", worker_ids=["dead"], started_at=long_ago)
        assert orphans_requeue() == 1
    do_job(home, job)
    assert facts(job).state == "failed" and "died" in facts(job).problem["what"]
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["alive"], started_at=long_ago)
    worker_seen("alive", "here")
    assert orphans_requeue() == 0
    assert Job.objects.count() == 1


def test_of_several_workers_one_takes_each_turn(home):
    from rapport.program.jobs.services import turn_take

    hour = timedelta(hours=1)
    assert [turn_take("a", hour) for _ in range(3)] == [True, False, False]
    assert turn_take("a", timedelta(0)) and turn_take("b", hour)


def test_what_comes_round_publishes_what_waits_and_outlives_a_fault(home, monkeypatch, criteria, submission):
    from rapport.program.audits.selectors import outbox_size
    from rapport.program.audits.services import evaluations_submit
    from rapport.program.jobs.models import Turn

    def boom(home):
        raise OSError("the disk is full")

    evaluations_submit(TERMINAL, criteria, [submission()])
    assert outbox_size() == 1
    with monkeypatch.context() as broken_disk:
        broken_disk.setattr("rapport.work.jobs.publishing.publish", boom)
        come_round(home)
    assert outbox_size() == 1
    Turn.objects.all().delete()
    come_round(home)
    assert outbox_size() == 0


def test_a_worker_empties_the_queue(home, monkeypatch, own_kinds):
    import signal

    from rapport.program.jobs.selectors import workers_alive

    monkeypatch.setattr(signal, "signal", lambda *_: None)
    own_kinds(count_to)
    monkeypatch.setattr("rapport.work.jobs.queued.open_home", lambda: home)
    job = enqueue(TERMINAL, "count_to", number=1)
    work(home, until_empty=True)
    assert facts(job).state == "done" and workers_alive() == []
