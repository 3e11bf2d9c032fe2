"""People at the front in the pages: lessons, suggestions, round tables."""
