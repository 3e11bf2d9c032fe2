"""Notes and takes what is to be written back. Only the worker calls this, on nobody's behalf."""

from rapport.program.crm.services.rows import (
    crm_again,
    crm_failed,
    crm_forget,
    crm_mark,
    crm_note,
    crm_take,
    crm_written,
)

__all__ = ["crm_again", "crm_failed", "crm_forget", "crm_mark", "crm_note", "crm_take", "crm_written"]
