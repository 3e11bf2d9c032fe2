"""Everything that writes."""

from rapport.program.schemas.services.coding import (
    code_settle,
    erase_coding,
    round_close,
    round_create,
    seat_code,
    value_propose,
)
from rapport.program.schemas.services.values import (
    pairs_set,
    value_add,
    value_change,
    value_remove,
    values_merge,
)
from rapport.program.schemas.services.versions import (
    schema_copy,
    schema_create,
    schema_describe,
    schema_discard,
    schema_publish,
)

__all__ = [
    "code_settle",
    "erase_coding",
    "pairs_set",
    "round_close",
    "round_create",
    "schema_copy",
    "schema_create",
    "schema_describe",
    "schema_discard",
    "schema_publish",
    "seat_code",
    "value_add",
    "value_change",
    "value_propose",
    "value_remove",
    "values_merge",
]
