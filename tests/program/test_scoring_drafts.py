"""Notes while scoring: kept save by save, handed in once, taken back at once, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from rapport.program.audits.plain import DrawnInteraction, SamplePlan, Seen, StratumPlan
from rapport.program.scoring.errors import (
    DraftConflictError,
    ScoringError,
    UndecidedError,
    WorkGoneError,
)
from rapport.program.scoring.notes import Noted, Notes
from rapport.program.scoring.plain import Facts, Save
from rapport.records import InputError, Span

KEY = "a-key-of-its-own"
FACTS = Facts({"channel": "chat"}, lengths=(10, 20), mark="1.1.1")
WHOLE = Notes(
    {
        "greeting": Noted({"said_hello": 1}, evidence=(Seen(Span(0, 2, 5), "said_hello"),)),
        "tone": Noted(confirmed=True, comment="kind"),
        "answer": Noted({"complete": 1}),
    },
    "well done",
)


@pytest.fixture
def ann(home):
    return person("Ann")


def person(name, role="analyst"):
    from rapport.program.people.actor import TERMINAL, Grant
    from rapport.program.people.selectors import actor_of
    from rapport.program.people.services import person_create

    made = person_create(TERMINAL, f"{name.lower()}@example.org", name=name, grants=[Grant(role)])
    return actor_of(made)


@pytest.fixture
def works(ann, criteria):
    """Ann is asked to score three interactions of a sample."""
    return asked([ann], criteria)


def asked(people, criteria, name="autumn", count=3):
    from rapport.program.audits.services import evaluator_me, sample_create
    from rapport.program.people.actor import TERMINAL
    from rapport.program.scoring.selectors import queue_open

    names = tuple(map(evaluator_me, people))
    drawn = tuple(DrawnInteraction(f"i{n}", "all", 0.3, names) for n in range(1, count + 1))
    plan = SamplePlan(
        name, 1, 1, (), {}, 10, {}, (StratumPlan("all", {}, 10, count, 1),), drawn, None, 5.0, 0.95, 0.0, 1,
        "nothing",
    )  # fmt: skip
    sample_create(TERMINAL, plan, criteria)
    return queue_open(people[0])


def save(notes=WHOLE, version=0, window="w1", step=1, seconds=5):
    return Save(notes, version, window, step, seconds)


def keep(actor, work, given=None, **facts):
    from rapport.program.scoring.services import draft_save

    return draft_save(actor, work, given or save(**facts), FACTS, 3, 3)


def submit(actor, work, criteria, key=KEY, **facts):
    from rapport.program.scoring.services import draft_submit

    return draft_submit(actor, work, save(**facts), key, criteria, FACTS)


def evaluations():
    from rapport.program.audits.models import Evaluation

    return Evaluation.objects.filter(retracted_at=None)


def test_notes_come_back_as_they_were_kept(ann, works):
    from rapport.program.scoring.selectors import draft

    keep(ann, works[0])
    kept = draft(ann, works[0].key)
    assert kept.notes == WHOLE and kept.version == 1 and kept.seconds == 5 and kept.facts == FACTS


def test_a_save_of_a_lost_answer_is_taken_and_its_repeat_changes_nothing(ann, works):
    less = Notes(comment="less")
    keep(ann, works[0])
    assert keep(ann, works[0], notes=less, version=0, step=2).version == 2
    late = keep(ann, works[0], step=1)
    assert late.version == 2 and late.notes == less


def test_another_window_is_told_what_stands_there(ann, works):
    keep(ann, works[0])
    with pytest.raises(DraftConflictError) as found:
        keep(ann, works[0], notes=Notes(comment="other"), window="w2")
    assert found.value.stored.notes == WHOLE and found.value.stored.version == 1
    assert keep(ann, works[0], notes=Notes(comment="other"), window="w2", version=1).version == 2
    with pytest.raises(DraftConflictError):
        keep(ann, works[0], version=1, step=9)


def test_evidence_outside_the_transcript_is_refused(ann, works):
    for span in (Span(2), Span(0, 3, 11)):
        notes = Notes({"tone": Noted(evidence=(Seen(span),))})
        with pytest.raises(InputError, match="outside the transcript"):
            keep(ann, works[0], notes=notes)


def test_what_is_submitted_is_stored_once_however_often_it_is_sent(ann, works, criteria):
    from rapport.program.audits.models import ElementDecision
    from rapport.program.scoring.selectors import queue_next, queue_progress, submitted_by

    first = submit(ann, works[0], criteria)
    assert not first.again and first.qci == pytest.approx(100 * 2.6 / 3)
    assert submitted_by(ann, works[0].key, KEY).evaluation == first.evaluation
    with pytest.raises(WorkGoneError):
        submit(ann, works[0], criteria, key="another-key-now")
    assert evaluations().count() == 1
    stored = {one.element: one for one in ElementDecision.objects.all()}
    assert stored["greeting"].evidence == [{"rule": "said_hello", "turn": 0, "start": 2, "end": 5}]
    assert stored["tone"].comment == "kind" and evaluations().get().sample_id == "autumn"
    (progress,) = queue_progress(ann)
    assert (progress.done, progress.open) == (1, 2)
    assert queue_next(ann, works[0]).key == works[1].key


def test_the_same_submission_sent_twice_at_once_finds_its_twin(ann, works, criteria):
    from django.db import transaction

    from rapport.program.scoring.services.submit import _submit

    first = submit(ann, works[0], criteria)
    with transaction.atomic():
        twin = _submit(ann, works[0], save(), KEY, criteria, FACTS)
    assert twin.again and twin.evaluation == first.evaluation and evaluations().count() == 1


def test_undecided_elements_are_named_and_the_notes_are_kept(ann, works, criteria):
    from rapport.program.scoring.selectors import draft

    part = Notes({"answer": Noted({"complete": 1})}, "so far")
    with pytest.raises(UndecidedError) as found:
        submit(ann, works[0], criteria, notes=part)
    assert found.value.elements == ("greeting", "tone")
    assert draft(ann, works[0].key).notes == part and not evaluations().exists()


def test_a_slip_can_be_taken_back_for_a_moment(ann, works, criteria):
    from rapport.program.scoring.models import Draft
    from rapport.program.scoring.selectors import draft, work_to_do
    from rapport.program.scoring.services import draft_undo

    submit(ann, works[0], criteria)
    draft_undo(ann, works[0].key)
    assert not evaluations().exists()
    kept = draft(ann, works[0].key)
    assert kept.state == "open" and kept.notes == WHOLE and work_to_do(ann, works[0].key).state == "open"
    again = submit(ann, works[0], criteria, key="another-key-now", version=kept.version, window="w2")
    assert evaluations().get().pk and not again.again
    Draft.objects.update(submitted_at=Draft.objects.get().submitted_at - timedelta(minutes=2))
    with pytest.raises(ScoringError, match="too late"):
        draft_undo(ann, works[0].key)


def test_a_correction_replaces_and_until_then_the_first_one_stands(ann, works, criteria):
    from rapport.program.audits.models import Evaluation
    from rapport.program.scoring.services import draft_correct

    first = submit(ann, works[0], criteria)
    opened = draft_correct(ann, works[0].key)
    assert evaluations().get().pk and str(evaluations().get().pk) == first.evaluation
    other = replace(WHOLE, elements={**WHOLE.elements, "greeting": Noted(confirmed=True)})
    second = submit(
        ann, works[0], criteria, "key-number-two", notes=other, version=opened.version, window="w2"
    )
    assert [str(one.pk) for one in evaluations()] == [second.evaluation]
    before = Evaluation.objects.get(pk=first.evaluation)
    assert str(before.replaced_by_id) == second.evaluation


def test_work_is_its_evaluators_alone(ann, works, criteria):
    from rapport.program.people.errors import NotAllowedError
    from rapport.program.scoring.selectors import draft, work, work_to_do
    from rapport.program.scoring.services import draft_correct, draft_undo

    keep(ann, works[0])
    bob, eve = person("Bob"), person("Eve", "auditor")
    assert work(bob, works[0].key) is None and draft(bob, works[0].key) is None
    assert work(ann, "task/nonsense") is None and work(ann, "x") is None and work(ann, "9" * 18) is None
    with pytest.raises(WorkGoneError) as found:
        work_to_do(bob, works[0].key)
    assert found.value.because == "unknown"
    for act in (draft_correct, draft_undo):
        with pytest.raises((WorkGoneError, ScoringError)):
            act(bob, works[0].key)
    for read in (work, draft):
        with pytest.raises(NotAllowedError):
            read(eve, works[0].key)
    with pytest.raises(NotAllowedError):
        keep(eve, works[0])


@pytest.mark.parametrize(
    ("state", "because"), [("done", "done"), ("moved", "reassigned"), ("removed", "removed")]
)
def test_who_lost_the_work_meanwhile_is_told_why(ann, works, state, because):
    from rapport.program.audits.models import Assignment
    from rapport.program.scoring.selectors import work_to_do

    Assignment.objects.filter(pk=int(works[0].key)).update(state=state, reason="a reason")
    with pytest.raises(WorkGoneError) as found:
        work_to_do(ann, works[0].key)
    assert found.value.because == because


def test_an_interaction_taken_out_of_the_sample_is_not_asked_for_any_more(ann, works):
    from django.utils import timezone

    from rapport.program.audits.models import SampledInteraction
    from rapport.program.scoring.selectors import queue_next, queue_open, work_to_do

    out = SampledInteraction.objects.filter(interaction_id=works[0].interaction_id)
    out.update(left_at=timezone.now(), left_note="a test call")
    with pytest.raises(WorkGoneError, match="a test call"):
        work_to_do(ann, works[0].key)
    assert [one.key for one in queue_open(ann)] == [one.key for one in works[1:]]
    assert queue_next(ann).key == works[1].key


def test_the_queue_says_how_far_somebody_is(ann, works):
    from rapport.program.scoring.selectors import queue_done, queue_open, queue_progress
    from rapport.program.scoring.services import draft_save

    draft_save(ann, works[1], save(), FACTS, 3, 2)
    begun = {one.key: (one.begun, one.decided, one.asked) for one in queue_open(ann)}
    assert begun == {
        works[0].key: (False, 0, 0),
        works[1].key: (True, 2, 3),
        works[2].key: (False, 0, 0),
    }
    (progress,) = queue_progress(ann)
    assert (progress.open, progress.begun, progress.done, progress.total) == (3, 1, 0, 3)
    assert queue_done(ann) == []


def test_tasks_of_other_purposes_are_scored_on_the_same_screen(ann, criteria):
    from rapport.program.scoring.selectors import queue_next, queue_tasks, work_to_do
    from rapport.program.scoring.services import draft_undo
    from tests.program.judging_people import open_session

    open_session(person("Lea", "qa_lead"), [ann, person("Bob")], criteria)
    first, second = queue_tasks(ann)
    assert first.key.startswith("task/") and first.purpose == "calibration"
    assert queue_next(ann).key == first.key and queue_next(ann, first).key == second.key
    submit(ann, first, criteria)
    assert evaluations().get().purpose == "calibration"
    with pytest.raises(WorkGoneError):
        work_to_do(ann, first.key)
    with pytest.raises(ScoringError, match="too late"):
        draft_undo(ann, first.key)


def test_erasing_takes_the_notes_and_the_recording_along(ann, works):
    from rapport.program.people.actor import TERMINAL
    from rapport.program.scoring.selectors import draft, recording_of
    from rapport.program.scoring.services import recording_add, scoring_erase

    keep(ann, works[0])
    keep(ann, works[1])
    name = "00000000-0000-0000-0000-000000000001"
    recording_add(TERMINAL, name, works[0].interaction_id, kind="wav", size=1, sha256="x")
    counts, files = scoring_erase([works[0].interaction_id])
    assert counts == {"drafts": 1, "recordings": 1} and files == (f"{name}.wav",)
    assert draft(ann, works[0].key) is None and draft(ann, works[1].key) is not None
    assert recording_of(TERMINAL, works[0].interaction_id) is None
