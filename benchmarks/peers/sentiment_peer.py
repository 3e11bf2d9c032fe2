"""PyPI vaderSentiment scores the same texts: `time`, or their `scores`."""

import json
import sys

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from benchmarks.peers.clock import measure
from benchmarks.peers.sentiment_input import rated, texts

if __name__ == "__main__":
    if sys.argv[1] == "scores":
        analyzer = SentimentIntensityAnalyzer()
        found = [analyzer.polarity_scores(text)["compound"] for _, _, text, _ in rated(sys.argv[2])]
        print(json.dumps(found))
    else:
        given, analyzer = texts(), SentimentIntensityAnalyzer()
        measure(lambda: [analyzer.polarity_scores(text)["compound"] for text in given], times=3)
