"""Tags and filters of these templates."""
