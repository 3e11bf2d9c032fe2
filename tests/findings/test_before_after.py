"""Whether something that began helped: against others, against the trend, or only against before."""

from datetime import date, timedelta

import numpy as np
import pytest

from rapport.findings.before_after import before_after
from rapport.findings.daily import Daily

BEGINS = date(2026, 3, 2)


def values(rng, *, before=100, after=100, effect=0.0, level=70.0, agents=0, weeks=(4, 4), drift=0.0):
    n = before + after
    since = np.arange(n) >= before
    place = np.where(since, rng.integers(0, 7 * weeks[1], n), -1 - rng.integers(0, 7 * weeks[0], n))
    days = np.array([BEGINS + timedelta(days=int(one)) for one in place], dtype="datetime64[D]")
    agent = rng.integers(0, agents or 1, n)
    value = (
        level
        + effect * since
        + drift * place / 7
        + 3 * (agents > 0) * np.sin(agent)
        + 8 * rng.standard_normal(n)
    )
    named = np.array([f"a{one}" if agents else None for one in agent], dtype=object)
    return Daily(days, named, value, np.ones(n), "points")


def found(here, others=None, **more):
    return before_after(here, others, BEGINS, confidence=0.95, minimum=5, **more)


@pytest.fixture
def rng():
    return np.random.default_rng(11)


def test_takes_off_what_changed_for_the_others_too(rng):
    rose = found(values(rng, effect=6), values(rng, effect=6))
    assert (rose.against, rose.verdict) == ("others", "no effect seen")
    helped = found(values(rng, effect=10), values(rng, effect=2))
    assert helped.verdict == "clearly up" and helped.effect.low < 8 < helped.effect.high


def test_takes_agents_as_clusters_where_three_a_side_are_known(rng):
    many = found(values(rng, agents=12), values(rng, agents=3))
    few = found(values(rng, agents=12), values(rng, agents=2))
    assert "cluster" in many.effect.method and "Welch" in few.effect.method


def test_takes_off_the_trend_where_there_are_weeks_enough(rng):
    here = values(rng, before=600, after=300, weeks=(20, 10), drift=0.5)
    by_trend = found(here)
    assert by_trend.against == "trend" and by_trend.verdict != "clearly up"
    assert found(here).before.value < found(here).after.value - 5
    stepped = values(rng, before=600, after=300, weeks=(20, 10), drift=0.5, effect=9)
    assert found(stepped).verdict == "clearly up"


def test_compares_with_before_alone_where_there_is_nothing_else(rng):
    alone = found(values(rng, effect=5))
    assert (alone.against, alone.verdict) == ("before", "clearly up")


def test_others_of_whom_nothing_is_known_on_a_side_are_not_compared_with(rng):
    assert found(values(rng), values(rng, after=2)).against == "before"


def test_cannot_tell_from_too_few(rng):
    few = found(values(rng, after=3))
    assert few.verdict == "cannot tell" and few.effect.undefined_because == "fewer than 5 values since"
    nothing = found(values(rng, before=0, after=0))
    assert nothing.effect.undefined_because == "fewer than 5 values before" and nothing.weeks == ()


def test_weeks_begin_on_monday_and_tell_their_base(rng):
    weeks = found(values(rng)).weeks
    assert all(one.monday.weekday() == 0 for one in weeks) and sum(one.estimate.base for one in weeks) == 200


@pytest.mark.parametrize("others", [True, False])
def test_where_nothing_changed_it_is_seldom_said_that_something_did(rng, others):
    said = 0
    for _ in range(200):
        here = values(rng, before=60, after=60, agents=12)
        said += found(
            here, values(rng, before=60, after=60, agents=12) if others else None
        ).verdict.startswith("clearly")
    assert said <= 20


def drifting(rng, agents, team):
    """Each agent moves by chance between before and after; none of it is an effect."""
    moved = 4 * rng.standard_normal(agents)
    agent, after = rng.integers(0, agents, 30 * agents), rng.integers(0, 2, 30 * agents)
    days = np.where(after, rng.integers(0, 28, len(agent)), -1 - rng.integers(0, 28, len(agent)))
    dates = np.array([BEGINS + timedelta(days=int(one)) for one in days], dtype="datetime64[D]")
    value = 70 + moved[agent] * after + 8 * rng.standard_normal(len(agent))
    names = np.array([f"{team}{one}" for one in agent], dtype=object)
    return Daily(dates, names, value, np.ones(len(agent)), "points")


@pytest.mark.parametrize("others", [True, False])
@pytest.mark.parametrize("agents", [4, 6, 12])
def test_agents_who_drift_are_no_effect(rng, others, agents):
    said = 0
    for _ in range(150):
        here = drifting(rng, agents, "n")
        said += found(here, drifting(rng, agents, "s") if others else None).verdict.startswith("clearly")
    assert said <= 18  # of 150, where 7.5 are expected by chance


def test_no_share_lies_outside_its_range(rng):
    few = values(rng, before=60, after=60)
    happy = rng.random(120) < 0.95
    told = found(Daily(few.day, few.agent, happy.astype(float), few.n, "share"))
    weeks = [one.estimate for one in told.weeks if one.estimate.value is not None]
    assert weeks and all(
        0 <= one.low <= one.value <= one.high <= 1 for one in (*weeks, told.before, told.after)
    )
    plain = found(Daily(few.day, few.agent, happy.astype(float), few.n, "points"))
    assert any(one.estimate.high > 1 for one in plain.weeks if one.estimate.value is not None)
