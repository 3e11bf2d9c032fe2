"""Reads how writing back goes."""

from rapport.program.crm.selectors.state import crm_changed_cases, crm_marked, crm_state

__all__ = ["crm_changed_cases", "crm_marked", "crm_state"]
