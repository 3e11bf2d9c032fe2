"""Words and what they say. All of it written for this project."""
