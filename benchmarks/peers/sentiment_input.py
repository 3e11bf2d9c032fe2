"""Short texts that people rated, and on which half the rules were set: the one whose ids hash to even."""

import csv
import gzip
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "vader_validation"
PARTS = {"snippets": "amazonReviewSnippets.csv.gz", "tweets": "tweets.csv.gz"}


def rated(part: str) -> list[tuple[str, float, str, bool]]:
    """Id, people's mean rating, text, and whether it was set aside."""
    with gzip.open(FOLDER / PARTS[part], "rt", encoding="utf-8") as file:
        return [
            (
                row["id"],
                float(row["mean_human_rating_-4_to_4"]),
                row["text"],
                sha256(row["id"].encode()).digest()[0] % 2 == 1,
            )
            for row in csv.DictReader(file)
        ]


def texts() -> list[str]:
    """All of both parts."""
    return [text for part in PARTS for _, _, text, _ in rated(part)]
