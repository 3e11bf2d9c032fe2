"""Pages and API: each folder is one entry of the navigation."""
