"""Judging where it needs what happened: what to calibrate on, agreement, rules of targeted reviews."""
