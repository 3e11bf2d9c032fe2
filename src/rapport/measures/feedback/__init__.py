"""What customers answer."""

from rapport.measures.feedback.ces import ces, ces_share
from rapport.measures.feedback.csat import csat
from rapport.measures.feedback.nps import nps
from rapport.measures.feedback.psat import psat
from rapport.measures.feedback.scale import Scale

__all__ = [
    "Scale",
    "ces",
    "ces_share",
    "csat",
    "nps",
    "psat",
]
