"""Scoring sheets: written for evaluators, read back."""
