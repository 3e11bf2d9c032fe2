"""The filter bar: period, team, channel and segment, kept in the address from page to page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from rapport.reports import words
from rapport.web.config.home_of import served_home
from rapport.work.results.choices import Choices, all_choices
from rapport.work.results.sight import Seen
from rapport.work.results.view import NAMES, View, read_view

FOLLOWED = ("/", "/explore/", "/ask/", "/understand/", "/reports/")
"""Entries of the navigation that the filter follows to."""


@dataclass(frozen=True)
class Choice:
    """One option of a list."""

    value: str
    title: str


@dataclass(frozen=True)
class Bar:
    """What the bar's template needs. `kept` are other parts of the address that stay."""

    view: View
    periods: tuple[Choice, ...]
    teams: tuple[Choice, ...]
    channels: tuple[Choice, ...]
    segments: tuple[Choice, ...]
    zone: str
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def first_day(self) -> str:
        """As the field of a day wants it."""
        return self.view.since.isoformat() if self.view.since else ""

    @property
    def last_day(self) -> str:
        """As the field of a day wants it."""
        return self.view.until.isoformat() if self.view.until else ""


def filter_bar(view: View, seen: Seen | None, kept: Mapping[str, str | None] | None = None) -> Bar:
    """The bar for a view, offering what this person sees."""
    home = served_home()
    choices = all_choices(home)
    offered = choices if seen is None else choices.within(seen)
    held = tuple((name, value) for name, value in (kept or {}).items() if value)
    teams, channels, segments = map(_named, (offered.team, offered.channel, offered.segment))
    zone = home.settings.time_zone
    return Bar(view, _periods(offered), teams, channels, segments, zone, held)


def view_of(request: HttpRequest) -> View:
    """The view in the address. Raises ViewError."""
    return read_view(request.GET)


def carried(request: HttpRequest) -> str:
    """The part of the address that goes with a person from page to page."""
    return View().query(**{name: request.GET.get(name) for name in NAMES})


def _named(names: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(one, words.group(one)) for one in names)


def _periods(choices: Choices) -> tuple[Choice, ...]:
    return tuple(Choice(one, _period(one)) for one in choices.periods)


def _period(name: str) -> str:
    year, _, part = name.partition("-")
    if not part:
        return f"All of {year}"
    return f"{part} {year}" if part.startswith("Q") else words.month(name)
