"""The review: people check what the machine read, one question at a time."""
