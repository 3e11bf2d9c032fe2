"""The tables of writing back."""

from rapport.program.crm.models.rows import CrmMark, CrmRow

__all__ = ["CrmMark", "CrmRow"]
