"""Model answers at work: those that fit an interaction, filled with its facts, carried in files."""
