"""Home: what changed and what waits for me."""
