"""Model answers: drafts that several may edit, versions that stay, shown where they fit."""

from dataclasses import replace

import pytest

from rapport.program.answers.errors import AnswerChangedError, AnswerError
from rapport.program.answers.plain import AnswerContent
from rapport.program.answers.variables import fill, unknown_variables, variables_in
from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.people.errors import NotAllowedError

ANALYST = Actor("Ann", (Grant("analyst"),))
ASSOCIATE = Actor("Tom", (Grant("associate"),), agent_id="a-1")
LATE = AnswerContent(
    "A parcel is late",
    {"concern": ("delivery",), "channel": ("chat", "email")},
    ("acknowledgement", "resolution"),
    outline="Say what happened, then what you do about it.",
    email_subject="Your parcel, {{customer_name | and what we do}}",
    email_body="Dear {{ customer_name }},\nit comes on {{attribute.day}}.",
    talking_points=("Name the day",),
    checklist=("Day named", "Refund offered"),
)


@pytest.fixture
def published(home):
    from rapport.program.answers.services import answer_create, answer_publish

    one = answer_create(ANALYST, LATE)
    assert answer_publish(ANALYST, one, 1) == 1
    return one


def test_who_serves_sees_what_is_published_and_nothing_before(home):
    from rapport.program.answers.selectors import answer_view, answers_for, answers_list
    from rapport.program.answers.services import answer_create, answer_publish

    one = answer_create(ANALYST, LATE)
    assert answers_list(ASSOCIATE) == [] and answer_view(ASSOCIATE, one) is None
    assert answers_for(ANALYST, {"concern": "delivery", "channel": "chat"}) == ()
    answer_publish(ANALYST, one, 1)
    assert [line.title for line in answers_list(ASSOCIATE)] == ["A parcel is late"]
    assert answer_view(ASSOCIATE, one).content == LATE


def test_an_answer_is_shown_where_it_fits_the_most_specific_first(published):
    from rapport.program.answers.selectors import answers_for
    from rapport.program.answers.services import answer_create, answer_publish

    general = answer_create(ANALYST, AnswerContent("Any time", elements=("tone",), outline="Be kind."))
    answer_publish(ANALYST, general, 1)
    fits = {"concern": "delivery", "channel": "chat"}
    assert [one.answer_id for one in answers_for(ASSOCIATE, fits)] == [published, general]
    assert [one.answer_id for one in answers_for(ASSOCIATE, fits, "tone")] == [general]
    assert [one.answer_id for one in answers_for(ASSOCIATE, {**fits, "channel": "call"})] == [general]
    assert [one.answer_id for one in answers_for(ASSOCIATE, {"concern": "delivery"})] == [general]


def test_the_next_version_is_edited_while_the_published_one_stays(published):
    from rapport.program.answers.selectors import answer_view, answers_for
    from rapport.program.answers.services import answer_discard, answer_publish, answer_save

    changed = AnswerContent("A parcel is late", outline="Shorter.")
    assert answer_save(ANALYST, published, 0, changed) == 1
    assert answer_view(ASSOCIATE, published).content == LATE
    view = answer_view(ANALYST, published)
    assert (view.number, view.state, view.published_number, view.draft_number) == (2, "draft", 1, 2)
    assert answer_publish(ANALYST, published, 1) == 2
    assert answers_for(ASSOCIATE, {})[0].content == changed
    assert answer_view(ASSOCIATE, published, 1).content == LATE
    answer_save(ANALYST, published, 0, LATE)
    assert answer_discard(ANALYST, published, 1) and answer_view(ANALYST, published).number == 2


def test_two_editors_never_overwrite_each_other(published):
    from rapport.program.answers.services import answer_publish, answer_save

    first = answer_save(ANALYST, published, 0, LATE)
    with pytest.raises(AnswerChangedError, match="Ann changed this draft"):
        answer_save(TERMINAL, published, 0, LATE)
    assert answer_save(ANALYST, published, first, LATE) == first
    second = answer_save(ANALYST, published, first, replace(LATE, outline="Other"))
    with pytest.raises(AnswerChangedError) as refused:
        answer_save(TERMINAL, published, first, LATE)
    assert refused.value.revision == second == first + 1
    with pytest.raises(AnswerChangedError):
        answer_publish(ANALYST, published, first)


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (AnswerContent("T", email_body="{{password}}"), "password"),
        (AnswerContent("T", email_body="{{ customer_name"), "{{"),
        (AnswerContent("T"), "says nothing"),
    ],
)
def test_what_cannot_be_sent_is_not_published(home, content, wrong):
    from rapport.program.answers.services import answer_create, answer_publish

    one = answer_create(ANALYST, content)
    with pytest.raises(AnswerError, match=wrong):
        answer_publish(ANALYST, one, 1)


def test_a_withdrawn_answer_is_shown_to_nobody_who_serves(published):
    from rapport.program.answers.selectors import answer_view, answers_for, answers_list
    from rapport.program.answers.services import answer_used, answer_withdraw

    answer_used(ASSOCIATE, published, "coaching", "7")
    answer_used(ASSOCIATE, published, "coaching", "7")
    assert answers_list(ANALYST)[0].used == 1
    answer_withdraw(ANALYST, published)
    assert answers_list(ASSOCIATE) == [] and answer_view(ASSOCIATE, published) is None
    assert answers_for(TERMINAL, {"concern": "delivery", "channel": "chat"}) == ()
    assert answers_list(ANALYST)[0].withdrawn
    answer_withdraw(ANALYST, published, False)
    assert answers_list(ASSOCIATE)


def test_only_editors_change_and_every_change_is_logged(published):
    from rapport.program.answers.services import answer_create, answer_save, answer_take_over
    from rapport.program.people.selectors import log_entries

    for act in (
        lambda: answer_create(ASSOCIATE, LATE),
        lambda: answer_save(ASSOCIATE, published, 0, LATE),
        lambda: answer_take_over(ASSOCIATE, published),
    ):
        with pytest.raises(NotAllowedError):
            act()
    answer_take_over(TERMINAL, published)
    found = [one.action for one in log_entries(TERMINAL, kind="answer", object_id=published)]
    assert found == ["answer.owner", "answer.publish", "answer.create"]
    with pytest.raises(AnswerError, match="no such"):
        answer_take_over(TERMINAL, "nonsense")


def test_answers_are_searched_by_words_element_and_scenario(published):
    from rapport.program.answers.selectors import answers_list

    assert answers_list(ANALYST, words="REFUND day") and not answers_list(ANALYST, words="refund moon")
    assert answers_list(ANALYST, element="resolution") and not answers_list(ANALYST, element="tone")
    assert answers_list(ANALYST, scenario={"channel": "chat"})
    assert not answers_list(ANALYST, scenario={"channel": "call"})


def test_a_list_of_many_answers_takes_as_many_questions_as_one_of_few(home, django_queries):
    from rapport.program.answers.selectors import answers_in_full, answers_list
    from rapport.program.answers.services import answer_create

    for _ in range(12):
        answer_create(ANALYST, LATE)
    assert django_queries(lambda: answers_list(ANALYST)) == 2
    assert django_queries(lambda: answers_in_full(ANALYST)) == 2


@pytest.fixture
def django_queries():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def counted(act):
        with CaptureQueriesContext(connection) as found:
            act()
        return len(found)

    return counted


def test_variables_are_filled_as_text_and_never_run():
    pieces = fill(
        "Dear {{customer_name}}, {{ {% x %} }} {{team|all of us}}", {"customer_name": "{{team}} <b>"}
    )
    assert [piece.text for piece in pieces] == ["Dear ", "{{team}} <b>", ", {{ {% x %} }} ", "all of us"]
    assert [piece.text for piece in fill("{{date}}", {})] == ["[date]"] and not fill("{{date}}", {})[0].known
    assert variables_in("{{a}} {{ b | c }}") == ("a", "b")
    assert unknown_variables("{{customer_name}} {{attribute.plan_2}} {{attribute.}} {{__class__}}") == (
        "attribute.",
        "__class__",
    )
