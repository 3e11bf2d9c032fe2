"""Reads plans; each asks first who asks."""

from rapport.program.plans.selectors.plans import plan, plans, summary

__all__ = ["plan", "plans", "summary"]
