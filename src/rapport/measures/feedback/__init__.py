"""What customers answer."""

from rapport.measures.feedback.ces import ces, ces_share
from rapport.measures.feedback.csat import csat
from rapport.measures.feedback.nps import nps
from rapport.measures.feedback.nps_by import nps_by
from rapport.measures.feedback.psat import psat
from rapport.measures.feedback.satisfaction_by import ces_by, ces_share_by, csat_by, psat_by
from rapport.measures.feedback.scale import Scale

__all__ = [
    "Scale",
    "ces",
    "ces_by",
    "ces_share",
    "ces_share_by",
    "csat",
    "csat_by",
    "nps",
    "nps_by",
    "psat",
    "psat_by",
]
