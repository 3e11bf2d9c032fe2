"""What the filter bar offers: the teams, channels, segments and months that the home has."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rapport.home import Home
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.warehouse.served import SERVED
from rapport.work.results.beside import is_large, timed
from rapport.work.results.shelf import Shelf
from rapport.work.results.sight import Seen, no_such
from rapport.work.results.stored import state_now
from rapport.work.results.view import View

MOST = 500
HOMES = 4
A_LITTLE_S = 0.1


@dataclass(frozen=True)
class Choices:
    """Names in their order; months newest first, as `2026-05`."""

    team: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    months: tuple[str, ...] = ()

    @property
    def periods(self) -> tuple[str, ...]:
        """Years, quarters and months, newest first, the longer before the shorter."""
        found: dict[str, None] = {}
        for month in self.months:
            year, number = month.split("-")
            found |= dict.fromkeys((year, f"{year}-Q{(int(number) + 2) // 3}", month))
        return tuple(found)

    def within(self, seen: Seen) -> Choices:
        """The same without teams out of sight."""
        if seen.agent is not None:
            return Choices((), self.channel, self.segment, self.months)
        if seen.teams is None:
            return self
        own = tuple(name for name in self.team if name in seen.teams)
        return Choices(own, self.channel, self.segment, self.months)

    def check(self, view: View) -> None:
        """Raises ViewError for a group that is not among the choices."""
        for name in ("team", "channel", "segment"):
            value = getattr(view, name)
            if value is not None and value not in getattr(self, name):
                raise no_such(name, value)


_KEPT: Shelf[Choices] = Shelf(HOMES)


def all_choices(home: Home) -> Choices:
    """The choices of the newest data version; worked out again only when interactions or customers changed,
    not with every evaluation. Of a large home those of the data before are offered meanwhile."""
    tables = read_manifest(home.warehouse_path).tables
    changed = tables["interactions"].version + tables["customers"].version
    state = replace(state_now(home), version=changed)

    def ask(wait_s: float | None) -> Choices | None:
        make = lambda: timed(state, lambda: _read(home))  # noqa: E731
        return _KEPT.ask(str(home.root), state, make, wait_s, older_too=True)

    found = ask(A_LITTLE_S if is_large(home) else None) or ask(None)
    assert found is not None
    return found


def _read(home: Home) -> Choices:
    with Warehouse(home.warehouse_path).snapshot() as snapshot:

        def names(query: str) -> tuple[str, ...]:
            found = snapshot.sql(f"{query} LIMIT {MOST}").column(0).to_pylist()
            return tuple(str(one) for one in found)

        def of(column: str, table: str, only: str = "TRUE") -> tuple[str, ...]:
            told = f"{column} IS NOT NULL AND {only}"
            return names(f"SELECT DISTINCT {column} FROM {table} WHERE {told} ORDER BY 1")

        zone = home.settings.time_zone.replace("'", "")
        local = f"strftime(started_at AT TIME ZONE '{zone}', '%Y-%m')"
        timed = f"started_at IS NOT NULL AND {SERVED}"
        months = names(f"SELECT DISTINCT {local} FROM interactions WHERE {timed} ORDER BY 1 DESC")
        return Choices(
            of("team", "interactions", SERVED),
            of("channel", "interactions", SERVED),
            of("segment", "customers"),
            months,
        )
