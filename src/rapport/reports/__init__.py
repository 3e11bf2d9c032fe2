"""Findings in, a file out: the only place, with templates, that rounds."""
