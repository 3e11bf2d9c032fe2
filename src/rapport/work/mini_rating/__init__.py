"""The mini-rating: a few interactions, a few questions, ten minutes, one honest page."""
