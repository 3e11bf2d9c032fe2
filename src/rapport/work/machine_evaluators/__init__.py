"""Evaluators that are machines elsewhere: a language model asked by rules of criteria. Off until set."""
