"""The same company whatever way it is asked for."""

import subprocess
import sys

import numpy as np
import pytest

from rapport.criteria import parse_criteria
from rapport.records import InputError
from rapport.story import Company, index_of, interaction_id
from rapport.story.randomness import bits, choose, choose_by_row, normal, uniform

COMPANY = Company(seed=11, size=2_500)


def test_a_seed_gives_the_same_company_and_another_another():
    again = list(Company(seed=11, size=2_500).interactions(0, 60))
    assert again == list(COMPANY.interactions(0, 60))
    other = list(Company(seed=12, size=2_500).interactions(0, 60))
    assert sum(a.turns == b.turns for a, b in zip(again, other, strict=True)) < 10


@pytest.mark.parametrize("chunk", [1, 7, 300])
def test_chunks_do_not_matter(chunk):
    whole = list(COMPANY.interactions(1_800, 2_300))
    parts = [
        one
        for start in range(1_800, 2_300, chunk)
        for one in COMPANY.interactions(start, min(2_300, start + chunk))
    ]
    assert parts == whole


def test_decisions_and_scores_do_not_depend_on_what_else_is_asked():
    some = np.array([2_400, 3, 999])
    every = np.arange(2_500)
    one = COMPANY.evaluator("Marcus")
    seen, _ = COMPANY.decisions(every, one)
    few, _ = COMPANY.decisions(some, one)
    assert (seen.counts[some] == few.counts).all()
    assert COMPANY.scores(every, one).qci[some].tolist() == COMPANY.scores(some, one).qci.tolist()


def test_another_process_makes_the_same():
    code = "from rapport.story import Company; print(list(Company(11, 2500).interactions(0, 20)))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(runs[0]) > 5_000
    assert runs[0] == runs[1]


def test_ids_and_indices_belong_together():
    found = list(COMPANY.interactions(40, 50))
    assert [index_of(one.interaction_id) for one in found] == list(range(40, 50))
    assert interaction_id(41) == found[1].interaction_id


def test_a_huge_company_costs_nothing_until_asked():
    company = Company(seed=1, size=10_000_000)
    (last,) = company.interactions(9_999_999)
    assert last.started_at < company.calendar.end
    assert company.staff.count > 1_000


def test_days_split_where_they_should():
    cut = COMPANY.first_of_day(90)
    days = COMPANY.situations(np.arange(2_500))[0].day
    assert (days[:cut] < 90).all()
    assert (days[cut:] >= 90).all()
    assert COMPANY.first_of_day(0) == 0


def test_customers_come_back_sooner_when_it_was_not_solved():
    company = Company(seed=5, size=40_000)
    index = np.arange(40_000)
    parent = company._parents(index)
    back = parent >= 0
    assert 0.02 < back.mean() < 0.12
    s, again = company.situations(index)
    assert (again == back).all()
    assert (s.customer[back] == s.customer[parent[back]]).all()
    assert (s.concern[back] == s.concern[parent[back]]).all()
    assert ((s.day[back] - s.day[parent[back]]) <= 8).all()
    solved = company.true_rules(index).counts[:, company.judging.place["resolution.solved"]] > 0
    answered = s.eligible & ~back
    returned = np.isin(index, parent[back])
    assert returned[answered & ~solved].mean() > 3 * returned[answered & solved].mean()


def test_wrong_arguments_are_named():
    with pytest.raises(InputError, match="0 interactions"):
        Company(size=0)
    with pytest.raises(InputError, match="No evaluator 'Nobody'"):
        COMPANY.evaluator("Nobody")
    other = COMPANY.criteria.text.replace("id: jargon", "id: slang")
    with pytest.raises(InputError, match="does not fit these criteria"):
        Company(criteria=parse_criteria(other))


def test_chance_is_even_and_independent():
    index = np.arange(200_000)
    draws = uniform(3, "a", index)
    assert abs(draws.mean() - 0.5) < 0.003
    assert np.histogram(draws, 20, (0, 1))[0].std() < 4 * np.sqrt(10_000)
    assert abs(np.corrcoef(draws, uniform(3, "b", index))[0, 1]) < 0.01
    assert abs(np.corrcoef(draws, uniform(4, "a", index))[0, 1]) < 0.01
    rows = uniform(3, "a", index[:50_000], 4)
    assert np.abs(np.corrcoef(rows.T) - np.eye(4)).max() < 0.02
    assert abs(normal(3, "n", index).std() - 1) < 0.01
    assert len(np.unique(bits(3, "a", index))) == len(index)


def test_choices_follow_their_shares():
    draws = uniform(1, "choice", np.arange(100_000))
    shares = np.array([1.0, 0.0, 3.0])
    counts = np.bincount(choose(shares, draws), minlength=3) / 100_000
    assert np.abs(counts - [0.25, 0, 0.75]).max() < 0.01
    by_row = choose_by_row(np.tile(shares, (100_000, 1)), draws)
    assert (by_row == choose(shares, draws)).all()
