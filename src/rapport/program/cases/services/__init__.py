"""Everything that writes; each checks who acts."""

from rapport.program.cases.services.calendars import calendar_make, calendar_stop
from rapport.program.cases.services.causes import (
    cause_add,
    cause_move,
    cause_rename,
    cause_retire,
    causes_start,
)
from rapport.program.cases.services.closing import case_close, case_reopen, recovery_answered
from rapport.program.cases.services.erasure import cases_erase
from rapport.program.cases.services.helping import case_escalate
from rapport.program.cases.services.ideas import suggestion_answer, suggestion_make
from rapport.program.cases.services.joining import case_merge, case_part
from rapport.program.cases.services.knowing import (
    case_know,
    cases_know,
    cases_route_unknown,
    cases_unknown,
)
from rapport.program.cases.services.mail import case_mail, case_mail_again, mail_due
from rapport.program.cases.services.opening import case_open
from rapport.program.cases.services.overdue import cases_escalate
from rapport.program.cases.services.rules import (
    absence_add,
    absence_remove,
    rule_move,
    rule_remove,
    rule_save,
    settings_save,
    worker_save,
)
from rapport.program.cases.services.working import (
    case_call,
    case_hand_over,
    case_link,
    case_move,
    case_note,
    case_unlink,
    case_urgency,
)

__all__ = [
    "absence_add",
    "absence_remove",
    "calendar_make",
    "calendar_stop",
    "case_call",
    "case_close",
    "case_escalate",
    "case_hand_over",
    "case_know",
    "case_link",
    "case_mail",
    "case_mail_again",
    "case_merge",
    "case_move",
    "case_note",
    "case_open",
    "case_part",
    "case_reopen",
    "case_unlink",
    "case_urgency",
    "cases_erase",
    "cases_escalate",
    "cases_know",
    "cases_route_unknown",
    "cases_unknown",
    "cause_add",
    "cause_move",
    "cause_rename",
    "cause_retire",
    "causes_start",
    "mail_due",
    "recovery_answered",
    "rule_move",
    "rule_remove",
    "rule_save",
    "settings_save",
    "suggestion_answer",
    "suggestion_make",
    "worker_save",
]
