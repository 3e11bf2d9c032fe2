"""What words set two groups apart."""

from rapport.measures.text.keyness import Keyness, keyness
from rapport.measures.text.log_odds import log_odds
from rapport.measures.text.weighted_log_odds import weighted_log_odds
from rapport.measures.text.word_counts import WordCounts, word_counts, word_counts_by

__all__ = [
    "Keyness",
    "WordCounts",
    "keyness",
    "log_odds",
    "weighted_log_odds",
    "word_counts",
    "word_counts_by",
]
