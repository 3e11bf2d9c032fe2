"""What waits for somebody: their own tasks, disputes to decide, certificates that end, answers to read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.program.judging_people import FACTS, People, open_session, score_all


@pytest.fixture
def people(home):
    made = People()
    made("Lee", "qa_lead")
    made("Cara", "associate", agent_id="a1")
    return made


def waiting(actor):
    from rapport.program.judging.selectors import judging_waiting

    return judging_waiting(actor)


def test_everybody_is_told_of_their_own_and_nothing_else(people, criteria, submission):
    from zoneinfo import ZoneInfo

    from rapport.program.audits.services import evaluations_submit
    from rapport.program.audits.services.evaluators import evaluator_me
    from rapport.program.judging.models import Dispute, Task
    from rapport.program.judging.services import dispute_raise, dispute_uphold

    lead, ann, cara = people("Lee"), people("Ann"), people("Cara")
    open_session(lead, [ann, people("Bob")], criteria)
    Task.objects.filter(interaction_id="i1").update(due_at=timezone.now() - timedelta(days=1))
    assert (waiting(ann).tasks, waiting(ann).late) == (2, 1)
    assert waiting(lead) == waiting(cara) and waiting(lead).tasks == 0
    score_all(ann, criteria, submission)
    assert waiting(ann).tasks == 0
    said = submission("i9", evaluator_me(ann), attributes=dict(FACTS.attributes))
    (made,) = evaluations_submit(ann, criteria, [said])
    zone = ZoneInfo("Europe/Berlin")
    dispute = dispute_raise(cara, made.evaluation, "", "facts", "It was another customer", zone)
    assert (waiting(lead).disputes, waiting(lead).overdue, waiting(ann).disputes) == (1, 0, 0)
    Dispute.objects.update(answer_due_at=timezone.now() - timedelta(hours=1))
    assert waiting(lead).overdue == 1 and waiting(cara).answered == 0
    dispute_uphold(lead, dispute, "It was not")
    assert waiting(lead).disputes == 0 and waiting(cara).answered == 1


def test_a_certificate_that_ends_soon_is_told_unless_a_later_one_is_held(people, criteria):
    from rapport.program.audits.services.criteria import criteria_use
    from rapport.program.judging.models import Certificate
    from rapport.program.judging.services import certificate_appoint

    lead = people("Lee")
    criteria_use(lead, criteria)
    certificate_appoint(lead, lead.user_id, "counter", "Wrote them")
    assert waiting(lead).ending == ()
    soon = timezone.now() + timedelta(days=10)
    Certificate.objects.update(until=soon)
    assert waiting(lead).ending == (("counter", soon),) and waiting(people("Ann")).ending == ()
    certificate_appoint(lead, lead.user_id, "counter", "Again")
    assert waiting(lead).ending == ()
    Certificate.objects.update(until=timezone.now() - timedelta(days=1))
    assert waiting(lead).ending == ()
