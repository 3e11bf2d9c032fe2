"""Surveys: the list, the builder, the audit of questions, results."""
