"""The public functions of this room, as the laws see them."""

from rapport.measures.feedback.ces import ces, ces_share
from rapport.measures.feedback.csat import csat
from rapport.measures.feedback.nps import nps
from rapport.measures.feedback.psat import psat
from rapport.measures.measure import Measure

MEASURES: dict[str, Measure] = {
    "nps": Measure(nps, "column", (-100, 100), (0, 10), weights=True),
    "csat": Measure(csat, "column", (0, 1), (1, 5), weights=True),
    "psat": Measure(psat, "column", (0, 1), (1, 5), weights=True),
    "ces": Measure(ces, "column", (1, 7), (1, 7), weights=True),
    "ces_share": Measure(ces_share, "column", (0, 1), (1, 7), weights=True),
}
