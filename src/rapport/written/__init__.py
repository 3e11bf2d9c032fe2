"""Files that people write in YAML, read so that every complaint names its line."""
