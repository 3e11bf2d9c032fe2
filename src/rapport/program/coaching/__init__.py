"""Coaching: sessions, actions, acknowledgement, praise."""
