"""Any metric by any dimension, from the warehouse."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from findings_company import CRITERIA, Company

from rapport.findings import estimate, find, load_audit, metric_rows
from rapport.findings.survey_summary import survey_summary
from rapport.home import Settings
from rapport.measures import audit_mean, nps
from rapport.records import Answer, Customer, InputError
from rapport.warehouse import Warehouse


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    plan = Company(skill={"North": 0.85})
    warehouse, frame = plan.write(tmp_path_factory.mktemp("warehouse"))
    with warehouse.snapshot() as snapshot:
        yield plan, snapshot, frame


def ask(company, metric, **more):
    _, snapshot, frame = company
    return estimate(snapshot, metric, criteria=CRITERIA, frame=frame, **more)


def test_qci_is_the_audit_mean_of_the_rows_behind_it(company):
    _, snapshot, frame = company
    (found,) = ask(company, "qci")
    rows = metric_rows(snapshot, "qci", criteria=CRITERIA, frame=frame)
    by_hand = audit_mean(
        [row["value"] for row in rows],
        [row["interaction_id"] for row in rows],
        [row["evaluator"] for row in rows],
        [row["stratum"] for row in rows],
        population=frame.populations,
    )
    assert (found.estimate.value, found.estimate.low) == (by_hand.value, by_hand.low)
    assert found.estimate.base == len({row["interaction_id"] for row in rows})
    assert found.estimate.method.startswith("sample first; ")
    assert found.estimate.definition == "retail-support@1"
    assert found.estimate.data_version == snapshot.data_version
    assert (found.group, found.dimensions) == (None, {})
    assert found.estimate.excluded == dict(frame.excluded) != {}


def test_groups_are_domains_and_two_dimensions_join(company):
    teams = {line.group: line.estimate for line in ask(company, "qci", by=["team"])}
    assert set(teams) == {"North", "South", "East", "West"}
    assert teams["North"].value == max(one.value for one in teams.values())
    assert sum(one.base for one in teams.values()) == ask(company, "qci")[0].estimate.base
    both = ask(company, "qci", by=["team", "channel"])
    assert len(both) == 12
    assert both[0].group == "East · call"
    assert both[0].dimensions == {"team": "East", "channel": "call"}
    (one,) = ask(company, "qci", where={"team": "North"})
    assert one.estimate.value == pytest.approx(teams["North"].value)


@pytest.mark.parametrize("name", ["month", "segment", "tier", "agent", "week", "quarter"])
def test_any_dimension(company, name):
    lines = ask(company, "empathy", by=[name])
    assert len(lines) >= 2 or name == "quarter"
    assert all(line.estimate.base for line in lines)


def test_months_are_cut_in_the_homes_zone(company):
    far = Settings(time_zone="Pacific/Kiritimati")
    bases = {
        zone.time_zone: {
            line.group: line.estimate.base for line in ask(company, "qci", by=["day"], settings=zone)
        }
        for zone in (replace(Settings(), minimum_base=1), replace(far, minimum_base=1))
    }
    assert bases["UTC"] != bases["Pacific/Kiritimati"]


@pytest.mark.parametrize(
    "metric", ["qci_agent", "timing", "first_reply", "element:first_reply", "customer_effort"]
)
def test_metrics_by_name(company, metric):
    (found,) = ask(company, metric)
    assert found.estimate.low < found.estimate.value < found.estimate.high


def test_not_applicable_is_left_out_and_counted(company):
    plan, _, _ = company
    (found,) = ask(company, "channel_spanning")
    _, drawn = plan.draw()
    skipped = sum(index % 7 == 0 for index in drawn)
    assert found.estimate.base == len(drawn) - skipped
    assert sum(found.estimate.excluded.values()) == skipped + sum(company[2].excluded.values())


def test_shares_of_critical_errors(company):
    (found,) = ask(company, "critical_error_free")
    assert found.estimate.unit == "share"
    assert 0.5 < found.estimate.value <= 1
    by_kind = [
        ask(company, f"critical_error_free:{kind}")[0].estimate.value for kind in ("customer", "business")
    ]
    assert min(by_kind) >= found.estimate.value


def test_small_groups_say_only_their_base(company):
    lines = ask(company, "qci", by=["agent"], settings=replace(Settings(), minimum_base=15))
    small = [line.estimate for line in lines if line.estimate.value is None]
    assert small
    assert all("under the minimum of 15" in one.undefined_because and 0 < one.base < 15 for one in small)


def test_an_attribute_named_as_a_column_of_evaluations_is_refused(tmp_path):
    plan = Company(size=40, sampled=10)
    warehouse, frame = plan.write(tmp_path)
    with warehouse.write() as writer:
        names = dict.fromkeys(("evaluator", "eligible"), "x")
        writer.upsert("customers", [Customer("somebody", attributes=names)])
    with warehouse.snapshot() as snapshot:
        for name in ("evaluator", "eligible"):
            with pytest.raises(InputError, match=f"'{name}' is what an audit itself calls"):
                estimate(snapshot, "qci", criteria=CRITERIA, frame=frame, by=[name])


def test_without_a_sample_randomness_is_assumed(tmp_path):
    plan = Company(sample=None, sampled=80, size=400)
    warehouse, frame = plan.write(tmp_path)
    assert frame is None
    with warehouse.snapshot() as snapshot:
        audit = load_audit(snapshot, CRITERIA, None)
        (found,) = estimate(snapshot, "qci", criteria=CRITERIA)
        assert estimate(snapshot, "qci", criteria=CRITERIA, frame=Company().draw()[0])[0].estimate.base == 0
    assert "assumed random" in found.estimate.method
    assert audit.frame_size == len(plan.eligible())
    assert audit.excluded == {"abandoned": 8}


def test_answers_are_counted_by_the_engine(company):
    plan, snapshot, _ = company
    numbers = np.array([answer.number for answer in plan.answers()])
    (found,) = estimate(snapshot, "nps")
    assert (found.estimate.value, found.estimate.low) == pytest.approx((nps(numbers).value, nps(numbers).low))
    lines = estimate(snapshot, "nps", by=["team"])
    assert sum(line.estimate.base for line in lines) == len(numbers)
    assert len(metric_rows(snapshot, "nps", where={"team": "North"})) == next(
        line.estimate.base for line in lines if line.group == "North"
    )
    (none,) = estimate(snapshot, "csat")
    assert none.estimate.value is None
    assert "no answers" in none.estimate.undefined_because


def test_operations_are_means_of_every_interaction(company):
    plan, snapshot, _ = company
    expected = pl.Series([40 + index % 20 for index in plan.eligible()])
    (found,) = estimate(snapshot, "first_reply_s")
    assert found.estimate.value == pytest.approx(expected.mean())
    assert found.estimate.standard_error == pytest.approx(expected.std() / len(expected) ** 0.5)
    assert found.estimate.excluded == {"not measured": plan.size - len(expected)}
    (share,) = estimate(snapshot, "abandoned")
    assert share.estimate.value == pytest.approx(24 / 1200)
    assert len(estimate(snapshot, "handle_s", by=["team", "tier"])) == 4


@pytest.mark.parametrize("name", ["nonsense", "rapport'; DROP TABLE answers; --"])
def test_unknown_names_are_refused(company, name):
    with pytest.raises(InputError, match="There is no metric"):
        ask(company, name)
    for metric in ("qci", "nps", "handle_s"):
        with pytest.raises(InputError, match="No interaction or customer has"):
            ask(company, metric, by=[name])
        with pytest.raises(InputError, match="No interaction or customer has"):
            ask(company, metric, where={name: "x"})


def asked(path, *answers):
    """A warehouse of nothing but answers: (id, item type, number, scale, interaction)."""
    warehouse = Warehouse(path)
    records = [
        Answer(
            str(i), f"s{i}", kind, kind, number=number, scale_min=low, scale_max=high, interaction_id=about
        )
        for i, (kind, number, low, high, about) in enumerate(answers)
    ]
    with warehouse.write() as writer:
        writer.upsert("answers", records)
    return warehouse.snapshot()


def test_scales_and_kinds_of_nps_are_never_pooled(tmp_path):
    five, seven = [("ces", 4.0, 1, 5, "i")] * 3, [("ces", 6.0, 1, 7, "i")] * 2
    with asked(tmp_path, *five, *seven, ("nps", 9.0, 0, 10, "i"), ("nps", 2.0, 0, 10, None)) as snapshot:
        scales = estimate(snapshot, "ces")
        assert [(line.dimensions, line.estimate.value) for line in scales] == [
            ({"scale": "1–5"}, 4.0),
            ({"scale": "1–7"}, 6.0),
        ]
        assert {line.group: line.estimate.value for line in estimate(snapshot, "nps")} == {
            "relationship": -100.0,
            "transactional": 100.0,
        }
        assert len(survey_summary(snapshot, (), Settings())) == 6


def test_answers_that_cannot_be_are_counted_not_used(tmp_path):
    with asked(tmp_path, *(("nps", number, 0, 10, "i") for number in (10.0, 9.0, 11.0, 8.5))) as snapshot:
        (found,) = estimate(snapshot, "nps")
    assert (found.estimate.value, found.estimate.base) == (100.0, 2)
    assert found.estimate.excluded == {"not on the scale": 2}


def test_answers_left_open_are_counted_where_somebody_answered(tmp_path):
    left_open = [("csat", None, 1, 5, "i")] * 3 + [("csat", None, 1, 7, "i"), ("psat", None, 1, 5, "i")]
    with asked(tmp_path, ("csat", 5.0, 1, 5, "i"), ("csat", 2.0, 1, 5, "i"), *left_open) as snapshot:
        (found,) = estimate(snapshot, "csat")
        (silent,) = estimate(snapshot, "psat")
        (summed,) = survey_summary(snapshot, (), Settings())
    assert (found.estimate.value, found.estimate.base) == (0.5, 2)
    assert found.estimate.excluded == summed.estimate.excluded == {"no answer": 3}
    assert silent.estimate.value is None and silent.estimate.undefined_because


def test_an_empty_warehouse_answers_that_there_is_nothing(tmp_path):
    warehouse = Warehouse(tmp_path)
    with warehouse.write() as writer:
        writer.upsert("answers", [])
    with warehouse.snapshot() as snapshot:
        for metric in ("qci", "nps", "handle_s", "abandoned"):
            (found,) = estimate(snapshot, metric, criteria=CRITERIA)
            assert found.estimate.value is None
            assert found.estimate.undefined_because
        assert find(load_audit(snapshot, CRITERIA)).findings == ()
