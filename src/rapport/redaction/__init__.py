"""Personal data in text becomes typed placeholders before anything is stored."""

from rapport.redaction.errors import RedactionError
from rapport.redaction.found import KINDS, PLACEHOLDERS
from rapport.redaction.redactor import Redactor

__all__ = ["KINDS", "PLACEHOLDERS", "RedactionError", "Redactor"]
