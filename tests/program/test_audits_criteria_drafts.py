"""Criteria from draft to withdrawn: who may, what is kept, what is refused."""

from dataclasses import replace

import pytest

from rapport.criteria import CriteriaError, parse_criteria
from rapport.program.audits.errors import (
    AuditError,
    CriteriaChangedError,
    CriteriaWithdrawnError,
    DraftChangedError,
)
from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.people.errors import NotAllowedError

LEAD = Actor("Lea", (Grant("qa_lead"),), "00000000-0000-0000-0000-000000000001")
OTHER = Actor("Mo", (Grant("qa_lead"),), "00000000-0000-0000-0000-000000000002")
ANALYST = Actor("Ann", (Grant("analyst"),), "00000000-0000-0000-0000-000000000003")
ASSOCIATE = Actor("Tom", (Grant("associate"),), agent_id="a-1")


@pytest.fixture
def draft(home, criteria):
    from rapport.program.audits.services import draft_create

    return draft_create(LEAD, "counter", 1, criteria.text)


def test_a_draft_is_saved_as_it_is_typed_even_where_it_does_not_hold(draft, criteria):
    from rapport.program.audits.selectors import draft_view, drafts_list
    from rapport.program.audits.services import draft_publish, draft_save

    assert draft_save(LEAD, draft, 1, "criteria: [half") == 2
    assert draft_save(LEAD, draft, 2, "criteria: [half") == 2
    with pytest.raises(CriteriaError):
        draft_publish(LEAD, draft, 2)
    assert draft_view(ANALYST, draft).text == "criteria: [half"
    draft_save(LEAD, draft, 2, criteria.text.replace("criteria: counter", "criteria: desk"))
    assert [(one.criteria_id, one.state) for one in drafts_list(LEAD)] == [("desk", "draft")]


def test_two_windows_never_overwrite_each_other(draft):
    from rapport.program.audits.selectors import draft_view
    from rapport.program.audits.services import draft_publish, draft_save, draft_send

    draft_save(OTHER, draft, 1, "theirs")
    for act in (draft_save, draft_send, draft_publish):
        with pytest.raises(DraftChangedError) as refused:
            act(LEAD, draft, 1, *(["mine"] if act is draft_save else []))
        assert (refused.value.by, refused.value.revision) == ("Mo", 2)
    assert draft_view(LEAD, draft).text == "theirs"


def test_what_was_deleted_comes_back_and_undoing_the_undo_loses_nothing(draft, criteria):
    from rapport.program.audits.selectors import draft_view
    from rapport.program.audits.services import draft_save, draft_undo

    draft_save(LEAD, draft, 1, "less", words="deleted element tone")
    draft_save(LEAD, draft, 2, "less and typed")
    assert draft_view(LEAD, draft).undo == "deleted element tone"
    assert draft_undo(LEAD, draft, 3) == (4, "deleted element tone")
    assert draft_view(LEAD, draft).text == criteria.text
    assert draft_undo(LEAD, draft, 4) == (5, "undid: deleted element tone")
    assert draft_view(LEAD, draft).text == "less and typed"
    assert draft_view(LEAD, draft).undo == "deleted element tone"


def test_a_published_version_never_changes_not_even_from_a_file(draft, criteria):
    from rapport.program.audits.selectors import criteria_offered, criteria_text, version_view
    from rapport.program.audits.services import criteria_use, draft_create, draft_publish, draft_save

    assert draft_publish(LEAD, draft, 1) == "counter@1"
    view = version_view(ASSOCIATE, "counter@1")
    assert view.text == criteria.text and view.line.state == "published" and view.line.published_by == "Lea"
    assert criteria_offered(ASSOCIATE, "counter") == "counter@1" == criteria_offered(LEAD, "counter@1")
    with pytest.raises(AuditError, match="not being written"):
        draft_save(LEAD, draft, 1, "later")
    other = parse_criteria(criteria.text.replace("points: 6", "points: 7"))
    with pytest.raises(CriteriaChangedError, match="is published with another text"):
        criteria_use(TERMINAL, other)
    again = draft_create(LEAD, "counter", 1, other.text)
    with pytest.raises(AuditError, match="counter@1 already"):
        draft_publish(LEAD, again, 1)
    assert criteria_text(LEAD, "counter@1") == criteria.text


def test_a_second_person_approves_where_that_is_asked(draft, criteria):
    from rapport.program.audits.selectors import draft_view
    from rapport.program.audits.services import (
        comment_settle,
        draft_comment,
        draft_publish,
        draft_save,
        draft_send,
        draft_take_back,
    )

    with pytest.raises(AuditError, match="second person"):
        draft_publish(OTHER, draft, 1, by_another_person=True)
    draft_send(LEAD, draft, 1)
    with pytest.raises(AuditError, match="not being written"):
        draft_save(OTHER, draft, 1, "sneaked in")
    said = draft_comment(ANALYST, draft, "Is six right?", "greeting.said_hello")
    assert draft_view(OTHER, draft).line.open_comments == 1
    comment_settle(LEAD, said)
    assert draft_view(OTHER, draft).comments[0].settled_by == "Lea"
    draft_take_back(LEAD, draft)
    draft_save(LEAD, draft, 1, criteria.text + "# more\n")
    draft_send(LEAD, draft, 2)
    with pytest.raises(AuditError, match="You wrote"):
        draft_publish(LEAD, draft, 2, by_another_person=True)
    assert draft_publish(OTHER, draft, 2, by_another_person=True) == "counter@1"


def test_one_draft_at_a_time_and_a_text_that_does_not_hold_is_not_reviewed(draft):
    from rapport.program.audits.selectors import open_draft
    from rapport.program.audits.services import draft_create, draft_discard, draft_save, draft_send

    with pytest.raises(AuditError, match="being written already"):
        draft_create(OTHER, "counter", 2, "x")
    assert open_draft(OTHER, "counter") == draft
    draft_save(LEAD, draft, 1, "nothing")
    with pytest.raises(CriteriaError):
        draft_send(LEAD, draft, 2)
    draft_discard(LEAD, draft, 2)
    assert open_draft(LEAD, "counter") is None and draft_create(OTHER, "counter", 1, "x")


def test_nobody_scores_by_what_was_withdrawn_until_it_is_restored(draft, criteria, submission):
    from rapport.program.audits.selectors import criteria_offered, version_view, versions_list
    from rapport.program.audits.services import (
        draft_publish,
        evaluations_submit,
        version_restore,
        version_withdraw,
    )

    draft_publish(LEAD, draft, 1)
    evaluations_submit(TERMINAL, criteria, [submission()])
    with pytest.raises(AuditError, match="reason"):
        version_withdraw(LEAD, "counter@1", " ")
    version_withdraw(LEAD, "counter@1", "Six points were too many")
    with pytest.raises(CriteriaWithdrawnError, match="Lea withdrew counter@1: Six points"):
        evaluations_submit(TERMINAL, criteria, [submission("i2")])
    with pytest.raises(AuditError, match="can be scored by"):
        criteria_offered(LEAD, "counter")
    line = versions_list(ASSOCIATE)[0]
    assert (line.state, line.evaluations) == ("withdrawn", 1)
    version_restore(LEAD, "counter@1")
    evaluations_submit(TERMINAL, criteria, [submission("i2")])
    assert version_view(LEAD, "counter@1").line.evaluations == 2


def test_who_may_not_is_refused_and_every_act_is_logged(draft, criteria):
    from rapport.program.audits import services
    from rapport.program.audits.selectors import draft_view, drafts_list
    from rapport.program.people.selectors import log_entries

    refused = [
        lambda: services.draft_create(ANALYST, "a", 1, "x"),
        lambda: services.draft_save(ANALYST, draft, 1, "x"),
        lambda: services.draft_undo(ANALYST, draft, 1),
        lambda: services.draft_send(ANALYST, draft, 1),
        lambda: services.draft_publish(ANALYST, draft, 1),
        lambda: services.draft_discard(ANALYST, draft, 1),
        lambda: services.draft_comment(ASSOCIATE, draft, "hm"),
        lambda: services.version_withdraw(ANALYST, "counter@1", "x"),
        lambda: services.version_restore(ANALYST, "counter@1"),
        lambda: draft_view(ASSOCIATE, draft),
        lambda: services.criteria_use(ASSOCIATE, replace(criteria)),
    ]
    for act in refused:
        with pytest.raises(NotAllowedError):
            act()
    assert drafts_list(ASSOCIATE) == []
    services.draft_publish(LEAD, draft, 1)
    found = [one.action for one in log_entries(TERMINAL, kind="criteria")]
    assert found == ["criteria.publish", "criteria.draft"]


def test_of_many_versions_the_newest_number_counts_not_the_newest_word(home, criteria):
    from rapport.program.audits.selectors import criteria_offered, newest_version, versions_list
    from rapport.program.audits.services import draft_create, draft_publish

    for number in (2, 10, 9):
        text = criteria.text.replace("version: 1", f"version: {number}")
        draft_publish(LEAD, draft_create(LEAD, "counter", number, text), 1)
    assert criteria_offered(LEAD, "counter") == "counter@10" and newest_version(LEAD, "counter") == 10
    assert [one.version for one in versions_list(LEAD)] == ["10", "9", "2"]
