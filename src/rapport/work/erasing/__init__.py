"""Finding and removing a customer's traces in the files of a home."""
