"""The truth is what the ordinary scoring says of what every evaluator decides."""

import numpy as np
import pytest

from rapport.criteria import check_decisions, mean_importance, score
from rapport.story import Company, Truth, outcomes
from rapport.story.indicators import indicators
from rapport.story.outcomes import answers, events, feelings
from rapport.story.situations import CHANNELS, CONCERNS, EMOTIONS, SEGMENTS, TEAMS
from rapport.story.staff import FACTORS, Evaluator

COMPANY = Company(seed=9, size=1_200)
INDEX = np.arange(1_200)
SITUATIONS, _ = COMPANY.situations(INDEX)
TRUTH = Truth.of(COMPANY)


@pytest.fixture(scope="module")
def customers():
    return {one.customer_id: one for one in COMPANY.customers()}


def _importance(attributes):
    return {
        name: float(attributes[f"importance.{name}"])
        for name in FACTORS
        if f"importance.{name}" in attributes
    }


def test_fast_scores_are_those_of_the_criteria(customers):
    means = {
        segment: mean_importance(
            COMPANY.criteria,
            [
                _importance(one.attributes)
                for one in customers.values()
                if one.segment == segment and one.attributes
            ],
        )
        for segment in SEGMENTS
    }
    for name in ("Marcus", "Ines"):
        fast = COMPANY.scores(INDEX[:300], COMPANY.evaluator(name))
        for row, one in enumerate(COMPANY.evaluations(INDEX[:300], name)):
            customer = customers[f"C{SITUATIONS.customer[row] + 1:07d}"]
            attributes = {
                "channel": CHANNELS[SITUATIONS.channel[row]],
                "concern": CONCERNS[SITUATIONS.concern[row]],
                "emotional_state": EMOTIONS[SITUATIONS.emotion[row]],
                "segment": customer.segment,
            }
            check_decisions(COMPANY.criteria, one.decisions, None, attributes)
            slow = score(
                COMPANY.criteria,
                one.decisions,
                attributes,
                _importance(customer.attributes),
                means[customer.segment],
            )
            assert fast.qci[row] == pytest.approx(slow.qci, abs=1e-9)
            assert fast.qci_before_criticals[row] == pytest.approx(slow.qci_before_criticals, abs=1e-9)
            for place, element in enumerate(COMPANY.criteria.elements):
                expected = slow.elements[element.name]
                assert np.isnan(fast.elements[row, place]) == (expected is None)
                if expected is not None:
                    assert fast.elements[row, place] == pytest.approx(expected, abs=1e-9)
                    assert fast.available[row, place] == pytest.approx(
                        slow.points_available[element.name], abs=1e-9
                    )


def test_the_truth_is_the_mean_over_all_evaluators_and_eligible_interactions():
    eligible = INDEX[SITUATIONS.eligible]
    by_hand = [np.mean(COMPANY.scores(eligible, one).qci) for one in COMPANY.evaluators]
    assert TRUTH.qci() == pytest.approx(np.mean(by_hand))
    shares = [TRUTH.rows(team).mean() for team in TEAMS]
    assert sum(shares) == pytest.approx(1)
    assert TRUTH.qci() == pytest.approx(
        sum(w * TRUTH.qci(team) for w, team in zip(shares, TEAMS, strict=True))
    )
    assert 55 < TRUTH.qci() < 80


def test_severity_is_as_planted():
    severity = TRUTH.evaluator_severity
    assert sum(severity.values()) == pytest.approx(0, abs=1e-9)
    assert max(severity, key=severity.get) == "Ines"
    assert min(severity, key=severity.get) == "Marcus"


def test_the_training_lifts_its_team_alone_and_only_since():
    large = Company(seed=9, size=12_000)
    truth = Truth.of(large)
    assert 2 < truth.training_effect < 9
    index = np.arange(12_000)
    without, seen = large.true_rules(index, training=False), large.true_rules(index)
    changed = (without.counts != seen.counts).any(axis=1)
    s, _ = large.situations(index)
    assert not changed[~s.trained].any()
    assert changed[s.trained].mean() > 0.3
    assert set(np.unique(s.team[s.trained])) == {TEAMS.index(truth.trained_team)}


def test_points_available_name_the_costliest_element():
    truth = Truth.of(Company(seed=2, size=8_000))
    assert truth.costliest_element == "acknowledgement"
    before = np.mean(
        [truth.company.scores(truth.indices, e).qci_before_criticals.mean() for e in truth.company.evaluators]
    )
    assert sum(truth.points_available.values()) == pytest.approx(100 - before, abs=1e-6)


def test_a_stricter_pool_gives_a_lower_truth():
    strict = Company(seed=9, size=1_200, evaluators=(Evaluator("Ada", -1.0, 1.0), Evaluator("Bo", -0.8, 1.0)))
    assert Truth.of(strict).qci() < TRUTH.qci() - 3


def test_who_answers_depends_on_how_it_was():
    company = Company(seed=4, size=20_000)
    index = np.arange(20_000)
    felt = feelings(company, index)
    s, _ = company.situations(index)
    good, bad = felt.experience > 1, (felt.experience < -0.5) & (felt.experience > -1.8)
    assert felt.answers[good & s.eligible].mean() > 1.4 * felt.answers[bad & s.eligible].mean()
    truth = Truth.of(company)
    assert truth.nps_of_those_who_answer > truth.nps + 2
    assert outcomes.nps(np.array([10, 9, 8, 0])) == 25
    assert np.isnan(outcomes.nps(np.array([], dtype=int)))


def test_answers_belong_to_an_interaction_and_lie_on_their_scale():
    found = list(answers(COMPANY))
    assert len({one.answer_id for one in found}) == len(found)
    for one in found:
        if one.number is not None:
            assert one.scale_min <= one.number <= one.scale_max
        else:
            assert one.text and "{" not in one.text
    assert {one.item for one in found} == {"nps", "csat", "ces", "comment"}


def test_customers_leave_where_it_went_badly():
    company = Company(seed=4, size=20_000)
    felt = feelings(company, np.arange(20_000)).experience
    left = [int(one.interaction_id[1:]) for one in events(company) if one.kind == "cancellation"]
    stayed = [int(one.interaction_id[1:]) for one in events(company) if one.kind == "renewal"]
    assert felt[left].mean() < felt.mean() - 0.3
    assert felt[stayed].mean() > felt.mean() + 0.1


def test_indicators_turn_before_the_contacts():
    days = {}
    for one in indicators(COMPANY):
        days.setdefault(one.name, []).append(one.value)
    shipping = np.array(days["shipping_days"])
    strike = np.flatnonzero(shipping > 4)
    s, _ = Company(seed=9, size=30_000).situations(np.arange(30_000))
    deliveries = np.bincount(s.day[s.concern == CONCERNS.index("delivery")], minlength=181)
    assert deliveries[strike[3] : strike[-1]].mean() > 1.5 * deliveries.mean()
    assert len(days) == 4 and all(len(values) == COMPANY.calendar.days for values in days.values())
