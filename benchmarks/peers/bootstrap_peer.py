"""scipy's BCa interval of a mean or a median."""

import sys

import numpy as np
from scipy import stats

from benchmarks.peers.bootstrap_input import DRAWS, minutes
from benchmarks.peers.clock import measure

if __name__ == "__main__":
    values = minutes(int(sys.argv[2]))
    statistic = {"mean": np.mean, "median": np.median}[sys.argv[1]]
    measure(
        lambda: stats.bootstrap(
            (values,),
            statistic,
            n_resamples=DRAWS,
            method="BCa",
            batch=200,
            random_state=np.random.default_rng(1),
        )
    )
