"""lifetimes' BG/NBD on a file of histories."""

import sys

import numpy as np
from clock import measure
from lifetimes import BetaGeoFitter

_, frequency, recency, age = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1, unpack=True)
measure(lambda: BetaGeoFitter().fit(frequency, recency, age), int(sys.argv[2]))
