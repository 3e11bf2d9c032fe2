"""The public functions of this room, as the laws see them."""

from rapport.measures.feedback.ces import ces, ces_share
from rapport.measures.feedback.csat import csat
from rapport.measures.feedback.nps import nps
from rapport.measures.feedback.nps_by import nps_by
from rapport.measures.feedback.psat import psat
from rapport.measures.feedback.satisfaction_by import ces_by, ces_share_by, csat_by, psat_by
from rapport.measures.measure import Measure

MEASURES: dict[str, Measure] = {
    "nps": Measure(nps, "column", (-100, 100), (0, 10), weights=True),
    "csat": Measure(csat, "column", (0, 1), (1, 5), weights=True),
    "psat": Measure(psat, "column", (0, 1), (1, 5), weights=True),
    "ces": Measure(ces, "column", (1, 7), (1, 7), weights=True),
    "ces_share": Measure(ces_share, "column", (0, 1), (1, 7), weights=True),
    "nps_by": Measure(nps_by, "answers by group", (-100, 100), (0, 10), weights=True),
    "csat_by": Measure(csat_by, "answers by group", (0, 1), (1, 5), weights=True),
    "psat_by": Measure(psat_by, "answers by group", (0, 1), (1, 5), weights=True),
    "ces_by": Measure(ces_by, "answers by group", (1, 7), (1, 7), weights=True),
    "ces_share_by": Measure(ces_share_by, "answers by group", (0, 1), (1, 7), weights=True),
}
