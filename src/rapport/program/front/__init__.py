"""People at the front: what they are taught, what they suggest, and what came of it at the round table."""
