"""The verbs for the terminal."""
