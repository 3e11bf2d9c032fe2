"""What unfinished notes come to is what the same notes come to when they are finished."""

from hypothesis import given
from hypothesis import strategies as st

from rapport.criteria import library, library_text, parse_criteria, score
from rapport.program.scoring.notes import (
    Noted,
    Notes,
    asked_elements,
    decisions,
    notes_as_json,
    notes_from_json,
    undecided,
)
from rapport.program.scoring.plain import Facts
from rapport.work.scoring.live import live_score

ALL = [parse_criteria(library_text(name), name) for name in library()]
STATES = st.sampled_from(["upset", "rushed", "calm"])


@st.composite
def noted(draw, element, decided):
    if element.not_applicable and draw(st.integers(0, 4)) == 0:
        return Noted(not_applicable=True)
    rules = {rule.id: draw(st.integers(0, rule.times)) for rule in element.rules}
    kept = {name: count for name, count in rules.items() if count}
    return Noted(kept, confirmed=not kept) if decided else Noted(comment="looking")


@st.composite
def cases(draw, whole):
    criteria = draw(st.sampled_from(ALL))
    facts = Facts({"emotional_state": draw(STATES), "channel": draw(st.sampled_from(["chat", "email"]))})
    elements = {
        one.name: draw(noted(one, whole or draw(st.booleans())))
        for one in asked_elements(criteria, facts.attributes)
    }
    return criteria, facts, Notes(elements, draw(st.text(max_size=20)))


@given(cases(whole=True))
def test_finished_notes_score_as_an_evaluation_does(case):
    criteria, facts, notes = case
    live = live_score(criteria, notes, facts)
    made = score(criteria, decisions(criteria, notes, facts.attributes), facts.attributes)
    assert live.qci == made.qci and live.before_criticals == made.qci_before_criticals
    assert live.decided == live.asked == len(live.elements)
    assert all(live.elements[name] == made.elements[name] for name in live.elements)


@given(cases(whole=False))
def test_what_is_not_decided_counts_neither_way(case):
    criteria, facts, notes = case
    live = live_score(criteria, notes, facts)
    missing = undecided(criteria, notes, facts.attributes)
    assert live.decided == live.asked - len(missing)
    assert all(live.elements[name] is None for name in missing)
    assert (live.qci is None) <= (live.undefined_because is not None)
    if live.qci is not None:
        assert 0 <= live.qci <= 100


@given(cases(whole=False))
def test_notes_come_back_from_the_database_as_they_went(case):
    notes = case[2]
    expected = {name: one for name, one in notes.elements.items() if one != Noted()}
    back = notes_from_json(notes_as_json(notes))
    assert back.elements == expected and back.comment == notes.comment.replace("\x00", "")
