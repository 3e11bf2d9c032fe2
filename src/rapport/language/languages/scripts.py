"""Languages that are told by their letters."""

from __future__ import annotations

import re

SCRIPTS = {
    "Greek": (re.compile("[\u0370-\u03ff]"), "el"),
    "Cyrillic": (re.compile("[\u0400-\u04ff]"), "ru"),
    "Hebrew": (re.compile("[\u0590-\u05ff]"), "he"),
    "Arabic": (re.compile("[\u0600-\u06ff]"), "ar"),
    "Devanagari": (re.compile("[\u0900-\u097f]"), "hi"),
    "Thai": (re.compile("[\u0e00-\u0e7f]"), "th"),
    "Hangul": (re.compile("[\uac00-\ud7af]"), "ko"),
    "Kana": (re.compile("[\u3040-\u30ff]"), "ja"),
    "Han": (re.compile("[\u4e00-\u9fff]"), "zh"),
}
"""Of each script its letters, and the language that most who use it write."""
_UKRAINIAN, _RUSSIAN, _BULGARIAN = re.compile("[іїєґІЇЄҐ]"), re.compile("[ыэёЫЭЁ]"), re.compile("[ъщЪЩ]")
_PERSIAN = re.compile("[پچژگ]")
FEWEST = 4
"""Letters of a script that may stand in a text of another language: a name, a unit."""
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def by_script(text: str) -> str | None:
    """The language, where most letters are those of a script other than Latin."""
    if text.isascii():
        return None
    counts = {name: len(letters.findall(text)) for name, (letters, _) in SCRIPTS.items()}
    total = sum(counts.values())
    if total < FEWEST or total <= len(_LATIN.findall(text)):
        return None
    if counts["Kana"] * 10 > total:
        return "ja"
    most = max(counts, key=lambda name: counts[name])
    return _among(most, text)


def _among(script: str, text: str) -> str:
    """Of the languages of a script, the one whose own letters are there."""
    if script == "Cyrillic":
        if _UKRAINIAN.search(text):
            return "uk"
        return "bg" if _BULGARIAN.search(text) and not _RUSSIAN.search(text) and "ъ" in text else "ru"
    if script == "Arabic" and _PERSIAN.search(text):
        return "fa"
    return SCRIPTS[script][1]
