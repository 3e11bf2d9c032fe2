"""Judging the judges: calibration, gold, certification, disputes, targeted reviews."""
