"""Building surveys: the file as a tree that keeps its comments, live checks, answering a draft."""
