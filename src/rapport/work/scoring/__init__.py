"""Scoring in the pages: what the screen shows, what it saves, what comes next."""
