"""Everything that reads; what it returns is frozen plain data."""

from rapport.program.schemas.selectors.coding import (
    coded_units,
    coding_round,
    coding_rounds,
    coding_seat,
    may_see_codes,
    next_seat,
    possible_coders,
)
from rapport.program.schemas.selectors.coverage import sampled_interactions
from rapport.program.schemas.selectors.versions import newest_schema, schema_version, schema_versions

__all__ = [
    "coded_units",
    "coding_round",
    "coding_rounds",
    "coding_seat",
    "may_see_codes",
    "newest_schema",
    "next_seat",
    "possible_coders",
    "sampled_interactions",
    "schema_version",
    "schema_versions",
]
