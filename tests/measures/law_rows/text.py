"""Words with how often they were counted."""

import numpy as np

from law_rows.kind import Kind, by_name


def words(rng, n, measure):
    """Thirty words in n rows, which are added up; one row has no count."""
    number = rng.poisson(9, (2, n)).astype(float)
    number[0, 5] = np.nan
    return {
        "counts_a": number[0],
        "counts_b": number[1] + 1,
        "words": np.array([f"word {place % 30}" for place in range(n)], dtype=object),
    }


def words_by_group(rng, n, measure):
    """The same in three groups."""
    found = words(rng, n, measure)
    return {
        "counts": found["counts_b"],
        "words": found["words"],
        "groups": np.array([f"group {one}" for one in rng.integers(0, 3, n)], dtype=object),
    }


def as_columns(function, columns, more):
    """Three columns, as one argument."""
    return function((columns["groups"], columns["words"], columns["counts"]), **more)


KINDS = {
    "words": Kind(words, by_name, measured=("counts_a", "counts_b"), grouped=True),
    "words by group": Kind(words_by_group, as_columns, measured=("counts",), grouped=True),
}
