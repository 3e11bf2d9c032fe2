"""Files are streamed: what is held does not grow with them."""

import tracemalloc
from collections import deque

import pytest

from rapport.sources import Limits, read_file

WORDS = "where is my parcel it should have come on monday " * 8
MIB = 1024 * 1024


def texts(name, count):
    if name.endswith("jsonl"):
        row = '{"id": "c%d", "turns": [{"speaker": "customer", "text": "' + WORDS + '"}]}\n'
        return "".join(row % number for number in range(count))
    if name == "messages.csv":
        rows = (f"c{number % 97},visitor,{WORDS}{number}\n" for number in range(count))
        return "id,speaker,text\n" + "".join(rows)
    return "id,text\n" + "".join(f"c{number},{WORDS}\n" for number in range(count))


@pytest.mark.parametrize("name", ["a.jsonl", "rows.csv", "messages.csv"])
def test_a_long_file_takes_little_memory(write, name):
    path = write(name, texts(name, 20_000))
    assert path.stat().st_size > 7 * MIB
    kind = "chats" if name != "rows.csv" else "reviews"
    tracemalloc.start()
    try:
        deque(read_file(path, kind, limits=Limits(buffered_rows=500)), 0)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5 * MIB
