"""Requests of programs that are to be done once, however often they are sent."""
