"""Notices: gathered from what waits, and mailed when people want them."""
