"""Personal data in text becomes typed placeholders."""
