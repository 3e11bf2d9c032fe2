"""Writes; each asks first who acts."""

from rapport.program.front.services.erasure import front_erase
from rapport.program.front.services.roundtables import roundtable_save
from rapport.program.front.services.training import module_publish, module_read, module_save

__all__ = ["front_erase", "module_publish", "module_read", "module_save", "roundtable_save"]
