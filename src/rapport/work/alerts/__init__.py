"""Alerts: what rules are about, what they would have done, and what they do."""
