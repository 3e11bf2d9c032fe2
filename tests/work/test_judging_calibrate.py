"""Calibrations on interactions drawn at random or picked; agreement as the measures tell it."""

import pytest

from rapport.criteria import parse_criteria
from rapport.measures import gwet_ac, icc, krippendorff_alpha, ratings_of
from rapport.program.judging.errors import JudgingError
from rapport.work.judging.agreement import agreement_of
from rapport.work.judging.calibrate import Wanted, calibrate
from tests.program.judging_people import People
from tests.work.conftest import COUNTER

CRITERIA = parse_criteria(COUNTER, "counter.yaml")


@pytest.fixture
def home(make_home):
    return make_home(200)


@pytest.fixture
def people(home):
    made = People()
    made("Lee", "qa_lead")
    return made


def wanted(people, **facts):
    both = (people("Ann").user_id, people("Bob").user_id)
    return Wanted("First", both, **facts)


def test_interactions_are_drawn_at_random_with_a_seed_from_those_that_match(home, people):
    from rapport.program.judging.selectors import session

    lead = people("Lee")

    def drawn(**facts):
        made = calibrate(home, lead, wanted(people, number=5, **facts), CRITERIA)
        return session(lead, made)

    first, again, other = drawn(seed=4), drawn(seed=4), drawn(seed=5)
    assert first.interactions == again.interactions != other.interactions
    assert first.chosen == {"how": "random", "seed": 4, "where": {}, "number": 5}
    calls = drawn(where={"channel": "call"}).interactions
    assert len(calls) == 5 and all(int(one[1:]) % 3 == 1 for one in calls)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"number": 0}, "0 interactions"),
        ({"number": 5, "where": {"channel": "smoke"}}, "No interaction matches"),
        ({"number": 5, "where": {"password": "x"}}, "cannot be chosen by"),
        ({"picked": ("i0000", "nobody")}, "no interaction 'nobody'"),
        ({"picked": ("i0006",)}, "in which an agent speaks"),
    ],
)
def test_what_cannot_be_calibrated_on(home, people, facts, words):
    with pytest.raises(JudgingError, match=words):
        calibrate(home, people("Lee"), wanted(people, **facts), CRITERIA)


@pytest.fixture
def calibrated(home, people):
    """Forty interactions that Ann and Bob scored, of which they see every fourth greeting differently."""
    from rapport.criteria import Decision
    from rapport.program.audits.plain import Submission
    from rapport.program.judging.selectors import tasks_open
    from rapport.program.judging.services import task_submit
    from rapport.work.judging.facts import judging_facts
    from rapport.work.publish import publish

    calibrate(home, people("Lee"), wanted(people, number=40, seed=1), CRITERIA)
    made = {}
    for name in ("Ann", "Bob"):
        tasks = tasks_open(people(name))
        facts = judging_facts(home, CRITERIA, [task.interaction_id for task in tasks])
        for place, task in enumerate(tasks):
            hello = place % 2 if name == "Ann" else (place + (place % 4 == 0)) % 2
            decisions = {
                "greeting": Decision({"said_hello": hello}),
                "tone": Decision(),
                "answer": Decision({"complete": (place % 3 == 0 and 1) or 0}),
            }
            said = Submission(task.interaction_id, "", decisions, facts[task.interaction_id].attributes)
            done = task_submit(people(name), task.id, CRITERIA, said)
            made[task.interaction_id, name] = (hello, done.qci)
    publish(home)
    return made


def test_agreement_of_calibrations_is_the_measures_own(home, people, calibrated):
    found = agreement_of(home, people("Lee"), CRITERIA, source="calibration")
    names = sorted({interaction for interaction, _ in calibrated})
    pairs = [[calibrated[name, "Ann"], calibrated[name, "Bob"]] for name in names]
    scores = [[60.0 * a[0], 60.0 * b[0]] for a, b in pairs]
    greeting = next(one for one in found.elements if one.element == "greeting")
    assert greeting.coefficient.value == pytest.approx(krippendorff_alpha(scores, "interval").value)
    rule = next(one for one in found.rules if one.rule == "said_hello")
    expected = gwet_ac([[a[0], b[0]] for a, b in pairs], categories=(0, 1))
    assert (rule.coefficient.value, rule.coefficient.low, rule.coefficient.high) == pytest.approx(
        (expected.value, expected.low, expected.high)
    )
    assert rule.apart_share == pytest.approx(0.25) and len(rule.apart) == 10
    rows = [(qci, name, who) for (name, who), (_, qci) in calibrated.items()]
    whole = icc(ratings_of(*map(list, zip(*rows, strict=True))), "ICC(1,1)", missing="all")
    assert found.same.value == pytest.approx(whole.value) and found.same.low == pytest.approx(whole.low)
    assert found.double == 40 and found.rules[0].rule == "said_hello"


@pytest.mark.parametrize("coefficient", ["decision_alpha", "decision_gwet"])
def test_agreement_on_decisions_is_the_measures_own(home, people, calibrated, coefficient):
    lead = people("Lee")
    found = agreement_of(home, lead, CRITERIA, source="calibration", coefficient=coefficient)
    labels = [
        [("hello" if calibrated[name, who][0] else "none") for who in ("Ann", "Bob")]
        for name in sorted({interaction for interaction, _ in calibrated})
    ]
    measure = gwet_ac if coefficient == "decision_gwet" else krippendorff_alpha
    greeting = next(one for one in found.elements if one.element == "greeting")
    assert greeting.coefficient.value == pytest.approx(measure(labels).value)


def test_calibrations_are_no_audit_and_severity_is_ones_own(home, people, calibrated):
    from rapport.work.choose_audit import choose_audit
    from rapport.work.estimate import estimate_metric

    live = agreement_of(home, people("Lee"), CRITERIA)
    assert live.double == 0 and live.qci is None and choose_audit(home).criteria is None
    with pytest.raises(ValueError, match="There is no metric"):
        estimate_metric(home, "qci")
    everybody = agreement_of(home, people("Lee"), CRITERIA, source="calibration").severity
    own = agreement_of(home, people("Ann"), CRITERIA, source="calibration").severity
    assert [one.evaluator for one in everybody] == ["Ann", "Bob"]
    assert [one.evaluator for one in own] == ["Ann"]


def test_a_session_that_nobody_revealed_is_in_no_number(home, people, calibrated):
    from rapport.criteria import Decision
    from rapport.program.audits.plain import Submission
    from rapport.program.judging.selectors import tasks_open
    from rapport.program.judging.services import session_reveal, task_submit
    from rapport.work.judging.facts import facts_of
    from rapport.work.publish import publish

    lead = people("Lee")
    more = (people("Max", "qa_lead").user_id, people("Zoe").user_id, people("Yan").user_id)
    session = calibrate(home, lead, Wanted("Second", more, number=12, seed=77), CRITERIA)
    decisions = {"greeting": Decision(), "tone": Decision(), "answer": Decision()}
    for name in ("Max", "Zoe"):
        for task in tasks_open(people(name)):
            facts = facts_of(home, CRITERIA, task.interaction_id).attributes
            task_submit(
                people(name), task.id, CRITERIA, Submission(task.interaction_id, "", decisions, facts)
            )
    publish(home)
    before = agreement_of(home, lead, CRITERIA, source="calibration")
    assert [one.evaluator for one in before.severity] == ["Ann", "Bob"] and before.double == 40
    session_reveal(lead, session)
    after = agreement_of(home, lead, CRITERIA, source="calibration")
    assert len(after.severity) == 4 and after.double > 40


def test_a_rule_tossed_by_coin_is_the_one_to_rewrite(home, people):
    from rapport.findings.rule_agreement import RuleAgreement, rule_to_rewrite
    from rapport.measures import Estimate

    def rule(name, low, high, unclear):
        return RuleAgreement("e", "E", name, name, Estimate((low + high) / 2, low, high), 0.3, unclear)

    unsure, clear = rule("a", -0.9, 0.9, ""), rule("b", 0.1, 0.5, "clearly")
    assert rule_to_rewrite((unsure, clear)) is clear and rule_to_rewrite((unsure,)) is None
