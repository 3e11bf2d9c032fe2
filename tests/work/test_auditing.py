"""What planning an audit says: the pace, the emphases, the comparison with the audit before."""

from datetime import UTC, datetime, timedelta

import pytest

from rapport.program.audits.planning import Counts, SampleProgress
from rapport.program.people.actor import TERMINAL
from rapport.work.auditing.design import design
from rapport.work.auditing.progress import forecast
from rapport.work.sample import draw_sample
from rapport.work.sampling.asked import checked

NOW = datetime(2026, 5, 8, 12, tzinfo=UTC)


@pytest.fixture
def drawn(make_home, counter_path):
    """A home of 400 conversations with a sample of 60 → (home, its facts)."""
    home = make_home(400)
    from rapport.program.audits.selectors import sample_facts

    draw_sample(
        home, evaluators=("Ann", "Bob"), criteria=counter_path, seed=7, size=60, name="s",
        due_at=NOW + timedelta(days=4),
    )  # fmt: skip
    return home, sample_facts(TERMINAL, "s")


def progress(asked, done, recent, first):
    return SampleProgress("s", Counts(asked, done), (), (), recent, NOW - timedelta(days=7), first, 0)


@pytest.mark.parametrize(
    ("first_days_ago", "recent", "per_day", "days", "late"),
    [(20, 14, 2, 10, True), (2, 14, 7, 20 / 7, False), (0.1, 40, 40, 0.5, False), (3, 4, None, None, False)],
)
def test_the_end_is_told_from_the_pace_of_the_last_week(drawn, first_days_ago, recent, per_day, days, late):
    home, facts = drawn
    first = NOW - timedelta(days=first_days_ago)
    found = forecast(home, facts, progress(20 + recent, recent, recent, first), NOW)
    assert found.hours_left == pytest.approx(20 * 8 / 60)
    if per_day is None:
        assert found.per_day is found.finish is None
    else:
        assert found.per_day == pytest.approx(per_day)
        assert found.finish - NOW == timedelta(days=days)
    assert found.late is late


def test_what_the_design_says_is_what_is_drawn(drawn, counter_path):
    home, _ = drawn
    asked = checked(
        by=("channel", "team"), where={"channel": "call"}, margin=0.08, size=None, confidence=0.9,
        double=0.25, minimum=4, seed=3, evaluators=("Ann", "Bob", "Cy"), shares={"Ann": 2},
    )  # fmt: skip
    told = design(home, TERMINAL, asked, "counter@1")
    done = draw_sample(
        home, by=asked.by, where=asked.where, margin=0.08, confidence=0.9, double=0.25, minimum=4, seed=3,
        evaluators=asked.evaluators, shares={"Ann": 2}, criteria=counter_path, name="t", sheets=False,
    )  # fmt: skip
    assert (told.frame, told.interactions, told.evaluations) == (done.frame, done.drawn, done.evaluations)
    assert told.margin == done.margin_expected and told.hours == done.hours
    assert [(one.label, one.population, one.drawn) for one in told.strata] == [
        (one.label, one.population, one.drawn) for one in done.strata
    ]
    from rapport.program.audits.models import Sample

    stored = Sample.objects.get(slug="t").shares
    assert stored == pytest.approx({one.name: one.share for one in told.loads}, abs=0.02)
    assert sum(stored.values()) == pytest.approx(1)


def test_reserves_go_on_where_the_sample_ends(drawn, counter_path):
    """A larger draw of the same seed holds the sample and, first of all, its reserves."""
    home, _ = drawn
    from rapport.program.audits.models import Reserve, SampledInteraction

    facts = {"evaluators": ("Ann", "Bob"), "criteria": counter_path, "seed": 7, "sheets": False}
    draw_sample(home, size=160, name="larger", **facts)
    first = set(SampledInteraction.objects.filter(sample="s").values_list("interaction_id", flat=True))
    reserve = set(Reserve.objects.filter(stratum__sample="s").values_list("interaction_id", flat=True))
    larger = set(SampledInteraction.objects.filter(sample="larger").values_list("interaction_id", flat=True))
    assert reserve and not reserve & first and first | reserve <= larger
