"""Everything that reads; what it returns is frozen plain data."""
