"""Everything that reads; what it returns is frozen plain data."""

from rapport.program.hooks.selectors.hooks import deliveries_due, deliveries_page, hook_facts, hooks_list

__all__ = ["deliveries_due", "deliveries_page", "hook_facts", "hooks_list"]
