"""Everything that writes; each checks who acts."""

from rapport.program.coaching.services.erasure import coaching_erase
from rapport.program.coaching.services.own import praise_give, praise_seen, self_review_submit
from rapport.program.coaching.services.sessions import (
    action_agree,
    action_done,
    session_acknowledge,
    session_close,
    session_create,
    session_hold,
)

__all__ = [
    "action_agree",
    "action_done",
    "coaching_erase",
    "praise_give",
    "praise_seen",
    "self_review_submit",
    "session_acknowledge",
    "session_close",
    "session_create",
    "session_hold",
]
