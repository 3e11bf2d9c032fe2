"""What each audience is told, one idea a file."""
