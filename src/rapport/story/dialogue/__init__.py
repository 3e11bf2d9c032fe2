"""From what happened to what was said: one file a channel."""
