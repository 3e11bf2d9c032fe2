"""A vCon as one interaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapport.records import Interaction, UnsupportedError
from rapport.sources.context import Context
from rapport.sources.dates import Dates
from rapport.sources.documents import read_documents
from rapport.sources.errors import RowError
from rapport.sources.file import SourceFile
from rapport.sources.finish import finish
from rapport.sources.item import Item, Record
from rapport.sources.json_keys import flat, has_keys, text_or_none
from rapport.sources.vcon.content import body_json, body_text
from rapport.sources.vcon.dialogs import Heard, hear
from rapport.sources.vcon.parties import Parties

_UNDERSTOOD = frozenset({"cc", "contact_center", "mimetype"})


@dataclass(frozen=True)
class VconReader:
    """Reads vCons: one in a file, one a line, or an array."""

    name: str = "vcon"
    extensions: tuple[str, ...] = (".vcon", ".json", ".jsonl")
    kinds: frozenset[str] = frozenset({"calls", "chats", "emails", "tickets"})

    def sniff(self, head: bytes, path: Path) -> float:
        """How sure it is: a vCon has parties and dialogs; signed and encrypted ones have their own keys."""
        named = path.suffix.lower() == ".vcon"
        if has_keys(head, "parties", "dialog") or has_keys(head, "vcon", "uuid"):
            return 0.95
        sealed = has_keys(head, "payload", "signatures") or has_keys(head, "ciphertext", "recipients")
        return 0.95 if sealed else 0.9 if named else 0.0

    def read(self, file: SourceFile, kind: str, context: Context) -> Iterator[Item]:
        """The conversations. Raises UnsupportedError when the only one is signed or encrypted."""

        def build(given: dict[str, Any], page: dict[str, Any], row: int) -> Iterable[Record]:
            return [finish(_interaction(given, context, row), context)]

        return read_documents(file, context, ("vcons",), build)


def _interaction(given: dict[str, Any], context: Context, row: int) -> Interaction:
    _refuse_sealed(given)
    name = text_or_none(given.get("uuid"))
    if name is None:
        raise RowError("The vCon has no uuid", "key 'uuid'", "Export it with its uuid.")
    parties = Parties(given.get("parties") or [], context)
    heard = hear(given, parties, context, row)
    created = Dates("created_at", context.zone).read(given.get("created_at"), row)
    customer, agent = parties.first("customer"), parties.first("agent")
    return Interaction(
        interaction_id=name,
        channel=_channel(heard, context),
        started_at=heard.started_at or created,
        ended_at=heard.ended_at,
        customer_id=None if customer is None else parties.address(customer),
        customer_name=None if customer is None else parties.name(customer),
        agent_id=None if agent is None else parties.address(agent) or parties.name(agent),
        agent_name=None if agent is None else parties.name(agent),
        team=None if agent is None else text_or_none(given["parties"][agent].get("dept")),
        subject=text_or_none(given.get("subject")),
        turns=tuple(heard.turns),
        attributes={**heard.facts, **_attributes(given)},
    )


def _refuse_sealed(given: dict[str, Any]) -> None:
    if "ciphertext" in given:
        raise UnsupportedError(
            "The vCon is encrypted", None, "Decrypt it with your key and import what comes out."
        )
    if "payload" in given and "signatures" in given:
        raise UnsupportedError(
            "The vCon is signed; signatures are not checked here",
            None,
            "Verify it with your tool and import the vCon inside its payload.",
        )
    needed = {str(one) for key in ("must_support", "critical") for one in given.get(key) or ()} - _UNDERSTOOD
    if needed:
        raise UnsupportedError(
            f"The vCon asks for extensions that are not known: {', '.join(sorted(needed))}",
            None,
            "Export it without them.",
        )


def _channel(heard: Heard, context: Context) -> str | None:
    if "channel" in context.filling:
        return context.filling["channel"]
    if heard.recorded or "disposition" in heard.facts:
        return "call"
    return "email" if heard.mailed else "chat" if heard.turns else context.channel


def _attributes(given: dict[str, Any]) -> dict[str, str]:
    """Sentiment, summary and names of attachments; further analyses by their type."""
    found: dict[str, str] = {}
    for analysis in given.get("analysis") or ():
        kind = str(analysis.get("type") or "analysis")
        if kind in ("transcript", "tts", "translation"):
            continue
        inner = body_json(analysis)
        if isinstance(inner, dict):
            found.update(flat(f"{kind}.", inner))
        elif (text := body_text(analysis)) is not None:
            found[kind] = text.strip()
    names = [str(one.get("filename") or one.get("purpose") or one.get("type") or "attachment")
             for one in given.get("attachments") or () if one.get("type") != "tags"]  # fmt: skip
    if names:
        found["attachments"] = ", ".join(names)
    for one in given.get("attachments") or ():
        tags = body_json(one) if one.get("type") == "tags" or one.get("purpose") == "tags" else None
        if isinstance(tags, list):
            found["tags"] = ", ".join(map(str, tags))
    return found


VCON = VconReader()
