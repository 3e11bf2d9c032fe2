"""samplics rakes the same columns."""

import sys

import numpy as np
from samplics.weighting import SampleWeight

from benchmarks.peers.clock import measure
from benchmarks.peers.raking_input import MARGINS, columns

if __name__ == "__main__":
    frame = columns(int(sys.argv[1]))
    start = np.ones(len(frame["channel"]))
    measure(lambda: SampleWeight().rake(samp_weight=start, margins=frame, control=MARGINS))
