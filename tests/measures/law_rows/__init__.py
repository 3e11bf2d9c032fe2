"""Rows that measures take, by kind, for the laws."""
