"""Conversations as interactions, their ratings as answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rapport.records import Answer, Interaction, Turn
from rapport.sources.context import Context
from rapport.sources.dates import Dates
from rapport.sources.documents import read_documents
from rapport.sources.errors import RowError
from rapport.sources.file import SourceFile
from rapport.sources.finish import finish
from rapport.sources.html_text import html_to_text
from rapport.sources.item import Item, Record
from rapport.sources.json_keys import flat, has_keys, text_or_none, when
from rapport.sources.speakers import Speakers

_ROLES = {
    "user": "customer", "lead": "customer", "contact": "customer", "visitor": "customer",
    "admin": "agent", "teammate": "agent", "team": "agent", "bot": "bot", "operator": "bot",
}  # fmt: skip
_NOTES = frozenset({"note", "note_and_reopen"})
_CHANNELS = {
    "email": "email",
    "conversation": "chat",
    "push": "chat",
    "phone_call": "call",
    "phone_switch": "call",
}
_PLAIN = ("state", "priority", "delivered_as", "first_contact_reply")


@dataclass(frozen=True)
class IntercomReader:
    """Reads conversations with their parts: one JSON object a line, an array, or API pages."""

    name: str = "intercom"
    extensions: tuple[str, ...] = (".json", ".jsonl")
    kinds: frozenset[str] = frozenset({"chats", "emails", "tickets", "calls", "answers"})

    def sniff(self, head: bytes, path: Path) -> float:
        """How sure it is: only Intercom's conversations have parts."""
        return 0.9 if has_keys(head, "conversation_parts") else 0.0

    def read(self, file: SourceFile, kind: str, context: Context) -> Iterator[Item]:
        """The conversations; read as answers, their ratings."""

        def build(given: dict[str, Any], page: dict[str, Any], row: int) -> Iterable[Record]:
            if given.get("id") is None:
                raise RowError(
                    "The conversation has no id", "key 'id'", "Export conversations with their ids."
                )
            if kind == "answers":
                return _rating(given, context, row)
            return [finish(_interaction(given, context, row), context)]

        return read_documents(file, context, ("conversations", "data"), build)


def _interaction(given: dict[str, Any], context: Context, row: int) -> Interaction:
    parts = _listed(given.get("conversation_parts"), "conversation_parts")
    if parts is None:
        raise RowError(
            "The conversation has no parts",
            "key 'conversation_parts'",
            "Fetch each conversation by its id: the list of conversations leaves the parts out.",
        )
    source = given.get("source") or {}
    dates, speakers = Dates("created_at", context.zone), Speakers(context.speakers)
    first = {**source, "created_at": given.get("created_at"), "part_type": "comment"}
    turns = tuple(
        turn
        for part in (first, *parts)
        if (turn := _turn(part, speakers, when(dates, part.get("created_at"), row)))
    )
    contacts = _listed(given.get("contacts"), "contacts") or []
    customer = next((one for one in contacts if one.get("id") is not None), _author(first, parts, "customer"))
    named = _author(first, parts, "customer")
    agent = _author(first, parts, "agent")
    closed = given.get("state") == "closed"
    closed_at = (given.get("statistics") or {}).get("last_close_at") or (
        given.get("updated_at") if closed else None
    )
    return Interaction(
        interaction_id=str(given["id"]),
        channel=context.filling.get("channel") or _CHANNELS.get(str(source.get("type"))) or context.channel,
        started_at=when(dates, given.get("created_at"), row),
        ended_at=when(dates, closed_at, row),
        customer_id=text_or_none(customer.get("external_id") or customer.get("id")),
        customer_name=text_or_none(customer.get("name") or named.get("name")),
        agent_id=text_or_none(given.get("admin_assignee_id") or agent.get("id")),
        agent_name=text_or_none(agent.get("name")),
        team=text_or_none(given.get("team_assignee_id")),
        language=text_or_none((given.get("custom_attributes") or {}).get("Language")),
        subject=text_or_none(given.get("title") or html_to_text(str(source.get("subject") or ""))),
        turns=turns,
        attributes=_attributes(given, source),
    )


def _turn(part: dict[str, Any], speakers: Speakers, at: datetime | None) -> Turn | None:
    text = html_to_text(str(part.get("body") or ""))
    attached = ", ".join(str(one.get("name")) for one in part.get("attachments") or ())
    if not text and not attached:
        return None
    author = part.get("author") or {}
    name = text_or_none(author.get("name"))
    kind = str(author.get("type") or "")
    role = speakers.find(name) if name and speakers.find(name) else _ROLES.get(kind) or speakers.find(kind)
    if part.get("part_type") in _NOTES:
        return Turn("system", text, at, person=f"internal note, {name or role}")
    if role is None:
        raise RowError(
            f"Unknown author type {kind!r}",
            "key 'author'",
            f"Say in the mapping file who that is, speakers: {{{kind!r}: agent}}; pass it with --mapping.",
        )
    return Turn(role, text or f"[attached: {attached}]", at, person=name)


def _author(first: dict[str, Any], parts: list[dict[str, Any]], role: str) -> dict[str, Any]:
    """The first author of that role."""
    authors = (part.get("author") or {} for part in (first, *parts))
    return next((one for one in authors if _ROLES.get(str(one.get("type"))) == role), {})


def _attributes(given: dict[str, Any], source: dict[str, Any]) -> dict[str, str]:
    found = {key: str(given[key]) for key in _PLAIN if given.get(key) not in (None, "")}
    if source.get("delivered_as"):
        found["delivered_as"] = str(source["delivered_as"])
    for key in ("tags", "topics"):
        names = [str(one.get("name")) for one in _listed(given.get(key), key) or () if one.get("name")]
        if names:
            found[key] = ", ".join(names)
    found.update(flat("", given.get("custom_attributes")))
    rating = given.get("conversation_rating")
    if isinstance(rating, dict) and rating.get("rating") is not None:
        found["rating"] = str(rating["rating"])
    return found


def _rating(given: dict[str, Any], context: Context, row: int) -> Iterator[Answer]:
    rating = given.get("conversation_rating")
    rating = rating if isinstance(rating, dict) else {"rating": rating}
    if rating.get("rating") is None:
        return
    contact = rating.get("contact") or next(iter(_listed(given.get("contacts"), "contacts") or []), {})
    at = when(Dates("created_at", context.zone), rating.get("created_at") or given.get("updated_at"), row)
    submission = f"intercom:{given['id']}"

    def answer(item: str, item_type: str, **more: Any) -> Answer:
        return Answer(
            f"{submission}:{item}", submission, item, item_type, survey="intercom conversation rating",
            customer_id=text_or_none(contact.get("external_id") or contact.get("id")),
            interaction_id=str(given["id"]), answered_at=at, **more,
        )  # fmt: skip

    yield answer("conversation_rating", "csat", number=float(rating["rating"]), scale_min=1.0, scale_max=5.0)
    if rating.get("remark"):
        yield answer("conversation_remark", "text", text=str(rating["remark"]))


def _listed(given: Any, key: str) -> list[dict[str, Any]] | None:
    """Intercom wraps lists as {type, <key>: […]}; some exports leave the wrapper out."""
    inner = given.get(key, given.get("data")) if isinstance(given, dict) else given
    return [one for one in inner if isinstance(one, dict)] if isinstance(inner, list) else None


INTERCOM = IntercomReader()
