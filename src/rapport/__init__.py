"""Rapport measures the quality of every interaction between a company and its customers."""

__version__ = "0.1.0"
