"""Numbers of machines in a home: by hand from the readings, marked, held to the bar, and assisting people."""

import pytest

from rapport.language.experience.first_contact import first_contact_resolved
from rapport.program.setup import disconnect
from rapport.records import InputError
from rapport.warehouse import Warehouse
from rapport.work.annotate import annotate_home
from rapport.work.demo import run_demo
from rapport.work.estimate import estimate_metric, metric_rows


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """A company with two audits, every conversation read."""
    from rapport.home import open_home

    root = tmp_path_factory.mktemp("company") / "home"
    run_demo(root, size=600, formats=("html",), around=False)
    home = open_home(str(root))
    annotate_home(home, processes=1)
    yield home
    disconnect()


def readings(home, reader, kind):
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            "SELECT interaction_id, one.value AS value, one.label AS label FROM (SELECT interaction_id, "
            "unnest(annotations) AS one FROM readings WHERE reader = ?) JOIN (SELECT interaction_id AS i "
            "FROM interactions WHERE eligible) ON i = interaction_id WHERE one.kind = ? AND one.turn IS NULL",
            [reader, kind],
        ).to_pylist()
    return {row["interaction_id"]: row for row in rows}


def test_a_machines_number_is_that_of_its_readings(company):
    told = readings(company, "service", "satisfaction")
    known = [row["value"] for row in told.values() if row["value"] is not None]
    [found] = estimate_metric(company, "satisfaction", source="machine")
    assert found.estimate.value == pytest.approx(sum(known) / len(known), abs=1e-3)
    assert found.estimate.base == len(known) and found.estimate.source == "machine"
    assert found.estimate.definition == "satisfaction@3"
    left = sum(found.estimate.excluded.values())
    assert found.estimate.base + left == len(told)
    teams = estimate_metric(company, "satisfaction", by=["team"], source="machine")
    assert sum(one.estimate.base for one in teams) == found.estimate.base
    rows = metric_rows(company, "satisfaction", source="machine", by=["team"])
    assert len(rows) == found.estimate.base and set(rows[0]) >= {"interaction_id", "value", "team"}


def test_what_people_said_stays_the_default_and_apart(company):
    [people] = estimate_metric(company, "csat")
    assert people.estimate.source == "survey"
    with pytest.raises(InputError, match="no metric 'effort'"):
        estimate_metric(company, "effort")
    with pytest.raises(InputError, match="Machines read no 'csat'"):
        estimate_metric(company, "csat", source="machine")
    with pytest.raises(InputError, match="no source 'both'"):
        estimate_metric(company, "qci", source="both")


def test_an_element_is_not_told_alone_before_its_agreement_was_measured(company):
    [found] = estimate_metric(company, "resolution", source="machine")
    assert found.estimate.value is None and "not told alone" in found.estimate.undefined_because


def test_assisted_numbers_agree_with_people_and_say_what_they_gain(company):
    [alone] = estimate_metric(company, "resolution")
    [found] = estimate_metric(company, "resolution", source="assisted")
    assert found.estimate.source == "assisted" and found.estimate.base == alone.estimate.base
    assert alone.estimate.low < found.estimate.value < alone.estimate.high
    assert "cross-fitted" in found.estimate.method and "people's scores alone" in found.estimate.method
    assert found.estimate.margin_of_error <= 1.02 * alone.estimate.margin_of_error
    teams = estimate_metric(company, "qci", by=["team"], source="assisted")
    people = {one.group: one.estimate for one in estimate_metric(company, "qci", by=["team"])}
    for one in teams:
        if people[one.group].value is not None:
            assert abs(one.estimate.value - people[one.group].value) < 3 * people[one.group].margin_of_error


def test_what_is_no_probability_sample_is_refused(company):
    with pytest.raises(InputError, match="no probability sample"):
        estimate_metric(company, "csat", source="assisted")
    with pytest.raises(InputError, match="no drawn sample"):
        estimate_metric(company, "qci", source="assisted", sample="none")


def test_first_contacts_are_those_without_a_return(company):
    from rapport.work.concerns.learn import learn_concerns
    from rapport.work.experience.machine import machine_of

    [found] = estimate_metric(company, "first_contact", source="machine")
    assert found.estimate.value is None and "concerns were not read" in found.estimate.undefined_because
    learn_concerns(company)
    annotate_home(company, processes=1)
    rows = (
        machine_of(company)
        .ask(
            "SELECT customer_id AS c, actual, started_at AS at, resolved AS r, team, concerns_by "
            "FROM sheet WHERE eligible",
            {},
        )
        .to_pylist()
    )
    told = first_contact_resolved(
        [row["c"] for row in rows],
        [row["actual"] if row["actual"] not in ("other", "cannot_tell") else None for row in rows],
        [row["at"] for row in rows],
        max(row["at"] for row in rows),
        [{"solved": True, "not_solved": False}.get(row["r"]) for row in rows],
    )
    known = [one for one in told if one is not None]
    [one] = estimate_metric(company, "first_contact", source="machine")
    found = one.estimate
    assert found.value == pytest.approx(sum(known) / len(known)) and found.base == len(known)
    assert found.low < found.value < found.high and found.source == "machine" and found.unit == "share"
    assert found.excluded == {
        "too young to tell, or without customer, concern or time": len(rows) - len(known)
    }
    assert found.definition == f"resolved@3 with {rows[0]['concerns_by']}" and "within 7 days" in found.method
    teams = estimate_metric(company, "first_contact", by=["team"], source="machine")
    assert len(teams) > 1
    for one in teams:
        mine = [
            value
            for row, value in zip(rows, told, strict=True)
            if row["team"] == one.group and value is not None
        ]
        assert (one.estimate.base, one.estimate.value) == (len(mine), pytest.approx(sum(mine) / len(mine)))
    behind = metric_rows(company, "first_contact", source="machine")
    assert sorted(row["value"] for row in behind) == sorted(map(int, known))


def test_what_learned_from_the_same_scores_assists_none_of_them(company):
    from rapport.work.experience.assisted import learned_from_people
    from rapport.work.experience.learn import learn_experience
    from rapport.work.experience.machine import Machine, machine_of

    assert learned_from_people(machine_of(company)) <= {"behaviours"}
    learn_experience(company, targets=["resolved"])
    learn_experience(company, targets=["satisfaction"])
    taught = Machine(company, sheet=None)
    taught._read_by["service_by"] = {"effort@2+satisfaction@2+90.ab+resolved@2+120.cd+behaviours@1+9.ef": 600}
    assert learned_from_people(taught) == {"resolved_p", "behaviours"}, "customers' answers are no scores"


def test_while_another_model_reads_all_anew_numbers_stay_of_one(company):
    from rapport.work.experience.machine import Machine

    machine = Machine(company, sheet=None)
    machine._read_by["service_by"] = {
        "effort@2+satisfaction@2+resolved@2+behaviours@1": 400,
        "effort@2+300.ab12+satisfaction@2+resolved@2+behaviours@1": 200,
    }
    from rapport.findings.machine import machine_metric

    assert machine.current(machine_metric("effort")) == "effort@2"
    assert len(machine.asked(machine_metric("satisfaction")).models) == 2, "that one did not change"
    assert len(machine.asked(machine_metric("effort")).models) == 1
