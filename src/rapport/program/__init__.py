"""What people decide: models, services and selectors; no pages."""
