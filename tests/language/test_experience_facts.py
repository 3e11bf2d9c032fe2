"""What is known beside the words makes a contact harder: counted where known, never invented."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from service_talks import BEST_FIRST, talk

from rapport.language import ExperiencePredictor
from rapport.language.conversation import conversations
from rapport.language.experience.annotator import ExperienceAnnotator
from rapport.language.experience.cold import EFFORT, RESOLVED, SATISFACTION
from rapport.language.experience.facts import (
    CONTACTS,
    COUNTS,
    ELSEWHERE,
    FACTS,
    KIND,
    SAME,
    Facts,
    fact_rows,
    facts_of,
    told,
)

[CALM] = conversations([BEST_FIRST["will try"]])


def with_facts(**known):
    return replace(CALM, attributes={name.replace("__", ":"): value for name, value in known.items()})


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"transfers": "2"}, Facts(transfers=2)),
        ({"Transfer Count": "1"}, Facts(transfers=1)),
        ({"transferred": "Yes"}, Facts(transfers=1)),
        ({"transferred": "billing"}, Facts()),
        ({"transfers": "-1", "transferred": "no"}, Facts(transfers=0)),
        ({"holds": "nan", "hold-s": "75.5"}, Facts(hold_s=75.5)),
        ({"queue_wait_s": "600"}, Facts(queue_s=600)),
        ({"queue_wait_s": "inf", "holds": ""}, Facts()),
        ({"transfers": "1e99"}, Facts(transfers=1_000_000)),
        ({"repeat_contact": "yes"}, Facts(contacts_before=1)),
        ({"repeat_contact": "yes", CONTACTS: "0"}, Facts(contacts_before=1)),
        ({"repeat_contact": "no", CONTACTS: "3", SAME: "2", ELSEWHERE: "1"},
         Facts(contacts_before=3, same_before=2, elsewhere_before=1)),
        ({"queue_wait_s": "40000"}, Facts()),
        ({"mood": "calm"}, Facts()),
    ],
)  # fmt: skip
def test_facts_are_found_by_their_names(given, found):
    assert facts_of(replace(CALM, attributes=given)) == found


def test_how_long_it_took_is_known_from_its_ends_only():
    at = datetime(2026, 3, 2, tzinfo=UTC)
    assert facts_of(replace(CALM, started_at=at, ended_at=at + timedelta(minutes=9))).handle_s == 540
    assert facts_of(replace(CALM, started_at=at, ended_at=at - timedelta(1))).handle_s is None
    assert facts_of(replace(CALM, started_at=at)).handle_s is None


def test_not_known_is_not_none_at_all():
    unknown, none, two = fact_rows([Facts(), Facts(transfers=0), Facts(transfers=2)])
    known = FACTS.index("fact transfers known")
    assert not unknown.any() and none[known] == two[known] == 1 and none.sum() == 1
    assert two[FACTS.index("fact transfers")] == pytest.approx(np.log(3))
    assert len(FACTS) == 2 * len(COUNTS)


@pytest.mark.parametrize(
    "known",
    [
        {"transfers": "2"},
        {"holds": "3", "hold_s": "400"},
        {"queue_wait_s": "900"},
        {CONTACTS: "2", ELSEWHERE: "0"},
        {CONTACTS: "2", ELSEWHERE: "2"},
        {"repeat_contact": "yes"},
    ],
)
def test_each_makes_the_same_words_harder(known):
    plain, harder = ExperiencePredictor("effort").predict([CALM, replace(CALM, attributes=known)])
    assert plain < harder < plain + 25, "a small sign beside what was said"


def test_nothing_that_happened_makes_it_easier():
    for effort in (EFFORT, SATISFACTION, RESOLVED):
        sign = 1 if effort is EFFORT else -1
        assert all(sign * weight > 0 for name, weight in effort.items() if name.startswith("fact"))
        assert not any(name.endswith(" known") for name in effort)


def test_facts_without_words_are_no_basis():
    [found] = ExperiencePredictor("effort").predict([{**talk(), "attributes": {"transfers": "5"}}])
    assert np.isnan(found)


def test_what_made_it_hard_is_noted_and_told_in_words():
    given = replace(
        CALM,
        attributes={"transfers": "2", "holds": "0", "queue_wait_s": "420", CONTACTS: "2", SAME: "1",
                    ELSEWHERE: "0"},
    )  # fmt: skip
    notes = [one for one in ExperienceAnnotator().annotate([given]) if one.kind == KIND]
    assert [(one.label, one.value, one.turn) for one in notes] == [
        ("transferred", 2, None), ("queued", 420, None), ("contact_before", 2, None),
        ("same_concern_before", 1, None),
    ]  # fmt: skip
    assert [told(one.label, one.value) for one in notes] == [
        "transferred twice", "waited 7 min to be served", "third contact in a week",
        "came once in the week before about the same",
    ]  # fmt: skip
    assert {one.model for one in notes} == {"effort@3"}
    assert [one for one in ExperienceAnnotator().annotate([CALM]) if one.kind == KIND] == []


@pytest.mark.parametrize(
    "count, words", [(1, "second contact in a week"), (9, "9 contacts in the week before")]
)
def test_many_contacts_are_counted(count, words):
    assert told("contact_before", count) == words


def test_a_fitted_score_learns_what_a_fact_weighs():
    """The same words all over: what was rated differs by transfers alone."""
    talks = [BEST_FIRST["will try"], BEST_FIRST["sent elsewhere"]]
    given = [
        replace(one, interaction_id=f"i{row}", attributes={"transfers": str(row // 2 % 3)})
        for row, one in enumerate(conversations(talks * 150))
    ]
    values = [1.0 + 2 * (row // 2 % 3) for row in range(300)]
    fitted = ExperiencePredictor("effort").fit(given, values, [str(row % 10) for row in range(300)])
    found = fitted.predict([with_facts(transfers="0"), with_facts(transfers="2"), with_facts()])
    assert found[0] < 2 < 4 < found[1]
    assert found[0] < found[2] < found[1], "not known: neither many nor none"
    again = ExperiencePredictor.from_bytes(fitted.to_bytes())
    assert again.predict([with_facts(transfers="2")])[0] == found[1]
