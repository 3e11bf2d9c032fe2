"""The words of the domain as plain frozen records."""

from rapport.records.annotation import Annotation, Reading
from rapport.records.answer import Answer
from rapport.records.customer import Customer
from rapport.records.errors import InputError, UnsupportedError
from rapport.records.event import Event
from rapport.records.indicator import Indicator
from rapport.records.interaction import Interaction, Turn
from rapport.records.measurement import Measurement, Span

__all__ = [
    "Annotation",
    "Answer",
    "Customer",
    "Event",
    "Indicator",
    "InputError",
    "Interaction",
    "Measurement",
    "Reading",
    "Span",
    "Turn",
    "UnsupportedError",
]
