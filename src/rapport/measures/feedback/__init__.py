"""What customers answer."""

from rapport.measures.feedback.across_surveys import AcrossSurveys, across_surveys
from rapport.measures.feedback.answer_shares import answer_shares
from rapport.measures.feedback.bottom_box import bottom_box
from rapport.measures.feedback.ces import ces, ces_share
from rapport.measures.feedback.csat import csat
from rapport.measures.feedback.nps import nps
from rapport.measures.feedback.nps_by import nps_by
from rapport.measures.feedback.nps_of_counts import nps_of_counts
from rapport.measures.feedback.psat import psat
from rapport.measures.feedback.response_rates import ResponseRates, response_rates, response_rates_of
from rapport.measures.feedback.satisfaction_by import ces_by, ces_share_by, csat_by, psat_by
from rapport.measures.feedback.scale import Scale
from rapport.measures.feedback.score_begging import ScoreSigns, score_begging
from rapport.measures.feedback.wave_change import wave_change

__all__ = [
    "AcrossSurveys",
    "ResponseRates",
    "Scale",
    "ScoreSigns",
    "across_surveys",
    "answer_shares",
    "bottom_box",
    "ces",
    "ces_by",
    "ces_share",
    "ces_share_by",
    "csat",
    "csat_by",
    "nps",
    "nps_by",
    "nps_of_counts",
    "psat",
    "psat_by",
    "response_rates",
    "response_rates_of",
    "score_begging",
    "wave_change",
]
