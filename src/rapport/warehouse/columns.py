"""Records → Arrow, column by column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any

import orjson
import pyarrow as pa

from rapport.records.errors import InputError
from rapport.records.timing import timing
from rapport.warehouse.schemas import ATTRIBUTES, SCHEMAS, TIME

OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_NAIVE_UTC
TIMING = ("turn_count", "customer_turns", "agent_turns", "abandoned", "eligible",
          "handle_s", "first_reply_s", "mean_reply_s", "longest_wait_s")  # fmt: skip
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def serialised(record: Any) -> bytes:
    """The record's content in one canonical form: attributes in order of their names."""
    try:
        return orjson.dumps(record, default=_plain, option=OPTIONS)
    except orjson.JSONEncodeError as error:
        raise InputError(
            f"A record cannot be stored: {error}",
            f"record {_name(record)}",
            "Give text in valid Unicode and attributes as text.",
        ) from error


def _name(record: Any) -> str:
    """The record's key, in signs that can be printed."""
    first = next(iter(record.__dataclass_fields__))
    return ascii(getattr(record, first))


def digest(content: bytes) -> bytes:
    """Sixteen bytes that tell one content from another."""
    return blake2b(content, digest_size=16).digest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be stored")


def to_arrow(table: str, records: Sequence[Any], hashes: Sequence[bytes], imported_at: datetime) -> pa.Table:
    """The records as rows of `table`, in its schema's order, with derived facts and their hashes."""
    schema = SCHEMAS[table]
    derived = _timings(records) if table == "interactions" else {}
    arrays = []
    for field in schema:
        if field.name == "content_hash":
            arrays.append(pa.array(hashes, field.type))
        elif field.name == "imported_at":
            arrays.append(pa.repeat(pa.scalar(imported_at, TIME), len(records)))
        else:
            values = derived.get(field.name) or list(map(attrgetter(field.name), records))
            arrays.append(_array(values, field.type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _timings(records: Sequence[Any]) -> dict[str, list[Any]]:
    facts = [timing(record) for record in records]
    return {name: list(map(attrgetter(name), facts)) for name in TIMING}


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    build: Callable[[list[Any], pa.DataType], pa.Array] = pa.array
    if kind == TIME:
        build = _times
    elif kind == ATTRIBUTES:
        build = _map
    elif pa.types.is_list(kind):
        build = _list
    elif pa.types.is_struct(kind):
        build = _struct
    return build(values, kind)


def _times(values: list[datetime | None], kind: pa.DataType) -> pa.Array:
    """Whole microseconds since 1970: many times faster than Arrow's own way through time zones."""
    try:
        since = [None if value is None else value - EPOCH for value in values]
    except TypeError:
        raise InputError("A time has no time zone", None, "Give every record's times in UTC.") from None
    micros = [
        None if d is None else (d.days * 86_400 + d.seconds) * 1_000_000 + d.microseconds for d in since
    ]
    return pa.array(micros, pa.int64()).cast(kind)


def _list(values: list[Any], kind: pa.DataType) -> pa.Array:
    children = list(chain.from_iterable(values))
    return pa.ListArray.from_arrays(_offsets(values), _array(children, kind.value_type), type=kind)


def _struct(values: list[Any], kind: pa.DataType) -> pa.Array:
    fields = [kind.field(position) for position in range(kind.num_fields)]
    columns = [_array(list(map(attrgetter(field.name), values)), field.type) for field in fields]
    return pa.StructArray.from_arrays(columns, fields=fields)


def _map(values: list[Mapping[str, str]], kind: pa.DataType) -> pa.Array:
    keys = pa.array(list(chain.from_iterable(values)), kind.key_type)
    items = pa.array(list(chain.from_iterable(value.values() for value in values)), kind.item_type)
    return pa.MapArray.from_arrays(_offsets(values), keys, items, type=kind)


def _offsets(values: Sequence[Any]) -> pa.Array:
    return pa.array(accumulate(map(len, values), initial=0), pa.int32())
