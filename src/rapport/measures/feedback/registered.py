"""The public functions of this room, as the laws see them."""

from rapport.measures.feedback.across_surveys import across_surveys
from rapport.measures.feedback.answer_shares import answer_shares
from rapport.measures.feedback.bottom_box import bottom_box
from rapport.measures.feedback.ces import ces, ces_share
from rapport.measures.feedback.csat import csat
from rapport.measures.feedback.nps import nps
from rapport.measures.feedback.nps_by import nps_by
from rapport.measures.feedback.nps_of_counts import nps_of_counts
from rapport.measures.feedback.psat import psat
from rapport.measures.feedback.response_rates import response_rates, response_rates_of
from rapport.measures.feedback.satisfaction_by import ces_by, ces_share_by, csat_by, psat_by
from rapport.measures.feedback.score_begging import score_begging
from rapport.measures.feedback.wave_change import wave_change
from rapport.measures.measure import Measure

MEASURES: dict[str, Measure] = {
    "nps": Measure(nps, "column", (-100, 100), (0, 10), weights=True),
    "csat": Measure(csat, "column", (0, 1), (1, 5), weights=True),
    "psat": Measure(psat, "column", (0, 1), (1, 5), weights=True),
    "bottom_box": Measure(bottom_box, "column", (0, 1), (1, 5), weights=True),
    "ces": Measure(ces, "column", (1, 7), (1, 7), weights=True),
    "ces_share": Measure(ces_share, "column", (0, 1), (1, 7), weights=True),
    "nps_by": Measure(nps_by, "answers by group", (-100, 100), (0, 10), weights=True),
    "csat_by": Measure(csat_by, "answers by group", (0, 1), (1, 5), weights=True),
    "psat_by": Measure(psat_by, "answers by group", (0, 1), (1, 5), weights=True),
    "ces_by": Measure(ces_by, "answers by group", (1, 7), (1, 7), weights=True),
    "ces_share_by": Measure(ces_share_by, "answers by group", (0, 1), (1, 7), weights=True),
    "answer_shares": Measure(answer_shares, "answers of a scale", (0, 1), (1, 5), weights=True),
    "score_begging": Measure(score_begging, "answers by agent", (0, 1), (0, 10)),
    "wave_change": Measure(
        wave_change,
        "two waves",
        (-200, 200),
        (0, 10),
        gaps={"merging": "a change of all is no mean of the changes in parts of both waves"},
    ),
    "response_rates": Measure(response_rates, "counts of outcomes", (0, 1)),
    "response_rates_of": Measure(response_rates_of, "codes of outcomes, one a case", (0, 1)),
    "across_surveys": Measure(across_surveys, "estimates", (-100, 100)),
    "nps_of_counts": Measure(nps_of_counts, "counts", (-100, 100)),
}
