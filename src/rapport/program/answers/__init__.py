"""Model answers: what good looks like, by scenario and element."""
