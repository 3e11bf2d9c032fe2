"""Findings: what was planted is found, what is chance is not."""

from dataclasses import replace

import pytest
from findings_company import CRITERIA, Company

from rapport.findings import SampleFrame, find, load_audit
from rapport.findings.plain import Findings
from rapport.home import Settings

PLANTED = Company(
    skill={"West": 0.5},
    weak={("resolution", "solved"): 0.1, ("data_protection", "weak_check"): 0.0},
    severity={"ana": 0.0, "ben": 0.15, "eva": 0.0},
)


def found(plan, path, **more) -> Findings:
    warehouse, frame = plan.write(path)
    with warehouse.snapshot() as snapshot:
        return find(load_audit(snapshot, CRITERIA, frame, **more))


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    return found(PLANTED, tmp_path_factory.mktemp("planted"))


def of_kind(findings, kind):
    return [one for one in findings.findings if one.kind == kind]


def test_the_gap_that_was_planted_comes_first(planted):
    first = of_kind(planted, "gap")[0]
    assert first.metric == "element:resolution"
    assert first.rules[0].rule == "solved"
    assert first.rules[0].fired_share.value < 0.25
    assert first.worth.low > 0
    assert first.model_answer == CRITERIA.element("resolution").model_answer
    assert "missing" in first.why
    assert first.todo.startswith("Coach it: ")
    assert sum(first.attributable_to.values()) == pytest.approx(1)
    worth = [one.worth.value for one in of_kind(planted, "gap")]
    assert worth == sorted(worth, reverse=True)


def test_points_available_add_up_to_what_is_missing(planted):
    total = sum(element.points_available.value for element in planted.elements)
    assert total == pytest.approx(100 - planted.scores["qci_before_criticals"].value)
    for element in planted.elements:
        lost = sum(rule.points_lost for rule in element.rules)
        assert lost == pytest.approx(element.points_available.value)


def test_only_the_weak_team_is_apart(planted):
    teams = [one for one in of_kind(planted, "difference") if one.key.startswith("difference:team:")]
    assert [one.key for one in teams] == ["difference:team:West"]
    assert "below" in teams[0].title
    assert teams[0].comparison.high < 0 < teams[0].worth.low
    assert teams[0].adjusted_p < 0.01
    assert any("weaker than elsewhere: Team West" in gap.where for gap in of_kind(planted, "gap"))


def test_strengths_are_told_too(planted):
    names = [one.metric for one in of_kind(planted, "strength")]
    assert "element:data_protection" in names
    assert all(one.comparison.low > 0 for one in of_kind(planted, "strength"))


def test_excerpts_show_the_marked_words(planted):
    shown = [excerpt for one in of_kind(planted, "gap") for excerpt in one.excerpts]
    assert shown
    assert {excerpt.text[excerpt.start : excerpt.end] for excerpt in shown} == {"Your parcel"}


def test_criticals_stand_apart(planted):
    kinds = {one.metric for one in of_kind(planted, "critical")}
    assert kinds
    assert all(kind.startswith("critical_error_free") for kind in kinds)
    assert all(
        one.estimate.unit == "share" and one.estimate.value < 1 for one in of_kind(planted, "critical")
    )


def test_everything_reports_need_is_there(planted):
    assert (planted.provenance.frame, planted.provenance.interactions) == (1176, 1200)
    assert planted.provenance.double_scored > 50
    assert set(planted.groups) == {"team", "channel", "concern", "segment"}
    assert len(planted.trend) >= 2
    assert [one.metric for one in planted.surveys] == ["nps"]
    assert {one.dimension for one in planted.surveys[0].by} == {"team", "channel", "month"}
    first_reply = next(one for one in planted.operations if one.metric == "first_reply_s")
    assert len(first_reply.by) >= 9
    assert len(planted.rows) == planted.scores["qci"].base
    for name in (*planted.factors, *planted.components):
        assert planted.scores[name].low < planted.scores[name].value
        assert planted.titles[name]
    assert planted.target.distance.value == pytest.approx(91 - planted.scores["qci"].value)
    assert planted.changes == ()
    assert any("no earlier audit" in note for note in planted.notes)


def test_without_evaluations_nothing_is_claimed(tmp_path):
    plan = Company(size=60, sampled=0)
    empty = found(plan, tmp_path)
    assert empty.findings == ()
    assert empty.scores["qci"].value is None
    assert empty.scores["qci"].undefined_because
    assert empty.notes == ("No interaction has been evaluated by these criteria.",)


def second_audit(path, **changed):
    """Two audits one after the other in one warehouse; what the second finds."""
    before = Company(size=900, sampled=220, seed=3)
    after = replace(before, sample="second", first_day=60, seed=4, **changed)
    before.write(path)
    warehouse, frame = after.write(path)
    with warehouse.snapshot() as snapshot:
        known = find(load_audit(snapshot, CRITERIA, frame, previous=before.draw()[0]))
        looked_for = find(load_audit(snapshot, CRITERIA, frame, find_previous=True))
    return known, looked_for


def test_a_change_that_was_planted_is_told(tmp_path):
    known, looked_for = second_audit(tmp_path, skill=dict.fromkeys(("North", "South", "East", "West"), 0.85))
    for findings in (known, looked_for):
        assert findings.changes[0].metric == "qci"
        assert findings.changes[0].words == "clearly up"
        assert of_kind(findings, "change")[0].comparison.low > 0
    assert known.changes[0].before.value == pytest.approx(looked_for.changes[0].before.value, abs=0.01)


def test_no_change_is_not_told(tmp_path):
    known, _ = second_audit(tmp_path)
    assert len(of_kind(known, "change")) <= 1
    assert known.changes[0].words in ("cannot tell", "probably up", "probably down")


def test_agreement_and_people(planted):
    assert planted.agreement[0].element == "qci"
    assert len(planted.agreement) == 1 + len(CRITERIA.elements)
    for one in planted.agreement[1:]:
        assert 0 < one.same_decision.value <= 1
        assert one.coefficient.base == planted.provenance.double_scored or one.element == "channel_spanning"
    severe = {one.evaluator: one.severity for one in planted.severity}
    assert severe["ben"].high < 0
    assert any(one.key == "measurement:evaluator:ben" for one in of_kind(planted, "measurement"))
    assert len(planted.agents) == 20
    below = [one for one in planted.agents if one.outside == "below"]
    assert all(one.team == "West" for one in below)
    assert [one.agent_id for one in planted.agents] == sorted(one.agent_id for one in planted.agents)


def test_a_rule_that_people_read_differently_is_named(tmp_path):
    class Unclear(Company):
        """Evaluators toss a coin over one rule."""

        def decide(self, index, evaluator):
            decisions = super().decide(index, evaluator)
            rules = {k: n for k, n in decisions["clarity"].rules.items() if k != "jargon"}
            if (index + len(evaluator) * ord(evaluator[0])) % 2:
                rules["jargon"] = 1
            return {**decisions, "clarity": replace(decisions["clarity"], rules=rules)}

    findings = found(Unclear(noise=0.0, double=0.5), tmp_path)
    one = next(one for one in findings.agreement if one.element == "clarity")
    assert (one.verdict, one.unclear_rule) == ("unclear", "jargon")
    assert any(each.key == "measurement:clarity" for each in of_kind(findings, "measurement"))
    others = [each.verdict for each in findings.agreement if each.element not in ("clarity", "qci")]
    assert set(others) == {"reliable"}


def test_unlike_evaluators_are_not_compared(tmp_path):
    class Biased(Company):
        """A severe evaluator scores team North, and only that."""

        def measurements(self, drawn):
            for index in drawn:
                yield from self.evaluation(index, "ben" if self.interaction(index).team == "North" else "ana")

    findings = found(Biased(severity={"ana": 0.0, "ben": 0.5}), tmp_path)
    assert not [one for one in of_kind(findings, "difference") if "team" in one.key]
    assert any("Team North was scored by another mix of evaluators" in note for note in findings.notes)


def test_a_frame_that_is_not_the_samples_is_refused(tmp_path):
    plan = Company(size=200, sampled=40)
    warehouse, _ = plan.write(tmp_path)
    with warehouse.snapshot() as snapshot:
        audit = load_audit(snapshot, CRITERIA, SampleFrame("first", {"North": 10}), Settings())
        with pytest.raises(ValueError, match="not in the population"):
            find(audit)


def test_rare_critical_errors_follow_the_gaps(tmp_path, planted):
    kinds = [one.kind for one in planted.findings]
    often = [one for one in of_kind(planted, "critical") if 1 - one.estimate.high > 0.01]
    assert kinds[: len(often)] == ["critical"] * len(often)
    rare = replace(PLANTED, weak={**PLANTED.weak, **dict.fromkeys(critical_rules(), 0.0)})
    rare = replace(rare, weak={**rare.weak, critical_rules("customer")[0]: 0.01})
    listed = found(rare, tmp_path)
    (error,) = of_kind(listed, "critical")
    assert error.estimate.high <= 1
    assert listed.findings[0].kind == "gap"
    assert listed.findings.index(error) == len(of_kind(listed, "gap"))


def critical_rules(kind=None):
    every = [(e.name, r) for e in CRITERIA.elements for r in e.rules if r.critical]
    return [(name, rule.id) for name, rule in every if kind in (None, rule.kind)]


def test_too_few_interactions_carry_no_finding(tmp_path):
    findings = found(PLANTED, tmp_path, settings=Settings(minimum_base=5_000))
    assert not of_kind(findings, "gap")
    assert not of_kind(findings, "strength")


def test_what_is_told_ends_where_the_scale_ends(planted):
    told = [*planted.scores.values(), *(one.score for one in planted.elements)]
    told += [group.estimate for groups in planted.groups.values() for group in groups]
    ends = [end for one in told if one.unit == "points" for end in (one.low, one.high) if end is not None]
    assert ends
    assert all(0 <= end <= 100 for end in ends)


def test_nobody_is_told_to_say_what_should_not_be_said(planted):
    for one in of_kind(planted, "critical"):
        assert "no more" in one.todo
        assert one.rules[0].example is None or f"Not like this: {one.rules[0].example}" in one.todo
