"""Interviews: customers who never answered drawn at random, and whom those who took part stand for."""
