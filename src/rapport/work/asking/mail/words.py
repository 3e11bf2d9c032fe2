"""Words around a survey in mails and text messages, in the language of who gets them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

RIGHT_TO_LEFT = ("ar", "he", "fa", "ur", "yi", "dv", "ps", "sd", "ug")
ENGLISH = "en"


@cache
def _all() -> Mapping[str, Mapping[str, str]]:
    text = files("rapport.work.asking.mail").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def words_in(language: str) -> Mapping[str, str]:
    """The words of a language; those of English where it has none."""
    return _all().get(language.split("-", maxsplit=1)[0].lower(), _all()[ENGLISH])


def direction(language: str) -> str:
    """`rtl` for languages written from right to left."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


def nearest(wanted: str, offered: tuple[str, ...]) -> str:
    """The language of a survey that comes nearest to the one wanted: itself, its relative, else the first."""
    if wanted in offered:
        return wanted
    stem = wanted.split("-", maxsplit=1)[0].lower()
    return next((one for one in offered if one.split("-")[0].lower() == stem and stem), offered[0])
