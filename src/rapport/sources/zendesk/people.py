"""Who wrote a comment of a ticket, and in which role."""

from __future__ import annotations

from typing import Any

from rapport.sources.context import Context
from rapport.sources.speakers import Speakers

_ROLES = {"end-user": "customer", "agent": "agent", "admin": "agent"}
_BOT_CHANNELS = frozenset(
    {"bot", "answer_bot_for_web_widget", "answer_bot_for_slack", "answer_bot_for_agents"}
)
_BOT_NAMES = frozenset({"answer bot", "ai agent", "zendesk bot", "autoreply bot"})


class People:
    """The people around one ticket, from the ticket itself and the lists beside it."""

    def __init__(self, ticket: dict[str, Any], page: dict[str, Any], context: Context) -> None:
        users = page.get("users") or ()
        self._known = {str(user["id"]): user for user in users if isinstance(user, dict) and "id" in user}
        for key in ("requester", "submitter", "assignee"):
            user = ticket.get(key)
            if isinstance(user, dict) and user.get("id") is not None:
                self._known.setdefault(str(user["id"]), user)
        self.requester = _id(ticket, "requester")
        self.assignee = _id(ticket, "assignee")
        copied = (*(ticket.get("collaborator_ids") or ()), *(ticket.get("email_cc_ids") or ()))
        self._copied = {str(one) for one in copied}
        self._speakers = Speakers(context.speakers) if context.speakers else None

    def name(self, user: str | None) -> str | None:
        """The person's name, when a list of users came with the tickets."""
        found = self._known.get(user or "", {}).get("name")
        return str(found) if found else None

    def author(self, comment: dict[str, Any]) -> tuple[str, str | None]:
        """The role and name of a comment's author."""
        given = comment.get("author")
        author = given if isinstance(given, dict) else {}
        user = str(author.get("id") or comment.get("author_id") or "")
        name = author.get("name") or self.name(user)
        return self._role(user, name, author, comment), str(name) if name else None

    def _role(self, user: str, name: Any, author: dict[str, Any], comment: dict[str, Any]) -> str:
        if self._speakers:
            named = self._speakers.find(user) or (self._speakers.find(str(name)) if name else None)
            if named:
                return named
        channel = str((comment.get("via") or {}).get("channel") or "")
        if channel in _BOT_CHANNELS or str(name or "").lower() in _BOT_NAMES:
            return "bot"
        if user in ("", "-1"):
            return "system"
        role = author.get("role") or self._known.get(user, {}).get("role")
        if user == self.requester:
            return "customer"
        if role in _ROLES:
            return _ROLES[role]
        return "customer" if user in self._copied and user != self.assignee else "agent"


def _id(ticket: dict[str, Any], who: str) -> str | None:
    inner = ticket.get(who)
    value = inner.get("id") if isinstance(inner, dict) else ticket.get(f"{who}_id")
    return None if value is None else str(value)
