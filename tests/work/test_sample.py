"""Drawing a sample, handing it out, and bringing it back."""

import csv
from collections import Counter

import pytest

from rapport.program.people.actor import TERMINAL
from rapport.records import InputError
from rapport.warehouse import Warehouse
from rapport.work.evaluate import EvaluationError, import_evaluations
from rapport.work.sample import draw_sample

PEOPLE = ("Ann", "Bob", "Cy")


@pytest.fixture
def draw(make_home, counter_path):
    """Draws from a home of 400 conversations."""
    home = make_home(400)

    def make(**facts):
        given = {"evaluators": PEOPLE, "criteria": counter_path, "seed": 7, "size": 60, **facts}
        return home, draw_sample(home, **given)

    return make


def people_of(home, sample):
    from rapport.program.audits.selectors import assigned

    return {name: [one.interaction_id for one in assigned(TERMINAL, sample, name)] for name in PEOPLE}


def fill(path, rules=None):
    """Scores every row of a CSV sheet."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["rules"] = (rules or {}).get(row["element"], "")
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return rows


def csvs(result):
    return [path for path in result.sheets if path.suffix == ".csv"]


def test_the_frame_counts_what_it_leaves_out(draw):
    _home, result = draw()
    assert result.excluded == {"abandoned": 40, "no agent's turn": 52}
    assert result.frame == 400 - 92 == sum(stratum.population for stratum in result.strata)
    assert result.drawn == 60 == sum(stratum.drawn for stratum in result.strata)
    assert {tuple(stratum.key) for stratum in result.strata} == {("channel", "team")}
    from rapport.program.audits.selectors import sample_facts

    stored = sample_facts(TERMINAL, result.sample)
    assert stored.populations == {one.label: one.population for one in result.strata}
    assert stored.criteria == "counter@1" and stored.seed == 7


def test_a_seed_gives_the_same_sample_and_another_seed_another(draw):
    home, _first = draw(name="one")
    draw(name="two")
    draw(name="three", seed=8)
    assert people_of(home, "one") == people_of(home, "two")
    assert people_of(home, "one") != people_of(home, "three")


def test_assignments_are_fair_blind_and_partly_double(draw):
    home, result = draw(double=0.25)
    people = people_of(home, result.sample)
    counts = Counter(name for names in people.values() for name in names)
    assert Counter(counts.values()) == {1: 45, 2: 15} and result.double == 15
    loads = [len(names) for names in people.values()]
    assert max(loads) - min(loads) <= 2
    assert result.evaluations == 75 and result.hours == pytest.approx(75 * 8 / 60)


def test_every_stratum_has_its_minimum(draw):
    _, result = draw(by=("channel", "team", "site"), size=20, minimum=3)
    assert all(one.drawn >= min(3, one.population) for one in result.strata)
    assert result.drawn >= 20


def test_inclusion_probabilities_are_those_of_the_strata(draw):
    _home, result = draw(by=("team",), size=50)
    from rapport.program.audits.models import SampledInteraction

    for row in SampledInteraction.objects.select_related("stratum"):
        assert row.inclusion_probability == pytest.approx(row.stratum.drawn / row.stratum.population)
    total = sum(1 / row.inclusion_probability for row in SampledInteraction.objects.all())
    assert total == pytest.approx(result.frame)


def test_only_some_interactions_can_be_meant(draw):
    home, result = draw(where={"channel": "call", "site": "Lyon"}, by=("team",))
    ids = [name for names in people_of(home, result.sample).values() for name in names]
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            "SELECT interaction_id, channel, attributes['site'] AS site FROM interactions"
        ).to_pylist()
    about = {row["interaction_id"]: row for row in rows}
    assert {about[name]["channel"] for name in ids} == {"call"}
    assert {about[name]["site"] for name in ids} == {"Lyon"}


def test_the_size_comes_from_the_margin_then_from_experience(draw, counter_path):
    home, first = draw(size=None, margin=0.05)
    # Cochran's worst case for 308 and ± 5 points is 172
    assert first.drawn == 172 and "worst case" in first.notes[0]
    for path in csvs(first):
        fill(path, {"greeting": "said_hello", "answer": "complete"})
    import_evaluations(home, csvs(first))
    _, second = draw(size=None, margin=0.05, name="second")
    assert second.drawn < 172 and "earlier interactions" in second.notes[0]
    assert second.margin_expected <= 5.0


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"by": ("mood",)}, "mood"),
        ({"double": 1.5}, "share scored twice"),
        ({"confidence": 95}, "confidence"),
        ({"margin": 0, "size": None}, "margin"),
        ({"evaluators": ("Ann",)}, "two evaluators"),
        ({"where": {"channel": "fax"}}, "No interaction can be drawn"),
        ({"name": "a/b"}, "name"),
    ],
)
def test_arguments_that_cannot_hold_are_named(draw, wrong, says):
    with pytest.raises(InputError, match=says):
        draw(**wrong)


def test_a_name_is_used_once(draw):
    draw(name="spring")
    with pytest.raises(InputError, match="named 'spring' already"):
        draw(name="spring")


def test_csv_sheets_come_back_into_their_sample(draw):
    home, result = draw()
    first = csvs(result)[0]
    before = import_evaluations(home, csvs(result))
    assert (before.new, before.open) == (0, result.evaluations)
    rows = fill(first, {"greeting": "said_hello;gave_name"})
    after = import_evaluations(home, csvs(result))
    people = people_of(home, result.sample)
    assert after.new == len(people["Ann"]) and after.samples == (result.sample,)
    assert after.open == result.evaluations - after.new
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        found = snapshot.sql(
            "SELECT DISTINCT sample, inclusion_probability > 0 AS p FROM measurements"
        ).to_pylist()
    assert found == [{"sample": result.sample, "p": True}]
    from rapport.program.audits.selectors import assigned

    assert {one.state for one in assigned(TERMINAL, result.sample, "Ann")} == {"done"}
    assert len({row["interaction_id"] for row in rows}) == after.new


def test_nobody_scores_what_somebody_else_was_asked(draw):
    home, result = draw(double=0)
    path = csvs(result)[0]
    fill(path)
    path.write_text(path.read_text().replace(",Ann,", ",Bob,"))
    with pytest.raises(EvaluationError, match="was not asked"):
        import_evaluations(home, [path], sample=result.sample)
    outside = import_evaluations(home, [path], draw_criteria(home))
    assert outside.samples == () and outside.new > 0


def draw_criteria(home):
    path = home.root.parent / "counter.yaml"
    assert path.is_file()
    return path


def test_without_names_whoever_scores_is_welcome(make_home, counter_path):
    home = make_home(100)
    result = draw_sample(home, criteria=counter_path, size=20, double=0.5, seed=1)
    assert result.evaluators == ("evaluator-1", "evaluator-2")
    one, two = csvs(result)
    for path, name in ((one, "Dora"), (two, "Eli")):
        fill(path)
        path.write_text(path.read_text().replace("evaluator-1", name).replace("evaluator-2", name))
    done = import_evaluations(home, [one, two])
    assert done.new == result.evaluations and done.samples == (result.sample,)


def test_a_sample_without_criteria_says_what_is_missing_and_takes_the_first_used(make_home, counter_path):
    home = make_home(60)
    result = draw_sample(home, size=10, evaluators=PEOPLE, seed=1, name="early")
    assert {path.suffix for path in result.sheets} == {".html"}
    assert "--criteria" in result.notes[-1]
    from rapport.program.audits.selectors import assigned, sample_facts

    path = home.root.parent / "scores.csv"
    rows = [
        f"{one.interaction_id},Ann,{name},,,"
        for one in assigned(TERMINAL, "early", "Ann")
        for name in ("greeting", "tone", "answer")
    ]
    path.write_text("\n".join(["interaction_id,evaluator,element,rules,not_applicable,comment", *rows]))
    assert import_evaluations(home, [path], counter_path).samples == ("early",)
    assert sample_facts(TERMINAL, "early").criteria == "counter@1"


def test_old_scores_stay_with_the_old_sample_when_a_new_one_is_drawn(draw):
    home, first = draw(name="one", size=308)
    for path in csvs(first):
        fill(path, {"greeting": "said_hello"})
    import_evaluations(home, csvs(first))
    draw(name="two", size=308)
    again = import_evaluations(home, csvs(first))
    assert (again.new, again.changed, again.unchanged) == (0, 0, first.evaluations)
