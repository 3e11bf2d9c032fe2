"""What can be wrong with a request that is to be done once."""

from __future__ import annotations

from rapport.records import InputError


class RequestReusedError(InputError):
    """The same key was sent with something else."""

    def __init__(self) -> None:
        super().__init__(
            "This idempotency key was sent with another body before",
            "Idempotency-Key",
            "Give every request a key of its own.",
        )
