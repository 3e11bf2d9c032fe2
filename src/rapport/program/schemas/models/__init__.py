"""The tables of the schemas application."""

from rapport.program.schemas.models.coding import Code, CodingRound, CodingSeat, CodingUnit, Settlement
from rapport.program.schemas.models.versions import AxisValue, ImpossiblePair, SchemaVersion

__all__ = [
    "AxisValue",
    "Code",
    "CodingRound",
    "CodingSeat",
    "CodingUnit",
    "ImpossiblePair",
    "SchemaVersion",
    "Settlement",
]
