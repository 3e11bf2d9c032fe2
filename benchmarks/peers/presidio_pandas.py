"""The peer of `import_star`: conversations into pandas, presidio's pattern recognisers over every turn.

Run by the interpreter of the peers' own environment; prints one JSON object.
"""

import gzip
import json
import sys
import time

import pandas as pd
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    EmailRecognizer,
    IbanRecognizer,
    PhoneRecognizer,
    UsSsnRecognizer,
)

RECOGNISERS = [
    EmailRecognizer(),
    PhoneRecognizer(),
    CreditCardRecognizer(),
    IbanRecognizer(),
    UsSsnRecognizer(),
]


def redact(text: str) -> str:
    """The text with every recognised span replaced by its type."""
    found = [hit for each in RECOGNISERS for hit in each.analyze(text, each.supported_entities, None)]
    for hit in sorted(found, key=lambda hit: -hit.start):
        text = f"{text[: hit.start]}<{hit.entity_type}>{text[hit.end :]}"
    return text


def main(path: str, target: str) -> None:
    """Reads, redacts and stores as Parquet; the clock starts after the imports."""
    redact("warm up 555 010 9999 a@example.com")
    start = time.perf_counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [
            (item["id"], turn["speaker"], turn["text"])
            for item in map(json.loads, lines)
            for turn in item["turns"]
        ]
    frame = pd.DataFrame(rows, columns=["id", "speaker", "text"])
    frame["text"] = frame["text"].map(redact)
    frame.to_csv(target, index=False)
    print(json.dumps({"seconds": time.perf_counter() - start, "texts": len(frame)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
