"""A simulated company with a known truth."""
