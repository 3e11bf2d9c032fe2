"""The colours of a report: blue and orange that colour-blind readers tell apart, one accent, greys.

Every name is also a CSS variable of the page; the light values stand in the pictures until the page
puts its variables in their place, so one picture serves both themes.
"""

from __future__ import annotations

LIGHT = {
    "paper": "#ffffff",
    "ink": "#18212b",
    "muted": "#55606d",
    "line": "#dce1e7",
    "track": "#eceff3",
    "accent": "#1d5fa6",
    "band": "#cddff1",
    "warn": "#b4540a",
    "warn-band": "#f8dfc8",
    "quiet": "#8a94a0",
}
DARK = {
    "paper": "#161c23",
    "ink": "#e8ecf1",
    "muted": "#a9b3bf",
    "line": "#333d48",
    "track": "#252d36",
    "accent": "#7fb5ee",
    "band": "#27425f",
    "warn": "#f2a65e",
    "warn-band": "#4b3420",
    "quiet": "#7d8894",
}
TONES = {"plain": "ink", "accent": "accent", "warn": "warn", "quiet": "quiet"}


def colour(tone: str) -> str:
    """The light colour of a tone."""
    return LIGHT[TONES.get(tone, tone)]


def with_variables(svg: str) -> str:
    """The picture with every colour of ours replaced by the page's variable of that name."""
    for name, value in LIGHT.items():
        svg = svg.replace(f'"{value}"', f'"var(--{name})"')
    return svg
