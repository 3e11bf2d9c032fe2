"""Everything that writes; each checks who acts where somebody does."""

from rapport.program.sending.services.lists import list_batch, list_begin, list_end
from rapport.program.sending.services.opting import (
    has_left,
    left,
    opt_in,
    opt_out,
    opt_out_invited,
    unreachable,
)
from rapport.program.sending.services.outcomes import (
    bounced,
    follow_ups_told,
    invitations_end,
    message_begin,
    message_failed,
    message_in_doubt,
    message_put_off,
    message_refused,
    message_sent,
    message_settle,
    messages_forsaken,
    remote_bounced,
    sending_erase,
)
from rapport.program.sending.services.planning import plan_batch
from rapport.program.sending.services.programmes import (
    programme_archive,
    programme_change,
    programme_create,
    programme_switch,
)
from rapport.program.sending.services.rules import rules_now, rules_set
from rapport.program.sending.services.taking import messages_take
from rapport.program.sending.services.telling import round_tell

__all__ = [
    "bounced",
    "follow_ups_told",
    "has_left",
    "invitations_end",
    "left",
    "list_batch",
    "list_begin",
    "list_end",
    "message_begin",
    "message_failed",
    "message_in_doubt",
    "message_put_off",
    "message_refused",
    "message_sent",
    "message_settle",
    "messages_forsaken",
    "messages_take",
    "opt_in",
    "opt_out",
    "opt_out_invited",
    "plan_batch",
    "programme_archive",
    "programme_change",
    "programme_create",
    "programme_switch",
    "remote_bounced",
    "round_tell",
    "rules_now",
    "rules_set",
    "sending_erase",
    "unreachable",
]
