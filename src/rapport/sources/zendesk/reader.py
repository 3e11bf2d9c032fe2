"""Tickets as interactions, their ratings as answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
from rapport.sources.json_keys import has_keys, text_or_none, when
from rapport.sources.zendesk.people import People

_CHANNELS = {
    "email": "email", "chat": "chat", "native_messaging": "chat", "messaging": "chat",
    "chat_transcript": "chat", "whatsapp": "chat", "sms": "chat",
    "voice": "call", "phone": "call", "api_voice": "call",
}  # fmt: skip
_PLAIN = ("status", "priority", "type", "external_id", "brand_id", "ticket_form_id", "problem_id")
_RATED = {"good": 1.0, "bad": 0.0}


@dataclass(frozen=True)
class ZendeskReader:
    """Reads tickets with a `comments` list: one JSON object a line, an array, or API pages."""

    name: str = "zendesk"
    extensions: tuple[str, ...] = (".json", ".jsonl")
    kinds: frozenset[str] = frozenset({"tickets", "emails", "chats", "calls", "answers"})

    def sniff(self, head: bytes, path: Path) -> float:
        """How sure it is: tickets name a requester, and comments."""
        requester = has_keys(head, "requester_id") or has_keys(head, "requester", "comments")
        if not requester:
            return 0.0
        return 0.9 if has_keys(head, "comments") or has_keys(head, "satisfaction_rating") else 0.0

    def read(self, file: SourceFile, kind: str, context: Context) -> Iterator[Item]:
        """The tickets; read as answers, their satisfaction ratings."""

        def build(ticket: dict[str, Any], page: dict[str, Any], row: int) -> Iterable[Record]:
            inner = ticket.get("ticket")
            if isinstance(inner, dict):
                ticket, page = {**inner, "comments": ticket.get("comments") or inner.get("comments")}, ticket
            if ticket.get("id") is None:
                raise RowError("The ticket has no id", "key 'id'", "Export tickets with their ids.")
            if kind == "answers":
                return _ratings(ticket, context, row)
            return [finish(_interaction(ticket, page, context, row), context)]

        return read_documents(file, context, ("tickets",), build)


def _interaction(ticket: dict[str, Any], page: dict[str, Any], context: Context, row: int) -> Interaction:
    comments = ticket.get("comments")
    if comments is None:
        raise RowError(
            "The ticket has no comments",
            "key 'comments'",
            "Export tickets with their comments (JSON export).",
        )
    people = People(ticket, page, context)
    dates = Dates("created_at", context.zone)
    turns = tuple(
        turn
        for comment in comments
        if (turn := _turn(comment, people, when(dates, comment.get("created_at"), row)))
    )
    via = str((ticket.get("via") or {}).get("channel") or "")
    solved = (ticket.get("metric_set") or {}).get("solved_at") or ticket.get("solved_at")
    if solved is None and ticket.get("status") in ("solved", "closed"):
        solved = ticket.get("updated_at")
    return Interaction(
        interaction_id=str(ticket["id"]),
        channel=context.filling.get("channel") or _CHANNELS.get(via) or context.channel,
        started_at=when(dates, ticket.get("created_at"), row),
        ended_at=when(dates, solved, row),
        customer_id=people.requester,
        customer_name=people.name(people.requester),
        agent_id=people.assignee,
        agent_name=people.name(people.assignee),
        team=_named(page.get("groups"), ticket.get("group_id")),
        language=text_or_none(ticket.get("locale")),
        subject=text_or_none(ticket.get("subject") or ticket.get("raw_subject")),
        turns=turns,
        attributes=_attributes(ticket, page, via),
    )


def _turn(comment: dict[str, Any], people: People, at: Any) -> Turn | None:
    text = comment.get("plain_body") or comment.get("body")
    if not text and comment.get("html_body"):
        text = html_to_text(str(comment["html_body"]))
    spoken = (comment.get("data") or {}).get("transcription_text")
    text = str(spoken or text or "").replace("&nbsp;", " ").strip()
    attached = [str(one.get("file_name")) for one in comment.get("attachments") or ()]
    if not text and not attached:
        return None
    role, name = people.author(comment)
    if comment.get("public") is False:
        return Turn("system", text, at, person=f"internal note, {name or role}")
    return Turn(role, text or f"[attached: {', '.join(attached)}]", at, person=name)


def _attributes(ticket: dict[str, Any], page: dict[str, Any], via: str) -> dict[str, str]:
    found = {key: str(ticket[key]) for key in _PLAIN if ticket.get(key) not in (None, "")}
    if via:
        found["via"] = via
    if ticket.get("tags"):
        found["tags"] = ", ".join(map(str, ticket["tags"]))
    for field in ticket.get("custom_fields") or ticket.get("fields") or ():
        value = field.get("value")
        if value not in (None, "", [], False):
            title = _named(page.get("ticket_fields"), field.get("id"), "title") or f"field_{field.get('id')}"
            found[title] = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    rating = ticket.get("satisfaction_rating") or {}
    for key in ("score", "reason"):
        if rating.get(key) not in (None, "", "unoffered"):
            found[f"satisfaction_{key}"] = str(rating[key])
    files = [
        str(one.get("file_name")) for c in ticket.get("comments") or () for one in c.get("attachments") or ()
    ]
    if files:
        found["attachments"] = ", ".join(files)
    return found


def _ratings(ticket: dict[str, Any], context: Context, row: int) -> Iterator[Answer]:
    rating = ticket.get("satisfaction_rating") or {}
    score = str(rating.get("score") or "").removesuffix("_with_comment")
    if score not in _RATED and not score.isdigit():
        return
    people = People(ticket, {}, context)
    at = when(Dates("updated_at", context.zone), rating.get("updated_at") or ticket.get("updated_at"), row)
    submission = f"zendesk:{ticket['id']}"
    number, top = (_RATED[score], 1.0) if score in _RATED else (float(score), 5.0)

    def answer(item: str, item_type: str, **more: Any) -> Answer:
        return Answer(
            f"{submission}:{item}", submission, item, item_type, survey="zendesk satisfaction",
            customer_id=people.requester, interaction_id=str(ticket["id"]), answered_at=at, **more,
        )  # fmt: skip

    low = 0.0 if score in _RATED else 1.0
    kind = "rating" if score in _RATED else "csat"
    yield answer("satisfaction", kind, number=number, scale_min=low, scale_max=top)
    if rating.get("comment"):
        yield answer("satisfaction_comment", "text", text=str(rating["comment"]))


def _named(things: Any, wanted: Any, key: str = "name") -> str | None:
    """The name of the thing of that id, in a list beside the tickets; else the id."""
    if wanted is None:
        return None
    for one in things or ():
        if isinstance(one, dict) and one.get("id") == wanted:
            return text_or_none(one.get(key))
    return str(wanted) if key == "name" else None


ZENDESK = ZendeskReader()
