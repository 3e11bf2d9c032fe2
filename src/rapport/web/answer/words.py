"""What public pages say around a survey, in the languages that surveys are most often written in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType


def _read() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("rapport.web.answer").joinpath("words.toml").read_text(encoding="utf-8")
    return MappingProxyType({one: MappingProxyType(said) for one, said in tomllib.loads(text).items()})


WORDS = _read()
NAMES = {
    "ar": "العربية", "bg": "Български", "ca": "Català", "cs": "Čeština", "da": "Dansk", "de": "Deutsch",
    "el": "Ελληνικά", "en": "English", "es": "Español", "et": "Eesti", "fa": "فارسی", "fi": "Suomi",
    "fr": "Français", "he": "עברית", "hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar", "id": "Indonesia",
    "it": "Italiano", "ja": "日本語", "ko": "한국어", "lt": "Lietuvių", "lv": "Latviešu", "nb": "Norsk",
    "nl": "Nederlands", "no": "Norsk", "pl": "Polski", "pt": "Português", "ro": "Română", "ru": "Русский",
    "sk": "Slovenčina", "sl": "Slovenščina", "sr": "Српски", "sv": "Svenska", "th": "ไทย", "tr": "Türkçe",
    "uk": "Українська", "ur": "اردو", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


def said_in(language: str) -> Mapping[str, str]:
    """The words in this language, or in English."""
    return WORDS.get(language.partition("-")[0].lower(), WORDS["en"])


def direction(language: str) -> str:
    """Which way it is written."""
    return "rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def name_of(language: str) -> str:
    """What the language calls itself; its code where that is not known here."""
    base, _, region = language.partition("-")
    named = NAMES.get(base.lower(), language)
    return f"{named} ({region.upper()})" if region and named != language else named
