"""Agreement coefficients against other programs."""

import numpy as np
import pytest
from reference_values import agrees

from rapport.measures import krippendorff_alpha

EXAMPLE_C = "Krippendorff alpha, 4 raters x 12 units, missing (example C)"


@agrees(
    "krippendorff_alpha",
    on="Krippendorff's example C: 12 units, 4 raters, missing ratings, four levels",
    to="R irr 0.84, PyPI krippendorff 0.9",
    entry=EXAMPLE_C,
)
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_krippendorff_alpha_of_example_c(references, level):
    found = references[EXAMPLE_C]
    ratings = np.genfromtxt(found.data, delimiter=",", skip_header=1)
    assert krippendorff_alpha(ratings, level).value == pytest.approx(
        found.expected[level], abs=found.tolerance
    )
