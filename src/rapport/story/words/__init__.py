"""What people at a telephone company and their customers say."""
