"""Reads; each asks first who asks."""

from rapport.program.front.selectors.roundtables import roundtables
from rapport.program.front.selectors.training import leads_front, module, modules

__all__ = ["leads_front", "module", "modules", "roundtables"]
