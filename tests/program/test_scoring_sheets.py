"""What was scored on a sheet is corrected on the screen: by its evaluator or a planner, for a reason."""

import pytest

from rapport.criteria import Decision
from rapport.program.audits.plain import Seen, Submission
from rapport.program.scoring.errors import ScoringError, WorkGoneError
from rapport.program.scoring.notes import Noted
from rapport.records import Span
from tests.program.test_scoring_drafts import FACTS, WHOLE, asked, evaluations, keep, person, submit

WHY = "The greeting was overlooked"


@pytest.fixture
def ann(home):
    return person("Ann")


@pytest.fixture
def works(ann, criteria):
    return asked([ann], criteria)


@pytest.fixture
def sheet(ann, works, criteria):
    """Ann's first interaction was scored on a sheet that the terminal brought in → its evaluation."""
    from rapport.program.audits.services import evaluations_submit
    from rapport.program.people.actor import TERMINAL

    decisions = {
        "greeting": Decision(),
        "tone": Decision(not_applicable=True),
        "answer": Decision({"complete": 1}, comment="all of it"),
    }
    seen = {"answer": (Seen(Span(1, 2, 5), "complete"),)}
    one = Submission("i1", works[0].evaluator, decisions, {"channel": "chat"}, evidence=seen, sample="autumn")
    (stored,) = evaluations_submit(TERMINAL, criteria, [one])
    return stored.evaluation


def work_of(actor, works):
    from rapport.program.scoring.selectors import work

    return work(actor, works[0].key)


def correct(actor, works, reason=WHY):
    from rapport.program.scoring.services import sheet_correct

    return sheet_correct(actor, work_of(actor, works), FACTS, 3, reason)


def test_the_evaluator_finds_the_sheet_as_notes_and_puts_it_right(ann, works, sheet, criteria):
    from rapport.program.audits.models import Evaluation
    from rapport.program.people.actor import TERMINAL
    from rapport.program.people.selectors import log_entries
    from rapport.program.scoring.selectors import draft, sheet_of, work_to_do

    found = sheet_of(ann, work_of(ann, works))
    assert found.evaluation == sheet
    assert found.notes.elements["greeting"].confirmed and found.notes.elements["tone"].not_applicable
    answer = Noted({"complete": 1}, comment="all of it", evidence=(Seen(Span(1, 2, 5), "complete"),))
    assert found.notes.elements["answer"] == answer
    with pytest.raises(WorkGoneError, match="scored already"):
        work_to_do(ann, works[0].key)
    opened = correct(ann, works)
    assert opened.notes == found.notes and opened.evaluation == sheet and opened.reason == WHY
    assert correct(ann, works, "once more") == opened == draft(ann, works[0].key)
    assert [str(one.pk) for one in evaluations()] == [sheet]
    given = submit(ann, work_of(ann, works), criteria, version=opened.version)
    assert [str(one.pk) for one in evaluations()] == [given.evaluation] != [sheet]
    assert str(Evaluation.objects.get(pk=sheet).replaced_by_id) == given.evaluation
    logged = [one for one in log_entries(TERMINAL, limit=20) if one.action == "evaluation.correct"]
    assert [(one.object_id, one.after["reason"]) for one in logged] == [(sheet, WHY)]


def test_who_plans_audits_corrects_others_sheets_in_their_name(ann, works, sheet, criteria):
    from rapport.program.scoring.selectors import draft, sheet_of, sheets_among
    from rapport.program.scoring.services import draft_undo

    lead = person("Lea", "qa_lead")
    assert sheets_among(lead, [int(works[0].key)]) == {int(works[0].key)}
    assert not work_of(lead, works).own
    opened = correct(lead, works)
    with pytest.raises(ScoringError, match="Somebody else corrects"):
        correct(ann, works)
    assert draft(ann, works[0].key) is None
    given = submit(lead, work_of(lead, works), criteria, version=opened.version)
    (standing,) = evaluations()
    assert (str(standing.pk), standing.evaluator.name) == (given.evaluation, "Ann")
    assert standing.sample_id == "autumn"
    with pytest.raises(ScoringError, match="too late"):
        draft_undo(lead, works[0].key)
    assert sheet_of(ann, work_of(ann, works)).notes.elements == WHOLE.elements
    assert correct(ann, works, "No, as it was").notes.elements == WHOLE.elements


@pytest.mark.parametrize("reason", ["", "  a ", "x" * 301])
def test_a_reason_is_asked_for(ann, works, sheet, reason):
    with pytest.raises(ScoringError, match="reason is needed"):
        correct(ann, works, reason)


def test_nobody_else_finds_it_and_nobody_who_still_scores_it_blind(ann, works, sheet, criteria):
    assert work_of(person("Bob"), works) is None
    lead = person("Lea", "qa_lead")
    asked([lead], criteria, name="second", count=1)
    assert work_of(lead, works) is None
    assert work_of(person("Max", "qa_lead"), works).evaluator == "Ann"


def test_what_was_scored_on_the_screen_is_corrected_by_its_evaluator_alone(ann, works, criteria):
    from rapport.program.scoring.selectors import sheet_of, sheets_among

    submit(ann, works[0], criteria)
    lead = person("Lea", "qa_lead")
    assert work_of(lead, works) is None and sheet_of(ann, work_of(ann, works)) is None
    assert sheets_among(lead, [int(works[0].key)]) == frozenset()
    with pytest.raises(WorkGoneError):
        correct(ann, works)


def test_notes_begun_before_the_sheet_came_give_way_to_it(ann, works, criteria, request):
    keep(ann, works[0])
    evaluation = request.getfixturevalue("sheet")
    assert correct(ann, works).evaluation == evaluation
