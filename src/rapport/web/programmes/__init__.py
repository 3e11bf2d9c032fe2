"""Programmes: whom we ask, when, how often; and what was sent."""
