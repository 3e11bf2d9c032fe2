"""Lessons and round tables: who writes, who reads, what is asked again after a change."""

from dataclasses import replace
from datetime import date

import pytest

from rapport.program.front.errors import FrontError
from rapport.program.front.plain import ModuleContent
from rapport.program.people.errors import NotAllowedError
from tests.program.judging_people import People

LESSON = ModuleContent(
    "What customers are asked", "Ease brings them back.", "Say what comes next.", "ces", "after"
)


@pytest.fixture
def people(home):
    return People()


@pytest.fixture
def lead(people):
    return people("Lee", "qa_lead")


@pytest.fixture
def dora(people):
    return people("Dora", "associate", agent_id="a1")


def test_a_lesson_is_seen_once_it_is_shown_and_read_again_after_a_change(lead, dora):
    from rapport.program.front.selectors import module, modules
    from rapport.program.front.services import module_publish, module_read, module_save

    made = module_save(lead, LESSON)
    assert modules(dora) == () and module(lead, made).content == LESSON
    with pytest.raises(FrontError, match="no such lesson"):
        module_read(dora, made)
    module_publish(lead, made)
    module_read(dora, made)
    assert module(dora, made).read_at is not None and module(dora, made).readers is None
    assert module(lead, made).readers == 1
    module_save(lead, replace(LESSON, body="Say it first."), made, 1)
    assert module(dora, made).read_at is None and module(lead, made).readers == 0
    with pytest.raises(FrontError, match="meanwhile"):
        module_save(lead, LESSON, made, 1)
    module_publish(lead, made, False)
    assert module(dora, made) is None


def test_only_who_leads_writes_and_only_those_at_the_front_read(people, dora):
    from rapport.program.front.selectors import modules
    from rapport.program.front.services import module_publish, module_save, roundtable_save

    acts = (
        lambda: module_save(dora, LESSON),
        lambda: module_publish(dora, 1),
        lambda: roundtable_save(dora, "May", date(2026, 5, 4), "", ()),
        lambda: modules(people("Cleo", "client_viewer")),
    )
    for act in acts:
        with pytest.raises(NotAllowedError):
            act()


def test_a_suggestion_is_spoken_about_and_its_maker_sees_what_became_of_it(people, dora):
    from rapport.program.cases.selectors import own_suggestions
    from rapport.program.cases.services import suggestion_answer, suggestion_make
    from rapport.program.front.selectors import roundtables
    from rapport.program.front.services import roundtable_save

    chief = people("Pia", "program_manager")
    idea = suggestion_make(dora, "Print the number on the bill")
    roundtable_save(chief, "May", date(2026, 5, 4), "Good talk", (idea,))
    assert own_suggestions(dora)[0].state == "discussed" and own_suggestions(chief) == []
    suggestion_answer(chief, idea, "taken", "From June on")
    (table,) = roundtables(dora)
    (topic,) = table.topics
    assert (topic.own, topic.state, topic.answer) == (True, "taken", "From June on")
    roundtable_save(chief, "May", date(2026, 5, 4), "Good talk", (idea,), table.id)
    assert own_suggestions(dora)[0].state == "taken"
    for wrong in (("nothing",), ("00000000-0000-0000-0000-000000000000",)):
        with pytest.raises(FrontError, match="not there any more"):
            roundtable_save(chief, "June", date(2026, 6, 1), "", wrong)


def test_words_that_give_a_customer_away_go_and_others_stay(people, lead):
    from rapport.program.front.models import Roundtable, TrainingModule
    from rapport.program.front.services import front_erase, module_save, roundtable_save

    chief = people("Pia", "program_manager")
    roundtable_save(chief, "May", date(2026, 5, 4), "Mia Berg waited", ())
    roundtable_save(chief, "June", date(2026, 6, 1), "Good talk", ())
    module_save(lead, replace(LESSON, body="Not as with Mia Berg."))
    assert front_erase(lambda text: "Mia Berg" in text) == {"round tables": 1, "lessons": 1}
    kept = [
        *Roundtable.objects.values_list("title", "notes"),
        *TrainingModule.objects.values_list("title", "body"),
    ]
    assert "Mia Berg" not in str(kept) and "Good talk" in str(kept) and LESSON.title in str(kept)
    assert front_erase(lambda text: "Mia Berg" in text) == {}
