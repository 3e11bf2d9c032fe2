"""Tags and filters of these pages."""
