"""The words of a text in the form in which concerns are compared."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from unicodedata import category, normalize

SENTENCE = re.compile(r"(?:[^.!?\n]|(?<=\d)\.(?=\d))+[.!?]*")
"""A point between digits ends nothing: $74.99."""
LONGEST = 4_000
"""Characters of a text that are read: what somebody wants is said before."""
_LETTERS = r"[^\W\d_]+"
_WORD = re.compile(rf"{_LETTERS}(?:'{_LETTERS})?|\d+")
_FIRST, _LAST = "\u0300", 0xFFFF
"""Where marks are looked for. Those behind are of few and old writings, and take five times as long."""
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_SPOKEN = {
    "wanna": "want",
    "gonna": "going",
    "gotta": "got",
    "cannot": "not",
    "cant": "not",
    "dont": "not",
    "didnt": "not",
    "doesnt": "not",
    "isnt": "not",
    "wont": "not",
    "havent": "not",
}
NUMBER = "0"


def words(text: str) -> list[str]:
    """The stems in order; every number is NUMBER, what denies is `not`."""
    return list(map(stem, spelled(text)))


def spelled(text: str) -> list[str]:
    """The words as written, small; addresses of pages are left out."""
    text = text[:LONGEST].lower().replace("’", "'")
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    if text.isascii() or max(text) < _FIRST:
        return _WORD.findall(text)
    return _marked().findall(normalize("NFC", text))


@cache
def _marked() -> re.Pattern[str]:
    """Words in whose letters marks go on: vowels and tones of many writings are marks, which no letter is."""
    marks = "".join(sign for sign in map(chr, range(ord(_FIRST), _LAST)) if category(sign) in ("Mn", "Mc"))
    letters = rf"{_LETTERS}(?:[{marks}]+(?:{_LETTERS})?)*"
    return re.compile(rf"{letters}(?:'{letters})?|\d+")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without the endings of number and time, as far as a rule of thumb gets: what matters is that
    forms of one word meet, not that the stem is a word."""
    if word.isdecimal():
        return NUMBER
    word = _SPOKEN.get(word, word)
    if word.endswith("n't"):
        return "not"
    return _open(_untimed(_single(word.split("'")[0])))


def _single(word: str) -> str:
    """Without the s of a plural or of he, she, it."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[: -2 if word.endswith(("sses", "shes", "ches", "xes", "zzes")) else -1]


def _untimed(word: str) -> str:
    """Without -ing or -ed, and without the letter that they double."""
    if len(word) > 5 and word.endswith("ing"):
        root = word[:-3]
    elif len(word) > 4 and word.endswith("ed") and not word.endswith("eed"):
        root = word[:-2]
    else:
        return word
    return root[:-1] if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz" else root


def _open(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("e") else word
