"""Weights from known totals, and scores assisted by a machine."""

import csv
import json

import numpy as np
import polars as pl
import pytest

from rapport.measures import assisted_mean, mean, post_stratify, rake
from rapport.records.errors import InputError


def test_post_stratified_weights_equal_r_survey(shared):
    with (shared / "references/data/2_survey/apiclus1.csv").open() as file:
        rows = list(csv.DictReader(file))
    frame = pl.DataFrame({"stype": [row["stype"] for row in rows]})
    weights = post_stratify(
        frame, {"stype": {"E": 4421, "H": 755, "M": 1018}}, weights=[float(row["pw"]) for row in rows]
    )
    found = dict(zip(frame["stype"], weights, strict=True))
    assert found["E"] == pytest.approx(30.701388888889)
    assert found["H"] == pytest.approx(53.928571428571)
    assert found["M"] == pytest.approx(40.72)
    api = [float(row["api00"]) for row in rows]
    assert mean(api, weights=weights).value == pytest.approx(642.310788211582, rel=1e-9)


def test_raked_weights_equal_kalton_and_flores(shared):
    entries = json.loads((shared / "references/references.json").read_text())
    expected = next(entry for entry in entries if "Kalton" in entry["name"])["expected"]["rake"]
    with (shared / "references/data/2_survey/kalton_flores_cervantes_2003.csv").open() as file:
        cells = list(csv.DictReader(file))
    names = list(cells[0])
    first, second = names[0], names[1]
    sample = next(name for name in names if "samp" in name.lower() or name.lower() in {"n", "n_sample"})
    size = next(name for name in names if "pop" in name.lower())
    frame = {first: [], second: []}
    margins = {first: {}, second: {}}
    for cell in cells:
        for name in (first, second):
            frame[name] += [cell[name]] * int(float(cell[sample]))
            margins[name][cell[name]] = margins[name].get(cell[name], 0) + float(cell[size])
    weights = rake(frame, margins)
    for a, row in enumerate(expected):
        for b, weight in enumerate(row):
            own = [
                w
                for w, x, y in zip(weights, frame[first], frame[second], strict=True)
                if x == list(margins[first])[a] and y == list(margins[second])[b]
            ]
            assert own[0] == pytest.approx(weight, abs=1e-6)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: rake({"a": ["x"]}, {"a": {"x": 5, "y": 5}}), "nobody answered among 'y'"),
        (lambda: rake({"a": ["x"], "b": ["z"]}, {"a": {"x": 5}, "b": {"z": 9}}), "add up to"),
        (lambda: post_stratify({"a": ["x", "w"]}, {"a": {"x": 5}}), "'w' has no size"),
        (lambda: post_stratify({"a": ["x", None]}, {"a": {"x": 5}}), "no label"),
        (lambda: post_stratify({"a": ["x"]}, {"b": {"x": 5}}), "no column 'b'"),
        (
            lambda: rake({"a": ["x", "y"], "b": ["z", "w"]}, {"a": {"x": 1, "y": 9}, "b": {"z": 9, "w": 1}}),
            "not met",
        ),
    ],
)
def test_weighting_errors(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_a_machine_sharpens_without_bias():
    plain, assisted, held, width = [], [], [], []
    for seed in range(400):
        rng = np.random.default_rng(seed)
        truth = rng.normal(70, 15, 2000)
        human, machine = truth + rng.normal(0, 5, 2000), 0.8 * truth + 25 + rng.normal(0, 6, 2000)
        stratum = (rng.random(2000) < 0.3).astype(int)
        drawn = rng.random(2000) < np.where(stratum == 1, 0.2, 0.05)
        found = assisted_mean(
            human[drawn], machine[drawn], machine[~drawn], None, stratum[drawn], stratum[~drawn]
        )
        assisted.append(found.value - 70)
        held.append(found.low <= 70 <= found.high)
        alone = mean(
            human[drawn], strata=stratum[drawn], population={0: 2000 - stratum.sum(), 1: stratum.sum()}
        )
        plain.append(alone.value - 70)
        width.append(found.margin_of_error / alone.margin_of_error)
    assert abs(np.mean(assisted)) < 0.2
    assert 0.925 <= np.mean(held) <= 0.975
    assert np.std(assisted) < 0.72 * np.std(plain)
    assert 0.4 < np.mean(width) < 0.7


def test_a_machine_that_says_one_thing_changes_nothing():
    human = [70.0, 80, 90, 60]
    found = assisted_mean(human, [50] * 4, [50] * 10)
    assert found.value == pytest.approx(75) and found.base == 4
    assert found.standard_error == pytest.approx(mean(human).standard_error)
    assert assisted_mean([1.0, np.nan], [1, 2], []).excluded == {"no score": 1}
