"""The tables of the hooks application."""

from rapport.program.hooks.models.hook import Delivery, Event, Hook, Secret

__all__ = ["Delivery", "Event", "Hook", "Secret"]
