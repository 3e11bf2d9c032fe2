"""A simulated company with a known truth."""

from rapport.story.company import NAME, Company
from rapport.story.conversation import index_of, interaction_id
from rapport.story.evaluation import Evaluation
from rapport.story.truth import Truth
from rapport.story.write import Written, write_company

__all__ = [
    "NAME",
    "Company",
    "Evaluation",
    "Truth",
    "Written",
    "index_of",
    "interaction_id",
    "write_company",
]
