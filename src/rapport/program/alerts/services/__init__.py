"""Everything that writes; each checks who acts where somebody does."""

from rapport.program.alerts.services.erasure import alerts_erase
from rapport.program.alerts.services.firing import (
    firing_again,
    firings_due,
    firings_note,
    firings_open,
    rule_failed,
    rule_go_on,
    rule_looked,
)
from rapport.program.alerts.services.rules import (
    rule_change,
    rule_create,
    rule_own,
    rule_previewed,
    rule_retire,
    rule_switch,
)

__all__ = [
    "alerts_erase",
    "firing_again",
    "firings_due",
    "firings_note",
    "firings_open",
    "rule_change",
    "rule_create",
    "rule_failed",
    "rule_go_on",
    "rule_looked",
    "rule_own",
    "rule_previewed",
    "rule_retire",
    "rule_switch",
]
