"""A plan against a root cause: measured by how many closed cases name it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rapport.findings.daily import daily
from rapport.home import create_home
from rapport.program.plans.plain import PlanContent
from rapport.program.setup import connect, disconnect
from rapport.records import Event, InputError
from rapport.warehouse import Warehouse
from rapport.work.estimate import estimate_metric, metric_rows
from rapport.work.plans.effect import effect_of
from rapport.work.plans.goal import recommended
from rapport.work.plans.metrics import offered, offered_one

BEGINS = date(2026, 3, 2)
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
NORTH = PlanContent(
    "Fewer wrong bills", "root_cause:Wrong bill", where={"team": "north"}, others={"rest": True},
    begins_on=BEGINS,
)  # fmt: skip


def closed(number, team, cause, top, justified="yes"):
    said = {"team": team, "root_cause": cause, "top_cause": top, "justified": justified, "recovered": "yes"}
    at = START + timedelta(days=number // 4, hours=number % 4)
    return Event(f"case:{number}:closed", "case_closed", at, attributes=said)


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """Half of all cases are about a wrong bill; in the north one in ten since the plan began. Every tenth
    alert was false."""
    home = create_home(tmp_path_factory.mktemp("causes") / "home")
    connect(home)
    events = []
    for number in range(112 * 4):
        north = number % 2 == 0
        since = north and (START + timedelta(days=number // 4)).date() >= BEGINS
        wrong = (number // 2) % (10 if since else 2) == 0
        cause = ("Wrong bill", "Price and billing") if wrong else ("Late parcel", "Delivery")
        false = "no" if number % 20 > 17 else "yes"
        events.append(closed(number, "north" if north else "south", *cause, false))
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("events", events)
    yield home
    disconnect()


def test_a_root_cause_is_a_share_of_the_cases_that_were_no_false_alarm(company):
    (found,) = estimate_metric(company, "root_cause:Wrong bill", where={"team": "south"})
    rows = metric_rows(company, "root_cause:Wrong bill", by=["team"])
    south = [one["value"] for one in rows if one["team"] == "south"]
    known = [one for one in south if one is not None]
    assert found.estimate.base == len(known) and found.estimate.value == sum(known) / len(known)
    assert found.estimate.excluded == {"false alarm": len(south) - len(known)} and len(south) > len(known)
    above = estimate_metric(company, "root_cause:Price and billing", where={"team": "south"})[0].estimate
    assert (above.value, above.base) == (found.estimate.value, found.estimate.base)
    assert estimate_metric(company, "root_cause:Never heard of")[0].estimate.value == 0


def test_a_plan_against_it_is_seen_to_help_and_fewer_is_better(company):
    found = effect_of(company, NORTH)
    assert found.metric.lower_is_better and found.metric.title == "Cases because of Wrong bill"
    assert found.found.against == "others" and found.words[0] == "Clearly better since it began."
    assert found.found.effect.low < -0.4 < found.found.effect.high
    with pytest.raises(InputError, match="without a best value that is high"):
        recommended(company, NORTH, date(2026, 9, 1))
    south = effect_of(company, PlanContent("x", NORTH.metric, where={"team": "south"}, begins_on=BEGINS))
    assert south.found.verdict == "no effect seen"


def test_what_becomes_of_cases_can_measure_a_plan(company):
    names = {one.name for one in offered(company)}
    assert {"recovered", "closed_in_time", "justified"} <= names
    with Warehouse(company.warehouse_path).snapshot() as snapshot:
        every = daily(snapshot, "recovered", None, {}, company.settings)
        with pytest.raises(InputError, match="There is no metric 'root_cause:'"):
            daily(snapshot, "root_cause:", None, {}, company.settings)
    assert every.rows == 112 * 4 and set(every.value.tolist()) == {1.0} and every.unit == "share"


def test_the_causes_of_the_tree_are_offered_and_those_gone_keep_their_name(company):
    from rapport.program.cases.services import cause_add
    from rapport.program.people.actor import TERMINAL

    cause_add(TERMINAL, "Wrong bill")
    cause_add(TERMINAL, "L" * 200)
    causes = [one.name for one in offered(company) if one.name.startswith("root_cause:")]
    assert causes == ["root_cause:Wrong bill"]
    assert offered_one(company, "root_cause:Late parcel").title == "Cases because of Late parcel"


def test_without_a_cause_it_is_said_that_none_is_known(company):
    (found,) = estimate_metric(company, "recovered", by=["resolution"])
    assert found.estimate.undefined_because == "no case was closed of which resolution is known"
