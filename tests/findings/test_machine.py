"""What machines read, summed as by hand; never without saying what was left out."""

from datetime import UTC, date, datetime, timedelta

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from rapport.findings.domain import Domain
from rapport.findings.machine import element_asked, finish, machine_estimates, machine_metric
from rapport.findings.questions.machine import Asked, machine_rows, machine_sums
from rapport.home.settings import Settings
from rapport.measures import mean, proportion
from rapport.records import InputError

START = datetime(2026, 1, 1, tzinfo=UTC)


def sheet(rows=400, seed=3):
    """Customers with several contacts each, whose values go together; every tenth row was not read, every
    eleventh by an older model, every seventh could not be told."""
    rng = np.random.default_rng(seed)
    own = rng.normal(0, 10, 90)
    told = []
    for number in range(rows):
        customer = int(rng.integers(90))
        value = None if number % 7 == 0 else float(np.round(50 + own[customer] + rng.normal(0, 5), 3))
        read = (
            None if number % 10 == 0 else "effort@2" if number % 11 == 0 else "effort@2+300.ab+satisfaction@2"
        )
        told.append(
            {
                "interaction_id": f"i{number:04d}", "customer_id": f"c{customer}" if customer else None,
                "agent_id": f"a{number % 5}", "team": ("north", "south", None)[number % 3],
                "channel": "chat", "segment": None, "touchpoint": None, "given": None, "reason_code": None,
                "reason": None, "started_at": START + timedelta(hours=number),
                "day": date(2026, 1, 1) + timedelta(days=number // 24), "eligible": number % 50 > 0,
                "actual": ("bill", "invoice", "parcel")[number % 3],
                "service_by": read, "effort": value if read else None,
                "resolved": ("solved", "not_solved", "cannot_tell")[number % 3] if read else None,
                "elements": [{"said_by": "audit@1.ff+behaviours@1", "element": "greeting", "value": 0.5}]
                if number % 2 else None,
            }
        )  # fmt: skip
    return pa.Table.from_pylist(told)


@pytest.fixture(scope="module")
def table():
    return sheet()


@pytest.fixture(scope="module")
def ask(table):
    connection = duckdb.connect()
    connection.register("sheet", table)
    connection.execute("SET TimeZone = 'UTC'")
    return lambda query, values: connection.sql(query, params=dict(values) or None).to_arrow_table()


EFFORT = Asked("effort", "service_by", ("effort@2+300.ab+satisfaction@2",))


def counted(table):
    return [
        row for row in table.to_pylist()
        if row["eligible"] and row["service_by"] in EFFORT.models and row["effort"] is not None
    ]  # fmt: skip


def test_the_mean_and_its_clusters_are_those_of_the_rows(ask, table):
    (sums,) = machine_sums(ask, EFFORT).values()
    found, rows = finish(sums, "score"), counted(table)
    by_hand = mean(
        [row["effort"] for row in rows],
        clusters=[row["customer_id"] or row["interaction_id"] for row in rows],
    )
    assert found.value == pytest.approx(by_hand.value, abs=1e-9)
    assert (found.low, found.high) == pytest.approx((by_hand.low, by_hand.high), abs=1e-6)
    assert found.source == "machine" and "how often the machine is right" in found.method


def test_base_and_what_was_left_out_are_all_rows(ask, table):
    (sums,) = machine_sums(ask, EFFORT).values()
    found = finish(sums, "score")
    assert found.base + sum(found.excluded.values()) == sum(table["eligible"].to_pylist())
    assert set(found.excluded) == {"not read yet", "read by another model", "could not be told"}


def test_groups_periods_and_conditions(ask, table):
    teams = machine_sums(ask, EFFORT, ["team"])
    assert sum(one.n for one in teams.values()) == len(counted(table))
    north = machine_sums(ask, EFFORT, where={"team": "north"})[()]
    assert north == teams[("north",)]
    since = Domain((("agent_id", ("a1", "a2")),), START + timedelta(days=2), START + timedelta(days=4))
    inside = [
        row for row in counted(table)
        if row["agent_id"] in ("a1", "a2") and since.since <= row["started_at"] < since.until
    ]  # fmt: skip
    assert machine_sums(ask, EFFORT, domain=since)[()].n == len(inside)
    assert machine_sums(ask, EFFORT, ["week"]).keys() <= {(f"2026-W{week:02d}",) for week in range(1, 5)}
    read = machine_sums(ask, EFFORT, ["read_concern"], follow={"invoice": "bill"})
    assert {group for (group,) in read} == {"bill", "parcel"}, "labels are followed to what they are today"


def test_rows_behind_page_by_their_ids(ask, table):
    first = machine_rows(ask, EFFORT, ["team"], limit=50)
    rest = machine_rows(ask, EFFORT, ["team"], after=first[-1]["interaction_id"])
    assert [row["interaction_id"] for row in (*first, *rest)] == sorted(
        row["interaction_id"] for row in counted(table)
    )
    assert set(first[0]) == {"interaction_id", "started_at", "value", "team"}


def test_shares_keep_to_their_scale_and_small_groups_say_so(ask):
    asked = Asked(machine_metric("resolved").value, "service_by", EFFORT.models)
    (found,) = machine_estimates(ask, "resolved", asked, "share", Settings())
    assert 0.4 < found.estimate.low < found.estimate.value < found.estimate.high < 0.6
    small = machine_estimates(ask, "resolved", asked, "share", Settings(minimum_base=9999), by=["team"])
    assert {one.group for one in small} == {"north", "south"}
    assert all("under the minimum" in one.estimate.undefined_because for one in small)


def test_one_contact_a_customer_is_as_a_plain_share(ask):
    rows = pa.Table.from_pylist(
        [
            {
                "customer_id": f"c{n}",
                "interaction_id": f"i{n}",
                "eligible": True,
                "v": n % 4 == 0,
                "read_by": "m@1",
            }
            for n in range(200)
        ]
    )
    connection = duckdb.connect()
    connection.register("sheet", rows)

    def plain(query, values):
        return connection.sql(query, params=dict(values) or None).to_arrow_table()

    (sums,) = machine_sums(plain, Asked("CAST(v AS TINYINT)", "read_by", ("m@1",))).values()
    found, by_hand = finish(sums, "share"), proportion(50, 200)
    assert (found.low, found.high) == pytest.approx((by_hand.low, by_hand.high), abs=0.003)


def test_elements_of_the_criteria(ask):
    (sums,) = machine_sums(ask, element_asked("greeting", "audit@1.ff+behaviours@1")).values()
    assert sums.n and sums.total / sums.n == 50.0, "0 to 1 of the element's points"
    for other in ("other@1.ff+behaviours@1", "audit@1.ff+behaviours@1+9.cd", "audit@1.fe+behaviours@1", ""):
        (none,) = machine_sums(ask, element_asked("greeting", other)).values()
        assert none.n == 0 and none.unread == none.rows


def test_scores_by_another_model_never_go_into_the_mean():
    def row(number):
        value, model = (1.0, "desk@1.ab+behaviours@1") if number % 4 else (0.0, "desk@1.cd+behaviours@1")
        told = [{"said_by": model, "element": "greeting", "value": value}]
        return {
            "customer_id": f"c{number}",
            "interaction_id": f"i{number}",
            "eligible": True,
            "elements": told,
        }

    connection = duckdb.connect()
    connection.register("sheet", pa.Table.from_pylist([row(number) for number in range(40)]))

    def plain(query, values):
        return connection.sql(query, params=dict(values) or None).to_arrow_table()

    (sums,) = machine_sums(plain, element_asked("greeting", "desk@1.ab+behaviours@1")).values()
    assert (sums.n, sums.total / sums.n, sums.unread) == (30, 100.0, 10)


def test_the_model_is_told_among_those_that_read_together():
    metric = machine_metric("satisfaction")
    assert metric.model("effort@2+300.ab+satisfaction@2+512.cd+resolved@2") == "satisfaction@2+512.cd"
    assert metric.model("effort@2+satisfaction@2+resolved@2+behaviours@1") == "satisfaction@2"


@pytest.mark.parametrize("name", ["joy", "emotion:", "emotion:x' OR 1=1 --", "cue:transfer"])
def test_what_machines_do_not_read_is_named(name):
    with pytest.raises(InputError, match="Machines read no"):
        machine_metric(name)


def test_a_dimension_that_is_not_there_is_named(ask):
    with pytest.raises(InputError, match="cannot be split by 'site'"):
        machine_sums(ask, EFFORT, ["site"])
    assert machine_sums(ask, EFFORT, where={"team": "'; DROP TABLE sheet; --"}) == {}
