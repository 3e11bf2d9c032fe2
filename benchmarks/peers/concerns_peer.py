"""The peer of `concern_discovery`: TF-IDF, SVD and k-means, told how many clusters to make."""

import json
import sys
from typing import Any

from benchmarks.peers.clock import measure
from benchmarks.peers.concerns_input import TOLD, many, read


def clusters(texts: list[str], told: int, seed: int = 0) -> Any:
    """Labels of words and pairs in a hundred dimensions."""
    from sklearn.cluster import KMeans, MiniBatchKMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    matrix = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit_transform(texts)
    points = normalize(TruncatedSVD(100, random_state=seed).fit_transform(matrix))
    means = KMeans if len(texts) < 20_000 else MiniBatchKMeans
    return means(told, n_init=3, random_state=seed).fit_predict(points)


if __name__ == "__main__":
    if sys.argv[1] == "many":
        utterances = many()
        measure(lambda: clusters(utterances, TOLD))
    else:
        asked, intents = read(sys.argv[1])
        runs = [clusters(asked, len(set(intents)), seed).tolist() for seed in range(5)]
        print(json.dumps(runs))
