"""A part of an audit told whole: the same numbers as asking for each of them by its dimension."""

from math import isclose

import pytest
from findings_company import CRITERIA, Company

from rapport.findings import EVERYTHING, Domain, audit_estimates, estimate, find, load_audit
from rapport.findings.metric_names import audit_metric
from rapport.home import Settings

PLAN = Company(skill={"West": 0.5}, severity={"ana": 0.0, "ben": 0.15, "eva": 0.0})


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    warehouse, frame = PLAN.write(tmp_path_factory.mktemp("domain"))
    with warehouse.snapshot() as snapshot:
        yield snapshot, frame


def told(company, domain):
    snapshot, frame = company
    return find(load_audit(snapshot, CRITERIA, frame, domain=domain), domain=domain)


def same(one, other):
    pairs = [(one.value, other.value), (one.low, other.low), (one.high, other.high)]
    assert one.base == other.base
    assert all(a is b is None or isclose(a, b, abs_tol=1e-9) for a, b in pairs), (one, other)


@pytest.mark.parametrize("metric", ["qci", "resolution", "critical_error_free"])
def test_a_part_has_the_numbers_that_its_dimension_has(company, metric):
    snapshot, frame = company
    asked = estimate(snapshot, metric, criteria=CRITERIA, frame=frame, where={"team": "West"})[0].estimate
    name = audit_metric(metric, CRITERIA).column
    same(told(company, Domain((("team", ("West",)),))).scores[name], asked)


def test_several_values_are_their_union_and_rows_outside_are_not_listed(company):
    found = told(company, Domain((("team", ("West", "North")),)))
    assert {row.team for row in found.rows} == {"West", "North"}
    assert {one.group for one in found.groups["team"]} == {"West", "North"}
    assert not any("South" in one.title + one.where for one in found.findings)


def test_a_stretch_of_time_ends_before_its_end(company):
    times = sorted(row.started_at for row in told(company, EVERYTHING).rows)
    middle = times[len(times) // 2]
    before, after = told(company, Domain(until=middle)), told(company, Domain(since=middle))
    assert all(row.started_at < middle for row in before.rows)
    assert all(row.started_at >= middle for row in after.rows)
    assert len(before.rows) + len(after.rows) == len(times)


def test_a_part_too_small_has_no_number_and_an_empty_one_says_so(company):
    one = told(company, EVERYTHING).rows[0]
    snapshot, frame = company
    domain = Domain((("team", ("nobody is called so",)),))
    found = told(company, domain)
    assert found.scores["qci"].value is None and found.rows == () and found.findings == ()
    settings = Settings(minimum_base=10_000)
    domain = Domain((("team", (one.team,)),))
    audit = load_audit(snapshot, CRITERIA, frame, settings, domain=domain)
    assert "under the minimum" in find(audit, domain=domain).scores["qci"].undefined_because


def test_everything_is_as_without_a_domain(company):
    snapshot, frame = company
    plain = audit_estimates(load_audit(snapshot, CRITERIA, frame), audit_metric("qci", CRITERIA))
    same(told(company, EVERYTHING).scores["qci"], plain[0].estimate)
