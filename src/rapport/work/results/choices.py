"""What the filter bar offers: the teams, channels, segments and months that the home has."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from rapport.home import Home
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.warehouse.served import SERVED
from rapport.work.results.sight import Seen, no_such
from rapport.work.results.view import View

MOST = 500
KEPT: OrderedDict[tuple[str, int, int], Choices] = OrderedDict()
HOMES = 4


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


def all_choices(home: Home) -> Choices:
    """The choices of the newest data version; worked out again only when interactions or customers changed,
    not with every evaluation."""
    warehouse = Warehouse(home.warehouse_path)
    tables = read_manifest(home.warehouse_path).tables
    key = (str(home.root), tables["interactions"].version, tables["customers"].version)
    if key not in KEPT:
        KEPT[key] = _read(home, warehouse)
        while len(KEPT) > HOMES:
            KEPT.popitem(last=False)
    return KEPT[key]


def _read(home: Home, warehouse: Warehouse) -> Choices:
    with warehouse.snapshot() as snapshot:

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
