"""Writes: tasks, calibration, gold, certificates, disputes, targeted reviews."""

from rapport.program.judging.services.calibration import (
    session_close,
    session_note,
    session_open,
    session_reveal,
)
from rapport.program.judging.services.certification import (
    attempt_end,
    attempt_start,
    certificate_appoint,
    certificates_revoke,
)
from rapport.program.judging.services.consensus import consensus_record, consensus_sign
from rapport.program.judging.services.disputes import (
    dispute_accept,
    dispute_raise,
    dispute_reassign,
    dispute_take,
    dispute_uphold,
    dispute_withdraw,
)
from rapport.program.judging.services.erasure import judging_erase
from rapport.program.judging.services.gold import gold_retire
from rapport.program.judging.services.rewrites import rewrite_ask, rewrite_end
from rapport.program.judging.services.standard import standard_set
from rapport.program.judging.services.targeted import rule_create, rule_set_active, targeted_ask
from rapport.program.judging.services.tasks import task_submit

__all__ = [
    "attempt_end",
    "attempt_start",
    "certificate_appoint",
    "certificates_revoke",
    "consensus_record",
    "consensus_sign",
    "dispute_accept",
    "dispute_raise",
    "dispute_reassign",
    "dispute_take",
    "dispute_uphold",
    "dispute_withdraw",
    "gold_retire",
    "judging_erase",
    "rewrite_ask",
    "rewrite_end",
    "rule_create",
    "rule_set_active",
    "session_close",
    "session_note",
    "session_open",
    "session_reveal",
    "standard_set",
    "targeted_ask",
    "task_submit",
]
