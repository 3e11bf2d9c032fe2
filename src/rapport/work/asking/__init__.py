"""Asking customers: who could be asked, whom we ask, what is sent, and how that goes."""
