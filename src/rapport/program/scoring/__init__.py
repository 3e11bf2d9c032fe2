"""Scoring in progress: drafts, time spent, recordings."""
