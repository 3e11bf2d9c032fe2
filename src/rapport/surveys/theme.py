"""Colours of public pages: which there are, and whether what is written in them can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping

COLOURS = {
    "paper": "#ffffff",
    "ink": "#1b1f24",
    "quiet": "#57606a",
    "accent": "#0b5cad",
    "on_accent": "#ffffff",
}
"""What a theme may set, and what stands where it does not: the page and its words, quieter words, buttons
and what is chosen, and the words on those."""
READ_ON = (("ink", "paper"), ("quiet", "paper"), ("accent", "paper"), ("on_accent", "accent"))
"""Words (or the edge of a button) and what they stand on."""
ENOUGH = 4.5
HEX = re.compile(r"#[0-9a-fA-F]{6}")


def contrast(one: str, other: str) -> float:
    """How far two colours (`#rrggbb`) stand apart, from 1 to 21, as WCAG 2.2 defines the contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a colour of sRGB."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrasts(colours: Mapping[str, str]) -> tuple[tuple[str, str, float], ...]:
    """Every pair that is read on each other with its contrast; colours that are not set are the usual."""
    whole = COLOURS | {name: one for name, one in colours.items() if HEX.fullmatch(one)}
    return tuple((words, ground, contrast(whole[words], whole[ground])) for words, ground in READ_ON)
