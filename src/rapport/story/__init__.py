"""A simulated company with a known truth."""

from rapport.story.company import NAME, Company
from rapport.story.truth import Truth
from rapport.story.write import Written, write_company

__all__ = ["NAME", "Company", "Truth", "Written", "write_company"]
