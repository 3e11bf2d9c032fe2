"""What values in addresses and bodies may be, and what every list has."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, StringConstraints

MOST = 200
PAIR = r"^[^=\x00]+=[^\x00]+$"
YEARS = (1900, 2200)

Word = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
Text = Annotated[str, StringConstraints(max_length=100_000, pattern=r"^[^\x00]*$")]


Points = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


def _in_utc(moment: datetime) -> datetime:
    if not YEARS[0] <= moment.year <= YEARS[1]:
        raise ValueError(f"The year must be {YEARS[0]} to {YEARS[1]}.")
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class Sent(Schema):
    """What others send: fields that are not known are refused."""

    model_config = ConfigDict(extra="forbid")


class Paged(Schema):
    """A page of a list."""

    limit: int = Field(50, ge=1, le=MOST, description="How many at most.")
    cursor: str | None = Field(
        None,
        max_length=2000,
        description="`next` of the page before; the other parameters stay as they were.",
    )

    def question(self) -> dict[str, Any]:
        """What is asked for, apart from the place."""
        return self.model_dump(exclude={"limit", "cursor"})
