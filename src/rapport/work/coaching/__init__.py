"""Coaching: what somebody's conversations show, and whether a conversation about them helped."""
