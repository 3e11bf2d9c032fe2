"""The inventory of what customers come with."""
