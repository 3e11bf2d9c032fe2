"""The tables of the alerts application."""

from rapport.program.alerts.models.firing import Firing
from rapport.program.alerts.models.rule import Rule, RuleVersion

__all__ = ["Firing", "Rule", "RuleVersion"]
