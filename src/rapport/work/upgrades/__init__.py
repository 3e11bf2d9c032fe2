"""Steps from one format of a home to the next."""
