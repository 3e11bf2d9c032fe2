"""The report as slides with charts one can edit."""
