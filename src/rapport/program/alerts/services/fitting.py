"""What a rule is about, so that it fits into its row: whatever was imported, one thing stops no other."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

from rapport.program.alerts.models import Firing
from rapport.program.alerts.plain import Hit

CUT = ("agent_id", "team", "channel")
IDS = ("customer_id", "interaction_id")
"""Of these a part would name somebody else: one that is too long is left out."""
BEFORE = len("customer:")
"""Messages that others hear say in a field of the same length whom they are about."""


def stored(hit: Hit) -> Hit:
    """The hit as it is kept. A subject that is too long, or names what is, goes by its mark, the same each
    time."""
    cut: dict[str, Any] = {name: (getattr(hit, name) or "")[: _room(name)] or None for name in CUT}
    ids: dict[str, Any] = {name: _whole(getattr(hit, name), _room(name) - BEFORE) for name in IDS}
    subject = hit.subject
    if len(subject) > _room("subject") or any(getattr(hit, name) and not ids[name] for name in IDS):
        subject = f"long:{sha256(subject.encode()).hexdigest()}"
    return replace(hit, subject=subject, **cut, **ids)


def _whole(name: str | None, room: int) -> str | None:
    return name if name and len(name) <= room else None


def _room(name: str) -> int:
    return int(Firing._meta.get_field(name).max_length or 0)
