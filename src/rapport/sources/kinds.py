"""The kinds of file that can be imported, and the fields each of them knows."""

from __future__ import annotations

INTERACTION_KINDS = ("chats", "calls", "emails", "tickets", "reviews")
KINDS = (*INTERACTION_KINDS, "answers", "events", "customers", "indicators")

CHANNELS = {"chats": "chat", "calls": "call", "emails": "email", "tickets": "ticket", "reviews": "review"}
"""The channel of an interaction whose row does not name its own."""

TABLES = {kind: "interactions" if kind in INTERACTION_KINDS else kind for kind in KINDS}
"""The warehouse table each kind is kept in."""

INTERACTION_FIELDS = (
    "interaction_id", "channel", "started_at", "ended_at", "customer_id", "customer_name", "agent_id",
    "agent_name", "team", "concern", "reason_code", "touchpoint", "language", "subject",
)  # fmt: skip
TURN_FIELDS = ("message_id", "speaker", "text", "at", "person", "offset_s", "duration_s")
CONVERSATION_FIELDS = ("turns", "customer_text", "agent_text")
ANSWER_FIELDS = (
    "answer_id", "submission_id", "item", "item_type", "value", "number", "text", "scale_min", "scale_max",
    "higher_is_better", "question", "survey", "customer_id", "interaction_id", "touchpoint", "channel",
    "language", "answered_at",
)  # fmt: skip
EVENT_FIELDS = ("event_id", "kind", "at", "customer_id", "interaction_id", "value", "unit")
CUSTOMER_FIELDS = (
    "customer_id", "name", "email", "phone", "address", "account_id", "account_name", "segment", "language",
    "joined_at", "value", "currency",
)  # fmt: skip
INDICATOR_FIELDS = ("indicator_id", "name", "at", "value", "unit", "about")

FIELDS = {
    **dict.fromkeys(INTERACTION_KINDS, (*INTERACTION_FIELDS, *TURN_FIELDS, *CONVERSATION_FIELDS)),
    "answers": ANSWER_FIELDS,
    "events": EVENT_FIELDS,
    "customers": CUSTOMER_FIELDS,
    "indicators": INDICATOR_FIELDS,
}
DATE_FIELDS = frozenset({"started_at", "ended_at", "at", "answered_at", "joined_at"})
