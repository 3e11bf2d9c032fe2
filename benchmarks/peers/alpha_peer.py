"""PyPI krippendorff judges the same ratings."""

import sys

import krippendorff

from benchmarks.peers.alpha_input import ratings
from benchmarks.peers.clock import measure

if __name__ == "__main__":
    given, level = ratings(int(sys.argv[1])).T, sys.argv[2]
    measure(lambda: krippendorff.alpha(reliability_data=given, level_of_measurement=level), times=3)
