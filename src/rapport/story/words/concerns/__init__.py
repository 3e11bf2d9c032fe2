"""What customers call about: one file a concern."""
