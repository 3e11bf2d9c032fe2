"""Mails that came back: reports of delivery as mail servers write them (RFC 3464), and what gateways for text
messages and their customers tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import default
from mailbox import mbox
from pathlib import Path

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records import InputError

NOBODYS = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"})
"""Codes (RFC 3463) that say of an address that nobody is there; all others are about this mail, its sender,
or a mailbox that may take the next one."""
LARGEST = 2 * 1024 * 1024
STAMP = re.compile(r"<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
STOP = re.compile(
    r"^\W*(stop|stopall|unsubscribe|cancel|end|quit|stopp|arret|arrêt|baja|alto|annulla)\b", re.I
)
FAILED = re.compile(r"^(failed|undelivered|rejected|undeliverable)$", re.I)


@dataclass(frozen=True)
class Returned:
    """A mail of ours that came back: the id of its message, whether nothing will ever arrive there, the
    server's words, and whether this one will not arrive."""

    stamp: str
    for_good: bool
    because: str
    failed: bool = False


def returned(raw: bytes) -> Returned | None:
    """What a report says; None for a mail that is none, or is not about one of ours."""
    try:
        report = message_from_bytes(raw[:LARGEST], policy=default)
    except (ValueError, LookupError):
        return None
    status, action, because, stamp = "", "", "", ""
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            for block in _blocks(part):
                status = str(block.get("Status", status)).strip()
                action = str(block.get("Action", action)).strip().lower()
                because = str(block.get("Diagnostic-Code", because)).strip()
        elif kind in ("message/rfc822", "text/rfc822-headers"):
            stamp = stamp or _stamp(part)
    if not stamp:
        found = STAMP.search(str(report.get("In-Reply-To", "")) + str(report.get("References", "")))
        stamp = found[1] if found else ""
    if not stamp or action not in ("failed", "delayed") or not re.match(r"[45]\.\d+\.\d+", status):
        return None
    told = " ".join(f"{status} {because}".split())[:250]
    failed = action == "failed"
    return Returned(stamp, failed and status.split()[0] in NOBODYS, told, failed)


def _blocks(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (one for one in payload if isinstance(one, Message))


def _stamp(part: Message) -> str:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    text = str(inner.get("Message-ID", "")) if isinstance(inner, Message) else ""
    if not text and isinstance(payload, str):
        hit = re.search(r"^Message-ID:\s*(\S+)", payload, re.IGNORECASE | re.MULTILINE)
        text = hit[1] if hit else ""
    found = STAMP.match(text)
    return found[1] if found else ""


def read_bounces(home: Home, actor: Actor, path: Path, now: datetime) -> tuple[int, int]:
    """Reads a mailbox (a file of mbox, a mail, or a folder of mails) → how many of ours came back, and how
    many mails were read. Reading it again changes nothing. Raises InputError."""
    from rapport.program.setup import connect

    connect(home)
    from rapport.program.sending.services import bounced

    actor.require(Permission.SURVEYS_EDIT)
    ours = read = 0
    for raw in _mails(path):
        read += 1
        found = returned(raw)
        if found is not None:
            ours += bounced(found.stamp, found.because, now, for_good=found.for_good, failed=found.failed)
    return ours, read


def _mails(path: Path) -> Iterator[bytes]:
    if path.is_dir():
        for one in sorted(path.rglob("*")):
            if one.is_file():
                yield one.read_bytes()[:LARGEST]
        return
    if not path.is_file():
        raise InputError("There is no such mailbox", str(path), "Name a file or a folder of mails.")
    with path.open("rb") as file:
        first = file.read(5)
    if first == b"From ":
        for message in mbox(path, create=False):
            yield message.as_bytes()
    else:
        yield path.read_bytes()[:LARGEST]


def means_stop(text: str) -> bool:
    """Whether a text message asks to be left alone."""
    return bool(STOP.match(text[:40]))


def means_failed(status: str) -> bool:
    """Whether a gateway's word says that a message could not be delivered."""
    return bool(FAILED.match(status.strip()))
