"""Mystery shops."""
