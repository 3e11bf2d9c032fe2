"""What programs of others ask for and hand in."""
