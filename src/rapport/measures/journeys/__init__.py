"""The ways customers take, and where they get stuck."""

from rapport.measures.journeys.directly_follows import DirectlyFollows, directly_follows
from rapport.measures.journeys.event_log import EventLog, event_log

__all__ = ["DirectlyFollows", "EventLog", "directly_follows", "event_log"]
