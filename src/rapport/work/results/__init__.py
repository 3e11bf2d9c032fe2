"""Results: what the evaluations come to, for the part of the home that somebody looks at and may see."""
