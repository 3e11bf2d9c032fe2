"""Samples, assignments and evaluations: what people decide about interactions."""
