"""Surveys at work: written, published, answered, told."""
