"""What agents do that criteria ask for: greeting, empathy, a clear next step, and their opposites."""
