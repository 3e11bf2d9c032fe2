"""The public functions of this room, as the laws see them."""

from rapport.measures.measure import Measure
from rapport.measures.text.keyness import keyness
from rapport.measures.text.log_odds import log_odds
from rapport.measures.text.weighted_log_odds import weighted_log_odds
from rapport.measures.text.word_counts import word_counts, word_counts_by

SHARES = "a part's words are counted against the part's text, so parts do not add up"
PULLED = {"duplicating": "the prior counts for less where there is more text", "merging": SHARES}
MEASURES: dict[str, Measure] = {
    "word_counts": Measure(word_counts, "arranges rows"),
    "word_counts_by": Measure(word_counts_by, "arranges rows"),
    "log_odds": Measure(log_odds, "words", gaps={"merging": SHARES}),
    "keyness": Measure(keyness, "words", gaps={"merging": SHARES}),
    "weighted_log_odds": Measure(weighted_log_odds, "words by group", gaps=PULLED),
}
