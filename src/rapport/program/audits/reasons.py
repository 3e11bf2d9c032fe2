"""Why an interaction leaves a sample, or an assignment its evaluator."""

from __future__ import annotations

REASONS = {
    "not_a_contact": "Not a contact with a customer (test, internal, spam)",
    "duplicate": "The same contact as another one",
    "unreadable": "Unreadable or incomplete",
    "language": "In a language nobody here scores",
    "conflict": "Nobody without a conflict of interest is left",
    "withdrawn": "The customer or the agent asked for it to be left out",
}
OUT_OF_SCOPE = ("not_a_contact", "duplicate")
"""These should never have been in the frame: their stratum is smaller than it was taken to be."""
