"""What cases tell is among what goes with a concern that went badly: where it is so, and only there."""

from datetime import UTC, datetime

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from rapport.home import create_home
from rapport.records import Event
from rapport.warehouse import Warehouse
from rapport.work.understanding.cased import case_causes
from rapport.work.understanding.drivers import drivers_of, with_words, words_wanted
from rapport.work.understanding.sheet.ask import Session

CAUSES = ("Billing system", "Missing part", "Unclear letter")
AT = datetime(2026, 3, 1, tzinfo=UTC)


def told(bad, causes, minimum=5):
    """What is told of conversations that went badly (`bad`) or not; `causes` of each one's case, or None."""
    many = len(bad)
    nothing = pa.array([[]] * many, pa.list_(pa.string()))
    ids = [f"i-{number:04}" for number in range(many)]
    own = pa.table(
        {
            "interaction_id": ids,
            "who": pa.array(range(many), pa.uint64()),
            "resolved": ["not_solved" if one else "solved" for one in bad],
            "effort": pa.array([0.5] * many),
            "effort_label": ["some"] * many,
            "service_by": ["reader"] * many,
            **dict.fromkeys(("effort_cues", "behaviours", "emotions", "threats"), nothing),
        }
    )
    pairs = [(one, cause) for one, cause in zip(ids, causes, strict=True) if cause is not None]
    case_told = pa.table(
        {
            "interaction_id": pa.array([one for one, _ in pairs], pa.string()),
            "causes": pa.array([cause for _, cause in pairs], pa.list_(pa.string())),
        }
    )
    with duckdb.connect() as connection:
        session = Session(connection)
        session.table("own", own)
        session.table("case_told", case_told)
        return drivers_of(session, 0.95, minimum)


def company(seed, *, planted, cases=400, others=600):
    """Badly gone conversations have a case more often; `planted`: then also more often because of the first
    cause."""
    rng = np.random.default_rng(seed)
    bad, causes = [], []
    for number in range(cases + others):
        badly = rng.random() < (0.6 if number < cases else 0.1)
        first = 0.6 if planted and badly else 0.2
        rest = (1 - first) / 2
        bad.append(badly)
        causes.append([CAUSES[rng.choice(3, p=(first, rest, rest))]] if number < cases else None)
    return bad, causes


def test_a_planted_cause_is_told_with_its_base_and_interval():
    bad, causes = company(1, planted=True)
    found = told(bad, causes)
    [one] = [one for one in found.found if one.column == "causes"]
    assert (one.label, one.missing) == (CAUSES[0], False) and one.adjusted_p < 0.05
    assert found.bad == sum(bad)  # of all its conversations
    with_case = [badly for badly, cause in zip(bad, causes, strict=True) if cause is not None]
    assert (one.bad.base, one.rest.base) == (sum(with_case), len(with_case) - sum(with_case))
    assert one.bad.low < 0.6 < one.bad.high and one.rest.low < 0.2 < one.rest.high
    assert one.difference.low < 0.4 < one.difference.high and one.difference.low > 0
    assert one.ids and all(causes[int(name[2:])] == [CAUSES[0]] and bad[int(name[2:])] for name in one.ids)
    assert words_wanted(found.found) == [] and with_words(found.found, ()) == found.found


def test_without_an_effect_nothing_is_told_though_cases_come_where_it_went_badly():
    loud = sum(bool(told(*company(seed, planted=False)).found) for seed in range(60))
    assert loud <= 8  # one in twenty, by chance


def test_few_cases_tell_nothing():
    bad = [True] * 9 + [False] * 50 + [True] * 40
    causes = [[CAUSES[0]]] * 9 + [[CAUSES[1]]] * 50 + [None] * 40
    assert not told(bad, causes).found
    bad, causes = [True, *bad], [[CAUSES[0]], *causes]
    assert [one.label for one in told(bad, causes).found] == [CAUSES[0]]
    assert not told(bad, causes, minimum=11).found


@pytest.mark.parametrize("told_first", [True, False])
def test_causes_are_those_of_closed_cases_that_were_no_false_alarm(tmp_path, told_first):
    home = create_home(tmp_path / "home", "Kettles & Co")
    assert case_causes(home).num_rows == 0

    def closed(case, about, **said):
        return Event(f"case:{case}:closed", "case_closed", AT, "c-1", about, attributes=said)

    rows = [
        closed(1, "i-1", root_cause=CAUSES[0], justified="yes"),
        closed(2, "i-1", root_cause=CAUSES[1]),
        closed(3, "i-2", root_cause=CAUSES[0], justified="no"),
        closed(4, "i-3", justified="yes"),
        closed(5, None, root_cause=CAUSES[2]),
        Event("case:6:opened", "case_opened", AT, "c-1", "i-6"),
    ]
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("events", rows if told_first else rows[::-1])
    found = {row["interaction_id"]: sorted(row["causes"]) for row in case_causes(home).to_pylist()}
    assert found == {"i-1": [CAUSES[0], CAUSES[1]], "i-3": []}
