"""Alerts: rules that watch what happened, and what they fired for."""
