"""Who is likely to leave: worked out from what a home knows of its customers, for rules to watch."""
