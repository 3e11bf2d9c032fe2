"""Path models of customer satisfaction against other programs."""

import polars as pl
import pytest
from reference_values import agrees

from rapport.measures import path_model

ECSI = "ECSI mobi PLS path model (centroid): paths, loadings, R2, 0-100 indices"
SEMPLS = "R semPLS 1.0-10 (paths and loadings as in its article)"


def constructs(expected):
    """Blocks and paths of the European satisfaction index, from the names of what is expected."""
    pairs = [tuple(name.split(" -> ")) for name in expected if "->" in name]
    blocks, paths = {}, []
    for source, target in pairs:
        if target.isupper() or target[-1].isdigit():
            blocks.setdefault(source, []).append(target)
        else:
            paths.append((source, target))
    return blocks, paths


@agrees(
    "path_model",
    on="250 customers of mobile networks, European satisfaction index: paths, loadings, outer weights, R², "
    "indices",
    to=SEMPLS,
    entry=ECSI,
)
def test_european_satisfaction_index(references):
    found = references[ECSI]
    blocks, paths = constructs(found.expected)
    assert len(blocks) == 7 and len(paths) == 12
    measured = path_model(pl.read_csv(found.data), blocks, paths, scales=(1, 10), draws=50)
    for name, value in found.expected.items():
        if "->" in name:
            pair = tuple(name.split(" -> "))
            one = measured.paths[pair] if pair in paths else measured.loadings[pair]
            assert one.value == pytest.approx(value, abs=found.tolerance)
            assert one.low <= value <= one.high
    for name, value in found.expected["rsq"].items():
        if value != "NA":
            assert measured.r_squared[name].value == pytest.approx(value, abs=found.tolerance)
    assert "Image" not in measured.r_squared
    for name, value in found.expected["index_0_100"].items():
        assert measured.index[name].value == pytest.approx(value, abs=found.tolerance)
    for name, items in found.expected["outer_weights"].items():
        for item, value in items.items():
            assert measured.outer_weights[name, item].value == pytest.approx(value, abs=found.tolerance)
