"""The inventory of the demo: a published schema read from the data, and a sample coded by two people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.findings.questions.split import groups, interactions
from rapport.program.people.actor import Actor
from rapport.program.schemas.axes import AXES, CANNOT_TELL
from rapport.program.schemas.plain import Schema
from rapport.warehouse import Warehouse
from rapport.work.demonstration.cast import Cast
from rapport.work.schema.counted import dimensions_of, usual_sources
from rapport.work.schema.draw import draw_round
from rapport.work.schema.placing import Placing
from rapport.work.schema.start import start_from_data

CODED, DOUBLE, LEFT, UNSURE = 24, 0.75, 4, 5
Codes = Mapping[str, Mapping[str, str]]
NOTE = "Read from the fields of the help desk; how people feel is what agents chose after the contact."


def take_inventory(cast: Cast) -> int:
    """A schema from the data, published, and a round of coding that is nearly done → the schema's number."""
    from rapport.program.schemas.selectors import schema_version
    from rapport.program.schemas.services import schema_publish

    lead = cast.actors["lead"]
    sources = usual_sources(cast.home, dimensions_of(cast.home))
    number = start_from_data(cast.home, lead, "Why people contact us", sources, NOTE)
    schema_publish(lead, number)
    schema = schema_version(lead, number)
    if schema is not None:
        _coded(cast, schema)
    return number


def _coded(cast: Cast, schema: Schema) -> None:
    """Ines has coded all of hers, Tomasz all but a few; now and then he cannot tell how somebody feels."""
    made = draw_round(
        cast.home,
        cast.actors["lead"],
        schema.facts.number,
        name="Do two people see the same?",
        size=CODED,
        coders=(cast.id("ines"), cast.id("tomasz")),
        double=DOUBLE,
        by=("channel",),
        seed=cast.company.seed,
    )
    told = _told(cast, schema)
    _codes(cast.actors["ines"], told, made)
    _codes(cast.actors["tomasz"], told, made, left=LEFT, unsure=UNSURE)


def _codes(actor: Actor, told: Codes, coding: int, left: int = 0, unsure: int = 0) -> None:
    from rapport.program.schemas.selectors import coding_seat, next_seat
    from rapport.program.schemas.services import seat_code

    while (number := next_seat(actor, coding)) is not None:
        seat = coding_seat(actor, number)
        if seat is None or seat.left <= left:
            return
        codes = dict(told[seat.interaction_id])
        if unsure and seat.position % unsure == 0:
            codes["emotional_state"] = CANNOT_TELL
        seat_code(actor, number, codes)


def _told(cast: Cast, schema: Schema) -> Codes:
    """By interaction, the value that the data tell of each axis; none where they tell nothing."""
    placings = {axis.name: Placing(schema, (axis.name,)) for axis in AXES}
    names = tuple(dict.fromkeys(name for one in placings.values() for name in one.dimensions))
    zone = cast.home.settings.time_zone

    def question(snapshot: Any) -> list[dict[str, Any]]:
        table = interactions(snapshot, names)
        rows: list[dict[str, Any]] = snapshot.ask(
            table.select("interaction_id", **groups(table, names, zone))
        ).to_pylist()
        return rows

    return {
        row["interaction_id"]: {
            axis: _value(placing, {name: row[f"g{place}"] for place, name in enumerate(names)})
            for axis, placing in placings.items()
        }
        for row in Warehouse(cast.home.warehouse_path).ask(question)
    }


def _value(placing: Placing, row: Mapping[str, str | None]) -> str:
    cell = placing.cell([row[name] for name in placing.dimensions]) if placing.dimensions else None
    return cell[0] if cell else CANNOT_TELL
