"""Surveys as files: what is asked, of whom, and what is wrong with how it is asked. Pure."""
