"""Calibration, agreement, certification, disputes, targeted reviews."""
