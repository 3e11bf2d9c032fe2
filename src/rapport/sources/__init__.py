"""Outside formats and systems in, records out."""
