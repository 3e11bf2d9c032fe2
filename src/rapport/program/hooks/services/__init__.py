"""Everything that writes; each checks who acts where somebody does."""

from rapport.program.hooks.services.announce import announce, announce_all, events_forget
from rapport.program.hooks.services.deliveries import deliveries_claim, delivery_tried, messages_tidy
from rapport.program.hooks.services.hooks import (
    delivery_again,
    hook_change,
    hook_create,
    hook_remove,
    hook_rotate,
    hook_start,
    hook_stop,
    hook_test,
)

__all__ = [
    "announce",
    "announce_all",
    "deliveries_claim",
    "delivery_again",
    "delivery_tried",
    "events_forget",
    "hook_change",
    "hook_create",
    "hook_remove",
    "hook_rotate",
    "hook_start",
    "hook_stop",
    "hook_test",
    "messages_tidy",
]
