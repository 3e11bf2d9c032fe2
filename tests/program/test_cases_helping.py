"""Help with a case is asked for before it is late, and webhooks hear of all that becomes of cases."""

from datetime import timedelta

import pytest

from rapport.program.cases.errors import CaseError, ChangedError
from rapport.program.cases.plain import Closing
from rapport.program.people.actor import TERMINAL
from rapport.program.people.errors import NotAllowedError
from tests.program.test_cases_opening import MONDAY, opened, person
from tests.program.test_cases_working import kinds, version


def helper(actor, case_id):
    from rapport.program.cases.selectors import case

    return case(actor, case_id).line.helper


def test_who_is_asked_for_help_sees_the_case_and_the_next_time_the_next(home):
    from rapport.program.cases.services import case_escalate

    ann, made = person("Ann"), opened()
    pam, pit = person("Pam", "program_manager"), person("Pit", "program_manager")
    with pytest.raises(CaseError, match="needs a reason"):
        case_escalate(ann, made, " ", version(made))
    seen = version(made)
    case_escalate(ann, made, "I may not refund so much", seen)
    assert helper(ann, made) == "Pam" and kinds(pam, made)[-1] == "escalated"
    with pytest.raises(ChangedError):
        case_escalate(ann, made, "Again", seen)
    case_escalate(ann, made, "Pam is busy", version(made))
    assert helper(ann, made) == "Pit"
    case_escalate(pit, made, "Nor I", version(made))
    assert helper(ann, made) == "Pam"
    with pytest.raises(NotAllowedError):
        case_escalate(person("Bob"), made, "Not mine", version(made))


def test_who_helps_already_goes_on_when_it_becomes_late(home):
    from rapport.program.cases.services import case_escalate, cases_escalate

    ann, made = person("Ann"), opened()
    person("Pam", "program_manager")
    case_escalate(ann, made, "I may not", version(made))
    person("Abe", "program_manager")  # would be asked first
    assert cases_escalate(TERMINAL, MONDAY + timedelta(days=30)) == 1
    assert helper(ann, made) == "Pam"


def test_a_case_that_is_closed_or_that_nobody_else_works_on_asks_nobody(home):
    from rapport.program.cases.services import case_close, case_escalate

    ann, made = person("Ann"), opened()
    with pytest.raises(CaseError, match="Nobody else can be asked"):
        case_escalate(ann, made, "Help", version(made))
    case_close(ann, made, Closing("solved", justified=True), version(made))
    with pytest.raises(CaseError, match="closed"):
        case_escalate(ann, made, "Help", version(made))


def test_webhooks_hear_of_all_that_becomes_of_a_case(home):
    from rapport.program.cases import services as s
    from rapport.program.hooks.models import Event, Hook
    from rapport.program.hooks.plain import EVENTS

    wanted = [one for one in EVENTS if one.startswith(("case.", "suggestion."))]
    Hook.objects.create(name="CRM", address="https://example.org", events=wanted, made_by="x")
    ann, pam = person("Ann"), person("Pam", "program_manager")
    made, other = opened(), opened("k2", kind="praise")
    s.case_note(ann, made, "Secret words")
    s.case_call(ann, made, "reached", "Secret words")
    s.case_escalate(ann, made, "Secret words", version(made))
    s.case_merge(pam, other, made)
    s.cases_escalate(TERMINAL, MONDAY + timedelta(days=30))
    closing = Closing("solved", "Secret words", justified=True, suggestion="Secret words")
    s.case_close(ann, made, closing, version(made))
    later = MONDAY + timedelta(days=9_999)
    assert s.recovery_answered(made, 1, later)
    s.case_reopen(ann, made, "Secret words", version(made))
    s.suggestion_answer(pam, s.suggestion_make(ann, "Secret words"), "taken", "Secret words")
    told = list(Event.objects.all())
    assert {one.kind for one in told} == set(wanted)
    assert not any("Secret" in one.body for one in told)
    assert {one.about for one in told if one.kind.startswith("case.")} <= {"i1", "customer:c1"}
