"""A question about two things, as two questions."""

from __future__ import annotations

import re

from rapport.surveys.audit.flaw import plain, without

JOINED = re.compile(r",? (?:and also|as well as|and|or|plus|but|&)(?: also)? |\s?/\s?", re.IGNORECASE)
CLAUSE = re.compile(
    r"^(?:is|are|was|were|did|do|does|has|have|would|will|can|could|should|how|what|which|why|where|when)\b",
    re.IGNORECASE,
)
BEGINS_THING = re.compile(r"^(the|our|your|my|their|his|her|its|a|an|to)\s", re.IGNORECASE)
ACTS = re.compile(
    r"^(?:not )?(?:act|add|answer|ask|buy|call|cut|explain|feel|find|fix|get|give|go|have|help|improve|"
    r"keep|learn|leave|listen|look|lower|make|meet|offer|pay|plan|put|quit|raise|recommend|reduce|respond|return|save|show|"
    r"solve|start|stay|stop|support|take|tell|treat|use|want|work)s?(?:ed)?\b",
    re.IGNORECASE,
)
"""A second thing that is done: where the first begins cannot be told."""
OF = re.compile(r"\s(?:of|for|to|with|from|in|at|on|by|during|when)\s")
SHORTEST = 4
WORD = re.compile(r"[\w'’-]+$")


def in_two(text: str, start: int, end: int) -> tuple[str, str] | None:
    """Two questions from a text whose two things lie joined between `start` and `end`; None where no joining
    word is there."""
    same = plain(text)
    joined = JOINED.search(same, start, end)
    if joined is None or joined.start() <= start:
        return None
    right = same[joined.end() : end]
    if ACTS.match(right):
        return None
    if CLAUSE.match(right):
        return _closed(text[: joined.start()]), _closed(right)
    head = len(OF.split(right)[0])
    begin = _begin(same, start, joined.start(), right)
    first = without(text, joined.start(), joined.end() + head)
    if len(first.split()) < SHORTEST:  # what follows belongs to both
        first = without(text, joined.start(), joined.end() + len(right.split(" ")[0]))
    return _closed(first), _closed(without(text, begin, joined.end()))


def _begin(same: str, start: int, stop: int, right: str) -> int:
    """Where the first thing begins: at an article like the second's, at the start where that is near enough,
    else one word before."""
    article = BEGINS_THING.match(right)
    if article is not None:
        found = [one.start() for one in re.finditer(rf"\b{article.group(1)}\s", same[:stop], re.IGNORECASE)]
        if found:
            return found[-1]
    if len(same[start:stop].split()) <= 2:
        return start
    last = WORD.search(same[:stop].rstrip(" ,"))
    return last.start() if last else start


def _closed(part: str) -> str:
    said = part.strip(" ,")
    if said[-1:] not in ("?", ".", "!", ")"):
        said += "?"
    return said[:1].upper() + said[1:]
