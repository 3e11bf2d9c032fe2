"""Messages on their way to other programs."""
