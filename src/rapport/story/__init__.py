"""A simulated company with a known truth."""

from rapport.story.company import NAME, Company

__all__ = ["NAME", "Company"]
