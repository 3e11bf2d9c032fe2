"""Whether coaching helped: known before and after, told in words that the interval allows."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from rapport.measures import compare
from rapport.program.coaching.plain import SessionFacts
from rapport.records import Interaction, Measurement, Turn
from rapport.warehouse import Warehouse
from rapport.work.coaching.effect import effect_of
from rapport.work.init import init_home

HELD = datetime(2026, 5, 1, 12, tzinfo=UTC)


def session(**facts):
    usual = {
        "id": "s", "agent_id": "a", "team": None, "lead": "L", "element": "tone", "definition": "c@1",
        "aim": "", "created_at": HELD, "held_at": HELD, "acknowledged_at": None, "answer": "",
        "closed_at": None,
    }  # fmt: skip
    return SessionFacts(**{**usual, **facts})


@pytest.fixture
def told(tmp_path):
    """Writes scores of agents before and after the session → the effect on agent "a"."""

    def made(before, after, others=(), **measured):
        home = init_home(tmp_path / "home", "Company")
        interactions, scores = [], []
        for agent, values, sign in (("a", before, -1), ("a", after, 1), *others):
            for value in values:
                n = len(interactions)
                at = HELD + sign * timedelta(hours=n + 1)
                turns = (Turn("agent", "Hello"),)
                interactions.append(Interaction(f"i{n}", started_at=at, agent_id=agent, turns=turns))
                facts = {
                    "key": f"evaluation:e{n}:element:tone", "subject_kind": "interaction",
                    "subject_id": f"i{n}",
                    "metric": "element:tone", "value": float(value), "source": "human", "by": "eva",
                    "definition": "c@1", "measured_at": at, "purpose": "live",
                }  # fmt: skip
                scores.append(Measurement(**{**facts, **measured}))
        with Warehouse(home.warehouse_path).write() as writer:
            writer.upsert("interactions", interactions)
            writer.upsert("measurements", scores)
        return effect_of(home, session())

    return made


LOW = [40, 45, 50, 42, 48, 44, 46, 41, 47, 43]
HIGH = [80, 85, 78, 82, 88, 79, 84, 81, 86, 83]


def test_a_clear_rise_is_told_with_the_difference_of_the_two(told):
    found = told(LOW, HIGH)
    assert found.verdict == "clearly up" and found.words[0].startswith("The score is clearly up")
    assert found.difference.value == pytest.approx(np.mean(HIGH) - np.mean(LOW))
    again = compare(found.after, found.before)
    assert (found.difference.low, found.difference.high) == (again.low, again.high)
    assert any("other causes are not ruled out" in one for one in found.words)


def test_a_fall_is_told_as_one_and_noise_as_nothing(told):
    assert told(HIGH, LOW).verdict == "clearly down"


def test_noise_cannot_be_told(told):
    found = told([40, 90, 50, 80, 60, 70], [45, 88, 52, 79, 61, 72])
    assert found.verdict == "cannot tell" and "within what chance leaves" in found.words[0]


def test_too_few_on_either_side_show_no_number(told):
    found = told(LOW, HIGH[:3])
    assert (
        found.after.value is None and found.difference is None and "3 conversations since" in found.words[0]
    )


def test_what_would_have_come_by_itself_is_said(told):
    rng = np.random.default_rng(3)
    others = tuple((f"o{n}", rng.normal(70, 20, 10).round().tolist(), -1) for n in range(8))
    unlucky = [30, 80, 45, 60, 35, 70]
    found = told(unlucky, [60, 85, 75, 70, 80, 65], others)
    before = np.mean(unlucky)
    assert before < found.expected.value <= 70
    assert any("by itself" in one for one in found.words)


@pytest.mark.parametrize(
    "left_out",
    [{"purpose": "targeted"}, {"source": "machine"}, {"definition": "c@2"}, {"retracted_at": HELD}],
)
def test_only_live_human_scores_of_the_same_criteria_count(told, left_out):
    found = told(LOW, HIGH, **left_out)
    assert found.before.base == found.after.base == 0


def test_before_it_was_held_there_is_nothing_to_tell(tmp_path):
    assert effect_of(init_home(tmp_path / "home", "Company"), session(held_at=None)) is None
