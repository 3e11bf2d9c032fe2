"""A machine's score is told alone only on an agreement that was measured of what scores now."""

import pytest

from rapport.criteria import parse_criteria
from rapport.measures import Estimate
from rapport.program.people.actor import TERMINAL
from rapport.program.reading.plain import ABSENT, BarFacts, RuleStands
from rapport.work.annotate import annotate_home
from rapport.work.teaching.bar import passes, reported_alone
from rapport.work.teaching.behaviours import learn_behaviours
from rapport.work.teaching.mapping import map_rules, mapping_of
from tests.work.teaching_desk import CRITERIA, DESK, MAPPED, check, desk_home, score


@pytest.fixture
def home(tmp_path):
    yield from desk_home(tmp_path)


@pytest.fixture
def criteria():
    return DESK


def learned(home, criteria):
    """Scored, mapped and learned: greeting passes the bar."""
    score(criteria, range(60))
    map_rules(home, TERMINAL, criteria, MAPPED)
    learn_behaviours(home)
    passed = reported_alone(home, criteria.definition, "greeting")
    assert passed and reported_alone(home, "desk", "greeting") == passed
    return passed


def test_the_bar_looks_at_the_lower_end():
    bar = BarFacts(0.6, 30)
    sure = Estimate(0.7, 0.61, 0.8, base=30, definition="desk@1.ab+behaviours@1")
    now = sure.definition
    assert passes(bar, sure, now)
    assert not passes(bar, sure.with_(low=0.59), now) and not passes(bar, sure.with_(base=29), now)
    alike = Estimate(None, undefined_because="all alike", base=90, definition=now)
    assert not passes(bar, alike, now)


def test_an_agreement_is_of_the_model_it_was_measured_of():
    sure = Estimate(0.9, 0.8, 1.0, base=90, definition="desk@1.ab+behaviours@1")
    for now in ("desk@1.ab+behaviours@1+9.cd", "desk@1.cd+behaviours@1", "desk@2.ab+behaviours@1", ""):
        passed = passes(BarFacts(), sure, now)
        assert not passed and "was measured before" in passed.because and passed.model == now
    assert not passes(BarFacts(), sure.with_(definition=None), ""), "cards of before do not say"


def test_rules_that_stand_for_something_else_pass_nothing_on_the_old_agreement(home, criteria):
    before = learned(home, criteria)
    other = [RuleStands("greeting", "said_hello", "greeting", ABSENT), MAPPED[1]]
    map_rules(home, TERMINAL, criteria, other)
    after = reported_alone(home, "desk@1", "greeting")
    assert not after and after.agreement == before.agreement and after.model != before.model
    (greeting, _) = mapping_of(TERMINAL, "desk", home).elements
    assert not greeting.passed and greeting.rules[0].agreement is None
    learn_behaviours(home)
    anew = reported_alone(home, "desk@1", "greeting")
    assert not anew and "lower end" in anew.because, "and what is the other way round does not agree"
    map_rules(home, TERMINAL, criteria, MAPPED)
    learn_behaviours(home)
    assert reported_alone(home, "desk@1", "greeting") == before


def test_a_number_of_an_element_is_of_what_passed_alone(home, criteria):
    from rapport.work.experience.machine import machine_of

    def told():
        machine = machine_of(home)
        (found,) = machine.estimates("greeting", criteria=criteria)
        return found.estimate, machine.rows("greeting", criteria=criteria)

    passed = learned(home, criteria)
    annotate_home(home, only=["criteria"], processes=1)
    found, rows = told()
    assert (found.value, found.base, found.definition) == (50.0, 60, passed.model) and len(rows) == 60
    for number in range(0, 60, 2):
        check(number, False, turn=3)
    learn_behaviours(home)
    between, rows = told()
    assert between.value is None and between.excluded == {"not read yet": 60} and rows == []
    annotate_home(home, only=["criteria"], processes=1)
    after, rows = told()
    assert after.base == len(rows) == 60 and after.definition != found.definition


def test_another_version_of_the_criteria_passes_nothing_on_the_old_agreement(home, criteria):
    from rapport.program.audits.services.criteria import criteria_use

    learned(home, criteria)
    second = parse_criteria(CRITERIA.replace("version: 1", "version: 2"), "desk.yaml")
    criteria_use(TERMINAL, second)
    assert not reported_alone(home, "desk@2", "greeting")
    learn_behaviours(home)
    for name in ("desk", "desk@1", "desk@2"):
        assert not reported_alone(home, name, "greeting"), "nobody scored by the second"
    score(second, range(40), evaluator="Ida")
    learn_behaviours(home)
    passed = reported_alone(home, "desk@2", "greeting")
    assert passed and passed.agreement.base == 40, "what was scored by the first says nothing of the second"
    assert not reported_alone(home, "desk@1", "greeting")


def test_a_model_that_was_kept_without_its_card_passes_nothing(home, criteria, monkeypatch):
    from rapport.work.teaching import behaviours

    learned(home, criteria)
    for number in range(0, 60, 2):
        check(number, True, turn=3)

    def falls(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr(behaviours, "keep_card", falls)
    with pytest.raises(OSError):
        learn_behaviours(home)
    assert not reported_alone(home, "desk@1", "greeting")
