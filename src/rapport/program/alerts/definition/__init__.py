"""A rule as somebody writes it: its parts, its file, and what it says in words."""
