"""Notices: what waits for whom, told in the pages and by e-mail, when they want to be told."""
