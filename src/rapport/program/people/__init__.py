"""Who uses Rapport."""
