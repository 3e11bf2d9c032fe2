"""Measurements in, ranked findings out: what, where, why, what next, what it is worth."""
