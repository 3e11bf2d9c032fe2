"""Editing criteria: the file as a tree that keeps its comments, live checks, trying a draft out."""
