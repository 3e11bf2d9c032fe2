"""Planning an audit: objective, sample, assignments, progress."""
