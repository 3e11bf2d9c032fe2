"""Root causes of cases among the findings: those that stand out, and none where chance explains it."""

from datetime import timedelta

import pytest
from findings_company import CRITERIA, START, Company

from rapport.findings import find, load_audit
from rapport.findings.case_findings import case_findings
from rapport.findings.domain import Domain
from rapport.home import Settings
from rapport.records import Event
from rapport.reports.scope import Scope
from rapport.reports.sections.findings import in_full
from rapport.warehouse import Warehouse


def closed(number, cause, team="North", justified="yes"):
    said = {"team": team, "justified": justified, **({"root_cause": cause} if cause else {})}
    at = START + timedelta(days=number % 50)
    return Event(f"case:{number}:closed", "case_closed", at, attributes=said)


def told(path, causes, **more):
    """The findings of cases of which each cause is named so often."""
    every = [cause for cause, many in causes.items() for _ in range(many)]
    warehouse = Warehouse(path)
    with warehouse.write() as writer:
        writer.upsert("events", [closed(n, cause, **more) for n, cause in enumerate(every)])
    with warehouse.snapshot() as snapshot:
        return case_findings(snapshot, Settings())


def test_the_cause_that_stands_out_is_told_with_its_share(tmp_path):
    (found,) = told(tmp_path, {"Wrong bill": 60, "Late parcel": 20, "Bad line": 15, None: 5})
    assert found.title == "Wrong bill leads to more cases than other causes"
    assert found.metric == "root_cause:Wrong bill" and found.kind == "cases"
    assert found.estimate.value == 0.6 and found.estimate.base == 100
    assert found.estimate.low < 0.6 < found.estimate.high and found.estimate.confidence == 0.95


def test_what_lies_below_a_cause_counts_for_it_as_in_its_metric(tmp_path):
    def below(number):
        said = {
            "root_cause": "Wrong tax",
            "top_cause": "Billing",
            "cause_path": "\nBilling\nWrong bill\nWrong tax\n",
        }
        return Event(f"case:b{number}:closed", "case_closed", START, attributes=said)

    warehouse = Warehouse(tmp_path)
    every = ["Wrong bill"] * 60 + ["Late parcel"] * 10
    with warehouse.write() as writer:
        writer.upsert("events", [closed(n, cause) for n, cause in enumerate(every)])
        writer.upsert("events", [below(number) for number in range(30)])
    with warehouse.snapshot() as snapshot:
        (found,) = case_findings(snapshot, Settings())
    assert found.title.startswith("Wrong bill leads") and (found.estimate.value, found.estimate.base) == (
        0.9,
        100,
    )


@pytest.mark.parametrize(
    "causes",
    [{"a": 10, "b": 9, "c": 8}, {"a": 100}, {"a": 3, "b": 1}, {None: 50}, {}],
    ids=["alike", "one alone", "too few", "none named", "no case"],
)
def test_nothing_is_told_where_nothing_stands_out(tmp_path, causes):
    assert told(tmp_path, causes) == []


def test_false_alarms_count_for_nothing(tmp_path):
    assert told(tmp_path, {"a": 60, "b": 10}, justified="no") == []


def test_chance_alone_is_seldom_called_a_cause(tmp_path):
    import numpy as np

    rng, called = np.random.default_rng(4), 0
    for run in range(60):
        drawn = rng.multinomial(80, [1 / 5] * 5)
        called += bool(told(tmp_path / str(run), dict(zip("abcde", drawn.tolist(), strict=True))))
    assert called <= 6  # one in twenty at most, and what chance adds to it in sixty


def test_the_report_tells_it_of_the_part_that_is_asked_for(tmp_path):
    warehouse, frame = Company(size=400, sampled=120).write(tmp_path)
    with warehouse.write() as writer:
        writer.upsert("events", [closed(n, ("a", "b")[n % 10 == 0]) for n in range(80)])
        writer.upsert("events", [closed(n, ("a", "b")[n % 2], "South") for n in range(100, 180)])
    with warehouse.snapshot() as snapshot:
        audit = load_audit(snapshot, CRITERIA, frame)
        whole = find(audit)
        south = find(audit, domain=Domain((("team", ("South",)),)))
    (one,) = [one for one in whole.findings if one.kind == "cases"]
    assert one.estimate.base == 160 and one.metric == "root_cause:a"
    assert not [one for one in south.findings if one.kind == "cases"]
    sections = {section.title: section for section in in_full(Scope(whole, "manager"))}
    assert "a leads to more cases" in str(sections["Why cases arise"].blocks)
