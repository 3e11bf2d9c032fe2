"""The queue and the scoring screen."""
