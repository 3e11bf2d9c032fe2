"""How handing a message over went."""

from __future__ import annotations

from dataclasses import dataclass

SENT, LATER, REFUSED, FAILED, DOUBT = "sent", "later", "refused", "failed", "doubt"


@dataclass(frozen=True)
class Handed:
    """`state`: sent; later (try again); refused (this address, for good); failed (the fault is ours);
    doubt (it may have arrived)."""

    state: str
    problem: str = ""
    remote_id: str = ""
