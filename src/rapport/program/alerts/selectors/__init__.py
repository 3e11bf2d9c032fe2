"""Everything that reads; each narrows by how far the actor sees."""

from rapport.program.alerts.selectors.firings import (
    firing_subjects,
    firings_page,
    praise_page,
)
from rapport.program.alerts.selectors.rules import (
    rule_facts,
    rule_versions,
    rules_active,
    rules_listed,
    scores_watched,
)
from rapport.program.alerts.selectors.verdicts import Verdicts, verdicts_of_rules, verdicts_of_things

__all__ = [
    "Verdicts",
    "firing_subjects",
    "firings_page",
    "praise_page",
    "rule_facts",
    "rule_versions",
    "rules_active",
    "rules_listed",
    "scores_watched",
    "verdicts_of_rules",
    "verdicts_of_things",
]
