"""The criteria file: read it with line numbers, score an evaluation by it."""

from rapport.criteria.decision import Decision, check_decisions
from rapport.criteria.difference import Difference, diff
from rapport.criteria.element_score import UNREACHED
from rapport.criteria.errors import CriteriaError, DecisionError, LineError
from rapport.criteria.library import library, library_text, load_library
from rapport.criteria.model import Clause, Criteria, Element, Factor, Rule
from rapport.criteria.parse import parse_criteria
from rapport.criteria.read import read_criteria
from rapport.criteria.score import Score, score
from rapport.criteria.shares import Shares, shares_for
from rapport.criteria.weights import mean_importance, relative_importance

__all__ = [
    "UNREACHED",
    "Clause",
    "Criteria",
    "CriteriaError",
    "Decision",
    "DecisionError",
    "Difference",
    "Element",
    "Factor",
    "LineError",
    "Rule",
    "Score",
    "Shares",
    "check_decisions",
    "diff",
    "library",
    "library_text",
    "load_library",
    "mean_importance",
    "parse_criteria",
    "read_criteria",
    "relative_importance",
    "score",
    "shares_for",
]
